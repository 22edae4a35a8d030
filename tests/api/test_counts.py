"""Counts of whole lists are kept for strangers, and never longer than they are true."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core import versions
from cms.core.api import counts
from tests.api.token_keys import a_key, bearer
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db
LIST = "/api/v2/news/?limit=1"


@pytest.fixture
def change(monkeypatch):
    """Let the test say when something changed."""
    numbers = [1]
    monkeypatch.setattr(versions, "latest", lambda: numbers[-1])
    monkeypatch.setattr(counts, "_counts", type(counts._counts)())
    return lambda: numbers.append(numbers[-1] + 1)


def told(client, address: str = LIST, **headers: str) -> tuple[int, int]:
    """Give the count that is told and how many queries counted."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers=headers)
    asked = sum("COUNT(" in query["sql"] for query in queries.captured_queries)
    return answer.json()["meta"]["total_count"], asked


@pytest.fixture
def client(client, settings):
    # Only the counts are to be kept here.
    settings.API_KEPT_BYTES = 0
    return client


def test_a_list_is_counted_once_until_something_changes(client, change):
    add_news("Một")
    assert told(client) == (1, 1)
    assert told(client) == (1, 0)
    assert told(client, "/api/v2/news/?limit=5&order=title&fields=id") == (1, 0)
    add_news("Hai")
    change()
    assert told(client) == (2, 1)


@pytest.mark.parametrize("more", ["search=mot", "year=2020", "topic=khong", "locale=vi"])
def test_a_filtered_list_is_counted_each_time(client, change, more):
    add_news("Một")
    told(client)
    assert told(client, f"{LIST}&{more}")[1] == 1
    assert told(client, f"{LIST}&{more}")[1] == 1
    assert told(client) == (1, 0)


def test_lists_of_different_addresses_and_hosts_are_counted_apart(client, change, settings):
    settings.ALLOWED_HOSTS = ["testserver", "khac.example"]
    add_news("Một")
    told(client)
    assert told(client, "/api/v2/events/")[1] == 1
    assert told(client, host="khac.example")[1] == 1


def test_who_is_known_is_counted_for_alone(client, change, admin_client, admin_user):
    add_news("Một")
    told(client)
    assert told(admin_client) == (1, 1)
    assert told(client, **bearer(a_key(admin_user))) == (1, 1)
    assert told(client) == (1, 0)


def test_nothing_is_kept_of_an_open_transaction(client):
    add_news("Một")
    assert [told(client), told(client)] == [(1, 1), (1, 1)]
