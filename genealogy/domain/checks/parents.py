"""Rules about a child and its parents: links, ages, generation."""

from __future__ import annotations

from collections.abc import Iterator

from genealogy.domain.checks.facts import (
    BLOOD_KINDS,
    FEMALE,
    LINEAGE,
    MALE,
    ClanTree,
    ParentFacts,
    PersonFacts,
    least_years,
    most_years,
)
from genealogy.domain.checks.registry import CheckLimits, Finding

_OLDER = frozenset({"birth", "adopted", "unknown"})


def check_links(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find links that lead nowhere, twice to one parent, or to too many."""
    lineages = sum(link.is_lineage for link in person.parents)
    if lineages > 1:
        yield Finding("several_lineages", person.id, facts={"count": lineages})
    seen: set[int] = set()
    for link in person.parents:
        others = (link.parent,)
        if link.parent == person.id:
            yield Finding("self_parent", person.id)
        if link.outside == "other_clan":
            yield Finding("link_to_other_clan", person.id, people=others)
        elif link.outside == "staged":
            yield Finding("link_to_staged", person.id, people=others)
        if link.parent in seen:
            yield Finding("parent_twice", person.id, people=others)
        seen.add(link.parent)
    for sex, code in ((MALE, "two_birth_fathers"), (FEMALE, "two_birth_mothers")):
        born_to = {
            parent.id
            for link, parent in tree.parents_of(person)
            if link.kind == "birth" and parent.sex == sex
        }
        if len(born_to) > 1:
            yield Finding(code, person.id, people=tuple(sorted(born_to)))


def check_couple(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find children whose parents and whose couple are not the same people."""
    if not person.parents:
        return
    parents = {link.parent for link in person.parents}
    named = {link.union for link in person.parents if link.union is not None}
    for link in person.parents:
        union = tree.unions.get(link.union) if link.union is not None else None
        if union is not None and union.member(link.parent) is None:
            yield Finding("parent_not_in_union", person.id, union.id, people=(link.parent,))
    for key in sorted(named):
        union = tree.unions.get(key)
        for member in union.members if union is not None else ():
            if member.person not in parents:
                people = (member.person,)
                yield Finding("union_member_not_parent", person.id, key, people=people)
    born = {link.union for link in person.parents if link.kind in BLOOD_KINDS} - {None}
    if len(born) > 1:
        yield Finding("links_to_two_unions", person.id)
    yield from _unjoined(person, tree)


def _unjoined(person: PersonFacts, tree: ClanTree) -> Iterator[Finding]:
    """Find birth parents whom no couple joins, and parents who are also spouses."""
    born_to = [parent for link, parent in tree.parents_of(person) if link.kind == "birth"]
    sexes = {parent.sex for parent in born_to}
    if len(born_to) == 2 and sexes == {MALE, FEMALE}:
        first, second = born_to
        if not set(first.unions) & set(second.unions):
            people = tuple(sorted((first.id, second.id)))
            yield Finding("parents_not_joined", person.id, people=people)
    for union, _ in tree.unions_of(person):
        spouse = tree.spouse_in(union, person.id)
        if spouse is not None and any(link.parent == spouse.id for link in person.parents):
            yield Finding("parent_is_spouse", person.id, people=(spouse.id,))


def check_ages(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find parents too young, too old, dead or not yet born when the child was born."""
    if not person.birth.is_known:
        return
    for link, parent in tree.parents_of(person):
        if link.kind not in _OLDER:
            continue
        others = (parent.id,)
        if person.birth.is_before(parent.birth):
            yield Finding("born_before_parent", person.id, people=others)
            continue
        yield from _gap(person, parent, limits)
        if link.kind in BLOOD_KINDS:
            yield from _dead_parent(person, parent, limits)
            yield from _joined_later(person, parent, link, tree)


def _gap(person: PersonFacts, parent: PersonFacts, limits: CheckLimits) -> Iterator[Finding]:
    """Judge the years between parent and child, where they are certain enough."""
    most, least = most_years(parent.birth, person.birth), least_years(parent.birth, person.birth)
    is_mother = parent.sex == FEMALE
    young = limits.young_mother if is_mother else limits.young_father
    old = limits.old_mother if is_mother else limits.old_father
    others = (parent.id,)
    if most is not None and most < limits.least_parent_gap:
        facts = {"years": int(most)}
        yield Finding("parent_gap_small", person.id, people=others, facts=facts)
    elif most is not None and most < young:
        code = "young_mother" if is_mother else "young_father"
        yield Finding(code, person.id, people=others, facts={"years": int(most)})
    if least is not None and least > limits.greatest_parent_gap:
        facts = {"years": int(least)}
        yield Finding("parent_gap_large", person.id, people=others, facts=facts)
    elif least is not None and least > old:
        code = "old_mother" if is_mother else "old_father"
        yield Finding(code, person.id, people=others, facts={"years": int(least)})


def _dead_parent(
    person: PersonFacts, parent: PersonFacts, limits: CheckLimits
) -> Iterator[Finding]:
    birth, death = person.birth, parent.death
    if birth.start is None or death.end is None:
        return
    if parent.sex == FEMALE and birth.start > death.end:
        yield Finding("mother_dead_before_birth", person.id, people=(parent.id,))
    elif birth.start > death.end + limits.days_after_father and parent.sex != FEMALE:
        yield Finding("father_dead_before_birth", person.id, people=(parent.id,))


def _joined_later(
    person: PersonFacts, parent: PersonFacts, link: ParentFacts, tree: ClanTree
) -> Iterator[Finding]:
    """Find children of a wife born before she joined the house."""
    union = tree.unions.get(link.union) if link.union is not None else None
    if union is None or parent.sex != FEMALE:
        return
    if person.birth.is_before(union.span("marriage")):
        yield Finding("born_before_mother_joined", person.id, union.id, people=(parent.id,))


def check_generation(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find a đời that is not one below the father's, and a mark of the clan that cannot hold."""
    above = person.lineage_parent
    parent = tree.people.get(above) if above is not None else None
    if parent is None:
        return
    is_of_the_house = parent.membership == LINEAGE
    if parent.generation is not None and person.generation is not None:
        expected = parent.generation + 1
        facts = {"stored": person.generation, "expected": expected}
        if person.generation != expected and person.override is not None:
            yield Finding("override_contradicts", person.id, people=(parent.id,), facts=facts)
        elif person.generation != expected and (is_of_the_house or person.membership == LINEAGE):
            yield Finding("generation_break", person.id, people=(parent.id,), facts=facts)
    if (person.membership == LINEAGE) != is_of_the_house:
        yield Finding("membership_contradicts", person.id, people=(parent.id,))
    if is_of_the_house and parent.sex == FEMALE:
        fathers = [
            father.id
            for link, father in tree.parents_of(person)
            if link.kind == "birth" and father.sex == MALE
        ]
        if fathers:
            yield Finding("lineage_through_mother", person.id, people=(parent.id, fathers[0]))


CHECKS = (check_links, check_couple, check_ages, check_generation)
