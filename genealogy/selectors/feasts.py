"""Feasts of a clan with the rule of their day, as far as the viewer may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from genealogy.domain.feasts import FeastRule, feast_days, next_feast_days
from genealogy.domain.lunar import FIRST_DAY, LAST_DAY, to_lunar
from genealogy.domain.memorials import HeldDay, eve
from genealogy.domain.viewer import Viewer
from genealogy.enums import FeastKind
from genealogy.models import Branch, Clan, ClanFeast, Person
from genealogy.selectors.memorials import MemorialCard
from genealogy.selectors.yearly_days import CUSTOM_COLUMNS, policy_of


@dataclass(frozen=True)
class KnownFeast:
    """A feast whose day the viewer may know. `lunar_day` is (month, day) of a lunar feast."""

    feast: ClanFeast
    rule: FeastRule

    @property
    def lunar_day(self) -> tuple[int, int] | None:
        """Return the lunar month and day, None for a feast by solar term."""
        if self.rule.month is None or self.rule.day is None:
            return None
        return self.rule.month, self.rule.day


def branches_concerned(branch: Branch) -> set[int]:
    """Give the primary keys of a branch and of all branches above it, whose feasts it keeps."""
    parents = dict(Branch.objects.filter(clan=branch.clan_id).values_list("pk", "parent_id"))
    met: set[int] = set()
    key: int | None = branch.pk
    while key is not None and key not in met:
        met.add(key)
        key = parents.get(key)
    return met


def known_feasts(
    viewer: Viewer, *, clan: Clan, branches: list[Branch] | None = None
) -> list[KnownFeast]:
    """Give the feasts of a clan the viewer may open, in their order.

    Args:
        viewer: who looks; a feast on the giỗ of somebody hidden is hidden too.
        clan: whose.
        branches: a branch and those within it: only what they, the branches above them and the
            whole clan keep. The first is the branch itself.

    One query, one more when feasts are giỗ of people, one more for branches.
    """
    feasts = list(ClanFeast.objects.filter(clan=clan).select_related("branch"))
    if branches is not None:
        kept = {branch.pk for branch in branches} | branches_concerned(branches[0])
        feasts = [feast for feast in feasts if feast.branch_id is None or feast.branch_id in kept]
    honoured = _honoured(viewer, feasts)
    known = []
    for feast in feasts:
        rule = _rule(feast, clan, honoured)
        if rule is not None:
            known.append(KnownFeast(feast, rule))
    return known


def _honoured(viewer: Viewer, feasts: list[ClanFeast]) -> dict[int, tuple[int, int, bool, str]]:
    """Give the days of the ancestors whose giỗ are feasts, where the viewer may know them."""
    keys = [feast.person_id for feast in feasts if feast.kind == FeastKind.MEMORIAL]
    if not keys:
        return {}
    people = Person.objects.detailed_to(viewer).filter(
        pk__in=keys, memorial_month__isnull=False, memorial_day__isnull=False
    )
    return {pk: row for pk, *row in people.values_list("pk", *CUSTOM_COLUMNS)}  # type: ignore[misc] # the four columns


def _rule(
    feast: ClanFeast, clan: Clan, honoured: dict[int, tuple[int, int, bool, str]]
) -> FeastRule | None:
    if feast.kind == FeastKind.SOLAR_TERM:
        return FeastRule(solar_term=feast.solar_term)
    if feast.kind == FeastKind.LUNAR_DAY:
        return FeastRule(month=feast.lunar_month, day=feast.lunar_day, policy=policy_of(clan))
    row = honoured.get(feast.person_id or 0)
    if row is None:
        return None
    month, day, in_leap_month, short_month = row
    return FeastRule(
        month=month, day=day, observe_leap=in_leap_month, policy=policy_of(clan, short_month)
    )


def feast_held(known: KnownFeast, *, first: date, last: date) -> list[HeldDay]:
    """Give the days of a feast in a span, both ends included."""
    return feast_days(known.rule, first=first, last=last)


def feast_next_days(feast: ClanFeast, viewer: Viewer, *, count: int) -> list[date]:
    """Give the next Gregorian days of a feast, for its editor to check."""
    rule = _rule(feast, feast.clan, _honoured(viewer, [feast]))
    if rule is None or not FIRST_DAY <= viewer.today <= LAST_DAY:
        return []
    return next_feast_days(rule, today=viewer.today, count=count)


def feast_cards(
    viewer: Viewer, *, clan: Clan, branches: list[Branch] | None = None
) -> list[MemorialCard]:
    """Give the next day of each feast as a card, by date, for the page of giỗ."""
    today = viewer.today
    if not FIRST_DAY <= today <= LAST_DAY:
        return []
    cards = []
    for known in known_feasts(viewer, clan=clan, branches=branches):
        days = next_feast_days(known.rule, today=today, count=1)
        if not days:
            continue
        on = to_lunar(days[0])
        month, day = known.lunar_day or (on.month, on.day)
        feast = known.feast
        cards.append(
            MemorialCard(
                name=feast.name,
                url="",
                generation_label="",
                branch_title=feast.branch.title if feast.branch else "",
                branch_url="",
                lunar_month=month,
                lunar_day=day,
                solar_date=days[0],
                days_left=(days[0] - today).days,
                eve=eve(days[0]),
                is_feast=True,
                place=feast.place,
                text=feast.note,
            )
        )
    return sorted(cards, key=lambda card: card.solar_date or date.max)
