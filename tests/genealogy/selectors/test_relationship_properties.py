"""What holds for the kinship of any two people of any tree."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from genealogy.domain.dates import parse_vietnamese
from genealogy.enums import EventType, ParentKind
from genealogy.selectors.edges import edges_up
from genealogy.selectors.kin_answers import RelationKind
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.relationship import relationship
from genealogy.services.derived import rebuild_after
from genealogy.services.families import child_link
from genealogy.services.people import person_update
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SEEDS = range(6 if IS_FULL else 2)


class RandomClan:
    """Four generations with one or two wives, marriages of cousins and adoptions.

    Every father counts his children. A woman marries once, so brothers and sisters who share the
    mother alone, whom only age could put in order, do not come up.
    """

    def __init__(self, seed: int, *, has_adoptions: bool = True) -> None:
        self.random = random.Random(seed)
        self.counts: Counter[int] = Counter()
        self.wives: set[int] = set()
        self.clan = ClanFactory()
        founder = PersonFactory(clan=self.clan)
        with rebuild_after(self.clan):
            row = [founder]
            self.people = [founder]
            for _generation in range(3):
                row = [child for person in row for child in self.children_of(person)]
            if has_adoptions:
                self.adopt()
        found(founder)

    def children_of(self, person):
        most = 2 if person.sex == "m" else 1
        born = []
        least = 1 if len(self.people) < 12 else 0
        for order in range(1, self.random.randint(least, most) + 1):
            if person.sex == "f" and person.pk in self.wives:
                break
            father, mother = self.couple(person)
            self.wives.add(mother.pk)
            children = [self.child_of(father) for _ in range(self.random.choice((1, 2, 2)))]
            family(father, mother, *children, order=order)
            born += children
        self.people += born
        return born

    def couple(self, person):
        """Marry somebody of the other sex: a stranger, or at times kin."""
        kin = [
            one
            for one in self.people
            if one.sex != person.sex and one.pk not in self.wives and one.pk != person.pk
        ]
        kin = [one for one in kin if not self.is_in_line(one, person)]
        if kin and self.random.random() < 0.4:
            partner = self.random.choice(kin)
        else:
            partner = (WomanFactory if person.sex == "m" else PersonFactory)(clan=self.clan)
            self.people.append(partner)
        return (person, partner) if person.sex == "m" else (partner, person)

    @staticmethod
    def is_in_line(one, other):
        """Say whether either descends from the other."""
        above, others = ({edge.parent for edge in edges_up(who.pk)} for who in (one, other))
        return other.pk in above or one.pk in others

    def child_of(self, father):
        self.counts[father.pk] += 1
        make = self.random.choice((PersonFactory, WomanFactory))
        birth = str(self.random.randint(1700, 1900))
        return make(clan=self.clan, child_order=self.counts[father.pk], birth=birth)

    def adopt(self):
        for _ in range(2):
            child, parent = self.random.sample(self.people, 2)
            ancestors = {edge.parent for edge in edges_up(parent.pk)}
            has_parent = {edge.parent for edge in edges_up(child.pk, depth=1)}
            if child.pk not in ancestors and parent.pk not in has_parent:
                child_link(child=child, parent=parent, kind=ParentKind.ADOPTED, is_lineage=False)

    def pairs(self, count):
        pairs = list(itertools.combinations(self.people, 2))
        return self.random.sample(pairs, min(count, len(pairs)))


@pytest.fixture
def ask(editor):
    def _ask(first, second):
        people = [person_by_uuid(person.uuid, editor) for person in (first, second)]
        return relationship(*people, editor)

    return _ask


def facts(line):
    return line.term, line.address, line.reciprocal, line.reciprocal_address


def turned(line):
    return line.reciprocal, line.reciprocal_address, line.term, line.address


def ids(line):
    return [node.card.uuid for node in line.path]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answer_is_the_inverse_of_the_other_s(seed, ask):
    clan = RandomClan(seed)
    for first, second in clan.pairs(40):
        there, back = ask(first, second), ask(second, first)
        assert there.kind == back.kind
        assert there.capped == back.capped
        assert [ids(line) for line in there.lines] == [ids(line)[::-1] for line in back.lines]
        assert [facts(line) for line in there.lines] == [turned(line) for line in back.lines]
        for one, other in zip(there.lines, back.lines, strict=True):
            assert one.generation_difference == -other.generation_difference


def oracle(person):
    """Give somebody with all ancestors, and who is whose parent, as the recursive query says."""
    edges = edges_up(person.pk)
    return {person.pk} | {edge.parent for edge in edges}, {(e.child, e.parent) for e in edges}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_answer_contradicts_the_recursive_query(seed, ask):
    clan = RandomClan(seed)
    pks = {person.uuid: person.pk for person in clan.people}
    for first, second in clan.pairs(40):
        (above, links), (others, more) = oracle(first), oracle(second)
        common = above & others
        nearest = common - {parent for child, parent in links | more if child in common}
        blood = [line for line in ask(first, second).lines if line.kind != RelationKind.MARRIAGE]
        assert bool(blood) == bool(common)
        tops = set()
        for line in blood:
            path = [pks[key] for key in ids(line)]
            steps = [node.step for node in line.path[1:]]
            height = steps.count("parent")
            assert steps == ["parent"] * height + ["child"] * (len(steps) - height)
            assert path[height] in common
            assert set(itertools.pairwise(path[: height + 1])) <= links
            assert set(itertools.pairwise([*path[:height:-1], path[height]])) <= more
            tops |= {path[height]} | {pks[card.uuid] for card in line.common_ancestors}
        assert tops & nearest or not blood


@pytest.mark.parametrize("seed", SEEDS)
def test_age_decides_nothing_where_the_book_counts_the_children(seed, ask):
    clan = RandomClan(seed, has_adoptions=False)
    pairs = clan.pairs(25)
    before = [[facts(line) for line in ask(*pair).lines] for pair in pairs]
    with rebuild_after(clan.clan):
        for person in clan.people:
            date = parse_vietnamese(str(clan.random.randint(1600, 1950)))
            person_update(person, events=[{"type": EventType.BIRTH, "date": date}])
    after = [[facts(line) for line in ask(*pair).lines] for pair in pairs]
    assert before == after
