"""Pages are found by Vietnamese words, with or without marks, in either form of Unicode."""

from __future__ import annotations

import unicodedata

import pytest
from django.db import connection
from wagtail.models import Page

from cms.core import search
from cms.core.search import search_page_ids, search_pages
from cms.core.text import fold_words, marked_words
from cms.news.models import NewsPage
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db

TITLE = "Hội nghị trực tuyến công tác truyền thông"


def found(query: str, queryset=None) -> list[str]:
    return [page.title for page in search_pages(query, queryset or NewsPage.objects.live())]


@pytest.mark.parametrize(
    "query",
    [
        "hoi nghi truc tuyen",
        "Hội nghị",
        "HỘI NGHỊ",
        "nghi hoi",
        unicodedata.normalize("NFD", "Hội nghị"),
        "hội nghị, trực tuyến!",
        "truyen tho",
        "hoi ngh",
    ],
)
def test_a_title_is_found_however_it_is_typed(query):
    add_news(TITLE)
    add_news("Chuyện khác hẳn")
    assert found(query) == [TITLE]


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("gio to", "Lễ giỗ tổ"),
        ("dai hoi", "Đại hội đồng tộc"),
        ("Duong", "Họ Dương"),
        ("hóa", "Thanh Hoá"),
        ("thuy", "thuỷ tổ"),
        ("doan truong tan thanh", "Đoạn trường tân thanh"),
    ],
)
def test_words_of_the_body_are_found_without_marks(query, body):
    page = add_news("Tựa", body=[("paragraph", f"<p>{body} của họ.</p>")])
    assert search_page_ids(query, NewsPage.objects.live()) == [page.pk]


def test_pages_with_the_marks_as_typed_come_first():
    # "hoi" without marks fits all three; "hội" as typed fits one.
    add_news("Hỏi đáp về gia phả")
    add_news("Lên đồi hỏi hỏi hỏi")
    add_news("Ngày hội làng")
    assert found("hội")[0] == "Ngày hội làng"
    assert len(found("hội")) == 3


def test_every_word_must_be_there():
    add_news("Hội nghị mùa xuân")
    assert found("hoi nghi mua thu") == []


def test_author_and_topic_find_a_published_page():
    add_news("Tựa", author=add_author("Ban Thông tin"), topics=[add_topic("Khuyến học")])
    assert found("khuyen hoc") == ["Tựa"]
    assert found("ban thong tin") == ["Tựa"]


def test_a_changed_topic_is_found_at_once():
    page = add_news("Tựa", topics=[add_topic("Khuyến học")])
    page.topics = [add_topic("Mồ mả")]
    page.save_revision().publish()
    assert found("mo ma") == ["Tựa"]
    assert found("khuyen hoc") == []


def test_the_queryset_says_what_may_be_found():
    page = add_news(TITLE)
    page.unpublish()
    assert found("hoi nghi", NewsPage.objects.live()) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the index of SQLite alone")
@pytest.mark.parametrize("query", ["hội", "hoi", "hội làng", "lang hoi", "to"])
def test_the_best_come_in_the_order_of_the_index_itself(query):
    """The one question asked of SQLite ranks as modelsearch's own, slower one does."""
    for number in range(12):
        words = " ".join(["hội", "làng", "hỏi", "tổ"][: 1 + number % 4] * (1 + number % 3))
        add_news(f"{words} {number}", body=[("paragraph", f"<p>{words * (number % 5)}</p>")])
    for tier in search._tiers(fold_words(query), marked_words(query), []):
        expected = search._searched(NewsPage, tier, 100)
        assert search._indexed(NewsPage, tier, 100) == expected
        assert search._indexed(Page, tier, 100) == expected
        assert expected or tier.is_start


@pytest.mark.parametrize("query", ["hội", "hoi", "lang ho", "khong", "", "hội xuân"])
def test_a_list_keeps_its_order_and_leaves_what_the_search_finds(query):
    for title in ("Hội làng", "Làng hỏi", "Hội xuân hội", "Chuyện khác"):
        add_news(title)
    live = NewsPage.objects.live().order_by("title")
    left = [page.pk for page in search.pages_with_words(query, live)]
    assert sorted(left) == sorted(search_page_ids(query, live))
    assert left == [page.pk for page in live if page.pk in left]


def test_any_page_type_is_found_through_the_base_type():
    page = add_news(TITLE)
    assert page.pk in search_page_ids("hoi nghi truc tuyen", Page.objects.live().public())


@pytest.mark.parametrize("query", ["", "   ", "!!!", '"', "' OR 1=1", "a" * 5000, "x " * 500])
def test_odd_queries_find_nothing_and_break_nothing(query):
    add_news(TITLE)
    assert found(query) == []


def test_results_are_sliced_and_counted_like_a_queryset(django_assert_max_num_queries):
    for number in range(5):
        add_news(f"Hội nghị lần {number}")
    results = search_pages("hoi nghi", NewsPage.objects.live())
    assert len(results) == results.count() == 5
    with django_assert_max_num_queries(1):
        assert len(results[2:4]) == 2
