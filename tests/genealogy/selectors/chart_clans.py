"""Small clans made at random for the tests of the tree explorer, and what a pencil says of them."""

from __future__ import annotations

import random

from genealogy.domain.viewer import Mark, Role, Viewer
from genealogy.enums import (
    LivingState,
    LivingVisibility,
    ParentKind,
    Sex,
    Standing,
    UnionRole,
)
from genealogy.models import Branch, Clan, ParentLink, Person, Union, UnionMember
from genealogy.services.derived import rebuild_clan
from tests.conftest import TODAY
from tests.genealogy.factories import ClanFactory, PersonFactory, family, found


def random_clan(seed: int, *, people: int = 26) -> Clan:
    """Make a clan with wives, cousins' marriages, adoptions, secrets, and people hidden anyhow."""
    chance = random.Random(seed)
    clan = ClanFactory()
    policy = chance.choice(LivingVisibility.values)
    Clan.objects.filter(pk=clan.pk).update(living_policy=policy)
    rows = Person.objects.bulk_create(
        Person(
            clan=clan,
            sex=chance.choice([Sex.MALE, Sex.MALE, Sex.FEMALE, Sex.UNKNOWN]),
            surname="Dương",
            given_name=f"N{number}",
            full_name=f"Dương N{number}",
            living_state=chance.choice([LivingState.DECEASED] * 3 + [LivingState.LIVING]),
            visibility=chance.choice([Mark.DEFAULT] * 6 + list(Mark)),
            child_order=chance.choice([None, 1, 2, 3, 4]),
        )
        for number in range(people)
    )
    line = rows[: people * 2 // 3]
    for place, child in enumerate(line[1:], 1):
        parent = line[chance.randrange(max(0, place - 6), place)]
        kind = chance.choice([ParentKind.BIRTH] * 6 + [ParentKind.ADOPTED, ParentKind.HEIR])
        ParentLink.objects.create(
            child=child,
            parent=parent,
            kind=kind,
            is_lineage=True,
            is_sensitive=kind != ParentKind.BIRTH and chance.random() < 0.5,
        )
        other = line[chance.randrange(place)]
        if kind != ParentKind.BIRTH and other != parent:
            ParentLink.objects.create(child=child, parent=other, is_sensitive=chance.random() < 0.5)
    outsiders = rows[len(line) :]
    for man in line:
        for order in range(1, chance.choice([1, 1, 2, 3])):
            wife = chance.choice(outsiders if chance.random() < 0.8 else line)
            if wife != man:
                _marry(clan, man, wife, order, chance)
    for number, founder in enumerate(chance.sample(line, 3)):
        Branch.objects.create(
            clan=clan, ordinal=number + 1, slug=f"chi-{number}", founder=founder, label="chi"
        )
    Clan.objects.filter(pk=clan.pk).update(founder=line[0])
    clan.refresh_from_db()
    rebuild_clan(clan)
    return clan


def _marry(clan: Clan, man: Person, wife: Person, order: int, chance: random.Random) -> None:
    union = Union.objects.create(clan=clan)
    standing = chance.choice(Standing.values)
    UnionMember.objects.create(
        union=union, person=man, role=UnionRole.HUSBAND, order_for_person=order
    )
    UnionMember.objects.create(union=union, person=wife, role=UnionRole.WIFE, standing=standing)
    for link in ParentLink.objects.filter(parent=man, is_lineage=True, union=None):
        child = link.child
        if chance.random() < 0.5 and not child.parent_links.filter(parent=wife).exists():
            if _is_above(child, wife):
                continue
            named = union if chance.random() < 0.5 else None
            ParentLink.objects.filter(pk=link.pk).update(union=named)
            ParentLink.objects.create(child=child, parent=wife, kind=link.kind, union=named)


def _is_above(one: Person, other: Person) -> bool:
    """Say whether somebody is the other or an ancestor of the other by any link."""
    seen: set[int] = set()
    row = {other.pk}
    while row:
        if one.pk in row:
            return True
        seen |= row
        row = set(ParentLink.objects.filter(child__in=row).values_list("parent", flat=True)) - seen
    return False


def viewers(clan: Clan) -> list[Viewer]:
    """Give a reader of every kind, one of them a program with the key of a branch."""
    branch = Branch.objects.filter(clan=clan).order_by("pk").first()
    keys = frozenset({branch.pk}) if branch else frozenset()
    near = frozenset(
        Person.objects.filter(clan=clan).order_by("pk").values_list("pk", flat=True)[:3]
    )
    return [
        Viewer(Role.ANONYMOUS, TODAY),
        Viewer(Role.ANONYMOUS, TODAY, member_branch_ids=keys),
        Viewer(Role.MEMBER, TODAY),
        Viewer(Role.MEMBER, TODAY, close_person_ids=near, full_branch_ids=keys),
        Viewer(Role.EDITOR, TODAY),
    ]


def children_of(clan: Clan) -> dict[int, set[int]]:
    """Give the children by lineage of everybody, straight from the rows."""
    below: dict[int, set[int]] = {}
    links = ParentLink.objects.filter(child__clan=clan, is_lineage=True)
    for child, parent in links.values_list("child", "parent"):
        below.setdefault(parent, set()).add(child)
    return below


def everybody_below(person: int, below: dict[int, set[int]]) -> set[int]:
    """Give all descendants by lineage, person by person."""
    found: set[int] = set()
    row = {person}
    while row:
        row = {child for one in row for child in below.get(one, ())} - found
        found |= row
    return found


def lettered_house(clan: Clan) -> dict[str, Person]:
    """A founder A; sons B, C; B's sons D, E; D's sons F, G; F's son H, whose son is I; C's is J."""
    people = {letter: PersonFactory(clan=clan, given_name=letter) for letter in "ABCDEFGHIJ"}
    lines = [("A", "BC"), ("B", "DE"), ("D", "FG"), ("F", "H"), ("H", "I"), ("C", "J")]
    for father, sons in lines:
        for order, son in enumerate(sons, 1):
            Person.objects.filter(pk=people[son].pk).update(child_order=order)
        family(people[father], None, *(people[son] for son in sons))
    found(people["A"])
    rebuild_clan(clan)
    for person in people.values():
        person.refresh_from_db()
    return people


def name(box):
    return "?" if box.card is None else box.card.name.split()[-1]


def drawn(answer):
    """Give the boxes as (name, name of the parent), in order."""
    names = {box.key: name(box) for box in answer.boxes}
    return [(name(box), names.get(box.parent, box.parent)) for box in answer.boxes]


def names(answer):
    return "".join(name(box) for box in answer.boxes)


def box_of(answer, person):
    return next(box for box in answer.boxes if box.key == str(person.uuid))


def mark(person, value=Mark.EDITORS):
    Person.objects.filter(pk=person.pk).update(visibility=value)
