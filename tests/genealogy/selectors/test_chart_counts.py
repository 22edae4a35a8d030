"""The numbers of the explorer stay true while the tree is edited under them."""

from __future__ import annotations

import pytest

from genealogy.models import Person
from genealogy.selectors import chart_sight, graph, graph_store
from genealogy.selectors.chart_folk import AskedFolk, CountedFolk, chart_folk
from genealogy.selectors.chart_sight import LivesStore
from genealogy.selectors.graph import clan_graph
from genealogy.selectors.graph_store import GraphStore
from tests.genealogy.random_edits import EveryEditor
from tests.genealogy.selectors.chart_clans import viewers

pytestmark = pytest.mark.django_db


@pytest.fixture
def lives(monkeypatch, tmp_path):
    """Take the transaction around the test for none, and keep what is read for this test alone."""
    for module in (graph_store, chart_sight):
        monkeypatch.setattr(module, "in_transaction", lambda: False)
    graphs, lives = GraphStore(tmp_path), LivesStore()
    monkeypatch.setattr(graph, "graph_store", lambda: graphs)
    monkeypatch.setattr("genealogy.selectors.chart_folk.lives_store", lambda: lives)
    return lives


@pytest.mark.parametrize("seed", range(2))
def test_the_numbers_in_memory_follow_every_edit(seed, lives):
    editor = EveryEditor(seed)
    for _ in range(25):
        edit = editor.step()
        editor.clan.refresh_from_db()
        people = list(Person.objects.filter(clan=editor.clan).values_list("pk", flat=True))
        for viewer in viewers(editor.clan)[:3]:
            for sons in (False, True):
                remembered = chart_folk(editor.clan, viewer, sons=sons)
                assert isinstance(remembered, CountedFolk)
                asked = AskedFolk(clan_graph(editor.clan), viewer, sons=sons)
                asked.look(people)
                for person in people:
                    told = [
                        (folk.is_visible(person), folk.is_counted(person), folk.below(person))
                        for folk in (remembered, asked)
                    ]
                    assert told[0] == told[1], (edit, person)
                assert remembered.offspring(people) == asked.offspring(people)


def test_a_big_clan_is_asked_of_the_database_until_it_is_read(lives, monkeypatch):
    work = []
    monkeypatch.setattr(
        "genealogy.selectors.chart_folk.lives_store",
        lambda: store,
    )
    store = LivesStore(small_clan=0, beside=work.append)
    editor = EveryEditor(0)
    (viewer, *_rest) = viewers(editor.clan)
    assert isinstance(chart_folk(editor.clan, viewer, sons=False), AskedFolk)
    assert isinstance(chart_folk(editor.clan, viewer, sons=False), AskedFolk)
    assert len(work) == 1
    work.pop()()
    assert isinstance(chart_folk(editor.clan, viewer, sons=False), CountedFolk)
