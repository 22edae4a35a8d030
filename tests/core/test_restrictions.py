from __future__ import annotations

import pytest
from wagtail.models import Page, PageViewRestriction

from cms.core.restrictions import is_restricted
from cms.news.models import NewsIndexPage
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db


def test_the_condition_finds_the_same_pages_as_wagtails_public():
    add_news("Một")
    two = add_news("Hai")
    add_news("Ba")
    PageViewRestriction.objects.create(page=two, restriction_type=PageViewRestriction.LOGIN)
    PageViewRestriction.objects.create(
        page=Page.objects.get(slug="truyen-hinh"), restriction_type=PageViewRestriction.PASSWORD
    )
    ours = set(Page.objects.exclude(is_restricted()).values_list("pk", flat=True))
    assert ours == set(Page.objects.public().values_list("pk", flat=True))
    assert two.pk not in ours


def test_a_restriction_reaches_everything_below_it():
    news = add_news("Một")
    PageViewRestriction.objects.create(
        page=NewsIndexPage.objects.get(), restriction_type=PageViewRestriction.LOGIN
    )
    assert not Page.objects.filter(pk=news.pk).exclude(is_restricted()).exists()
