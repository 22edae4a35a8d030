"""The search over the whole site, as readers meet it."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.cache import cache
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.genealogy.factories import ClanFactory, LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db

TITLE = "Hội nghị trực tuyến các chi họ"
SEARCH, SUGGESTIONS = "/tim-kiem/", "/tim-kiem/goi-y/"


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def counts(response):
    return {group.kind: group.count for group in response.context["groups"]}


def titles(response, kind):
    found = {group.kind: group.hits for group in response.context["groups"]}
    return [hit.name for hit in found.get(kind, [])]


@pytest.mark.parametrize(
    "query",
    ["hoi nghi truc tuyen", "Hội nghị", "HỘI NGHỊ", unicodedata.normalize("NFD", "Hội nghị")],
)
def test_news_is_found_with_and_without_marks(client, add_news, query):
    add_news(TITLE)
    add_news("Lễ giỗ tổ")
    answer = client.get(SEARCH, {"q": query})
    assert titles(answer, "news") == [TITLE]
    assert counts(answer) == {"news": 1}


def test_hits_are_grouped_by_kind_with_counts_to_choose_from(
    client, add_news, add_episode, add_event
):
    add_news("Hội xuân")
    add_episode("Hội làng")
    add_event("Hội họp")
    PersonFactory(given_name="Hội")
    add_document("Sổ hội")
    answer = client.get(SEARCH, {"q": "hoi"})
    expected = {"people": 1, "news": 1, "programmes": 1, "events": 1, "documents": 1}
    assert counts(answer) == expected
    facets = answer.context["facets"]
    assert [(facet.count, facet.is_current) for facet in facets] == [
        (5, True),
        *[(1, False)] * 5,
    ]
    chosen = client.get(facets[2].url)
    assert counts(chosen) == {"news": 1}
    assert chosen.context["total"] == 5


def add_document(title, **options):
    return get_document_model().objects.create(title=title, file="x.pdf", **options)


def test_papers_of_closed_collections_are_not_found(client):
    closed = Collection.get_first_root_node().add_child(name="Kín")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    add_document("Sắc phong", collection=closed)
    assert client.get(SEARCH, {"q": "sắc phong"}).context["total"] == 0


def test_drafts_and_closed_pages_are_not_found(client, add_news):
    add_news(TITLE, live=False)
    closed = add_news(TITLE)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(SEARCH, {"q": "hội nghị"}).context["total"] == 0


def test_a_phrase_is_found_as_it_stands(client, add_news):
    add_news("Họp ở nhà thờ họ")
    add_news("Nhà bác họp, thờ gì họ cũng mừng")
    assert counts(client.get(SEARCH, {"q": "nhà thờ họ"})) == {"news": 2}
    for query in ('"nhà thờ họ"', "“nhà thờ họ”"):
        assert titles(client.get(SEARCH, {"q": query}), "news") == ["Họp ở nhà thờ họ"]


def test_words_are_marked_in_the_title_and_in_their_sentence(client, add_news):
    add_news("Tựa khác", body=[("paragraph", "<p>Bà con <b>hội nghị</b> rất đông.</p>")])
    html = client.get(SEARCH, {"q": "hội nghị"}).content.decode()
    assert "Bà con <mark>hội</mark> <mark>nghị</mark> rất đông." in html


def test_all_of_one_kind_is_turned_page_by_page(client, add_news):
    for number in range(23):
        add_news(f"Hội nghị thứ {number}")
    first = client.get(SEARCH, {"q": "hoi nghi"})
    assert len(titles(first, "news")) == 4
    everything = client.get(first.context["groups"][0].more_url)
    assert len(titles(everything, "news")) == 20
    last = client.get(SEARCH, {"q": "hoi nghi", "loai": "news", "page": 2})
    assert len(titles(last, "news")) == 3
    shown = {*titles(everything, "news"), *titles(last, "news")}
    assert len(shown) == 23


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("duong nhge", "duong nghe"), ("nghej", "nghe"), ("hooij nghij", "hoi nghi")],
)
def test_a_misspelt_question_finds_what_was_meant(client, add_news, typed, meant):
    add_news(TITLE)
    PersonFactory(given_name="Nghệ")
    answer = client.get(SEARCH, {"q": typed})
    assert answer.context["guess"] == meant
    assert answer.context["total"] == 1
    assert "Có phải bạn tìm" in answer.content.decode()


def test_nobody_hidden_is_guessed_or_offered(client):
    clan = ClanFactory()
    LivingPersonFactory(clan=clan, given_name="Khuynh")
    for door in (SEARCH, SUGGESTIONS):
        for query in ("khuynh", "khuymh", "khuynhs", "khu"):
            assert "Khuynh" not in client.get(door, {"q": query}).content.decode()
    assert client.get(SEARCH, {"q": "khuymh"}).context["total"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "\x00",
        "%",
        "a" * 10_000,
        "'\"()*:-^",
        "AND OR NOT",
        '"""',
        "\u202e\u200f",
        "👴🏽",
        "🇻🇳" * 50,
        "NEAR(a b)",
        "-",
        "đời",
        "thế kỷ 99",
        "đời 0",
        "٧ ٨",
    ],
)
@pytest.mark.parametrize("door", [SEARCH, SUGGESTIONS])
def test_odd_questions_get_an_answer(client, door, query):
    PersonFactory(given_name="Tùng")
    answer = client.get(door, {"q": query})
    assert answer.status_code == 200
    assert "Tùng" not in answer.content.decode()


def test_the_empty_page_shows_what_can_be_asked_and_leads_on(client):
    empty = client.get(SEARCH).content.decode()
    assert "Hỏi thế nào cũng được" in empty
    nothing = client.get(SEARCH, {"q": "zzqq"}).content.decode()
    assert "Không tìm thấy gì" in nothing
    assert 'href="/gia-pha/"' in nothing


def test_query_is_shown_escaped(client):
    for door in (SEARCH, SUGGESTIONS):
        response = client.get(door, {"q": "<script>alert(1)</script>"})
        assert b"<script>alert(1)" not in response.content


def test_search_takes_no_post(client):
    for door in (SEARCH, SUGGESTIONS):
        assert client.post(door).status_code == 405


def test_suggestions_are_options_that_lead_somewhere(client, add_news):
    person = PersonFactory(given_name="Tùng")
    html = client.get(SUGGESTIONS, {"q": "tun"}).content.decode()
    assert html.count('role="option"') == 2
    assert f'data-url="{person.get_absolute_url()}"' in html
    assert "Dương Văn <mark>Tùng</mark>" in html
    assert 'role="option"' not in client.get(SUGGESTIONS, {"q": "t"}).content.decode()


@pytest.mark.parametrize("query", ["duong", "đời 3 chi 2", '"dương văn"', "zzqq"])
def test_queries_do_not_grow_with_what_is_found(client, add_news, query, query_count):
    PersonFactory()
    add_news("Dương gia")
    few = query_count(lambda: client.get(SEARCH, {"q": query}))
    for number in range(12):
        PersonFactory()
        add_news(f"Dương gia {number}", body=[("paragraph", "<p>Họ Dương</p>")])
    assert query_count(lambda: client.get(SEARCH, {"q": query})) <= few + 1


@pytest.fixture
def query_count():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def _count(act):
        act()
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return _count


class TestAPI:
    API = "/api/v2/search/"

    def test_hits_say_what_they_are_and_where_they_stand(self, client, add_news):
        person = PersonFactory(given_name="Hội")
        page = add_news(TITLE)
        body = client.get(self.API, {"q": "hoi"}).json()
        assert body["meta"]["total_count"] == 2
        assert body["meta"]["counts"]["people"] == body["meta"]["counts"]["news"] == 1
        assert [(item["kind"], item["title"]) for item in body["items"]] == [
            ("person", "Dương Văn Hội"),
            ("news", TITLE),
        ]
        urls = [item["detail_url"] for item in body["items"]]
        assert urls[0].endswith(f"/api/v2/people/{person.uuid}/")
        assert urls[1].endswith(f"/api/v2/news/{page.pk}/")
        assert all(client.get(url).status_code == 200 for url in urls)

    def test_one_type_is_cut_into_pages(self, client, add_news):
        for number in range(5):
            add_news(f"Hội {number}")
        asked = {"q": "hoi", "type": "news", "limit": 2, "offset": 4}
        body = client.get(self.API, asked).json()
        assert body["meta"]["total_count"] == 5
        assert len(body["items"]) == 1
        assert body["meta"]["counts"] == {"news": 5}

    def test_facts_are_understood_and_slips_guessed(self, client):
        PersonFactory(given_name="Nghệ", birth="1895")
        told = client.get(self.API, {"q": "sinh 1890-1900"}).json()
        assert told["meta"]["understood"] == ["sinh năm 1890 – 1900"]
        assert told["meta"]["total_count"] == 1
        guessed = client.get(self.API, {"q": "nhge"}).json()
        assert guessed["meta"]["did_you_mean"] == "nghe"
        assert guessed["items"] == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"type": "x"},
            {"generation": "x"},
            {"generation": "100"},
            {"branch": "x"},
            {"branch": "11111111-1111-4111-8111-111111111111"},
            {"limit": "101"},
            {"offset": "-1"},
            {"x": "1"},
        ],
    )
    def test_wrong_parameters_are_refused(self, client, wrong):
        assert client.get(self.API, {"q": "duong", **wrong}).status_code == 400
