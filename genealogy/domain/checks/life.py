"""Rules about one life: the order of its events, its length, whether it has ended."""

from __future__ import annotations

from collections.abc import Iterator

from genealogy.domain.checks.facts import (
    DAYS_OF_YEAR,
    GRAVE_KINDS,
    ClanTree,
    PersonFacts,
    Span,
    least_years,
)
from genealogy.domain.checks.registry import CheckLimits, Finding
from genealogy.domain.privacy import CHILD_AFTER_PARENT, MAX_ALIVE_AGE, SPOUSE_AFTER_SPOUSE

#: Things that also come to the dead: they tell nothing of life.
_POSTHUMOUS = frozenset({"death", "title", "award", "other", *GRAVE_KINDS})
_ORDERED = frozenset({"birth", "baptism", "death", *GRAVE_KINDS})
_BLOOD_OR_ADOPTED = frozenset({"birth", "adopted", "unknown"})


def check_order(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find birth, baptism, death and grave in an order no life has."""
    birth, death = person.birth, person.death
    if death.is_before(birth):
        yield Finding("birth_after_death", person.id)
    for baptism in person.spans("baptism"):
        if baptism.is_before(birth):
            yield Finding("birth_after_baptism", person.id)
        if death.is_before(baptism):
            yield Finding("death_before_baptism", person.id)
        if (least_years(birth, baptism) or 0) > limits.late_baptism:
            yield Finding("late_baptism", person.id)
    if birth.start is not None and birth.start == birth.end == death.start == death.end:
        yield Finding("birth_equals_death", person.id)
    yield from _graves(person, limits)
    yield from _events(person)


def _graves(person: PersonFacts, limits: CheckLimits) -> Iterator[Finding]:
    burials = list(person.spans("burial", "cremation"))
    for grave in person.spans(*GRAVE_KINDS):
        if grave.is_before(person.birth):
            yield Finding("burial_before_birth", person.id)
        elif grave.is_before(person.death):
            yield Finding("burial_before_death", person.id)
        if any(grave.is_before(baptism) for baptism in person.spans("baptism")):
            yield Finding("burial_before_baptism", person.id)
    for burial in burials:
        if (least_years(person.death, burial) or 0) > limits.late_burial:
            yield Finding("late_burial", person.id)
    for reburial in person.spans("reburial"):
        if any(reburial.is_before(burial) for burial in burials):
            yield Finding("reburial_before_burial", person.id)


def _events(person: PersonFacts) -> Iterator[Finding]:
    """Find what happened to somebody not yet born, or done by somebody dead."""
    for event in person.events:
        if event.kind in _ORDERED or not event.span.is_known:
            continue
        facts = {"event": event.kind}
        if event.span.is_before(person.birth):
            yield Finding("event_before_birth", person.id, facts=facts, key=event.kind)
        elif event.kind not in _POSTHUMOUS and person.death.is_before(event.span):
            yield Finding("event_after_death", person.id, facts=facts, key=event.kind)


def check_length(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find lives too long, and a living mark on somebody who cannot be alive."""
    today = Span(tree.today, tree.today)
    if person.state == "living" and person.has_ended:
        yield Finding("living_but_dead", person.id)
    age = least_years(person.birth, person.death)
    if age is not None and age > limits.old_age:
        yield Finding("old_at_death", person.id, facts={"years": int(age)})
    if age is not None and age > limits.old_unmarried and not person.unions:
        yield Finding("old_unmarried", person.id, facts={"years": int(age)})
    if person.has_ended or person.state == "deceased":
        return
    age = least_years(person.birth, today)
    if age is not None and age > limits.greatest_living_age:
        is_marked = person.state == "living"
        code = "living_too_old" if is_marked else "age_without_death"
        yield Finding(code, person.id, facts={"years": int(age)})


def check_end(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find people marked dead of whom neither the record nor age says when.

    Only those who could still be alive by age: of the others nothing hangs on the mark, but here
    a slip of the pen shows a living person to strangers.
    """
    if person.state != "deceased" or person.has_ended:
        return
    days = [] if person.latest_birth is None else [person.latest_birth]
    for link, parent in tree.parents_of(person):
        if parent.latest_birth is not None and link.kind in _BLOOD_OR_ADOPTED:
            days.append(parent.latest_birth + int(CHILD_AFTER_PARENT * DAYS_OF_YEAR))
    for union, _ in tree.unions_of(person):
        spouse = tree.spouse_in(union, person.id)
        if spouse is not None and spouse.latest_birth is not None:
            days.append(spouse.latest_birth + int(SPOUSE_AFTER_SPOUSE * DAYS_OF_YEAR))
    if not days or min(days) + MAX_ALIVE_AGE * DAYS_OF_YEAR > tree.today:
        yield Finding("dead_without_event", person.id)


CHECKS = (check_order, check_length, check_end)
