"""What the database does to answer for a graph: no question reads a whole table."""

from __future__ import annotations

import random
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.domain.dates import parse_vietnamese
from genealogy.enums import EventType
from genealogy.models import Event, ParentLink, Person, Union, UnionMember
from genealogy.selectors.edges import edge_sql
from genealogy.selectors.graph_sql import SqlGraph
from tests.genealogy.factories import ClanFactory

pytestmark = pytest.mark.django_db

PEOPLE = 4_000
#: No walk asks for more keys in one go.
MOST_KEYS = 200
#: Few enough for a planner to read them whole and be right.
SMALL_TABLES = ("genealogy_clan", "genealogy_treeversion")


@pytest.fixture
def crowd():
    """Give a clan of a few thousand, each child of two of the people before, and statistics."""
    draw = random.Random(3)
    clan = ClanFactory()
    people = Person.objects.bulk_create(
        [Person(clan=clan, full_name=f"Người {n}", sex="mf"[n % 2]) for n in range(PEOPLE)]
    )
    unions = Union.objects.bulk_create([Union(clan=clan) for _ in range(0, PEOPLE, 2)])
    UnionMember.objects.bulk_create(
        UnionMember(union=unions[n // 2], person=person) for n, person in enumerate(people)
    )
    links = []
    for number in range(2, PEOPLE):
        # Couples of six hundred numbers before, so that a walk does not reach the whole clan.
        couple = draw.randrange(max(0, number // 2 - 600), number // 2)
        links += [
            ParentLink(child=people[number], parent=people[2 * couple + side], is_lineage=not side)
            for side in (0, 1)
        ]
    ParentLink.objects.bulk_create(links)
    born = parse_vietnamese("3/2/1820")
    Event.objects.bulk_create(
        Event(person=person, type=EventType.BIRTH, date=born) for person in people
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return clan, people


def plan(sql, parameters=()):
    words = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # PostgreSQL may rightly read a table of a few thousand rows whole. With that way
            # closed it still does where no index serves, and there alone.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(words + sql, parameters)
        return [str(row[-1]) for row in cursor.fetchall()]


def whole_readings(lines):
    """Give the lines of a plan that read a whole table, or first go through one to filter it."""
    if connection.vendor == "sqlite":
        # What a walk has found so far is read whole, and is no table.
        found = [
            line
            for line in lines
            if re.match(r"SCAN (?!walk|line|near|\(|own|CONSTANT)", line) or "BLOOM" in line
        ]
    else:
        found = [line for line in lines if "Seq Scan on" in line]
    return [line for line in found if not any(name in line for name in SMALL_TABLES)]


@pytest.mark.parametrize("lineage_only", [False, True])
@pytest.mark.parametrize("walk", ["up", "down", "family"])
def test_walks_of_a_clan_of_thousands_read_no_whole_table(walk, lineage_only, crowd):
    _clan, people = crowd
    sql = edge_sql(walk, start=people[900].pk, depth=5, lineage_only=lineage_only)
    assert whole_readings(plan(sql)) == []


def test_the_plan_test_knows_a_whole_reading(crowd):
    assert whole_readings(plan("SELECT count(is_sensitive) FROM genealogy_parentlink"))


def test_no_question_of_the_graph_reads_a_whole_table(crowd):
    clan, people = crowd
    graph = SqlGraph(clan.pk)
    with CaptureQueriesContext(connection) as queries:
        graph.children(people[900].pk)
        graph.ancestors(people[3_000].pk)
        graph.descendants(people[900].pk, depth=3)
        graph.kin_lines(people[3_000].pk, people[3_500].pk)
    assert len(queries) > 5
    for query in queries.captured_queries:
        sql = query["sql"].replace("%", "%%")
        if len(re.findall(r"\d+,", sql)) < MOST_KEYS:
            assert whole_readings(plan(sql, None)) == [], sql[:400]
