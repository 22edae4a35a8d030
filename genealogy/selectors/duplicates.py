"""Pairs that may be one person, and pairs known to be two, as compilers read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan, DuplicateDismissal, DuplicatePair, Person
from genealogy.querysets import visible_people
from genealogy.selectors.cards import PersonCard, card_people, cards_of

#: The log action of looking through a clan.
FOUND: Final = "genealogy.duplicates_found"

#: Why two rows look like one person, by the codes of `domain.duplicates`.
REASONS: Final = {
    "same_name": _("cùng họ tên"),
    "same_other_name": _("trùng một tên khác"),
    "same_given_name": _("cùng họ và tên"),
    "same_generation": _("cùng đời"),
    "same_branch": _("cùng chi"),
    "same_parents": _("cùng cha mẹ"),
    "same_father_name": _("cha cùng tên"),
    "same_spouse": _("cùng vợ hoặc chồng"),
    "same_spouse_name": _("vợ hoặc chồng cùng tên"),
    "same_memorial": _("cùng ngày giỗ"),
    "same_birth": _("cùng năm sinh"),
    "same_death": _("cùng năm mất"),
}


@dataclass(frozen=True)
class Likely:
    """One side of a pair."""

    pk: int
    card: PersonCard
    memorial: str = ""


@dataclass(frozen=True)
class PairRow:
    """A pair in a list; `dismissal` when somebody said they are two."""

    first: Likely
    second: Likely
    score: int = 0
    reasons: tuple[str, ...] = ()
    dismissal: DuplicateDismissal | None = None


def reason_words(codes: Iterable[str]) -> tuple[str, ...]:
    """Put reasons into words; a code of an older version is left out."""
    return tuple(str(REASONS[code]) for code in codes if code in REASONS)


def likely_pairs_of(
    clan: Clan,
    viewer: Viewer,
    *,
    branches: Sequence[Branch] = (),
    lowest_score: int = 0,
) -> QuerySet[DuplicatePair]:
    """Give the pairs of a clan, the most alike first; none for who is no compiler.

    Args:
        clan: of this clan.
        viewer: who looks.
        branches: one of the two is of one of these; all when empty.
        lowest_score: 0 to 100.
    """
    rows = _of_clan(DuplicatePair, clan, viewer, branches)
    return rows.filter(score__gte=lowest_score).order_by("-score", "first_id", "second_id")


def dismissed_pairs_of(
    clan: Clan, viewer: Viewer, *, branches: Sequence[Branch] = ()
) -> QuerySet[DuplicateDismissal]:
    """Give the pairs known to be two people, the last dismissed first."""
    rows = _of_clan(DuplicateDismissal, clan, viewer, branches)
    return rows.select_related("created_by").order_by("-created_at", "-pk")


def pair_rows(pairs: Sequence[Any], viewer: Viewer) -> list[PairRow]:
    """Give one page of pairs or dismissals with the cards of both, in a fixed number of queries."""
    keys = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    people = list(card_people(viewer).filter(pk__in=keys))
    sides = {
        person.pk: Likely(person.pk, card, memorial_words(person))
        for person, card in zip(people, cards_of(people, viewer), strict=True)
    }
    return [
        PairRow(
            sides[pair.first_id],
            sides[pair.second_id],
            score=round(getattr(pair, "score", 0)),
            reasons=reason_words(getattr(pair, "reasons", ())),
            dismissal=pair if isinstance(pair, DuplicateDismissal) else None,
        )
        for pair in pairs
        if pair.first_id in sides and pair.second_id in sides
    ]


def memorial_words(person: Person) -> str:
    """Write the lunar day of the giỗ."""
    if person.memorial_day is None:
        return ""
    return f"{person.memorial_day}/{person.memorial_month}"


def last_found(clan: Clan) -> datetime | None:
    """Say when the clan was last looked through; None: never."""
    entry = ModelLogEntry.objects.for_instance(clan).filter(action=FOUND).first()
    return entry.timestamp if entry else None


def _of_clan(
    model: type[Model], clan: Clan, viewer: Viewer, branches: Sequence[Branch]
) -> QuerySet[Any]:
    rows = model._default_manager.all()
    if viewer.role < Role.EDITOR:
        return rows.none()
    rows = rows.filter(
        visible_people(viewer, "first__"), visible_people(viewer, "second__"), first__clan=clan
    )
    if branches:
        keys = [branch.pk for branch in branches]
        rows = rows.filter(Q(first__branch__in=keys) | Q(second__branch__in=keys))
    return rows
