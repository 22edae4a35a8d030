"""Reading the television room: public episodes only, few queries whatever the size of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from cms.core.page_contexts import page_context
from cms.core.restrictions import is_restricted
from cms.programmes.models import (
    EpisodeBranch,
    EpisodePage,
    EpisodePerson,
    ProgrammeIndexPage,
    ProgrammePage,
)
from genealogy.public import Mention, branch_cards, person_cards, viewer_of

if TYPE_CHECKING:
    from genealogy.domain.viewer import Viewer

PER_PAGE = 12
LATEST_COUNT = 6
SIBLINGS_COUNT = 8
MENTIONS_LIMIT = 50


def published_episodes(*, programme: Page | None = None) -> QuerySet[EpisodePage]:
    """Return public episodes, newest first, with posters, recordings and topics for cards."""
    episodes = EpisodePage.objects.live().exclude(is_restricted()).order_by("-display_date", "-pk")
    if programme is not None:
        episodes = episodes.child_of(programme)
    episodes = episodes.select_related("poster", "video_file")
    return episodes.prefetch_related("poster__renditions", "topics").defer("transcript")


def published_programmes() -> list[ProgrammePage]:
    """Return public series in tree order, each with its number of episodes (`episode_count`)."""
    series = ProgrammePage.objects.live().exclude(is_restricted()).order_by("path")
    series = series.select_related("cover_image").prefetch_related("cover_image__renditions")
    return series_with_counts(series)


def series_with_counts(series: Iterable[ProgrammePage]) -> list[ProgrammePage]:
    """Return the series, each with its number of public episodes (`episode_count`)."""
    rows = list(series)
    counts: dict[str, int] = {}
    for path in EpisodePage.objects.live().exclude(is_restricted()).values_list("path", flat=True):
        counts[_series_path(path)] = counts.get(_series_path(path), 0) + 1
    for programme in rows:
        programme.episode_count = counts.get(programme.path, 0)
    return rows


def series_of(episodes: Iterable[EpisodePage]) -> dict[str, ProgrammePage]:
    """Return the public series of these episodes by tree path, in one query."""
    paths = {_series_path(episode.path) for episode in episodes}
    series = ProgrammePage.objects.live().exclude(is_restricted()).filter(path__in=paths)
    return {programme.path: programme for programme in series}


def _series_path(path: str) -> str:
    """Return the tree path of the series from that of an episode."""
    return path[: -ProgrammePage.steplen]


@page_context(ProgrammeIndexPage)
def index_context(page: ProgrammeIndexPage, request: HttpRequest, **_others: Any) -> dict[str, Any]:
    """Return what the television front shows: `programmes` and `latest_episodes`."""
    return {
        "programmes": published_programmes(),
        "latest_episodes": published_episodes()[:LATEST_COUNT],
    }


@page_context(ProgrammePage)
def series_context(
    programme: ProgrammePage, request: HttpRequest, **_others: Any
) -> dict[str, Any]:
    """Return one page of a series' episodes; a page number that is none gives page 1."""
    episodes = published_episodes(programme=programme)
    return {"episodes": Paginator(episodes, PER_PAGE).get_page(request.GET.get("page"))}


@page_context(EpisodePage)
def episode_context(page: EpisodePage, request: HttpRequest, **_others: Any) -> dict[str, Any]:
    """Return what stands beside an episode: people and branches this reader may know, siblings."""
    viewer = viewer_of(request)
    # Nobody is shown twice. A rule in the database could not see to it: rows are saved one by one,
    # so an editor who swaps two people would break it half way.
    people = list(dict.fromkeys(link.person_id for link in page.person_links.all()))
    branches = list(dict.fromkeys(link.branch_id for link in page.branch_links.all()))
    siblings = published_episodes(programme=page.get_parent())
    return {
        "video": page.video,
        "people_cards": person_cards(people, viewer) if people else [],
        "branch_cards": branch_cards(branches, viewer) if branches else [],
        "siblings": siblings.exclude(pk=page.pk)[:SIBLINGS_COUNT],
    }


def episode_mentions(
    *, person_ids: Iterable[int] = (), branch_ids: Iterable[int] = (), viewer: Viewer
) -> list[Mention]:
    """Return public episodes that speak of any of these people or branches, newest first."""
    people, branches = list(person_ids), list(branch_ids)
    pages: set[int] = set()
    # Asked first, and by key: kept answers then hang on these episodes and not on all of them.
    if people:
        found = EpisodePerson.objects.filter(person__in=people)
        pages.update(found.values_list("page", flat=True))
    if branches:
        found_of_branches = EpisodeBranch.objects.filter(branch__in=branches)
        pages.update(found_of_branches.values_list("page", flat=True))
    if not pages:
        return []
    episodes = EpisodePage.objects.live().exclude(is_restricted()).order_by("-display_date", "-pk")
    episodes = episodes.filter(pk__in=pages).defer("transcript")
    return [
        Mention(
            kind="episode",
            title=item.title,
            url=item.get_url() or "",
            date=item.display_date,
            page_id=item.pk,
        )
        for item in episodes[:MENTIONS_LIMIT]
    ]
