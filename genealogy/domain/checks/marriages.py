"""Rules about the time of a marriage: ages, deaths, the children born of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from genealogy.domain.checks.facts import (
    BLOOD_KINDS,
    FEMALE,
    ClanTree,
    PersonFacts,
    UnionFacts,
    least_years,
    most_years,
)
from genealogy.domain.checks.registry import CheckLimits, Finding

#: Children born so few days apart are twins, or born over midnight.
_DAYS_OF_ONE_BIRTH = 3


def check_wedding(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find weddings before birth, after death, too early, too late, after the divorce."""
    wedding = union.span("marriage")
    if union.span("divorce").is_before(wedding):
        yield Finding("divorce_before_marriage", _first(union), union.id)
    if union.kind != "marriage" and any(event.kind == "marriage" for event in union.events):
        yield Finding("married_but_unmarried", _first(union), union.id)
    if not wedding.is_known:
        return
    for _, person in tree.members_of(union):
        yield from _wedding_of(person, union, limits)


def _wedding_of(person: PersonFacts, union: UnionFacts, limits: CheckLimits) -> Iterator[Finding]:
    wedding = union.span("marriage")
    day = wedding.start if wedding.start == wedding.end else None
    if wedding.is_before(person.birth):
        yield Finding("marriage_before_birth", person.id, union.id)
        return
    if person.death.is_before(wedding):
        yield Finding("marriage_after_death", person.id, union.id)
    if day is not None and (day, day) == person.birth:
        yield Finding("birth_equals_marriage", person.id, union.id)
        return
    if day is not None and (day, day) == person.death:
        yield Finding("death_equals_marriage", person.id, union.id)
    most, least = most_years(person.birth, wedding), least_years(person.birth, wedding)
    if most is not None and most < limits.early_marriage:
        yield Finding("early_marriage", person.id, union.id, facts={"years": int(most)})
    if least is not None and least > limits.late_marriage:
        yield Finding("late_marriage", person.id, union.id, facts={"years": int(least)})


def _first(union: UnionFacts) -> int | None:
    return union.members[0].person if union.members else None


def check_couple(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find couples of very different ages, long widowhood, and marks that do not hold."""
    couple = [person for _, person in tree.members_of(union)]
    if len(couple) != 2:
        return
    one, two = couple
    gaps = [least_years(one.birth, two.birth), least_years(two.birth, one.birth)]
    gap = max((gap for gap in gaps if gap is not None), default=0)
    if gap > limits.spouse_gap:
        facts = {"years": int(gap)}
        yield Finding("spouse_gap", one.id, union.id, people=(two.id,), facts=facts)
    if union.status == "current" and (one.is_dead or two.is_dead):
        dead = one if one.is_dead else two
        yield Finding("current_but_dead", dead.id, union.id)
    if union.status == "widowed" and one.state == two.state == "living":
        yield Finding("widowed_but_living", one.id, union.id, people=(two.id,))
    for dead, left in ((one, two), (two, one)):
        years = least_years(dead.death, left.death)
        if years is not None and years > limits.widowhood and left.unions == (union.id,):
            facts = {"years": int(years)}
            yield Finding("long_widowhood", left.id, union.id, people=(dead.id,), facts=facts)


def check_standing(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find a kế thất without or before the end of an earlier marriage."""
    for member, wife in tree.members_of(union):
        if member.standing != "successor":
            continue
        husband = tree.spouse_in(union, wife.id)
        if husband is None:
            continue
        own = union.member(husband.id)
        order = own.order if own is not None else 1
        earlier = [other for other, side in tree.unions_of(husband) if side.order < order]
        if not earlier:
            yield Finding("successor_without_first", wife.id, union.id, people=(husband.id,))
        for other in earlier:
            former = tree.spouse_in(other, husband.id)
            if former is not None and union.span("marriage").is_before(former.death):
                people = (former.id, husband.id)
                yield Finding("successor_too_early", wife.id, union.id, people=people)
                break


def check_births(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find children of one couple born too near each other, or too far apart."""
    born = sorted(
        (child.birth, child.id)
        for child in map(tree.people.get, union.children)
        if child is not None
        and child.birth.start is not None
        and child.birth.end is not None
        and _is_born_of(child, union)
    )
    has_mother = any(person.sex == FEMALE for _, person in tree.members_of(union))
    for (elder, one), (younger, two) in pairwise(born):
        apart = (younger.end or 0) - (elder.start or 0)
        people = (one, two)
        if has_mother and _DAYS_OF_ONE_BIRTH < apart < limits.days_between_births:
            facts = {"days": apart}
            yield Finding("children_too_close", _first(union), union.id, None, people, facts)
        gap = least_years(elder, younger)
        if gap is not None and gap > limits.children_gap:
            facts = {"years": int(gap)}
            yield Finding("children_far_apart", _first(union), union.id, None, people, facts)
    if len(born) > 1:
        span = least_years(born[0][0], born[-1][0])
        if span is not None and span > limits.children_span:
            facts = {"years": int(span)}
            yield Finding("children_span", _first(union), union.id, facts=facts)


def _is_born_of(child: PersonFacts, union: UnionFacts) -> bool:
    return any(link.union == union.id and link.kind in BLOOD_KINDS for link in child.parents)


CHECKS = (check_wedding, check_couple, check_standing, check_births)
