"""Rules about one record by itself: names, sex, dates as written, graves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genealogy.domain.checks.facts import (
    LINEAGE,
    UNCONNECTED,
    UNKNOWN_SEX,
    ClanTree,
    EventFacts,
    PersonFacts,
)
from genealogy.domain.checks.registry import CheckLimits, Finding

#: Signs that stand where a name was not known or a machine left something behind.
_PLACEHOLDER = re.compile(r"[?_\d\[\]{}<>@#*]|\.\.\.|…")
_TELLS_BY_ITSELF = frozenset({"birth", "death", "marriage", "divorce", "baptism", "cremation"})


def check_names(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find missing names; a wife known by her surname alone is custom and no fault."""
    if not (person.surname or person.middle or person.given or person.names):
        yield Finding("name_missing", person.id)
    elif person.membership == LINEAGE:
        if not person.given:
            yield Finding("given_name_missing", person.id)
        if not person.surname:
            yield Finding("surname_missing", person.id)
    whole = f"{person.surname} {person.middle} {person.given}"
    if _PLACEHOLDER.search(whole):
        yield Finding("name_placeholder", person.id)


def check_sex(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find people of unknown sex; it decides who carries the lineage."""
    if person.sex == UNKNOWN_SEX:
        is_parent = bool(person.children or person.unions)
        yield Finding("sex_unknown_parent" if is_parent else "sex_unknown", person.id)


def check_standing(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find people no line leads to."""
    if person.membership != UNCONNECTED or tree.clan.founder is None:
        return
    if person.id == tree.clan.founder:
        return
    if not (person.parents or person.children or person.unions):
        yield Finding("alone", person.id)
    elif all(kin.membership == UNCONNECTED for kin in _nearest(person, tree)):
        yield Finding("unconnected", person.id)


def _nearest(person: PersonFacts, tree: ClanTree) -> Iterator[PersonFacts]:
    """Give parents, children and spouses: stepchildren and a wife's parents belong through them."""
    yield from (parent for _, parent in tree.parents_of(person))
    yield from (child for _, child in tree.children_of(person))
    for union, _ in tree.unions_of(person):
        spouse = tree.spouse_in(union, person.id)
        if spouse is not None:
            yield spouse


def check_dates(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find dates that do not exist, contradict themselves or lie in the future."""
    for event in person.events:
        for flaw in event.flaws:
            facts = {"event": event.kind, **dict(flaw.facts)}
            key = f"{event.kind}|{facts.get('text', '')}"
            yield Finding(flaw.code, person.id, facts=facts, key=key)
        if is_future(event, tree.today):
            yield Finding("date_in_future", person.id, facts={"event": event.kind}, key=event.kind)


def is_future(event: EventFacts, today: int) -> bool:
    """Say whether an event surely lies ahead."""
    return event.span.start is not None and event.span.start > today


def check_repeated(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find a second birth or death, and deaths whose giỗ are two."""
    births = deaths = 0
    days: set[tuple[int, int]] = set()
    for event in person.events:
        births += event.kind == "birth"
        if event.kind == "death":
            deaths += 1
            if event.lunar is not None:
                days.add(event.lunar)
    if births > 1:
        yield Finding("births_repeated", person.id, facts={"count": births})
    if len(days) > 1:
        listed = ", ".join(f"{day}/{month}" for month, day in sorted(days))
        yield Finding("memorial_disagrees", person.id, facts={"days": listed})
    elif deaths > 1:
        yield Finding("deaths_repeated", person.id, facts={"count": deaths})
    if person.keeps_leap_month and not any(
        event.kind == "death" and event.in_leap_month for event in person.events
    ):
        yield Finding("memorial_leap_idle", person.id)


def check_places(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find events that say nothing, and graves where none can be."""
    for event in person.events:
        if event.is_bare and event.kind not in _TELLS_BY_ITSELF:
            yield Finding("event_empty", person.id, facts={"event": event.kind}, key=event.kind)
        if event.place_is_blank:
            yield Finding("place_blank", person.id, facts={"event": event.kind}, key=event.kind)
        for spot in event.spots:
            code = _fault_of_spot(spot, limits)
            if code:
                facts = {"event": event.kind, "spot": f"{spot[0]}, {spot[1]}"}
                yield Finding(code, person.id, facts=facts, key=f"{event.kind}|{facts['spot']}")


def _fault_of_spot(spot: tuple[float | None, float | None], limits: CheckLimits) -> str:
    latitude, longitude = spot
    if latitude is None or longitude is None:
        return "coordinates_half"
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return "coordinates_impossible"
    south, north, west, east = limits.neighbourhood
    if not (south <= latitude <= north and west <= longitude <= east):
        return "grave_far_away"
    return ""


CHECKS = (check_names, check_sex, check_standing, check_dates, check_repeated, check_places)
