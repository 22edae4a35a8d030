"""Pages on the tree that the migrations made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.council.models import EventIndexPage, EventPage
from cms.news.models import NewsIndexPage, NewsPage
from cms.programmes.models import EpisodePage, ProgrammeIndexPage, ProgrammePage
from home.models import HomePage


@pytest.fixture
def home(db):
    return HomePage.objects.get()


@pytest.fixture
def add_news(home):
    """Add news; `age` in days decides the order."""
    index = NewsIndexPage.objects.get()

    def add(title, age=0, **fields):
        page = NewsPage(
            title=title,
            lead="Lời dẫn.",
            display_date=timezone.now() - timedelta(days=age),
            **fields,
        )
        return index.add_child(instance=page)

    return add


@pytest.fixture
def add_episode(home):
    index = ProgrammeIndexPage.objects.get()

    def add(title, age=0, **fields):
        series = ProgrammePage.objects.first()
        if series is None:
            series = index.add_child(instance=ProgrammePage(title="Chuyện họ nhà"))
        page = EpisodePage(
            title=title,
            lead="Lời dẫn.",
            video_url="https://www.youtube.com/watch?v=abcdefghijk",
            display_date=timezone.now() - timedelta(days=age),
            **fields,
        )
        return series.add_child(instance=page)

    return add


@pytest.fixture
def add_event(home):
    index = EventIndexPage.objects.get()

    def add(title, days=1, **fields):
        starts_at = timezone.now() + timedelta(days=days)
        page = EventPage(title=title, lead="Lời dẫn.", starts_at=starts_at, **fields)
        return index.add_child(instance=page)

    return add
