"""Clans made at random: the explorer tells of nobody hidden, and counts right."""

from __future__ import annotations

from uuid import UUID

import pytest

from genealogy.domain.viewer import Detail
from genealogy.enums import Sex
from genealogy.models import Person
from genealogy.selectors import chart_folk, chart_sight, graph, graph_store
from genealogy.selectors.cards import card_people, person_detail
from genealogy.selectors.chart import branch_below, chart
from genealogy.selectors.chart_overview import clan_overview
from genealogy.selectors.chart_sight import LivesStore
from genealogy.selectors.graph_store import GraphStore
from genealogy.services.tree_versions import tree_touch
from tests.genealogy.selectors.chart_clans import (
    children_of,
    everybody_below,
    random_clan,
    viewers,
)
from tests.sizes import IS_FULL

pytestmark = pytest.mark.django_db

SEEDS = range(4 if IS_FULL else 2)
#: People asked about in one clan by one reader, from all over it.
ASKED = 6


@pytest.fixture(autouse=True)
def stores(monkeypatch, tmp_path):
    """Take the transaction around each test for none, and keep what is read for this test alone."""
    for module in (graph_store, chart_sight):
        monkeypatch.setattr(module, "in_transaction", lambda: False)
    graphs, lives = GraphStore(tmp_path), LivesStore()
    monkeypatch.setattr(graph, "graph_store", lambda: graphs)
    monkeypatch.setattr(chart_folk, "lives_store", lambda: lives)


def visible(clan, viewer):
    people = card_people(viewer).filter(clan=clan)
    return {one.pk: one for one in people}


def some(people):
    people = sorted(people, key=lambda one: one.pk)
    return people[:: max(1, len(people) // ASKED)]


def answers(clan, viewer):
    """Everything the explorer can be asked by one reader."""
    people = some(visible(clan, viewer).values())
    found = {}
    for one in people:
        for sons in (False, True):
            found[one.pk, "chart", sons] = chart(one, viewer, sons=sons)
            found[one.pk, "below", sons] = branch_below(one, viewer, down=1, sons=sons)
        found[one.pk, "near"] = chart(one, viewer, up=1, down=0)
    for one, other in zip(people, reversed(people), strict=True):
        found[one.pk, "to", other.pk] = chart(one, viewer, other=other, up=1, down=0)
    found["overview"] = clan_overview(clan, viewer)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_answers_are_those_of_a_clan_without_the_hidden_who_hold_nobody(seed):
    clan = random_clan(seed)
    for viewer in viewers(clan):
        seen = visible(clan, viewer)
        below = children_of(clan)
        hidden = set(Person.objects.filter(clan=clan).values_list("pk", flat=True)) - seen.keys()
        idle = {one for one in hidden if not everybody_below(one, below) & seen.keys()}
        before = answers(clan, viewer)
        # Staged rows are nobody's to see and in no tree, as if they were not there.
        Person.objects.filter(pk__in=idle).update(is_staged=True)
        tree_touch(clan, idle)
        assert answers(clan, viewer) == before
        Person.objects.filter(pk__in=idle).update(is_staged=False)
        tree_touch(clan, idle)


@pytest.mark.parametrize("seed", SEEDS)
def test_below_is_what_a_pencil_counts(seed):
    clan = random_clan(seed)
    below = children_of(clan)
    for viewer in viewers(clan):
        seen = visible(clan, viewer)
        keys = {str(one.uuid): pk for pk, one in seen.items()}
        for sons in (False, True):
            counted = (
                set(seen)
                if not sons
                else {
                    pk
                    for pk, one in seen.items()
                    if one.sex != Sex.FEMALE
                    or person_detail(one, viewer) < Detail.KIN
                    or everybody_below(pk, below) & seen.keys()
                }
            )
            for one in some(seen.values()):
                answer = chart(one, viewer, sons=sons)
                drawn = {keys[box.key] for box in answer.boxes if box.card is not None}
                for box in answer.boxes:
                    if box.card is None or len(answer.boxes) == 1:
                        continue
                    under = everybody_below(keys[box.key], below) & counted
                    assert box.below == len(under - drawn)
                    assert box.children == len(below.get(keys[box.key], set()) & counted)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_drawing_holds_together(seed):
    clan = random_clan(seed)
    for viewer in viewers(clan):
        seen = {str(one.uuid) for one in visible(clan, viewer).values()}
        for one in some(visible(clan, viewer).values()):
            answer = chart(one, viewer)
            assert len({box.key for box in answer.boxes}) == len(answer.boxes) <= 300
            above = set()
            for box in answer.boxes:
                assert box.parent is None or box.parent in above
                above.add(box.key)
            assert [box.parent for box in answer.boxes].count(None) == 1
            assert answer.boxes[0].card is not None
            holding = {box.parent for box in answer.boxes}
            for box in answer.boxes:
                assert (box.key in seen) == (box.card is not None)
                assert box.card is not None or box.key in holding
                assert box.card is None or UUID(box.key) == box.card.uuid
                assert {str(row.card.uuid) for row in box.partners} <= seen
                assert [row.order for row in box.partners] == list(range(1, len(box.partners) + 1))
            boxes = {box.key: box for box in answer.boxes}
            for box in answer.boxes:
                if box.mother is not None:
                    assert box.mother in [row.card.uuid for row in boxes[box.parent].partners]


@pytest.mark.parametrize("seed", SEEDS)
def test_memory_and_database_tell_the_same(seed, monkeypatch):
    clan = random_clan(seed)
    for viewer in viewers(clan):
        remembered = answers(clan, viewer)
        with monkeypatch.context() as patched:
            patched.setattr(chart_folk, "_view", lambda *args: None)
            assert answers(clan, viewer) == remembered
