from __future__ import annotations

from datetime import date

import pytest

from home.rites import rite_of_day


@pytest.mark.parametrize(
    ("day", "rite"),
    [
        # Days of Tết as printed: reference/genealogy.md and the official calendars of 2024-2026.
        (date(2024, 2, 10), "Tết Nguyên đán"),
        (date(2025, 1, 29), "Tết Nguyên đán"),
        (date(2025, 1, 28), "Giao thừa"),
        (date(2025, 1, 31), "Tết Nguyên đán"),
        (date(2025, 2, 12), "Rằm tháng Giêng"),
        # Giỗ Tổ Hùng Vương 2025 fell on 7 April, a day off for the whole country.
        (date(2025, 4, 7), "Giỗ Tổ Hùng Vương"),
        (date(2025, 4, 4), "Thanh minh"),
        # 2025 had a leap sixth month: 25 July was its first day.
        (date(2025, 7, 25), "Mùng một tháng Sáu nhuận"),
        (date(2025, 9, 6), "Rằm tháng Bảy"),
        (date(2025, 9, 7), ""),
        (date(1700, 1, 1), ""),
        (date(2300, 1, 1), ""),
    ],
)
def test_the_head_of_the_page_names_the_rite_of_the_day(day, rite):
    assert rite_of_day(day) == rite
