"""What a caller may ask of a list: fields, more fields, cursors, numbers, and the one rule of
parameters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from tests.genealogy.factories import ClanFactory, LivingPersonFactory, PersonFactory
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db
NEWS = "/api/v2/news/"
DAY = datetime(2026, 3, 10, 5, tzinfo=UTC)
BODY = [{"type": "paragraph", "value": "<p>Hội nghị.</p>"}]


def add_many(number: int) -> None:
    for turn in range(number):
        add_news(f"Tin {turn}", display_date=DAY + timedelta(days=turn), body=BODY)


def titles(body: dict) -> list[str]:
    return [item["title"] for item in body["items"]]


# Fields ---------------------------------------------------------------------------------------


def test_fields_gives_exactly_what_it_names(client):
    add_many(1)
    assert client.get(f"{NEWS}?fields=title,lead").json()["items"] == [
        {"title": "Tin 0", "lead": ""}
    ]


def test_include_adds_what_lists_leave_out(client):
    add_many(1)
    item = client.get(f"{NEWS}?include=body").json()["items"][0]
    assert item["body"][0]["type"] == "paragraph"
    assert item["title"] == "Tin 0"
    only = client.get(f"{NEWS}?fields=title&include=body").json()["items"][0]
    assert set(only) == {"title", "body"}


def test_a_record_is_cut_too(client):
    page = add_news("Một tin", body=BODY)
    record = client.get(f"{NEWS}{page.pk}/?fields=id,title").json()
    assert record == {"id": page.pk, "title": "Một tin"}


def test_what_is_not_wanted_is_not_read(counted):
    add_news("Một tin", body=BODY, people=[PersonFactory()], topics=[add_topic()])
    _answer, whole, _statements = counted(NEWS)
    _answer, few, statements = counted(f"{NEWS}?fields=title&count=0")
    assert few == 1 < whole
    assert '"body"' not in statements[0]


def test_an_unknown_field_is_refused_with_the_nearest_and_all_others(client):
    answer = client.get(f"{NEWS}?fields=titel")
    assert answer.status_code == 400
    [sentence] = answer.json()["errors"]["fields"]
    assert "“title”" in sentence
    assert "display_date" in sentence


@pytest.mark.parametrize("text", ["*", "_", "-title", "title(x)", "search_fold", "pk", "title,"])
def test_no_field_outside_the_list_is_given(client, text):
    assert client.get(NEWS, {"fields": text}).status_code == 400


# Cursors --------------------------------------------------------------------------------------


def test_cursors_walk_the_whole_list_once(client):
    add_many(7)
    seen, cursor = [], ""
    for _turn in range(10):
        body = client.get(f"{NEWS}?limit=3{cursor}").json()
        seen += titles(body)
        if body["meta"]["next_cursor"] is None:
            break
        cursor = f"&cursor={body['meta']['next_cursor']}"
    assert seen == [f"Tin {turn}" for turn in range(6, -1, -1)]


def test_a_page_behind_a_cursor_stays_while_news_is_added_and_the_last_row_goes(client):
    add_many(6)
    first = client.get(f"{NEWS}?limit=3").json()
    add_news("Mới nhất", display_date=DAY + timedelta(days=50))
    second = client.get(f"{NEWS}?limit=3&cursor={first['meta']['next_cursor']}").json()
    assert titles(second) == ["Tin 2", "Tin 1", "Tin 0"]
    assert second["meta"]["total_count"] == 7
    by_offset = client.get(f"{NEWS}?limit=3&offset=3").json()
    assert titles(by_offset) == ["Tin 3", "Tin 2", "Tin 1"]


@pytest.mark.parametrize("order", ["display_date", "-title", "last_published_at"])
def test_cursors_follow_every_order(client, order):
    add_many(5)
    whole = titles(client.get(f"{NEWS}?order={order}").json())
    first = client.get(f"{NEWS}?order={order}&limit=2").json()
    rest = client.get(f"{NEWS}?order={order}&cursor={first['meta']['next_cursor']}").json()
    assert titles(first) + titles(rest) == whole


@pytest.mark.parametrize("order", ["tree", "-tree", "name", "generation", "-generation"])
def test_people_without_a_generation_are_walked_once_too(client, order):
    clan = ClanFactory()
    for _turn in range(5):
        PersonFactory(clan=clan)
    seen, cursor = [], ""
    for _turn in range(8):
        body = client.get(f"/api/v2/people/?limit=2&order={order}{cursor}").json()
        seen += [item["id"] for item in body["items"]]
        if body["meta"]["next_cursor"] is None:
            break
        cursor = f"&cursor={body['meta']['next_cursor']}"
    assert len(seen) == len(set(seen)) == 5


def test_a_cursor_of_another_question_is_refused(client):
    add_many(3)
    cursor = client.get(f"{NEWS}?limit=1").json()["meta"]["next_cursor"]
    for query in (f"cursor={cursor}&order=title", f"cursor={cursor}&offset=1", "cursor=%C3%A1"):
        answer = client.get(f"{NEWS}?{query}")
        assert answer.status_code == 400
        assert "cursor" in answer.json()["errors"]


def test_a_cursor_says_nothing_of_hidden_people(client):
    """Hidden people before and behind leave the cursor as it is."""
    clan = ClanFactory()
    for name in ("An", "Bình", "Cường"):
        PersonFactory(clan=clan, given_name=name)
    address = "/api/v2/people/?limit=2&order=name"
    before = client.get(address).content
    for name in ("Ai", "Bắc", "Dung"):
        LivingPersonFactory(clan=clan, given_name=name)
    assert client.get(address).content == before
    assert client.get(address).json()["meta"]["next_cursor"]


# Numbers --------------------------------------------------------------------------------------


def test_count_0_leaves_the_number_and_its_query_out(counted):
    add_many(2)
    with_count, more, _ = counted(NEWS)
    without, fewer, statements = counted(f"{NEWS}?count=0")
    assert with_count["meta"]["total_count"] == 2
    assert "total_count" not in without["meta"]
    assert fewer == more - 1
    assert not any("COUNT(" in sql for sql in statements)


def test_facets_count_what_the_filters_leave(client):
    topic, author = add_topic("Khuyến học"), add_author("Ban Khuyến học")
    add_news("Một", topics=[topic, add_topic("Giỗ tổ")], author=author, display_date=DAY)
    add_news("Hai", topics=[topic], display_date=DAY.replace(year=2025))
    add_news("Nháp", topics=[topic], publish=False)
    meta = client.get(f"{NEWS}?facets=topic,author,year&topic=khuyen-hoc&limit=0").json()["meta"]
    assert meta["total_count"] == 2
    topics = [(one["value"], one["label"], one["count"]) for one in meta["facets"]["topic"]]
    assert topics == [("khuyen-hoc", "Khuyến học", 2), ("gio-to", "Giỗ tổ", 1)]
    assert [one["count"] for one in meta["facets"]["author"]] == [1]
    assert {one["value"] for one in meta["facets"]["year"]} == {"2025", "2026"}


def test_few_people_are_told_as_null_and_hidden_ones_not_at_all(client):
    large, small = ClanFactory(), ClanFactory()
    for _turn in range(5):
        PersonFactory(clan=large)
    PersonFactory(clan=small)
    address = "/api/v2/people/?facets=clan,sex,generation,branch&limit=0"
    before = client.get(address).json()
    clans = {one["value"]: one["count"] for one in before["meta"]["facets"]["clan"]}
    assert clans == {large.slug: 5, small.slug: None}
    for _turn in range(6):
        LivingPersonFactory(clan=small)
    assert client.get(address).json() == before


# Filters --------------------------------------------------------------------------------------


def test_filters_take_several_values(client):
    add_news("Một", topics=[add_topic("Giỗ tổ")], author=add_author("Ban Một"), display_date=DAY)
    add_news("Hai", topics=[add_topic("Khuyến học")], author=add_author("Ban Hai"))
    add_news("Ba", display_date=DAY.replace(year=2020))
    assert set(titles(client.get(f"{NEWS}?topic=gio-to,khuyen-hoc").json())) == {"Một", "Hai"}
    assert set(titles(client.get(f"{NEWS}?author=ban-mot,ban-hai").json())) == {"Một", "Hai"}
    assert titles(client.get(f"{NEWS}?year=2020,2019").json()) == ["Ba"]


def test_a_person_comes_with_news_when_asked(client):
    person = PersonFactory()
    add_news("Về cụ", people=[person], body=BODY)
    record = f"/api/v2/people/{person.uuid}/"
    assert "news" not in client.get(record).json()
    [news] = client.get(f"{record}?include=news").json()["news"]
    assert (news["title"], "body" in news) == ("Về cụ", False)
    assert client.get(f"{record}?fields=news").json().keys() == {"news"}


def test_pages_say_their_language(client):
    page = add_news("Một tin")
    record = client.get(f"{NEWS}{page.pk}/").json()
    assert (record["locale"], record["translations"]) == ("vi", [])
    assert titles(client.get(f"{NEWS}?locale=vi").json()) == ["Một tin"]
    assert titles(client.get(f"{NEWS}?locale=en").json()) == []


@override_settings(WAGTAIL_I18N_ENABLED=True)
def test_translations_name_public_pages_of_other_languages(client):
    from wagtail.models import Locale

    page = add_news("Một tin")
    english = Locale.objects.create(language_code="en")
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        above.copy_for_translation(english).save_revision().publish()
    other = page.copy_for_translation(english)
    record = f"{NEWS}{page.pk}/?fields=translations"
    assert client.get(record).json() == {"translations": []}
    other.save_revision().publish()
    [translation] = client.get(record).json()["translations"]
    assert (translation["locale"], translation["id"]) == ("en", other.pk)


# The one rule of parameters --------------------------------------------------------------------

LISTS = ("news", "people", "pages", "images", "redirects", "topics", "branches", "events")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["limit=", "offset=", "fields=", "limit=1&limit=2"])
def test_what_is_empty_or_written_twice_is_refused_by_name(client, name, query):
    answer = client.get(f"/api/v2/{name}/?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["errors"]


@pytest.mark.parametrize("name", LISTS)
def test_limit_0_gives_numbers_alone_and_an_offset_behind_the_end_nothing(client, name):
    none = client.get(f"/api/v2/{name}/?limit=0").json()
    assert none["items"] == []
    assert none["meta"]["total_count"] >= 0
    assert client.get(f"/api/v2/{name}/?offset=10000").json()["items"] == []
    assert client.get(f"/api/v2/{name}/?offset=10001").status_code == 400
    assert client.get(f"/api/v2/{name}/?limit=101").status_code == 400


@pytest.mark.parametrize("name", LISTS)
def test_a_misspelt_parameter_is_told_the_right_one(client, name):
    answer = client.get(f"/api/v2/{name}/?limits=3")
    assert answer.status_code == 400
    [sentence] = answer.json()["errors"]["limits"]
    assert "“limit”" in sentence
    assert "offset" in sentence


def test_a_way_to_search_that_there_is_not_is_refused(client):
    answer = client.get("/api/v2/documents/?search=pha&search_operator=xor")
    assert answer.status_code == 400
    assert "search_operator" in answer.json()["errors"]


def test_records_of_wagtail_keep_the_rule_too(client):
    page = add_news("Một tin")
    assert client.get(f"/api/v2/pages/{page.pk}/?fild=title").status_code == 400
    assert client.get("/api/v2/pages/find/?html_pth=/").status_code == 400


# What will go -----------------------------------------------------------------------------------


def test_an_answer_to_a_deprecated_parameter_says_when_it_goes(client):
    add_news("Khuyến học")
    now = client.get("/api/v2/search/?q=khuyen&type=news")
    old = client.get("/api/v2/search/?q=khuyen&kind=news")
    assert "Deprecation" not in now.headers
    assert old.headers["Deprecation"].startswith("@")
    assert old.headers["Sunset"].endswith(" GMT")
    assert old.json()["items"] == now.json()["items"]
