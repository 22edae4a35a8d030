"""Ancestors and descendants, and what stays of hidden people in them."""

from __future__ import annotations

import itertools
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.domain.viewer import Mark
from genealogy.enums import LivingState, ParentKind
from genealogy.models import ParentLink, Person
from genealogy.selectors import trees
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.trees import ancestors, descendants, flatten, founder_of, lineage_parent
from genealogy.services import families
from genealogy.services.derived import rebuild_clan
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


def shape(node):
    """Give a tree as nested lists of names; "?" is an opaque node."""
    name = "?" if node.card.is_opaque else node.card.name.split()[-1]
    return [name, *[shape(child) for child in node.children]]


def hide(person):
    person.visibility = Mark.MEMBERS
    person.save(update_fields=["visibility"])


@pytest.fixture
def line():
    """Give a line of six generations, one son each: A, B, C, D, E, F."""
    clan = ClanFactory()
    people = [PersonFactory(clan=clan, given_name=name) for name in "ABCDEF"]
    found(people[0])
    for father, son in itertools.pairwise(people):
        family(father, None, son)
    for person in people:
        person.refresh_from_db()
    return people


def test_three_generations_and_a_way_on(line, anonymous):
    tree = descendants(line[0], anonymous)
    assert shape(tree) == ["A", ["B", ["C", ["D"]]]]
    (last,) = tree.children[0].children[0].children
    assert last.more_url == f"/gia-pha/nguoi/{line[3].uuid}/con-chau/"
    assert descendants(line[3], anonymous).children[0].children[0].more_url == ""


def test_a_hidden_leaf_leaves_no_trace(line, anonymous):
    hide(line[5])
    before = descendants(line[3], anonymous)
    line[5].delete()
    assert before == descendants(line[3], anonymous)
    assert shape(before) == ["D", ["E"]]


def test_a_hidden_person_with_visible_descendants_is_opaque(line, anonymous, member):
    hide(line[1])
    tree = descendants(line[0], anonymous)
    assert shape(tree) == ["A", ["?", ["C", ["D"]]]]
    card = tree.children[0].card
    assert (card.uuid, card.url, card.generation) == (None, "", None)
    assert shape(descendants(line[0], member)) == ["A", ["B", ["C", ["D"]]]]


def test_two_hidden_in_a_row_are_two_opaque_nodes(line, anonymous):
    hide(line[1])
    hide(line[2])
    assert shape(descendants(line[0], anonymous)) == ["A", ["?", ["?", ["D"]]]]


def test_a_hidden_end_of_a_page_stands_only_for_visible_people_below(line, anonymous):
    hide(line[3])
    assert shape(descendants(line[0], anonymous)) == ["A", ["B", ["C", ["?"]]]]
    hide(line[4])
    assert shape(descendants(line[0], anonymous)) == ["A", ["B", ["C", ["?"]]]]
    hide(line[5])
    assert shape(descendants(line[0], anonymous)) == ["A", ["B", ["C"]]]
    assert descendants(line[2], anonymous).children == []


def test_no_way_on_to_hidden_leaves(line, anonymous):
    for person in line[4:]:
        hide(person)
    (last,) = descendants(line[0], anonymous).children[0].children[0].children
    assert last.more_url == ""


def test_wives_stand_beside_and_children_in_rank_order(member):
    clan = ClanFactory()
    man = PersonFactory(clan=clan)
    first, second = (WomanFactory(clan=clan, given_name=name) for name in ("Từ", "Diệu"))
    one, two = (PersonFactory(clan=clan, given_name=n) for n in ("Một", "Hai"))
    one.child_order, two.child_order = 1, 2
    Person.objects.bulk_update([one, two], ["child_order"])
    family(man, first, two, order=1)
    family(man, second, one, order=2)
    tree = descendants(man, member)
    assert [item.card.name for item in tree.spouses] == ["Lê Thị Từ", "Lê Thị Diệu"]
    assert [child.card.name for child in tree.children] == ["Dương Văn Một", "Dương Văn Hai"]


def test_a_child_of_two_cousins_unfolds_once(member):
    clan = ClanFactory()
    top = PersonFactory(clan=clan, given_name="Tổ")
    son = PersonFactory(clan=clan, given_name="Trai", child_order=1)
    girl = WomanFactory(clan=clan, given_name="Gái", child_order=2)
    child, grandchild = (PersonFactory(clan=clan, given_name=n) for n in ("Con", "Cháu"))
    found(top)
    family(top, None, son, girl)
    family(son, girl, child)
    family(child, None, grandchild)
    top.refresh_from_db()
    assert shape(descendants(top, member)) == [
        "Tổ",
        ["Trai", ["Con", ["Cháu"]]],
        ["Gái", ["Con"]],
    ]


def test_the_birth_father_of_an_adopted_living_child_does_not_show_it(member, editor):
    clan = ClanFactory()
    father, adopter = PersonFactory(clan=clan), PersonFactory(clan=clan)
    alive = LivingPersonFactory(clan=clan, given_name="Nay")
    families.child_link(child=alive, parent=father, is_lineage=False)
    families.child_link(child=alive, parent=adopter, kind=ParentKind.ADOPTED, is_lineage=True)
    assert descendants(father, member).children == []
    assert len(descendants(adopter, member).children) == 1
    assert len(descendants(father, editor).children) == 1


def test_ancestors_go_up_father_first(member):
    clan = ClanFactory()
    grandfather, father = PersonFactory(clan=clan), PersonFactory(clan=clan)
    mother, son = WomanFactory(clan=clan), PersonFactory(clan=clan)
    family(grandfather, None, father)
    family(father, mother, son)
    nodes = ancestors(son, member)
    assert [(node.depth, node.child, node.label) for node in nodes] == [
        (1, None, "Cha"),
        (1, None, "Mẹ"),
        (2, 0, "Cha"),
    ]
    assert [node.card.uuid for node in nodes] == [father.uuid, mother.uuid, grandfather.uuid]


def test_a_hidden_ancestor_is_opaque_only_below_visible_ones(line, anonymous):
    hide(line[3])
    nodes = ancestors(line[4], anonymous)
    assert [node.card.is_opaque for node in nodes] == [True, False, False, False]
    for person in line[:4]:
        hide(person)
    assert ancestors(line[4], anonymous) == []


def test_ancestors_stop_at_the_depth_asked_for(line, anonymous):
    assert len(ancestors(line[5], anonymous, depth=2)) == 2
    assert len(ancestors(line[5], anonymous)) == 5


def test_the_ways_up_are_cut_to_the_viewer(line, anonymous):
    assert lineage_parent(line[1], anonymous) == line[0]
    hide(line[0])
    assert lineage_parent(line[1], anonymous) is None
    clan = line[0].clan
    clan.refresh_from_db()
    assert founder_of(clan, anonymous) is None


@pytest.fixture
def forest():
    """Give eighty people in one tree, a third of them alive."""
    draw = random.Random(11)
    clan = ClanFactory()
    people = Person.objects.bulk_create(
        [
            Person(
                clan=clan,
                given_name=f"N{number}",
                full_name=f"N{number}",
                sex="m",
                living_state=LivingState.LIVING
                if number and draw.random() < 0.35
                else LivingState.DECEASED,
            )
            for number in range(80)
        ]
    )
    ParentLink.objects.bulk_create(
        [
            ParentLink(child=child, parent=draw.choice(people[max(0, n - 9) : n]), is_lineage=True)
            for n, child in enumerate(people[1:], start=1)
        ]
    )
    clan.founder = people[0]
    clan.save()
    rebuild_clan(clan)
    return list(Person.objects.filter(clan=clan).select_related("clan").order_by("pk"))


def brute_force(person, people, children, viewer, depth):
    """Give the same tree by looking at every person below, hidden or not."""
    seen = {one.pk for one in Person.objects.visible_to(viewer)}

    def has_visible(key):
        return any(child in seen or has_visible(child) for child in children.get(key, []))

    def node(key, left):
        below = []
        if left:
            ranked = sorted(children.get(key, []), key=lambda child: people[child].lineage_path)
            below = [child for child in ranked if child in seen]
            below = [node(child, left - 1) for child in below]
            hidden = [child for child in ranked if child not in seen and has_visible(child)]
            below += sorted(
                (node(child, left - 1) for child in hidden),
                key=lambda tree: str(sorted(str(tree))),
            )
        return [people[key].full_name if key in seen else "?", *below]

    return node(person.pk, depth)


def unordered(tree):
    return [tree[0], *sorted((unordered(child) for child in tree[1:]), key=repr)]


@pytest.mark.parametrize("depth", [1, 2, 3, 12])
def test_trees_equal_a_look_at_everybody(forest, anonymous, member, depth):
    people = {person.pk: person for person in forest}
    children = {}
    for child, parent in ParentLink.objects.values_list("child_id", "parent_id"):
        children.setdefault(parent, []).append(child)
    for viewer in (anonymous, member):
        for key in list(people)[::9]:
            person = person_by_uuid(people[key].uuid, viewer)
            if person is None:
                continue
            tree = shape(descendants(person, viewer, depth=depth))
            expected = brute_force(person, people, children, viewer, depth)
            assert unordered(tree) == unordered(expected)


def test_the_same_queries_for_any_number_of_people(line, forest, anonymous, member):
    for viewer in (anonymous, member):
        for person in (line[0], forest[0]):
            with CaptureQueriesContext(connection) as queries:
                descendants(person, viewer)
            assert len(queries) <= 6
    with CaptureQueriesContext(connection) as queries:
        ancestors(forest[-1], member)
    assert len(queries) <= 2


def test_a_tree_too_big_to_read_is_cut_earlier(forest, editor, monkeypatch):
    whole = len(flatten(descendants(forest[0], editor, depth=12)))
    monkeypatch.setattr(trees, "_MOST_PEOPLE", 30)
    cut = flatten(descendants(forest[0], editor, depth=12))
    assert 1 < len(cut) <= 30 < whole
    assert any(node.more_url for node, _parent in cut)


def test_flatten_lists_parents_before_children(line, anonymous):
    rows = flatten(descendants(line[0], anonymous))
    assert [(node.card.name.split()[-1], parent) for node, parent in rows] == [
        ("A", None),
        ("B", 0),
        ("C", 1),
        ("D", 2),
    ]
