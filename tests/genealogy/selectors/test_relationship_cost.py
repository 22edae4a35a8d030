"""What it costs to say how two people are related, with the index at hand."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.selectors import graph
from genealogy.selectors.graph_store import GraphStore
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.relationship import relationship
from tests.genealogy.factories import ClanFactory, PersonFactory, family, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_store(monkeypatch, tmp_path):
    """Keep the index in a folder of the test's own, as a process does that has it loaded."""
    store = GraphStore(tmp_path)
    monkeypatch.setattr(graph, "graph_store", lambda: store)


def queries(*arguments):
    people = [person_by_uuid(person.uuid, arguments[2]) for person in arguments[:2]]
    relationship(*people, arguments[2])
    with CaptureQueriesContext(connection) as captured:
        relationship(*people, arguments[2])
    return len(captured)


@pytest.mark.usefixtures("own_store")
def test_far_relatives_cost_as_many_queries_as_near_ones(editor, anonymous):
    clan = ClanFactory()
    top = PersonFactory(clan=clan)
    ends = []
    for order in (1, 2):
        above = top
        for _generation in range(12):
            below = PersonFactory(clan=clan, child_order=order)
            family(above, None, below)
            above = below
        ends.append(above)
    found(top)
    near = [PersonFactory(clan=clan, child_order=order) for order in (3, 4)]
    family(top, None, *near)
    graph.graph_prepare(clan)
    for viewer in (editor, anonymous):
        far = queries(*ends, viewer)
        assert far == queries(*near, viewer)
        assert far <= 3
