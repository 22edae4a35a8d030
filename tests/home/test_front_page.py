from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from genealogy.models import Clan
from home.models import HomeSlot, SiteSettings
from home.selectors import FEATURED_COUNT, front_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def front(rf, home):
    from django.contrib.auth.models import AnonymousUser

    def read():
        request = rf.get("/")
        request.user = AnonymousUser()
        home.refresh_from_db()
        return front_page(home, request)

    return read


def titles(pages):
    return [page.title for page in pages]


def test_empty_site_shows_a_front_page(client):
    response = client.get("/")

    assert response.status_code == 200
    assert response.context["lead"] is None
    assert list(response.context["latest_news"]) == []


def test_newest_news_leads_when_nothing_is_chosen(front, add_news):
    add_news("Cũ", age=3)
    add_news("Mới", age=1)

    assert front()["lead"].title == "Mới"


def test_chosen_page_leads(front, home, add_news):
    old = add_news("Cũ", age=3)
    add_news("Mới", age=1)
    home.lead_page = old
    home.save()

    shown = front()

    assert shown["lead"].title == "Cũ"
    assert "Cũ" not in titles(shown["featured"] + shown["latest_news"])


def test_chosen_page_that_is_not_live_gives_way_to_the_newest(front, home, add_news):
    draft = add_news("Nháp", live=False)
    add_news("Mới", age=1)
    home.lead_page = draft
    home.save()

    assert front()["lead"].title == "Mới"


def test_page_for_members_only_is_not_on_the_front_page(front, add_news):
    closed = add_news("Kín")
    add_news("Mở", age=1)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    shown = front()

    assert shown["lead"].title == "Mở"
    assert "Kín" not in titles(shown["latest_news"] + shown["featured"])


def test_slots_keep_the_editors_order_and_any_story_type(front, home, add_news, add_episode):
    news = add_news("Tin")
    episode = add_episode("Số một")
    HomeSlot.objects.create(home_page=home, page=episode, sort_order=1)
    HomeSlot.objects.create(home_page=home, page=news, sort_order=2)

    shown = front()

    assert titles(shown["featured"]) == ["Số một", "Tin"]
    assert "Số một" not in titles(shown["latest_episodes"])


def test_latest_news_fill_empty_slots(front, add_news):
    for age in range(5):
        add_news(f"Tin {age}", age=age)

    shown = front()

    assert titles(shown["featured"]) == ["Tin 1", "Tin 2"]
    assert titles(shown["latest_news"]) == ["Tin 3", "Tin 4"]
    assert len(shown["featured"]) == FEATURED_COUNT


def test_no_story_stands_twice(front, home, add_news):
    stories = [add_news(f"Tin {age}", age=age) for age in range(12)]
    home.lead_page = stories[2]
    home.save()
    HomeSlot.objects.create(home_page=home, page=stories[2], sort_order=1)
    HomeSlot.objects.create(home_page=home, page=stories[0], sort_order=2)

    shown = front()

    names = [shown["lead"].title, *titles(shown["featured"]), *titles(shown["latest_news"])]
    assert len(names) == len(set(names)) == 8


def test_events_of_the_past_are_left_out_and_the_soonest_comes_first(front, add_event):
    add_event("Đã qua", days=-2)
    add_event("Xa", days=20)
    add_event("Gần", days=2)

    assert titles(front()["upcoming_events"]) == ["Gần", "Xa"]


def test_memorials_lead_to_the_main_clan(client):
    clan = Clan.objects.create(name="Họ Mẫu", slug="ho-mau")
    SiteSettings.objects.update(main_clan=clan)

    assert client.get("/").context["memorials_url"] == "/gia-pha/ho-mau/ngay-gio/"


def test_front_page_costs_the_same_for_few_and_many_news(client, add_news, add_episode):
    def cost():
        client.get("/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/")
        return len(queries)

    for age in range(4):
        add_news(f"Tin {age}", age=age)
    add_episode("Số một")
    few = cost()
    for age in range(4, 20):
        add_news(f"Tin {age}", age=age)
    add_episode("Số hai")

    assert cost() == few
    assert few <= 22
