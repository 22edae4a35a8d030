"""News that speaks of a person is found from the person."""

from __future__ import annotations

import pytest

from genealogy.public import mentions_of_branch, mentions_of_person
from tests.genealogy.factories import PersonFactory
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db


def test_public_news_of_a_person_is_mentioned_and_drafts_are_not(anonymous):
    person = PersonFactory()
    page = add_news("Giỗ cụ tổ", people=[person])
    add_news("Bản nháp", people=[person], publish=False)
    add_news("Chuyện khác", people=[PersonFactory(clan=person.clan)])
    [mention] = mentions_of_person(person.pk, anonymous)
    assert (mention.kind, mention.title, mention.page_id) == ("news", "Giỗ cụ tổ", page.pk)
    assert mention.url == page.get_url()
    assert mention.date == page.display_date


def test_a_branch_without_news_has_no_mentions(anonymous):
    add_news("Chuyện")
    assert mentions_of_branch(1, anonymous) == []
