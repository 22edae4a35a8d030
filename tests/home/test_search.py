from __future__ import annotations

import unicodedata

import pytest
from wagtail.models import PageViewRestriction

pytestmark = pytest.mark.django_db

TITLE = "Hội nghị trực tuyến các chi họ"


def groups(response):
    return {group.kind: group for group in response.context["groups"]}


@pytest.mark.parametrize(
    "query",
    ["hoi nghi truc tuyen", "Hội nghị", "HỘI NGHỊ", unicodedata.normalize("NFD", "Hội nghị")],
)
def test_news_is_found_with_and_without_marks(client, add_news, query):
    add_news(TITLE)
    add_news("Lễ giỗ tổ")

    news = groups(client.get("/tim-kiem/", {"q": query}))["news"]

    assert [page.title for page in news.results] == [TITLE]
    assert news.count == 1


def test_hits_are_grouped_by_kind(client, add_news, add_episode, add_event):
    add_news("Hội xuân")
    add_episode("Hội làng")
    add_event("Hội họp")

    found = groups(client.get("/tim-kiem/", {"q": "hoi"}))

    assert {kind: group.count for kind, group in found.items()} == {
        "news": 1,
        "episodes": 1,
        "pages": 1,
        "people": 0,
    }


def test_drafts_and_closed_pages_are_not_found(client, add_news):
    add_news(TITLE, live=False)
    closed = add_news(TITLE)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/tim-kiem/", {"q": "hội nghị"}).context["total"] == 0


@pytest.mark.parametrize("query", ["", "   ", "\x00", "%", "a" * 5000, "'\"()*:-^", "AND OR NOT"])
def test_odd_queries_get_an_answer(client, query):
    response = client.get("/tim-kiem/", {"q": query})

    assert response.status_code == 200
    assert response.context["total"] == 0


def test_query_is_shown_escaped(client):
    response = client.get("/tim-kiem/", {"q": "<script>alert(1)</script>"})

    assert b"<script>alert(1)" not in response.content


def test_search_takes_no_post(client):
    assert client.post("/tim-kiem/").status_code == 405
