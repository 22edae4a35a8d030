"""What a statement reads and writes, told from its text; where in doubt, all of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from cms.core.statements import read_statement
from cms.news.models import NewsPage, NewsPerson, Topic
from cms.news.selectors import public_news

PAGE = '"wagtailcore_page"."id"'


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        (f"{PAGE} = %s", (1, 1)),
        (f'("a"."b" = %s AND {PAGE} IN (%s, %s))', (2, 2)),
        (f'(NOT EXISTS(SELECT 1 FROM "x" U0 WHERE U0."a" = %s) AND {PAGE} = %s)', (2, 1)),
        (f'({PAGE} = %s OR "a"."b" = %s)', None),
        (f"NOT ({PAGE} = %s)", None),
        (f'("a"."b" = %s AND NOT ({PAGE} = %s))', None),
        (f'("a"."b" = %s AND ({PAGE} = %s OR {PAGE} = %s))', None),
        (f'"a"."b" IN (SELECT U0."id" FROM "x" U0 WHERE {PAGE} = %s)', None),
    ],
)
def test_only_a_condition_every_row_meets_is_a_key(condition, keys):
    statement = read_statement(f'UPDATE wagtailcore_page SET "title" = %s WHERE {condition}')
    assert statement.keys.get(("wagtailcore_page", "id")) == keys


def test_columns_and_values_of_writes_are_told():
    insert = read_statement('INSERT INTO "news_newsperson" ("page_id", "person_id") VALUES (%s, %s), (%s, %s)')  # fmt: skip # noqa: E501
    assert insert.inserted("person_id", [1, 7, 2, 8]) == [7, 8]
    unnest = read_statement('INSERT INTO "t" ("a", "b") SELECT * FROM UNNEST((%s)::int[], (%s)::int[])')  # fmt: skip # noqa: E501
    assert unnest.inserted("b", [[1, 2], [3, 4]]) == [3, 4]
    update = read_statement('UPDATE "t" SET "a" = %s, "b" = ("t"."b" + %s), "c" = %s WHERE "t"."id" = %s')  # fmt: skip # noqa: E501
    assert update.columns == ("a", "b", "c")
    assert update.given == {"a": 0, "c": 2}
    assert update.values_of("id", [1, 2, 3, 4]) == [4]


def test_raw_statements_of_the_page_tree_are_told():
    statement = read_statement("UPDATE wagtailcore_page SET numchild=numchild+1 WHERE path = %s")
    assert (statement.target, statement.columns) == ("wagtailcore_page", ("numchild",))
    wide = read_statement('WITH x AS (SELECT 1) UPDATE "news_topic" SET "name" = %s')
    assert "news_topic" in wide.written
    assert "news_topic" in read_statement('TRUNCATE "home_homepage", "news_topic"').written


def test_tables_of_joins_subqueries_and_recursion_are_told():
    sql = "WITH RECURSIVE up(id) AS (SELECT a FROM genealogy_person, json_each(%s) UNION SELECT b FROM up JOIN genealogy_parentlink ON true) SELECT * FROM up"  # fmt: skip # noqa: E501
    assert set(read_statement(sql).tables) == {"genealogy_person", "genealogy_parentlink"}


@pytest.mark.django_db
def test_every_table_a_query_of_the_site_reads_is_told():
    # The tables Django itself says a query reads, subqueries included.
    topics = Topic.objects.filter(news__in=public_news().order_by())
    mentioned = NewsPerson.objects.filter(person__in=[1, 2]).values("page")
    news = NewsPage.objects.filter(Q(pk__in=mentioned) | Q(topics__in=topics))
    for rows, tables in (
        (
            topics,
            {
                "news_topic",
                "news_newspage_topics",
                "news_newspage",
                "wagtailcore_page",
                "wagtailcore_pageviewrestriction",
            },
        ),
        (
            news,
            {
                "news_newspage",
                "wagtailcore_page",
                "news_newsperson",
                "news_newspage_topics",
                "news_topic",
            },
        ),
    ):
        with CaptureQueriesContext(connection):
            sql, _params = rows.query.sql_with_params()
        assert tables <= set(read_statement(sql).tables)
