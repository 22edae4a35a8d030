"""Days of remembrance (giỗ): the next of one person, the coming ones of a clan, a lunar month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from genealogy.domain.errors import LunarDateOutOfRange
from genealogy.domain.lunar import to_lunar
from genealogy.domain.memorial_spans import MemorialSpan, memorial_span
from genealogy.domain.memorials import HeldDay, eve, next_memorial
from genealogy.domain.viewer import Detail, Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.cards import CARD_FIELDS, branch_url, person_detail
from genealogy.selectors.labels import generation_label
from genealogy.selectors.mournings import (
    MourningWords,
    days_of_death,
    may_be_in_mourning,
    mourning_words,
)
from genealogy.selectors.people import matching_people
from genealogy.selectors.yearly_days import (
    CUSTOM_COLUMNS,
    matches_day,
    matches_lunar_days,
    policy_of,
    yearly_day_of_person,
)

#: Most calls want the next few giỗ, which a big clan has within a week.
_FIRST_STEP_DAYS = 7


@dataclass(frozen=True)
class MemorialCard:
    """The giỗ of one person: lunar month and day, and the Gregorian day it next falls on.

    `eve` is the day before, for tiên thường. `note` names a first or second giỗ, `counted_note`
    says when those hold it who count lunar months. A feast of the clan is shown by the same card:
    then `is_feast` is true, `name` is the feast's and `place` and `text` may say more. `relation`
    says who the dead is to the reader ("ông nội của bạn"), where that is known.
    """

    name: str
    url: str
    generation_label: str
    branch_title: str
    branch_url: str
    lunar_month: int
    lunar_day: int
    solar_date: date | None
    days_left: int | None
    eve: date | None = None
    note: str = ""
    counted_note: str = ""
    is_feast: bool = False
    place: str = ""
    text: str = ""
    relation: str = ""

    @property
    def lunar_text(self) -> str:
        """Return "18 tháng 10"."""
        return lunar_day_text(self.lunar_month, self.lunar_day)


def lunar_month_label(month: int) -> str:
    """Name a lunar month: "Tháng Giêng", "Tháng 2", "Tháng Chạp"."""
    return {1: _("Tháng Giêng"), 12: _("Tháng Chạp")}.get(
        month, _("Tháng %(number)s") % {"number": month}
    )


def lunar_day_text(month: int, day: int) -> str:
    """Say a lunar day of the year: "18 tháng 10", "mùng 5 tháng Giêng"."""
    words = _("mùng %(day)s %(month)s") if day <= 10 else _("%(day)s %(month)s")
    label = lunar_month_label(month)
    return words % {"day": day, "month": label[:1].lower() + label[1:]}


def memorial_of(person: Person, viewer: Viewer) -> MemorialCard | None:
    """Give the giỗ of a person whose clan is loaded; None when the day is unknown or hidden."""
    return next(iter(memorial_cards([person], viewer)), None)


def memorial_cards(people: Sequence[Person], viewer: Viewer) -> list[MemorialCard]:
    """Make the cards of the next giỗ of people whose clans are loaded; the hidden are left out.

    One query when somebody among them died so lately that a first or second giỗ may come.
    """
    shown = [
        (person, _next_held(person, viewer.today))
        for person in people
        if person.memorial_month is not None
        and person.memorial_day is not None
        and person_detail(person, viewer) >= Detail.FULL
    ]
    return _cards(shown, viewer, viewer.today)


def _next_held(person: Person, today: date) -> HeldDay | None:
    try:
        return next_memorial(
            person.memorial_month or 0,
            person.memorial_day or 0,
            today=today,
            policy=policy_of(person.clan, person.memorial_short_month),
            observe_leap=person.memorial_in_leap_month,
        )
    except LunarDateOutOfRange:
        return None


def _cards(
    rows: Sequence[tuple[Person, HeldDay | None]], viewer: Viewer, today: date
) -> list[MemorialCard]:
    """Make the cards of people and the days on which they are remembered."""
    lately = {
        person.pk
        for person, held in rows
        if held and may_be_in_mourning(person.death_year, held.date)
    }
    deaths = days_of_death(lately, viewer)
    return [
        _card(person, held, mourning_words(deaths.get(person.pk), held), today)
        if held
        else _card(person, None, MourningWords(), today)
        for person, held in rows
    ]


def _card(
    person: Person, held: HeldDay | None, mourning: MourningWords, today: date
) -> MemorialCard:
    return MemorialCard(
        name=str(person),
        url=person.get_absolute_url(),
        generation_label=generation_label(person.generation),
        branch_title=person.branch.title if person.branch else "",
        branch_url=branch_url(person),
        lunar_month=person.memorial_month or 0,
        lunar_day=person.memorial_day or 0,
        solar_date=held.date if held else None,
        days_left=(held.date - today).days if held else None,
        eve=eve(held.date) if held else None,
        note=mourning.note,
        counted_note=mourning.counted_note,
    )


def _remembered(viewer: Viewer) -> QuerySet[Person]:
    """Give the people whose day of death the viewer may know."""
    people = Person.objects.detailed_to(viewer).select_related("clan", "branch")
    return people.only(*CARD_FIELDS, *CUSTOM_COLUMNS)


def _due_in(people: QuerySet[Person], span: MemorialSpan) -> QuerySet[Person]:
    """Keep who is remembered in the span, with `due` as the ordinal of the first Gregorian day."""
    whens = [
        When(matches_day(yearly), then=Value(held[0].date.toordinal()))
        for yearly, held in span.held.items()
    ]
    if not whens:
        return people.none()
    return (
        people.filter(matches_lunar_days(span.held))
        .annotate(due=Case(*whens, default=None, output_field=IntegerField()))
        .filter(due__isnull=False)
        .order_by("due", "generation", "lineage_path", "pk")
    )


def upcoming_memorials(
    viewer: Viewer,
    *,
    clan: Clan | None = None,
    branches: list[Branch] | None = None,
    today: date | None = None,
    days: int = 60,
    limit: int = 5,
) -> list[MemorialCard]:
    """Give the coming giỗ by date, from today on.

    Args:
        viewer: who looks; only the dead whose dates the viewer may know are given.
        clan: of one clan, else of all the viewer may open.
        branches: of these branches only.
        today: Gregorian day in Vietnam; the viewer's day by default.
        days: how far to look, today being day 0.
        limit: how many at most.

    The lunar days of the span are reckoned first, so the database is asked by an index.
    """
    today = today or viewer.today
    people = _remembered(viewer)
    if clan is not None:
        people = people.filter(clan=clan)
    if branches is not None:
        people = people.filter(branch__in=[branch.pk for branch in branches])
    cards: list[MemorialCard] = []
    first, last = today, today + timedelta(days=days)
    for end in (min(today + timedelta(days=_FIRST_STEP_DAYS), last), last):
        if end < first or len(cards) >= limit:
            break
        span = memorial_span(first, end)
        found = _due_in(people, span)[: limit - len(cards)]
        cards += _cards(
            [(person, span.held[yearly_day_of_person(span, person)][0]) for person in found],
            viewer,
            today,
        )
        first = end + timedelta(days=1)
    return cards


def memorials_by_name(
    viewer: Viewer, *, clan: Clan, query: str, limit: int
) -> tuple[list[MemorialCard], bool]:
    """Find giỗ by words of a name, the nearest day first; and whether more were found.

    Args:
        viewer: who looks; only the dead whose dates the viewer may know are found.
        clan: whose.
        query: words of a name in any order, with or without marks.
        limit: how many at most.
    """
    people = matching_people(
        _remembered(viewer).filter(clan=clan, memorial_month__isnull=False), query, viewer
    )
    found = list(people.order_by("generation", "lineage_path", "pk")[: limit + 1])
    cards = memorial_cards(found[:limit], viewer)
    return sorted(cards, key=lambda card: card.solar_date or date.max), len(found) > limit


def current_lunar_month(viewer: Viewer) -> int:
    """Give the lunar month (1-12) of the viewer's day."""
    return to_lunar(viewer.today).month


def people_of_month(
    viewer: Viewer, *, clan: Clan, month: int, branches: list[Branch] | None = None
) -> QuerySet[Person]:
    """Give whose giỗ falls in a lunar month (1-12), by day, for a page to cut."""
    people = _remembered(viewer).filter(clan=clan, memorial_month=month)
    if branches is not None:
        people = people.filter(branch__in=[branch.pk for branch in branches])
    return people.order_by("memorial_day", "generation", "lineage_path", "pk")
