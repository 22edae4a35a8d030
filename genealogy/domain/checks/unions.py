"""Rules about couples: who stands in them, and whether they are kin."""

from __future__ import annotations

from collections.abc import Iterator

from genealogy.domain.checks.facts import (
    BLOOD_KINDS,
    FEMALE,
    LINEAGE,
    MALE,
    UNKNOWN_SEX,
    ClanTree,
    PersonFacts,
    UnionFacts,
    name_key,
    same_words,
)
from genealogy.domain.checks.record import is_future
from genealogy.domain.checks.registry import CheckLimits, Finding

#: Steps up within which the law forbids marriage: kin "trong phạm vi ba đời", the forebear being
#: the first (Luật Hôn nhân và Gia đình 2014, Điều 3).
_STEPS_OF_LAW = 2


def check_members(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find couples without people, with too many, or of other clans."""
    for member in union.members:
        if member.outside:
            yield Finding("union_of_other_clan", member.person, union.id)
    if not union.members:
        yield Finding("union_empty", None, union.id, facts={"count": len(union.children)})
    elif len(union.members) == 1:
        if not union.children and not union.events:
            yield Finding("union_of_one", union.members[0].person, union.id)
    elif len(union.members) > 2:
        people = tuple(member.person for member in union.members)
        yield Finding("union_crowded", people[0], union.id, people=people[1:])


def check_sexes(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find husbands who are women, wives who are men, and couples of one sex."""
    sexes = []
    for member, person in tree.members_of(union):
        sexes.append(person.sex)
        if member.role == "husband" and person.sex == FEMALE:
            yield Finding("female_husband", person.id, union.id)
        if member.role == "wife" and person.sex == MALE:
            yield Finding("male_wife", person.id, union.id)
    if len(sexes) == 2 and sexes[0] == sexes[1] != UNKNOWN_SEX:
        yield Finding("same_sex_couple", union.members[0].person, union.id)


def check_repeated(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find a couple joined twice, and spouses of one name who may be one person."""
    if len(union.members) != 2:
        return
    pair = {member.person for member in union.members}
    first = tree.people.get(union.members[0].person)
    if first is None:
        return
    for other, _ in tree.unions_of(first):
        if other.id < union.id and {member.person for member in other.members} == pair:
            people = (union.members[1].person,)
            yield Finding("union_repeated", first.id, union.id, people=people)
            return
    for _, person in tree.members_of(union):
        yield from _namesakes(union, person, tree)


def _namesakes(union: UnionFacts, person: PersonFacts, tree: ClanTree) -> Iterator[Finding]:
    spouse = tree.spouse_in(union, person.id)
    if spouse is None or not spouse.given:
        return
    for other, _ in tree.unions_of(person):
        if other.id >= union.id:
            continue
        former = tree.spouse_in(other, person.id)
        if former is None or former.id == spouse.id or not former.given:
            continue
        if name_key(_whole(former)) == name_key(_whole(spouse)):
            people = (former.id, spouse.id)
            yield Finding("union_of_namesakes", person.id, union.id, people=people)
            return


def _whole(person: PersonFacts) -> str:
    return f"{person.surname} {person.middle} {person.given}"


def check_kinship(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find couples who are kin by blood, of one surname, or of two generations."""
    couple = [person for _, person in tree.members_of(union)]
    if len(couple) != 2:
        return
    one, two = couple
    if any(link.parent == two.id for link in one.parents) or any(
        link.parent == one.id for link in two.parents
    ):
        yield Finding("spouse_is_child", one.id, union.id, people=(two.id,))
        return
    kin = _kin(one, two, tree)
    if kin is not None:
        yield Finding(kin[0], one.id, union.id, people=(two.id, kin[1]), facts=kin[2])
    elif one.surname and same_words(one.surname, two.surname):
        facts = {"surname": one.surname}
        yield Finding("spouse_same_surname", one.id, union.id, people=(two.id,), facts=facts)
    generations = {"first": one.generation, "second": two.generation}
    is_of_the_house = LINEAGE in (one.membership, two.membership)
    is_known = None not in generations.values()
    if is_of_the_house and is_known and one.generation != two.generation:
        yield Finding("spouse_generation", one.id, union.id, people=(two.id,), facts=generations)


def _kin(
    one: PersonFacts, two: PersonFacts, tree: ClanTree
) -> tuple[str, int, dict[str, int]] | None:
    """Give the code, the nearest common forebear and the đời counted from it."""
    if not (one.parents and two.parents):
        return None
    steps = max(tree.clan.close_kin_generations - 1, 0)
    above = {ancestor.id: step for step, ancestor in tree.lineage_line(one, steps)}
    for step, ancestor in tree.lineage_line(two, steps):
        if ancestor.id in above:
            generations = max(step, above[ancestor.id]) + 1
            return "close_kin_marriage", ancestor.id, {"generations": generations}
    above = _forebears(one, tree)
    for key, step in sorted(_forebears(two, tree).items(), key=lambda pair: (pair[1], pair[0])):
        if key in above:
            return "kin_marriage", key, {"generations": max(step, above[key]) + 1}
    return None


def _forebears(person: PersonFacts, tree: ClanTree) -> dict[int, int]:
    """Give the forebears by blood on all sides, as far as the law looks, with steps up."""
    found: dict[int, int] = {}
    level = [person]
    for step in range(1, _STEPS_OF_LAW + 1):
        above = [
            parent
            for child in level
            for link, parent in tree.parents_of(child)
            if link.kind in BLOOD_KINDS and parent.id not in found and parent.id != person.id
        ]
        found.update((parent.id, step) for parent in above)
        level = above
    return found


def check_events(union: UnionFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find dates of a couple that do not exist or cannot be read."""
    person = union.members[0].person if union.members else None
    for event in union.events:
        for flaw in event.flaws:
            is_unclear = flaw.code == "date_unreadable"
            code = "union_event_unclear" if is_unclear else "union_event_flawed"
            facts = {"event": event.kind, "reason": flaw.code, **dict(flaw.facts)}
            key = f"{event.kind}|{flaw.code}|{facts.get('text', '')}"
            yield Finding(code, person, union.id, facts=facts, key=key)
        if is_future(event, tree.today):
            facts = {"event": event.kind, "reason": "date_in_future"}
            key = f"{event.kind}|date_in_future"
            yield Finding("union_event_flawed", person, union.id, facts=facts, key=key)


CHECKS = (check_members, check_sexes, check_repeated, check_kinship, check_events)
