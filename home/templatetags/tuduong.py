"""Filters and tags of the house: Vietnamese dates and numbers, drawn pictures, icons, menus."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genealogy.domain.errors import LunarDateOutOfRange
from genealogy.domain.lunar import can_chi_year, to_lunar
from home import rites

register = template.Library()

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

# Which drawings suit which words of a topic or page slug; the first match wins.
_ART_BY_WORD: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("gio", "gio-to", "te-le", "tam-linh", "mo-phan"), ("incense", "lotus")),
    (("gia-pha", "pha", "dong-ho", "lich-su", "hoi-ky"), ("book", "scroll")),
    (("khuyen-hoc", "hoc-bong", "van-hoa", "sach"), ("brush", "lotus")),
    (("xay-dung", "tu-duong", "nha-tho", "cong-duc"), ("hall", "banyan")),
    (("hoi-dong", "hoi-nghi", "thoi-su", "hop"), ("drum", "hall")),
    (("que", "que-huong", "lang", "doi-song", "chuyen"), ("river", "banyan")),
)
_ART = ("hall", "river", "book", "banyan", "incense", "lotus", "brush", "drum", "scroll")
_LIGHTS = ("", "#dawn", "#dusk")


def _as_date(value: Any) -> date | None:
    """Give the day in Vietnam of a date or datetime, else None."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.simple_tag
def local_day(value: Any) -> date | None:
    """Give the day in Vietnam of a date or moment: `.day` of a moment itself is that of UTC."""
    return _as_date(value)


#: What a link may begin with, besides an address of the site itself.
_SCHEMES = {"http", "https", "mailto", "tel", "webcal"}


@register.filter
def vi_date(value: Any) -> str:
    """Give a Gregorian day as Vietnamese write it: 26/11/2026; empty for anything else."""
    day = _as_date(value)
    return f"{day.day}/{day.month}/{day.year}" if day else ""


@register.filter
def vi_day_month(value: Any) -> str:
    """Give day and month of a Gregorian day: 26/11."""
    day = _as_date(value)
    return f"{day.day}/{day.month}" if day else ""


@register.filter
def vi_weekday(value: Any) -> str:
    """Give the day of the week: Thứ Năm, Chủ nhật."""
    day = _as_date(value)
    return _(_WEEKDAYS[day.weekday()]) if day else ""


@register.filter
def vi_time(value: Any) -> str:
    """Give the hour in Vietnam: 19:30."""
    if not isinstance(value, datetime):
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local.hour}:{local.minute:02}"


@register.filter
def iso_date(value: Any) -> str:
    """Give the day for a `datetime` attribute: 2026-11-26."""
    day = _as_date(value)
    return day.isoformat() if day else ""


@register.filter
def lunar_date(value: Any) -> str:
    """Give the lunar day (âm lịch) of a Gregorian day: "18 tháng 10 năm Bính Ngọ".

    Empty outside the table (before 25/1/1800, after 2199).
    """
    day = _as_date(value)
    if day is None:
        return ""
    try:
        lunar = to_lunar(day)
    except LunarDateOutOfRange:
        return ""
    facts = {"day": lunar.day, "month": lunar.month, "year": can_chi_year(lunar.year)}
    if lunar.leap:
        return _("%(day)s tháng %(month)s nhuận năm %(year)s") % facts
    return _("%(day)s tháng %(month)s năm %(year)s") % facts


@register.filter
def lunar_short(value: Any) -> str:
    """Give the lunar day of a Gregorian day in short: "18/10 Bính Ngọ"."""
    day = _as_date(value)
    if day is None:
        return ""
    try:
        lunar = to_lunar(day)
    except LunarDateOutOfRange:
        return ""
    leap = _(" nhuận") if lunar.leap else ""
    return f"{lunar.day}/{lunar.month}{leap} {can_chi_year(lunar.year)}"


@register.filter
def rite_of_day(value: Any) -> str:
    """Name the rite of a Gregorian day ("Rằm tháng Mười"); empty on plain days."""
    day = _as_date(value)
    return rites.rite_of_day(day) if day else ""


@register.filter
def vi_number(value: Any) -> str:
    """Group the digits of a whole number with points: 1.000.000; other values as they are."""
    try:
        return f"{int(value):,}".replace(",", ".")
    except (TypeError, ValueError):
        return str(value)


@register.filter
def days_left_label(days: Any) -> str:
    """Say how far off a day is, given in days: "Hôm nay", "Ngày mai", "Còn 4 ngày"."""
    if not isinstance(days, int) or days < 0:
        return ""
    if days == 0:
        return _("Hôm nay")
    if days == 1:
        return _("Ngày mai")
    return ngettext("Còn %(count)s ngày", "Còn %(count)s ngày", days) % {"count": days}


@register.filter
def duration_label(seconds: Any) -> str:
    """Give a running time, in seconds, in words: "18 phút", "1 giờ 5 phút", "45 giây"."""
    try:
        total = int(seconds)
    except (TypeError, ValueError):
        return ""
    if total <= 0:
        return ""
    if total < 60:
        return _("%(count)s giây") % {"count": total}
    hours, minutes = divmod(round(total / 60), 60)
    if not hours:
        return _("%(count)s phút") % {"count": minutes}
    if not minutes:
        return _("%(count)s giờ") % {"count": hours}
    return _("%(hours)s giờ %(minutes)s phút") % {"hours": hours, "minutes": minutes}


@register.filter
def given_initial(name: Any) -> str:
    """Give the first letter of the given name (tên), the last word: "Dương Công Phúc" -> "P"."""
    words = str(name or "").split()
    return words[-1][0].upper() if words else ""


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """Give the page numbers to show around a Django paginator page, with "…" for gaps."""
    pages: Iterable[int | str] = page.paginator.get_elided_page_range(
        page.number, on_each_side=1, on_ends=1
    )
    return [number if number != Paginator.ELLIPSIS else "…" for number in pages]


def _slugs_of(item: Any) -> tuple[str, str]:
    """Give (own slug, words to match) of a page or plain object; topics count as words."""
    slug = item if isinstance(item, str) else str(getattr(item, "slug", ""))
    words = [slug]
    topics = getattr(item, "topics", None)
    if topics is not None and hasattr(topics, "all"):
        words = [str(getattr(topic, "slug", "")) for topic in topics.all()] + words
    return slug, "-" + "-".join(words) + "-"


def _turned(names: tuple[str, ...], seed: int) -> tuple[str, ...]:
    start = seed % len(names) if names else 0
    return names[start:] + names[:start]


@register.simple_tag(takes_context=True)
def placeholder_art(context: Context, item: Any = "") -> str:
    """Give the address of a drawn picture that suits `item`.

    The drawing follows the topic where its words are known, the light of day follows the slug.
    On one page the drawings take turns, so that none stands near its like.
    """
    slug, words = _slugs_of(item)
    seed = zlib.crc32(slug.encode())
    fitting = next(
        (art for keys, art in _ART_BY_WORD if any(f"-{key}-" in words for key in keys)), ()
    )
    wanted = [*_turned(fitting, seed), *_turned(_ART, seed)]
    request = context.get("request")
    shown = getattr(request, "_drawings_shown", [])
    # Neither the fewest-shown rule nor the topic may set two of a kind side by side.
    fresh = [name for name in wanted if name not in shown[-4:]]
    drawing = min(fresh, key=shown.count)
    if request is not None:
        request._drawings_shown = [*shown, drawing]
    return static(f"home/art/{drawing}.svg") + _LIGHTS[seed // 7 % len(_LIGHTS)]


@register.filter
def web_address(address: object) -> str:
    r"""Give an address that may become a link; empty for one that is a program.

    Forms refuse `javascript:` already; a row may have come another way (an import, a restore).

    >>> web_address("https://ho.example/"), web_address("/gia-pha/"), web_address("#muc")
    ('https://ho.example/', '/gia-pha/', '#muc')
    >>> web_address("java\tscript:alert(1)"), web_address("data:text/html,x"), web_address(None)
    ('', '', '')
    """
    text = "".join(sign for sign in str(address or "") if sign > " " and sign != "\x7f")
    scheme, colon, _rest = text.partition(":")
    has_scheme = bool(colon) and not any(sign in scheme for sign in "/?#")
    return "" if has_scheme and scheme.lower() not in _SCHEMES else text


@register.filter
def under_headings(row: Iterable[Any], columns: Iterable[Any]) -> list[tuple[str, Any]]:
    """Give each cell of a row of a typed table with the heading of its column."""
    headings = [str(column["heading"] or "") for column in columns]
    return list(zip(headings, row, strict=False))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; hidden from screen readers unless it gets a `label`."""
    href = f"{static('home/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def today() -> date:
    """Give the present day in Vietnam."""
    return timezone.localdate()


@register.simple_tag
def story(item: Any) -> dict[str, Any]:
    """Give what a card shows of a news item, an episode or an event, whatever type it is.

    Keys: title, lead, image, alt, kicker, byline, day (date or None), duration (words), is_video.
    Reads only what the page carries; lists should come with topics, author and pictures loaded.
    """
    topics = item.topics.all() if hasattr(item, "topics") else ()
    author = getattr(item, "author", None)
    duration = getattr(item, "duration_label", "") or duration_label(
        getattr(item, "duration_seconds", None)
    )
    return {
        "title": item.title,
        "lead": getattr(item, "lead", ""),
        "image": getattr(item, "cover_image", None) or getattr(item, "poster", None),
        "alt": getattr(item, "cover_alt", ""),
        "kicker": next((topic.name for topic in topics), ""),
        "byline": author.name if author else "",
        "day": getattr(item, "display_date", None) or getattr(item, "starts_at", None),
        "duration": duration,
        "is_video": hasattr(item, "poster"),
    }
