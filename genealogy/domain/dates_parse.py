"""Reading what an editor types: Vietnamese first, then GEDCOM."""

from __future__ import annotations

from genealogy.domain.dates_gedcom import parse_gedcom
from genealogy.domain.dates_model import PartialDate
from genealogy.domain.dates_vietnamese import read_vietnamese
from genealogy.domain.errors import DateNotUnderstood


def parse_vietnamese(text: str) -> PartialDate:
    """Read a date as a Vietnamese editor types it, with or without marks.

    Forms: 1850 · 3/1850 · 12/3/1850 · 1850-03-12 · ngày 12 tháng 3 năm 1850 · khoảng/trước/sau
    1850 · từ 1850 đến 1860 · giữa 1850 và 1860 · thế kỷ 18 · 27/9 âm lịch (Al, ÂL) ·
    27/9/1847 âm lịch · 27/9 nhuận · rằm tháng 7 · mùng 3 Tết · 30 tháng Chạp · năm Kỷ Mão 1819 ·
    Minh Mạng 14 · 3/5 năm Tự Đức thứ 10 (1857) · 18 tháng 10 âm lịch, không rõ năm ·
    4/11/1847 (27/9 Đinh Mùi). GEDCOM values ("ABT 1850") are read too, so that an imported
    date survives an edit.

    Raises:
        DateNotUnderstood: no known form, or unclear: a day and month without a calendar, a can chi
            year without its number (`candidates` names them), a range in reverse.
        NoSuchDate: a solar day that does not exist.
        NoSuchLunarDate: a lunar day, month or leap month that does not exist.

    >>> parse_vietnamese("27/9 âm lịch").memorial
    (9, 27, False)
    >>> parse_vietnamese("khoảng 1850").year
    1850
    """
    try:
        return read_vietnamese(text)
    except DateNotUnderstood as error:
        if error.reason != "unknown_form":
            raise
        parsed = parse_gedcom(text)
        if not parsed.is_understood:
            raise
        parsed.check()
        return parsed
