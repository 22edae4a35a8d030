"""The clan's calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.council.models import EventIndexPage, EventPage, lunar_label
from cms.council.selectors import past_events, upcoming_events
from tests.news.factories import slug_of

NOW = timezone.make_aware(datetime(2026, 11, 23, 15))


def event(title: str, days: float, *, hours: float | None = None) -> EventPage:
    page = EventPage(title=title, slug=slug_of(title), starts_at=NOW + timedelta(days=days))
    if hours is not None:
        page.ends_at = page.starts_at + timedelta(hours=hours)
    EventIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.mark.django_db
def test_what_comes_stands_soonest_first_and_what_was_latest_first():
    event("Tuần sau", 7)
    event("Mai", 1)
    event("Hôm qua", -1)
    event("Tháng trước", -30)
    assert [page.title for page in upcoming_events(now=NOW)] == ["Mai", "Tuần sau"]
    assert [page.title for page in past_events(now=NOW)] == ["Hôm qua", "Tháng trước"]


@pytest.mark.django_db
def test_today_and_what_still_goes_on_is_not_past():
    event("Sáng nay", -0.25)
    event("Hội ba ngày", -2, hours=72)
    assert {page.title for page in upcoming_events(now=NOW)} == {"Sáng nay", "Hội ba ngày"}
    assert list(past_events(now=NOW)) == []


@pytest.mark.django_db
def test_restricted_events_are_absent(client):
    page = event("Họp kín", 3)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert list(upcoming_events(now=NOW)) == []
    assert "Họp kín" not in client.get("/su-kien/").content.decode()


@pytest.mark.django_db
def test_an_event_cannot_end_before_it_starts():
    with pytest.raises(ValidationError) as refused:
        event("Ngược", 1, hours=-2)
    assert "ends_at" in refused.value.message_dict


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        # The first day of the year Bính Ngọ, as printed on Vietnamese wall calendars.
        (datetime(2026, 2, 17, 8), "1 tháng 1 năm Bính Ngọ"),
        # Still the day before in UTC: the day of Vietnam counts.
        (datetime(2026, 2, 17, 0, 30), "1 tháng 1 năm Bính Ngọ"),
        # A leap month: 2025 had a second sixth month.
        (datetime(2025, 7, 25, 8), "1 tháng 6 nhuận năm Ất Tỵ"),
    ],
)
def test_the_lunar_day_is_that_of_vietnam(moment, label):
    assert lunar_label(timezone.make_aware(moment)) == label


def test_a_day_outside_the_lunar_table_has_no_label():
    assert lunar_label(timezone.make_aware(datetime(1700, 1, 1))) == ""


@pytest.mark.django_db
def test_an_event_page_shows_time_and_place(client):
    page = event("Giỗ tổ", 3)
    page.place = "Nhà thờ họ, làng Phú Khê"
    page.save_revision().publish()
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    assert page.lunar_label in answer.content.decode()
    assert "Nhà thờ họ, làng Phú Khê" in answer.content.decode()
