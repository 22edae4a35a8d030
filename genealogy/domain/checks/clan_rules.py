"""Rules of a Vietnamese clan: surname, heirs (lập tự), names that are kept from (kiêng húy)."""

from __future__ import annotations

from collections.abc import Iterator

from genealogy.domain.checks.facts import (
    FEMALE,
    LINEAGE,
    MALE,
    ClanTree,
    PersonFacts,
    name_key,
    surnames_agree,
)
from genealogy.domain.checks.registry import CheckLimits, Finding

#: Other names that may tell of another surname: a child struck off, a surname given by the king.
_TELLS_OF_SURNAME = frozenset({"former", "married", "other", "everyday", "saint"})


def check_surname(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find children of another surname than their father's, when nothing on record says why."""
    above = person.lineage_parent
    father = tree.people.get(above) if above is not None else None
    if father is None or father.sex != MALE or not (person.surname and father.surname):
        return
    if surnames_agree(person.surname, father.surname):
        return
    if _bears(person, father.surname) or _bears(father, person.surname):
        return
    facts = {"surname": person.surname, "expected": father.surname}
    yield Finding("surname_differs", person.id, people=(father.id,), facts=facts)


def _bears(person: PersonFacts, surname: str) -> bool:
    """Say whether one of somebody's other names begins with a surname."""
    return any(
        kind in _TELLS_OF_SURNAME and surnames_agree(value, surname) for kind, value in person.names
    )


def check_heirs(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find heirs and adopted children who stand where custom puts nobody."""
    if all(link.kind not in ("heir", "adopted") for link in person.parents):
        return
    links = list(tree.parents_of(person))
    born_to = [parent for link, parent in links if link.kind in ("birth", "unknown")]
    taken_by = [parent for link, parent in links if link.kind in ("heir", "adopted")]
    if not born_to:
        yield Finding("birth_parents_missing", person.id)
    for link, parent in links:
        if link.kind == "heir":
            yield from _heir(person, parent, born_to)
    lines = [parent for parent in taken_by if parent.membership == LINEAGE and parent.sex != FEMALE]
    fathers = [p for p in born_to if p.membership == LINEAGE and p.sex != FEMALE]
    if lines and fathers and lines[0].id != fathers[0].id:
        people = (fathers[0].id, *sorted({parent.id for parent in lines} - {fathers[0].id}))
        yield Finding("heir_counted_twice", person.id, people=people)


def _heir(
    person: PersonFacts, taken_by: PersonFacts, born_to: list[PersonFacts]
) -> Iterator[Finding]:
    others = (taken_by.id,)
    if person.sex == FEMALE:
        yield Finding("heir_is_female", person.id, people=others)
    fathers = [parent for parent in born_to if parent.sex != FEMALE]
    if fathers and all(father.membership != LINEAGE for father in fathers):
        yield Finding("heir_outside_clan", person.id, people=others)
    if person.generation is None or taken_by.generation is None:
        return
    if person.generation != taken_by.generation + 1:
        facts = {"stored": person.generation, "expected": taken_by.generation + 1}
        yield Finding("heir_generation", person.id, people=others, facts=facts)


def taboo_names(person: PersonFacts) -> set[str]:
    """Give the keys of the names descendants keep from: the given name and the húy."""
    names = [person.given] if person.given else []
    for kind, value in person.names:
        if kind == "huy" and value:
            words = value.split()
            has_surname = len(words) > 1 and surnames_agree(words[0], person.surname)
            names.append(words[-1] if has_surname else value)
    return {name_key(name) for name in names}


def check_taboo(person: PersonFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find names that an ancestor of the lineage, or the founder, bears already (kỵ húy)."""
    if not person.given or not any(link.is_lineage for link in person.parents):
        return
    own = taboo_names(person)
    for step, ancestor in tree.lineage_line(person, limits.taboo_generations):
        if ancestor.sex != FEMALE and own & taboo_names(ancestor):
            facts = {"steps": step}
            yield Finding("taboo_ancestor", person.id, people=(ancestor.id,), facts=facts)
            return
    founder = tree.people.get(tree.clan.founder) if tree.clan.founder is not None else None
    if founder is None or founder.id == person.id or person.membership != LINEAGE:
        return
    if person.path.startswith(founder.path) and own & taboo_names(founder):
        yield Finding("taboo_founder", person.id, people=(founder.id,))


CHECKS = (check_surname, check_heirs, check_taboo)
