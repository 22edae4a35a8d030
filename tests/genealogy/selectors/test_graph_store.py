"""Graphs kept in memory and on disk by several processes."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from genealogy.domain.graph_index import IndexGraph
from genealogy.models import Person
from genealogy.selectors import graph, graph_store
from genealogy.selectors.graph_rows import tree_state
from genealogy.selectors.graph_sql import SqlGraph
from genealogy.selectors.graph_store import GraphStore
from genealogy.services import families
from genealogy.services.derived import rebuild_clan
from tests.genealogy.factories import ClanFactory, PersonFactory, family

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def committed(request, monkeypatch):
    """Let the store take the transaction around each test for none, for the sake of speed."""
    if "transactional_db" not in request.fixturenames:
        monkeypatch.setattr(graph_store, "in_transaction", lambda: False)


class Later:
    """Work put off until the test says so, as a thread would."""

    def __init__(self):
        self.work = []

    def __call__(self, work):
        self.work.append(work)

    def run(self):
        while self.work:
            self.work.pop(0)()


@pytest.fixture
def clan():
    return ClanFactory()


@pytest.fixture
def folk(clan):
    people = [PersonFactory(clan=clan) for _ in range(6)]
    family(people[0], None, people[1], people[2])
    family(people[1], None, people[3])
    family(people[2], None, people[4])
    return people


@pytest.fixture
def later():
    return Later()


@pytest.fixture
def store(tmp_path):
    return GraphStore(tmp_path)


@pytest.fixture
def big(tmp_path, later):
    """Give a store to which every clan is a big one."""
    return GraphStore(tmp_path, small_clan=0, beside=later)


def files(folder):
    return sorted(path.name for path in folder.glob("*.npy"))


def touch(folk):
    """Bind the last two people, or part them again."""
    if folk[5].parent_links.exists():
        families.child_unlink(child=folk[5], parent=folk[4])
    else:
        families.child_link(child=folk[5], parent=folk[4])


def test_a_graph_is_kept_while_nothing_changes(store, clan, folk, django_assert_num_queries):
    graph = store.graph(clan)
    with django_assert_num_queries(1):
        assert store.graph(clan) is graph


def test_a_small_clan_is_not_kept_on_disk(store, clan, folk, tmp_path):
    store.graph(clan)
    assert files(tmp_path) == []


def test_a_change_is_laid_over_the_arrays(store, clan, folk):
    before = store.graph(clan)
    touch(folk)
    after = store.graph(clan)
    assert after.arrays is before.arrays
    assert folk[5].pk in after.descendants(folk[0].pk)
    assert folk[5].pk not in before.descendants(folk[0].pk)


def test_another_process_sees_a_change_at_once(tmp_path, clan, folk):
    here, there = GraphStore(tmp_path), GraphStore(tmp_path)
    assert there.graph(clan).descendant_count(folk[0].pk) == 4
    here.graph(clan)
    touch(folk)
    for store in (here, there):
        assert store.graph(clan).descendant_count(folk[0].pk) == 5
    touch(folk)
    for store in (there, here):
        assert store.graph(clan).descendant_count(folk[0].pk) == 4


def test_too_many_changes_build_a_small_clan_anew(tmp_path, clan, folk):
    store = GraphStore(tmp_path, most_changed=2)
    before = store.graph(clan)
    touch(folk)
    after = store.graph(clan)
    assert after.arrays is not before.arrays
    assert after.changed_people == 0
    assert folk[5].pk in after.descendants(folk[0].pk)


def test_what_cannot_be_replayed_is_built_anew(store, clan, folk):
    before = store.graph(clan)
    rebuild_clan(clan)
    after = store.graph(clan)
    assert after.arrays is not before.arrays
    assert after.version == tree_state(clan.pk).version


def test_the_database_answers_until_a_big_clan_is_built(big, clan, folk, later, tmp_path):
    first = big.graph(clan)
    assert isinstance(first, SqlGraph)
    assert folk[4].pk in first.descendants(folk[0].pk)
    assert isinstance(big.graph(clan), SqlGraph)
    assert len(later.work) == 1
    later.run()
    assert isinstance(big.graph(clan), IndexGraph)
    assert len(files(tmp_path)) == 1
    assert not later.work


def test_a_change_while_a_big_clan_is_built_is_not_lost(big, clan, folk, later):
    big.graph(clan)
    touch(folk)
    assert folk[5].pk in big.graph(clan).descendants(folk[0].pk)
    later.run()
    assert folk[5].pk in big.graph(clan).descendants(folk[0].pk)


def test_rows_that_change_while_they_are_read_are_read_again(store, clan, folk, monkeypatch):
    read = graph_store.clan_rows

    def interrupted(clan_id):
        rows = read(clan_id)
        people = list(rows.people)
        if folk[5].parent_links.count() == 0:
            touch(folk)
        return rows._replace(people=people)

    monkeypatch.setattr(graph_store, "clan_rows", interrupted)
    graph = store.graph(clan)
    assert graph.version == tree_state(clan.pk).version
    assert graph.descendant_count(folk[0].pk) == 5
    assert graph.parents(folk[5].pk)


def test_a_worn_graph_of_a_big_clan_serves_while_another_is_built(tmp_path, clan, folk, later):
    store = GraphStore(tmp_path, small_clan=0, most_changed=4, beside=later)
    store.prepare(clan)
    touch(folk)
    worn = store.graph(clan)
    assert worn.changed_people > 4
    assert worn.parents(folk[5].pk)
    later.run()
    fresh = store.graph(clan)
    assert fresh.changed_people == 0
    assert fresh.parents(folk[5].pk) == worn.parents(folk[5].pk)


def test_a_new_process_maps_the_file_of_another(big, clan, folk, tmp_path, later):
    big.prepare(clan)
    other = GraphStore(tmp_path, small_clan=0, beside=later)
    graph = other.graph(clan)
    assert isinstance(graph, IndexGraph)
    assert not later.work
    assert not graph.arrays.pks.flags.writeable
    for one in folk:
        assert graph.families([one.pk]) == big.graph(clan).families([one.pk])


def test_an_older_file_is_brought_up_to_date(big, clan, folk, tmp_path, later):
    big.prepare(clan)
    touch(folk)
    graph = GraphStore(tmp_path, small_clan=0, beside=later).graph(clan)
    assert isinstance(graph, IndexGraph)
    assert folk[5].pk in graph.descendants(folk[0].pk)


def test_a_file_too_old_to_replay_is_replaced(big, clan, folk, tmp_path, later):
    big.prepare(clan)
    old = files(tmp_path)
    rebuild_clan(clan)
    store = GraphStore(tmp_path, small_clan=0, beside=later)
    assert isinstance(store.graph(clan), SqlGraph)
    later.run()
    assert isinstance(store.graph(clan), IndexGraph)
    assert len(files(tmp_path)) == 1
    assert files(tmp_path) != old


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "text"])
def test_a_broken_file_is_passed_over_and_replaced(harm, big, clan, folk, tmp_path, later):
    big.prepare(clan)
    (path,) = tmp_path.glob("*.npy")
    content = path.read_bytes()
    flipped = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
    path.write_bytes(
        {"cut": content[:-100], "flipped": flipped, "empty": b"", "text": b"xin"}[harm]
    )
    store = GraphStore(tmp_path, small_clan=0, beside=later)
    assert isinstance(store.graph(clan), SqlGraph)
    later.run()
    assert isinstance(store.graph(clan), IndexGraph)
    fresh = GraphStore(tmp_path, small_clan=0, beside=later).graph(clan)
    assert isinstance(fresh, IndexGraph)


def test_a_file_of_the_database_before_it_was_restored_is_passed_over(big, clan, folk, tmp_path):
    big.prepare(clan)
    Person.objects.filter(pk=folk[5].pk).update(is_staged=True)
    assert GraphStore(tmp_path).snapshots.load(clan, tree_state(clan.pk)) is None


def test_files_of_other_clans_stay(big, clan, folk, tmp_path):
    other = ClanFactory()
    PersonFactory(clan=other)
    big.prepare(other)
    big.prepare(clan)
    touch(folk)
    rebuild_clan(clan)
    big.forget()
    big.prepare(clan)
    names = files(tmp_path)
    assert len(names) == 2
    assert {name[:32] for name in names} == {clan.uuid.hex, other.uuid.hex}


def test_uncommitted_rows_are_never_kept(transactional_db, store, clan, folk):
    kept = store.graph(clan)
    with transaction.atomic():
        touch(folk)
        assert folk[5].pk in store.graph(clan).descendants(folk[0].pk)
        assert store._held[clan.uuid] is kept
        transaction.set_rollback(True)
    assert store.graph(clan) is kept
    families.child_link(child=folk[5], parent=folk[3])
    assert folk[5].pk in store.graph(clan).descendants(folk[1].pk)
    assert folk[5].pk not in store.graph(clan).descendants(folk[2].pk)


def test_a_graph_is_not_prepared_from_uncommitted_rows(transactional_db, store, clan, monkeypatch):
    monkeypatch.setattr(graph, "graph_store", lambda: store)
    with transaction.atomic(), pytest.raises(RuntimeError):
        graph.graph_prepare(clan)
    graph.graph_prepare(clan)
    assert set(store._held) == {clan.uuid}


def test_the_clan_asked_for_last_stays_when_memory_is_short(tmp_path, clan, folk):
    other = ClanFactory()
    PersonFactory(clan=other)
    store = GraphStore(tmp_path, memory=1)
    store.graph(clan)
    store.graph(other)
    assert set(store._held) == {other.uuid}


def test_a_build_that_fails_is_told_and_tried_again(big, clan, folk, later, monkeypatch, caplog):
    monkeypatch.setattr(big, "prepare", lambda clan: 1 // 0)
    big.graph(clan)
    later.run()
    assert "Graph not built" in caplog.text
    big.graph(clan)
    assert len(later.work) == 1


def test_a_thread_builds_beside_the_reader(transactional_db, tmp_path, clan, folk):
    if connection.vendor == "sqlite":
        pytest.skip("a test database in memory belongs to one thread")
    store = GraphStore(tmp_path, small_clan=0)
    store.graph(clan)
    for thread in threading.enumerate():
        if thread.name == "graph":
            thread.join(30)
    assert isinstance(store.graph(clan), IndexGraph)
