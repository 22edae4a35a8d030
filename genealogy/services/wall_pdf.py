"""The wall calendar as a PDF with real text, set by typst from the project's own typefaces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from django.template.loader import get_template
from django.utils.translation import gettext as _

from genealogy.domain.month_grid import GridDay
from genealogy.selectors.memorials import MemorialCard
from genealogy.selectors.wall_calendar import LINES, WallCalendar, WallSheet

_TYPEFACES = Path(__file__).parent.parent / "typefaces"
_TEMPLATE = "genealogy/calendar/wall.typ"
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_SUNDAY = 6


def wall_pdf(calendar: WallCalendar, *, label: str = "") -> bytes:
    """Set a wall calendar: one page a month.

    Names reach typst as JSON, never as its source, so that no name is read as a command.

    Args:
        calendar: the year, cut to whoever will read it.
        label: whose days ("Chi Giáp"), where not the whole clan's.
    """
    data = {
        "clan": calendar.clan,
        "label": label,
        "size": calendar.size,
        "title": _("Lịch giỗ năm %(year)s") % {"year": calendar.year},
        "weekdays": [_(name) for name in _WEEKDAYS],
        "sheets": [_sheet(calendar, sheet) for sheet in calendar.sheets],
    }
    # The template holds no Django tags: it is found by its loader and read as it is.
    source = str(get_template(_TEMPLATE).origin)  # type: ignore[attr-defined] # Django's backend
    return typst.compile(
        source,
        format="pdf",
        font_paths=[str(path) for path in sorted(_TYPEFACES.iterdir()) if path.is_dir()],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _sheet(calendar: WallCalendar, sheet: WallSheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "weeks": [[_cell(calendar, one) for one in week] for week in sheet.grid.weeks],
    }


def _cell(calendar: WallCalendar, one: GridDay) -> dict[str, Any]:
    if not one.is_inside:
        return {"inside": False}
    cards = calendar.cards.get(one.day, [])
    count = calendar.counts.get(one.day, 0)
    # The last line is for the number of those there is no room for.
    room = LINES[calendar.size]
    shown = cards if count <= room else cards[: room - 1]
    more = count - len(shown)
    rest = ""
    if more:
        words = _("và %(count)s ngày giỗ nữa") if shown else _("%(count)s ngày giỗ")
        rest = words % {"count": more}
    return {
        "inside": True,
        "day": one.day.day,
        "lunar": _lunar_text(one),
        "sunday": one.day.weekday() == _SUNDAY,
        "rows": [{"name": _line(card), "feast": card.is_feast} for card in shown],
        "more": rest,
    }


def _lunar_text(one: GridDay) -> str:
    lunar = one.lunar
    if lunar is None:
        return ""
    if not one.names_month:
        return str(lunar.day)
    words = _("%(day)s/%(month)s nhuận") if lunar.leap else "%(day)s/%(month)s"
    return words % {"day": lunar.day, "month": lunar.month}


def _line(card: MemorialCard) -> str:
    return card.name if card.is_feast else _("Giỗ %(name)s") % {"name": card.name}
