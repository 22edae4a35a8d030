"""The graph of a clan: from memory the same as from the database, after every kind of edit."""

from __future__ import annotations

import random

import pytest
from django.core.management import call_command
from django.db import transaction

from genealogy.enums import EventType, ParentKind
from genealogy.models import ImportRun, Person, TreeVersion
from genealogy.selectors.graph import clan_graph
from genealogy.selectors.graph_rows import TreeState, tree_state
from genealogy.selectors.graph_sql import SqlGraph
from genealogy.selectors.graph_store import GraphStore
from genealogy.services import branches, clans, families, people
from genealogy.services.derived import rebuild_after
from genealogy.services.imports import import_undo
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found
from tests.genealogy.services.test_derived_properties import Editor
from tests.sizes import IS_FULL

pytestmark = pytest.mark.django_db


def facts(graph, pk):
    return (
        graph.sex(pk),
        graph.generation(pk),
        graph.parents(pk),
        graph.children(pk),
        graph.spouses(pk),
        graph.companions(pk),
        graph.lineage_parent(pk),
        graph.rank(pk),
        graph.descendant_count(pk),
        graph.ancestors(pk),
        graph.descendants(pk),
        graph.descendants(pk, depth=2, lineage_only=True),
        set(graph.subtree(pk)),
    )


def assert_same(graph, other, clan, *, pairs=0, draw=None):
    keys = list(Person.objects.filter(clan=clan).order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        assert (pk in graph) == (pk in other)
        if pk in graph:
            assert facts(graph, pk) == facts(other, pk)
    keys = [pk for pk in keys if pk in graph]
    for _ in range(pairs):
        one, two = draw.choice(keys), draw.choice(keys)
        assert graph.kin_lines(one, two) == other.kin_lines(one, two)
        assert graph.is_ancestor(one, two) == other.is_ancestor(one, two)
        assert graph.nearest_common_ancestors(one, two) == other.nearest_common_ancestors(one, two)


def edited_clan(seed, steps):
    editor = Editor(seed)
    with rebuild_after(editor.clan):
        for _ in range(steps):
            editor.step()
    return editor


@pytest.mark.parametrize("seed", range(4 if IS_FULL else 2))
def test_memory_and_database_answer_alike(seed):
    editor = edited_clan(seed, 50)
    assert_same(
        clan_graph(editor.clan),
        SqlGraph(editor.clan.pk),
        editor.clan,
        pairs=40,
        draw=editor.random,
    )


@pytest.mark.parametrize("seed", range(4, 7 if IS_FULL else 5))
def test_after_every_edit_the_people_changed_on_top_equal_a_fresh_graph(seed, tmp_path):
    editor = edited_clan(seed, 30)
    store = GraphStore(tmp_path)
    graph = store._built(editor.clan)
    for _ in range(25):
        done = editor.step()
        state = tree_state(editor.clan.pk)
        replayed = store._replayed(editor.clan, graph, state)
        if replayed is None:
            assert graph.version < state.replayable_from, done
            replayed = store._built(editor.clan)
        graph = replayed
        fresh = store._built(editor.clan)
        assert graph.version == fresh.version
        assert_same(graph, fresh, editor.clan, pairs=6, draw=editor.random)


def test_children_stand_as_their_lineage_paths_do():
    editor = edited_clan(11, 80)
    graph = clan_graph(editor.clan)
    for parent in Person.objects.filter(clan=editor.clan):
        children = Person.objects.filter(
            parent_links__parent=parent, parent_links__is_lineage=True
        ).order_by("lineage_path")
        by_lineage = {link.relative for link in graph.children(parent.pk)} & {
            child.pk for child in children
        }
        order = dict.fromkeys(
            link.relative for link in graph.children(parent.pk) if link.relative in by_lineage
        )
        assert list(order) == [child.pk for child in children]


@pytest.fixture
def house():
    """Give a founder with two wives, a son of each, an adopted son, and two grandsons."""
    clan = ClanFactory()
    founder = PersonFactory(clan=clan)
    first, second = WomanFactory(clan=clan), WomanFactory(clan=clan)
    one, two, taken, three, four = (PersonFactory(clan=clan) for _ in range(5))
    family(founder, first, one, order=1)
    family(founder, second, two, order=2)
    families.child_link(child=taken, parent=founder, kind=ParentKind.ADOPTED)
    family(one, None, three)
    family(two, None, four)
    found(founder)
    return clan, (founder, first, second, one, two, taken, three, four)


def move_child(clan, folk):
    families.child_unlink(child=folk[7], parent=folk[4])
    families.child_link(child=folk[7], parent=folk[3])


def order_of_wives(clan, folk):
    unions = [member.union for member in folk[0].memberships.order_by("pk")]
    for number, union in enumerate(reversed(unions), 1):
        wife = union.members.exclude(person=folk[0]).get().person
        families.union_update(union, members=[(folk[0], "husband", number), (wife, "wife", 1)])


EDITS = {
    "birth": lambda clan, folk: people.person_create(clan=clan, given_name="Mới"),
    "name": lambda clan, folk: people.person_update(folk[6], given_name="Khác"),
    "sex": lambda clan, folk: people.person_update(folk[6], sex="f"),
    "rank": lambda clan, folk: people.person_update(folk[4], rank_override=1),
    "child order": lambda clan, folk: people.person_update(folk[3], child_order=5),
    "dates": lambda clan, folk: people.person_update(
        folk[4], events=[{"type": EventType.BIRTH, "date": "1700"}]
    ),
    "link": lambda clan, folk: families.child_link(
        child=folk[7], parent=folk[5], kind=ParentKind.HEIR, is_lineage=True
    ),
    "unlink": lambda clan, folk: families.child_unlink(child=folk[6], parent=folk[3]),
    "move": move_child,
    "marriage": lambda clan, folk: families.union_create(
        clan=clan, members=[(folk[6], "husband"), (folk[1], "wife", 2)]
    ),
    "order of wives": order_of_wives,
    "parted": lambda clan, folk: families.union_delete(folk[1].memberships.get().union),
    "deleted": lambda clan, folk: people.person_delete(folk[7]),
    "founder": lambda clan, folk: clans.founder_set(clan, folk[3]),
    "branch": lambda clan, folk: branches.branch_create(clan=clan, ordinal=1, founder=folk[3]),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_shows_at_once_and_as_a_fresh_graph_would(edit, house, tmp_path):
    clan, folk = house
    store = GraphStore(tmp_path)
    before = store._built(clan)
    EDITS[edit](clan, folk)
    state = tree_state(clan.pk)
    assert state.version > before.version
    after = store._replayed(clan, before, state) or store._built(clan)
    assert_same(after, store._built(clan), clan, pairs=20, draw=random.Random(1))
    assert_same(after, SqlGraph(clan.pk), clan, pairs=20, draw=random.Random(2))


def test_somebody_deleted_is_gone_from_a_graph_kept(house, tmp_path):
    clan, folk = house
    store = GraphStore(tmp_path)
    before = store._built(clan)
    people.person_delete(folk[7])
    after = store._replayed(clan, before, tree_state(clan.pk))
    assert folk[7].pk is None
    gone = before.arrays.pks.tolist()[-1]
    assert gone not in after
    assert gone in before


def test_staged_people_are_in_no_graph(house):
    clan, folk = house
    Person.objects.filter(pk=folk[3].pk).update(is_staged=True)
    for graph in (clan_graph(clan), SqlGraph(clan.pk)):
        assert folk[3].pk not in graph
        assert folk[3].pk not in graph.descendants(folk[0].pk)
        assert folk[6].pk not in graph.descendants(folk[0].pk)
        assert graph.ancestors(folk[6].pk) == {}
        assert graph.parents(folk[6].pk) == ()


def test_people_of_another_clan_are_in_no_graph(house):
    clan, _folk = house
    stranger = PersonFactory()
    for graph in (clan_graph(clan), SqlGraph(clan.pk)):
        assert stranger.pk not in graph


def test_what_a_transaction_wrote_is_seen_inside_it(house):
    clan, folk = house
    with transaction.atomic():
        child = PersonFactory(clan=clan)
        families.child_link(child=child, parent=folk[6])
        assert child.pk in clan_graph(clan).descendants(folk[0].pk)


def test_a_change_rolled_back_leaves_no_trace_even_if_its_version_comes_again(house):
    clan, folk = house
    with transaction.atomic():
        families.child_link(child=folk[7], parent=folk[5], kind=ParentKind.FOSTER)
        lost = tree_state(clan.pk)
        assert folk[7].pk in clan_graph(clan).descendants(folk[5].pk)
        transaction.set_rollback(True)
    families.child_link(child=folk[6], parent=folk[5], kind=ParentKind.FOSTER)
    assert tree_state(clan.pk).version == lost.version
    assert set(clan_graph(clan).descendants(folk[5].pk)) == {folk[6].pk}


def test_a_clan_nobody_touched_has_version_zero():
    clan = ClanFactory()
    TreeVersion.objects.filter(clan=clan).delete()
    assert tree_state(clan.pk) == TreeState(0, 0)
    assert clan_graph(clan).version == 0


def test_an_import_and_its_undoing_are_changes_of_the_tree(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    call_command("generate_clan", clan="mau", people=700, seed=3, verbosity=0)
    run = ImportRun.objects.get()
    applied = clan_graph(run.clan)
    people = list(Person.objects.filter(clan=run.clan).values_list("pk", flat=True))
    assert len(people) == 700
    kinds = {bond.kind for pk in people for bond in applied.parents(pk)}
    assert kinds == {"birth", "adopted", "heir"}
    assert_same(applied, SqlGraph(run.clan_id), run.clan, pairs=10, draw=random.Random(1))
    import_undo(run)
    undone = clan_graph(run.clan)
    assert undone.version > applied.version
    assert not any(pk in undone for pk in people)
