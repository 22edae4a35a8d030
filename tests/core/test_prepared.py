"""A prepared question gives what the ORM gives."""

from __future__ import annotations

import pytest
from django.db.models import F

from cms.core.prepared import Prepared
from cms.news.models import NewsPage, Topic
from cms.news.selectors import (
    news_with_names,
    one_public_news,
    public_news,
    topics_of_news,
)
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db


def test_rows_are_those_of_the_orm(django_assert_num_queries):
    first = add_news("Một", author=add_author("Ban Thông tin"))
    second = add_news("Hai")
    asked = Prepared(lambda key: news_with_names().filter(pk=key))
    for page in (first, second, first):
        with django_assert_num_queries(1):
            (row,) = asked.rows(page.pk)
            assert row.locale.language_code == "vi"
            assert row.author is None or row.author.name == "Ban Thông tin"
        known = news_with_names().get(pk=page.pk)
        assert {f.attname: getattr(row, f.attname) for f in NewsPage._meta.concrete_fields} == {
            f.attname: getattr(known, f.attname) for f in NewsPage._meta.concrete_fields
        }


def test_lists_of_any_length_texts_and_values():
    pages = [add_news(f"Bài {number}") for number in range(3)]
    asked = Prepared(
        lambda keys, title: (
            NewsPage.objects.filter(pk__in=keys)
            .exclude(title=title)
            .order_by("-pk")
            .values_list("pk", "title")
        )
    )
    for count in (1, 2, 3, 2):
        keys = [page.pk for page in pages[:count]]
        expected = [(page.pk, page.title) for page in reversed(pages[1:count])]
        assert asked.rows(keys, "Bài 0") == expected


def test_each_call_has_its_own_values():
    asked = Prepared(lambda key: Topic.objects.filter(pk=key))
    one, two = add_topic("Giỗ tổ"), add_topic("Khuyến học")
    assert [asked.rows(key)[0].name for key in (one.pk, two.pk, one.pk)] == [
        "Giỗ tổ",
        "Khuyến học",
        "Giỗ tổ",
    ]
    assert asked.rows(0) == []


def test_a_value_that_is_no_parameter_is_refused():
    with pytest.raises(ValueError, match="does not stand"):
        Prepared(lambda key: Topic.objects.filter(pk=key + 1)).rows(3)


def test_what_is_hidden_or_out_of_reach_is_no_news():
    page = add_news("Một")
    assert one_public_news(page.pk) == page
    page.unpublish()
    assert one_public_news(page.pk) is None
    assert one_public_news(10**30) is None


def test_topics_stand_in_the_order_of_a_prefetch():
    topics = [add_topic(name) for name in ("Ba", "Một", "Hai")]
    pages = [add_news("A", topics=topics[::-1]), add_news("B", topics=topics[1:]), add_news("C")]
    read = public_news().prefetch_related("topics")
    expected = {page.pk: [topic.pk for topic in page.topics.all()] for page in read}
    found = topics_of_news(list(NewsPage.objects.filter(pk__in=[page.pk for page in pages])))
    assert {key: [topic.pk for topic in held] for key, held in found.items()} == expected


def test_the_topics_of_a_draft_are_its_own():
    page = NewsPage.objects.get(pk=add_news("Một", topics=[add_topic("Giỗ tổ")]).pk)
    page.topics = [add_topic("Khuyến học")]
    assert topics_of_news([page]) == {}


def test_annotations_are_kept():
    page = add_news("Một", topics=[add_topic("Giỗ tổ")])
    asked = Prepared(lambda keys: Topic.objects.filter(news__in=keys).annotate(of=F("news__pk")))
    assert [topic.of for topic in asked.rows([page.pk])] == [page.pk]
