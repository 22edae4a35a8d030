from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context
from django.test import RequestFactory

from home.templatetags import tuduong

GIO = date(2026, 11, 26)


def test_a_day_is_written_as_vietnamese_write_it() -> None:
    assert tuduong.vi_date(GIO) == "26/11/2026"
    assert tuduong.vi_day_month(GIO) == "26/11"
    assert tuduong.vi_weekday(GIO) == "Thứ Năm"
    assert tuduong.vi_weekday(date(2026, 11, 29)) == "Chủ nhật"
    assert tuduong.iso_date(GIO) == "2026-11-26"


def test_a_moment_is_read_by_the_clock_of_vietnam() -> None:
    evening = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)
    assert tuduong.vi_date(evening) == "26/11/2026"
    assert tuduong.vi_time(evening) == "1:30"


def test_the_day_of_a_moment_is_that_of_vietnam() -> None:
    assert tuduong.local_day(datetime(2026, 11, 25, 18, 30, tzinfo=UTC)) == GIO


def test_the_lunar_day_is_told_with_the_year_in_can_chi() -> None:
    assert tuduong.lunar_date(GIO) == "18 tháng 10 năm Bính Ngọ"
    assert tuduong.lunar_short(GIO) == "18/10 Bính Ngọ"


def test_a_leap_month_is_named() -> None:
    assert tuduong.lunar_date(date(2025, 8, 1)) == "8 tháng 6 nhuận năm Ất Tỵ"


@pytest.mark.parametrize("value", [None, "", "2026-11-26", 5])
def test_what_is_no_date_is_written_as_nothing(value: object) -> None:
    assert tuduong.vi_date(value) == ""
    assert tuduong.lunar_date(value) == ""
    assert tuduong.iso_date(value) == ""


def test_a_day_before_the_lunar_table_has_no_lunar_words() -> None:
    assert tuduong.lunar_date(date(1799, 5, 1)) == ""
    assert tuduong.lunar_short(date(1799, 5, 1)) == ""


def test_numbers_are_grouped_with_points() -> None:
    assert tuduong.vi_number(1000000) == "1.000.000"
    assert tuduong.vi_number("nhiều") == "nhiều"


def test_days_left_are_words() -> None:
    words = [tuduong.days_left_label(days) for days in (0, 1, 4, -1, None)]
    assert words == ["Hôm nay", "Ngày mai", "Còn 4 ngày", "", ""]


def test_running_times_are_words() -> None:
    seconds = (45, 1080, 3600, 3900, 0, None)
    words = [tuduong.duration_label(one) for one in seconds]
    assert words == ["45 giây", "18 phút", "1 giờ", "1 giờ 5 phút", "", ""]


def test_the_initial_is_that_of_the_given_name() -> None:
    assert tuduong.given_initial("Dương Công Đức") == "Đ"
    assert tuduong.given_initial("") == ""


def test_long_lists_of_pages_have_gaps() -> None:
    page = Paginator(range(200), 10).get_page(10)
    assert tuduong.page_numbers(page) == [1, "…", 9, 10, 11, "…", 20]


def drawing(item: object, request: object = None) -> str:
    return tuduong.placeholder_art(Context({"request": request}), item)


def test_a_drawing_suits_the_topic_and_stays_the_same() -> None:
    assert "/book" in drawing("gia-pha") or "/scroll" in drawing("gia-pha")
    assert drawing("gia-pha") == drawing("gia-pha")


def test_the_drawings_of_one_page_take_turns() -> None:
    request = RequestFactory().get("/")
    shown = [drawing(f"bai-so-{number}", request).split("#")[0] for number in range(30)]
    assert len(set(shown[:9])) == 9
    assert all(len(set(shown[place : place + 5])) == 5 for place in range(26))


def test_icons_are_hidden_from_readers_unless_they_have_words() -> None:
    assert 'aria-hidden="true"' in tuduong.icon("search")
    assert 'aria-label="Tìm"' in tuduong.icon("search", "Tìm")


def test_a_card_of_an_episode_tells_its_running_time() -> None:
    episode = SimpleNamespace(title="Tập 1", poster=None, duration_label="18:05")
    facts = tuduong.story(episode)
    assert facts["is_video"]
    assert facts["duration"] == "18:05"
    assert facts["kicker"] == ""
