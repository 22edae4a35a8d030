"""The walks over the links, against a plain walk in memory."""

from __future__ import annotations

import random

import pytest
from django.db import connection

from genealogy.enums import ParentKind
from genealogy.models import ParentLink, Person
from genealogy.selectors.edges import (
    Edge,
    edge_sql,
    edges_down,
    edges_up,
    family_edges,
    open_edges,
    parent_edges,
)
from tests.genealogy.factories import ClanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def web():
    """Give sixty people whose parents are drawn at random among those before them."""
    draw = random.Random(7)
    clan = ClanFactory()
    people = Person.objects.bulk_create(
        [Person(clan=clan, full_name=f"Người {n}", sex=draw.choice("mf")) for n in range(60)]
    )
    links = []
    for number, child in enumerate(people[1:], start=1):
        parents = draw.sample(people[:number], k=min(number, draw.choice([1, 1, 2])))
        links += [
            ParentLink(child=child, parent=parent, is_lineage=place == 0)
            for place, parent in enumerate(parents)
        ]
    ParentLink.objects.bulk_create(links)
    return people, [(link.child_id, link.parent_id, link.is_lineage) for link in links]


def walked(links, start, depth, *, up):
    reached, found = {start}, set()
    for _ in range(depth):
        found |= {link[:2] for link in links if link[0 if up else 1] in reached}
        reached = {link[1 if up else 0] for link in links if link[0 if up else 1] in reached}
    return found


@pytest.mark.parametrize("depth", [1, 2, 3, 60])
def test_walks_find_what_a_walk_in_memory_finds(web, depth):
    people, links = web
    for person in people[::7]:
        up = {(edge.child, edge.parent) for edge in edges_up(person.pk, depth=depth)}
        down = {(edge.child, edge.parent) for edge in edges_down(person.pk, depth=depth)}
        assert up == walked(links, person.pk, depth, up=True)
        assert down == walked(links, person.pk, depth, up=False)


def test_the_lineage_is_one_line(web):
    people, links = web
    line = dict(link[:2] for link in links if link[2])
    for person in people[::5]:
        edges = edges_up(person.pk, lineage_only=True)
        expected, current = {}, person.pk
        while current in line:
            expected[current] = line[current]
            current = line[current]
        assert {edge.child: edge.parent for edge in edges} == expected


def test_the_family_holds_all_parents_of_the_near_and_the_line(web):
    people, links = web
    for person in people[::5]:
        own = {parent for child, parent, _ in links if child == person.pk}
        near = {person.pk} | {child for child, parent, _ in links if parent in own | {person.pk}}
        expected = {link[:2] for link in links if link[0] in near}
        expected |= {(edge.child, edge.parent) for edge in edges_up(person.pk, lineage_only=True)}
        assert {(edge.child, edge.parent) for edge in family_edges(person.pk)} == expected


def test_parent_edges_are_those_of_the_children_asked_for(web):
    people, links = web
    keys = {person.pk for person in people[10:20]}
    found = {(edge.child, edge.parent) for edge in parent_edges(keys)}
    assert found == {link[:2] for link in links if link[0] in keys}


def test_a_circle_of_links_ends_the_walk():
    clan = ClanFactory()
    one, two = Person.objects.bulk_create([Person(clan=clan), Person(clan=clan)])
    ParentLink.objects.create(child=one, parent=two, is_lineage=True)
    ParentLink.objects.create(child=two, parent=one, is_lineage=True)
    assert len(edges_up(one.pk)) == 2
    assert len(edges_down(one.pk, depth=50)) == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the trap is SQLite's")
@pytest.mark.parametrize("lineage_only", [False, True])
@pytest.mark.parametrize("walk", ["up", "down", "family"])
def test_the_plan_for_a_big_clan_reads_no_whole_table(walk, lineage_only, web):
    people, _links = web
    sql = edge_sql(walk, start=people[30].pk, depth=20, lineage_only=lineage_only)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # What the statistics of a clan of 100,000 say, so that the planner acts as it would there.
        cursor.execute(
            "UPDATE sqlite_stat1 SET stat = '100000' || substr(stat, instr(stat, ' '))"
            " WHERE tbl LIKE 'genealogy_p%' AND stat LIKE '% %'"
        )
        cursor.execute("ANALYZE sqlite_schema")
        cursor.execute("EXPLAIN QUERY PLAN " + sql)
        plan = "\n".join(row[3] for row in cursor.fetchall())
    assert "BLOOM" not in plan
    assert "SCAN link" not in plan
    assert "SCAN parent" not in plan


def edge(child, parent, kind=ParentKind.BIRTH, *, lineage=False, sex="m"):
    return Edge(child, parent, str(kind), lineage, None, sex)


def test_one_father_only_is_told_of_the_guarded():
    born = edge(1, 10)
    adopted = edge(1, 11, ParentKind.ADOPTED, lineage=True)
    mother = edge(1, 12, sex="f")
    assert set(open_edges([born, adopted, mother], {1})) == {adopted, mother}
    assert set(open_edges([born, adopted, mother], set())) == {born, adopted, mother}


def test_without_lineage_the_father_by_birth_is_told():
    born, step = edge(1, 10), edge(1, 11, ParentKind.STEP)
    assert open_edges([step, born], {1}) == [born]
