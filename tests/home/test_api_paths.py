"""`/api/v2/paths/`: a static copy fetches everything once, and then only what changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms.news.models import NewsIndexPage
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
)
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(client):
    """Read every page of the listing; gives the items and the cursor of the next time."""

    def _walk(since: str | None = None, limit: int = 100) -> tuple[list[dict[str, Any]], str]:
        items: list[dict[str, Any]] = []
        while True:
            asked = {"limit": limit} | ({"since": since} if since else {})
            answer = client.get("/api/v2/paths/", asked)
            assert answer.status_code == 200, answer.content
            body = answer.json()
            items += body["items"]
            since = body["meta"]["next"]
            if since is None:
                return items, body["meta"]["cursor"]

    return _walk


def short(items):
    return [(item["kind"], item["path"]) for item in items]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_everything_strangers_can_open_is_listed_once(walk, client, limit):
    clan = ClanFactory(slug="ho-mai")
    branch = BranchFactory(clan=clan, slug="chi-mot")
    people = [PersonFactory(clan=clan), PersonFactory(clan=clan)]
    LivingPersonFactory(clan=clan)
    BranchFactory(clan=ClanFactory(is_public=False))
    page = add_news("Giỗ tổ")
    add_news("Nháp", publish=False)
    Redirect.add_redirect("/cu", page)
    items, _cursor = walk(limit=limit)
    told = short(items)
    assert len(told) == len(set(told))
    assert {path for kind, path in told if kind == "page"} == {
        found.url for found in Page.objects.live().filter(depth__gt=1)
    }
    assert [path for kind, path in told if kind == "clan"] == [clan.get_absolute_url()]
    assert [path for kind, path in told if kind == "branch"] == [branch.get_absolute_url()]
    assert {path for kind, path in told if kind == "person"} == {
        person.get_absolute_url() for person in people
    }
    assert [path for kind, path in told if kind == "redirect"] == ["/cu"]
    for item in items:
        assert client.get(item["detail_url"]).status_code == 200, item


def test_what_is_listed_resolves(walk, client):
    add_news("Giỗ tổ")
    PersonFactory()
    for item in walk()[0]:
        answer = client.get("/api/v2/resolve/", {"path": item["path"]}).json()
        assert (answer["kind"], str(answer["id"])) == (item["kind"], item["id"])
        assert answer["detail_url"] == item["detail_url"]


def test_nothing_changed_means_nothing_to_fetch(walk):
    add_news("Giỗ tổ")
    _items, cursor = walk()
    assert walk(cursor) == ([], cursor)


def test_only_what_changed_is_fetched_again(walk):
    page, other = add_news("Giỗ tổ"), add_news("Khuyến học")
    _items, cursor = walk()
    page.title = "Giỗ tổ năm nay"
    page.save_revision().publish()
    items, cursor = walk(cursor)
    assert short(items) == [("page", page.url)]
    new = add_news("Tin mới")
    other.save_revision()
    assert short(walk(cursor)[0]) == [("page", new.url)]


def test_what_went_away_is_told_with_its_old_address(walk):
    unpublished, deleted, moved, closed = (add_news(name) for name in ("Một", "Hai", "Ba", "Tư"))
    old = moved.url
    _items, cursor = walk()
    unpublished.unpublish()
    gone = deleted.url
    deleted.delete()
    moved.slug = "moi"
    moved.save_revision().publish()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert set(short(walk(cursor)[0])) == {
        ("gone", unpublished.url),
        ("gone", gone),
        ("gone", old),
        ("page", "/tin-tuc/moi/"),
        ("gone", closed.url),
    }


def test_a_section_that_moves_takes_its_pages_along(walk, django_capture_on_commit_callbacks):
    page = add_news("Giỗ tổ")
    _items, cursor = walk()
    index = NewsIndexPage.objects.get()
    index.slug = "thoi-su"
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision().publish()
    told = short(walk(cursor)[0])
    assert ("gone", page.url) in told
    assert ("page", page.url.replace("tin-tuc", "thoi-su")) in told


def test_pages_change_with_what_they_show(walk):
    topic, author = add_topic("Thời sự"), add_author("Ban Thông tin")
    page = add_news("Giỗ tổ", topics=[topic])
    other = add_news("Khuyến học", author=author)
    _items, cursor = walk()
    topic.name = "Chuyện mới"
    topic.save()
    items, cursor = walk(cursor)
    assert short(items) == [("page", page.url)]
    author.role = "Biên tập"
    author.save()
    assert short(walk(cursor)[0]) == [("page", other.url)]


def test_redirects_come_and_go(walk):
    _items, cursor = walk()
    row = Redirect.add_redirect("/cu", "https://other.example/")
    items, cursor = walk(cursor)
    assert short(items) == [("redirect", "/cu")]
    row.delete()
    assert short(walk(cursor)[0]) == [("gone", "/cu")]


def test_nothing_hidden_moves_the_cursor(walk):
    add_news("Giỗ tổ")
    before = walk()
    draft = add_news("Nháp", publish=False)
    draft.title = "Nháp hai"
    draft.save_revision()
    draft.delete()
    LivingPersonFactory()
    assert walk()[1] == before[1]
    items, cursor = walk(before[1])
    assert cursor == before[1]
    assert {item["kind"] for item in items} == {"clan"}


def test_the_tree_comes_whole_behind_the_changes(walk):
    page, person = add_news("Giỗ tổ"), PersonFactory()
    _items, cursor = walk()
    other = PersonFactory(clan=person.clan)
    LivingPersonFactory(clan=person.clan)
    page.save_revision().publish()
    told = short(walk(cursor, limit=1)[0])
    assert told[0] == ("page", page.url)
    assert told[1] == ("clan", person.clan.get_absolute_url())
    assert set(told[2:]) == {
        ("person", person.get_absolute_url()),
        ("person", other.get_absolute_url()),
    }


def test_a_cursor_of_nobody_is_refused_by_name(client):
    for since in ("x", "MC4wLi5h", "LTEuMC4u", "é", "a" * 500, "OTk5OTk5LjAuLg"):
        answer = client.get("/api/v2/paths/", {"since": since})
        assert answer.status_code == 400, since
        assert "since" in answer.json()["errors"]


def test_a_row_that_is_remembered_but_closed_meanwhile_is_told_as_gone(walk):
    page = add_news("Giỗ tổ")
    _items, cursor = walk()
    page.title = "Khác"
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(live=False)
    assert short(walk(cursor)[0]) == [("gone", page.url)]


@pytest.mark.parametrize("since", [False, True])
def test_queries_do_not_grow_with_what_is_listed(client, walk, since):
    PersonFactory()
    add_news("Tin không")
    cursor = walk()[1]

    def counted():
        asked = {"since": cursor} if since else {}
        client.get("/api/v2/paths/", asked)
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v2/paths/", asked)
        return len(queries)

    add_news("Tin một")
    few = counted()
    for number in range(5):
        add_news(f"Tin {number}")
        PersonFactory()
    assert counted() == few
    assert few <= 8
