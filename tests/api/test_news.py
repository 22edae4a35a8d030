"""`/api/v2/news/`: shape, filters, errors and queries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.api.conftest import add_image
from tests.genealogy.factories import LivingPersonFactory, PersonFactory
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db
BODY = [
    {"type": "paragraph", "value": "<p>Tối ngày 26/4, hội nghị trực tuyến.</p>"},
    {"type": "quote", "value": {"text": "Uống nước nhớ nguồn", "source": "Tục ngữ"}},
]


def test_a_record_gives_blocks_html_and_absolute_addresses(client):
    author = add_author("Ban Thông tin")
    page = add_news("Hội nghị trực tuyến", author=author, body=BODY, topics=[add_topic("Thời sự")])
    record = client.get(f"/api/v2/news/{page.pk}/").json()
    assert record["title"] == "Hội nghị trực tuyến"
    assert [block["type"] for block in record["body"]] == ["paragraph", "quote"]
    assert "<p>Tối ngày 26/4, hội nghị trực tuyến.</p>" in record["body_html"]
    assert record["author"]["url"].startswith("http://testserver/")
    assert record["url"].startswith("http://testserver/")
    assert record["topics"][0]["slug"] == "thoi-su"


def test_a_list_has_no_bodies_unless_asked(client):
    add_news("Một tin", body=BODY)
    assert "body" not in client.get("/api/v2/news/").json()["items"][0]
    assert client.get("/api/v2/news/?include=body").json()["items"][0]["body"]


def test_an_unknown_parameter_is_refused_by_name(client):
    answer = client.get("/api/v2/news/?topics=a")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == 400
    assert "topics" in body["errors"]
    assert "topic" in body["message"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=-1",
        "limit=x",
        "limit=100000",
        "offset=1e3",
        "date_from=31-12",
        "order=body",
        "person=x",
        "include=all",
    ],
)
def test_a_value_that_cannot_be_read_is_refused_by_name(client, query):
    answer = client.get(f"/api/v2/news/?{query}")
    assert answer.status_code == 400
    assert query.split("=")[0] in answer.json()["errors"]


def test_filters_narrow_by_topic_author_and_range_of_days(client):
    topic, author = add_topic("Khuyến học"), add_author("Ban Khuyến học")
    march = datetime(2026, 3, 10, 5, tzinfo=UTC)
    add_news("Trao học bổng", topics=[topic], author=author, display_date=march)
    add_news("Tin khác", display_date=datetime(2026, 5, 1, 5, tzinfo=UTC))

    def titles(query):
        return [item["title"] for item in client.get(f"/api/v2/news/?{query}").json()["items"]]

    assert titles("topic=khuyen-hoc") == ["Trao học bổng"]
    assert titles("topic=khuyen-hoc,nothing") == ["Trao học bổng"]
    assert titles("author=ban-khuyen-hoc") == ["Trao học bổng"]
    assert titles("date_from=2026-03-01&date_to=2026-03-31") == ["Trao học bổng"]
    assert titles("date_from=2026-03-11") == ["Tin khác"]
    assert titles("order=display_date") == ["Trao học bổng", "Tin khác"]
    assert titles("search=trao hoc bong") == ["Trao học bổng"]


def test_news_of_a_person_finds_the_dead_and_says_nothing_of_the_living(client):
    dead, living = PersonFactory(), LivingPersonFactory(given_name="Ẩn")
    add_news("Về cụ", people=[dead, living])
    found = client.get(f"/api/v2/news/?person={dead.uuid}").json()
    assert [item["title"] for item in found["items"]] == ["Về cụ"]
    assert [person["id"] for person in found["items"][0]["people"]] == [str(dead.uuid)]
    assert client.get(f"/api/v2/news/?person={living.uuid}").json()["items"] == []


def test_drafts_and_unknown_records_answer_alike(client):
    draft = add_news("Nháp", publish=False)
    hidden = client.get(f"/api/v2/news/{draft.pk}/")
    unknown = client.get("/api/v2/news/999999/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content


@pytest.mark.parametrize("size", [5, 15])
def test_a_list_with_all_its_fields_costs_the_same_whatever_its_size(counted, query_counts, size):
    author, topic, person = add_author("Ban Thông tin"), add_topic("Thời sự"), PersonFactory()
    linked = add_news("Trang được dẫn")
    for number in range(size):
        picture = add_image(f"Ảnh {number}")
        body = [
            *BODY,
            {
                "type": "image",
                "value": {"image": picture.pk, "alt": "", "caption": "", "credit": ""},
            },
            {"type": "paragraph", "value": f'<p><a linktype="page" id="{linked.pk}">xem</a></p>'},
        ]
        add_news(
            f"Tin số {number}",
            author=author,
            topics=[topic],
            people=[person],
            cover_image=picture,
            body=body,
        )
    answer, count, _statements = counted(f"/api/v2/news/?limit={size}&include=body")
    assert len(answer["items"]) == size
    assert answer["items"][0]["cover"]["srcset"]["webp"]
    query_counts.check("news list with bodies", count, most=8)


def test_a_record_costs_few_queries(counted, query_counts):
    page = add_news(
        "Một tin",
        author=add_author("Ban"),
        topics=[add_topic("Tin")],
        body=BODY,
        people=[PersonFactory()],
    )
    _answer, count, _statements = counted(f"/api/v2/news/{page.pk}/")
    query_counts.check("news record", count, most=8)
