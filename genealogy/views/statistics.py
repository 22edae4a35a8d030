"""Pages of numbers: of a clan, of a branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.domain.statistics import GenerationRow, Statistics
from genealogy.domain.viewer import Viewer
from genealogy.enums import Audience
from genealogy.models import Branch, Clan
from genealogy.selectors.clans import branch_by_slug, clan_by_slug
from genealogy.selectors.labels import generation_label
from genealogy.selectors.statistic_charts import ChartKind, chart_of, decimal_label
from genealogy.selectors.statistics import branch_sizes
from genealogy.selectors.viewers import viewer_of
from genealogy.services.statistics import ShownStatistics, statistics_for
from genealogy.views.answers import page_answer, trail

_NAMES = (
    ChartKind.NAMES_OF_MEN,
    ChartKind.NAMES_OF_WOMEN,
    ChartKind.MIDDLE_NAMES,
    ChartKind.SURNAMES_OF_WIVES,
)


@dataclass(frozen=True)
class Figure:
    """A large number with its words."""

    value: int
    label: str


@dataclass(frozen=True)
class KnownShare:
    """How many of how many have something on record."""

    label: str
    count: int
    total: int


@dataclass(frozen=True)
class FamilyRow:
    """The families of one đời. Texts are ready to print."""

    label: str
    fathers: int
    children_each: str
    most_children: int
    ended: int | None


@require_safe
def clan_statistics(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the numbers of a clan."""
    viewer = viewer_of(request)
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    way = trail((clan.name, clan.get_absolute_url()), (_("Số liệu"), ""))
    return _answer(request, clan, None, viewer, way)


@require_safe
def branch_statistics(request: HttpRequest, clan: str, slug: str) -> HttpResponse:
    """Show the numbers of a branch with those within it."""
    viewer = viewer_of(request)
    branch = branch_by_slug(clan, slug, viewer)
    if branch is None:
        raise Http404
    way = trail(
        (branch.clan.name, branch.clan.get_absolute_url()),
        (branch.title, branch.get_absolute_url()),
        (_("Số liệu"), ""),
    )
    return _answer(request, branch.clan, branch, viewer, way)


def _answer(
    request: HttpRequest, clan: Clan, branch: Branch | None, viewer: Viewer, way: Any
) -> HttpResponse:
    shown = statistics_for(clan, branch, viewer)
    numbers = shown.statistics
    context = {
        "clan_name": clan.name,
        "subject": clan.name if branch is None else f"{branch.title}, {clan.name}",
        "is_branch": branch is not None,
        "above_url": reverse("genealogy:clan_statistics", args=[clan.slug]) if branch else "",
        "shown": shown,
        "scope": _scope(shown),
        "figures": _figures(numbers),
        "generations": chart_of(ChartKind.GENERATIONS, numbers),
        "births": chart_of(ChartKind.BIRTHS, numbers),
        "longevity": chart_of(ChartKind.LONGEVITY, numbers),
        "names": [chart for kind in _NAMES if (chart := chart_of(kind, numbers))],
        "memorials": chart_of(ChartKind.MEMORIALS, numbers),
        "families": [_family_row(row) for row in numbers.generations if row.fathers or row.ended],
        "tells_ended": numbers.ended is not None,
        "ended": numbers.ended,
        "wives": numbers.wives,
        "sizes": branch_sizes(clan, numbers),
        "size_most": max((row.people for row in numbers.branches), default=0),
        "shares": _shares(numbers),
        "trail": way,
    }
    return page_answer(request, "genealogy/statistics.html", context, viewer=viewer)


def _scope(shown: ShownStatistics) -> str:
    """Say over whom the numbers were counted."""
    if shown.audience == Audience.PUBLIC:
        return _("Chỉ đếm người đã khuất và người được công khai.")
    if shown.audience == Audience.MEMBERS:
        return _("Đếm những người thành viên trong họ được xem, cả người đang sống.")
    return _("Đếm mọi người trong gia phả.")


def _figures(numbers: Statistics) -> list[Figure]:
    figures = [
        Figure(numbers.people, _("người")),
        Figure(numbers.generation_count, _("đời")),
        Figure(numbers.total("sons"), _("con trai")),
        Figure(numbers.total("daughters"), _("con gái")),
        Figure(numbers.total("wives"), _("dâu")),
        Figure(numbers.total("husbands"), _("rể")),
    ]
    if numbers.living is not None and numbers.dead is not None:
        figures += [Figure(numbers.living, _("đang sống")), Figure(numbers.dead, _("đã khuất"))]
    return figures


def _family_row(row: GenerationRow) -> FamilyRow:
    each = row.children_each
    return FamilyRow(
        label=generation_label(row.generation) or _("Chưa rõ"),
        fathers=row.fathers,
        children_each="–" if each is None else decimal_label(each),
        most_children=row.most_children,
        ended=row.ended,
    )


def _shares(numbers: Statistics) -> list[KnownShare]:
    shares = [
        KnownShare(_("Biết năm sinh"), numbers.with_birth, numbers.people),
        KnownShare(_("Biết năm mất"), numbers.with_death, numbers.death_of),
        KnownShare(_("Biết ngày giỗ"), numbers.with_memorial, numbers.death_of),
    ]
    return [share for share in shares if share.total]
