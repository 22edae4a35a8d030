"""Days of the lunar year on which every house lights incense, in a word or two."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from genealogy.domain.errors import LunarDateOutOfRange
from genealogy.domain.lunar import LAST_DAY, LunarDate, to_lunar
from genealogy.domain.solar_terms import solar_term_date

#: Solar term (tiết khí) Thanh minh, when graves are tended.
_THANH_MINH = 1

#: Names of lunar months as they are spoken; others are numbers.
_SPOKEN_MONTHS = {
    1: "Giêng", 2: "Hai", 3: "Ba", 4: "Tư", 5: "Năm", 6: "Sáu", 7: "Bảy", 8: "Tám", 9: "Chín",
    10: "Mười", 11: "Mười một", 12: "Chạp",
}  # fmt: skip


def rite_of_day(day: date) -> str:
    """Name the rite of a Gregorian day in Vietnam; empty on plain days and outside the calendar.

    >>> rite_of_day(date(2026, 2, 17)), rite_of_day(date(2026, 11, 23))
    ('Tết Nguyên đán', 'Rằm tháng Mười')
    >>> rite_of_day(date(2026, 2, 16)), rite_of_day(date(2026, 11, 24))
    ('Giao thừa', '')
    """
    try:
        lunar = to_lunar(day)
    except LunarDateOutOfRange:
        return ""
    if day < LAST_DAY and _is_new_year(to_lunar(day + timedelta(days=1))):
        return _("Giao thừa")
    if not lunar.leap and (fixed := _fixed(lunar)):
        return fixed
    if solar_term_date(day.year, _THANH_MINH) == day:
        return _("Thanh minh")
    month = _SPOKEN_MONTHS[lunar.month] + (_(" nhuận") if lunar.leap else "")
    if lunar.day == 1:
        return _("Mùng một tháng %(month)s") % {"month": month}
    if lunar.day == 15:
        return _("Rằm tháng %(month)s") % {"month": month}
    return ""


def _is_new_year(lunar: LunarDate) -> bool:
    return (lunar.month, lunar.day, lunar.leap) == (1, 1, False)


def _fixed(lunar: LunarDate) -> str:
    """Name the feast of a day of a common month; empty for none."""
    if lunar.month == 1 and lunar.day <= 3:
        return _("Tết Nguyên đán")
    names = {
        (3, 10): _("Giỗ Tổ Hùng Vương"),
        (5, 5): _("Tết Đoan Ngọ"),
        (12, 23): _("Tiễn ông Công, ông Táo"),
    }
    return names.get((lunar.month, lunar.day), "")
