"""Wagtail's own refusals, said as ours are: in Vietnamese, by the name of the parameter.

Wagtail says them in English sentences of its own (`BadRequestError`), which name the parameter only
here and there. A sentence nobody knows here is passed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

Sentence = Callable[[str], str]


def _order(found: str) -> str:
    return _("không có thứ tự “%(name)s”; dùng được: id, title, … và -id, -title, …") % {
        "name": found
    }


def _order_while_searching(found: str) -> str:
    return _("không xếp theo “%(name)s” được khi có search; bỏ order hoặc bỏ search") % {
        "name": found
    }


def _filter_while_searching(found: str) -> str:
    return _("không lọc theo mục này được khi có search; bỏ mục này hoặc bỏ search")


def _format(found: str) -> str:
    return _("chỉ nhận: html, db_html")


def _fields(found: str) -> str:
    return _("không có “%(name)s”; xem các mục của bản ghi trong openapi.json") % {
        "name": found[:60]
    }


def _grammar(found: str) -> str:
    return _("không đọc được; viết như title,slug hoặc *,-title hoặc parent(title)")


def _flat_field(found: str) -> str:
    return _("“%(name)s” không có mục con để chọn trong ngoặc") % {"name": found[:60]}


def _type(found: str) -> str:
    return _("không có loại trang này; viết như news.NewsPage")


def _page(found: str) -> str:
    return _("phải là id của một trang, hoặc root")


def _number_of_page(found: str) -> str:
    return _("phải là id của một trang")


def _value(found: str) -> str:
    return _("không nhận giá trị này")


def _not_together(found: str) -> str:
    return _("không dùng cùng với child_of")


def _random(found: str) -> str:
    return _("random đứng một mình, không đi với offset")


def _tags(found: str) -> str:
    return _("không dùng cùng với tags")


#: Wagtail's sentence -> parameter (empty: the first group names it) and ours.
_KNOWN: tuple[tuple[re.Pattern[str], str, Sentence], ...] = tuple(
    (re.compile(pattern, re.DOTALL), name, sentence)
    for pattern, name, sentence in (
        (r"cannot order by '(.{1,60}).*' while searching", "order", _order_while_searching),
        (r"cannot order by '(.{0,60})", "order", _order),
        (r"cannot filter by '(.*)' while searching", "", _filter_while_searching),
        (r"random ordering", "order", _random),
        (r"rich_text_format must", "rich_text_format", _format),
        (r"unknown fields: (.*)", "fields", _fields),
        (r"fields error", "fields", _grammar),
        (r"'(.*)' does not support nested fields", "fields", _flat_field),
        (r"type doesn't exist", "type", _type),
        (r"filtering by descendant_of with child_of", "descendant_of", _not_together),
        (r"filtering by tag with a search", "search", _tags),
        (r"(ancestor_of) must be", "", _number_of_page),
        (r"(child_of|descendant_of|translation_of) must be", "", _page),
        (r"field filter error\. '.*' is not a valid value for (\w+)", "", _value),
    )
)


def said_in_our_words(words: str) -> dict[str, list[str]]:
    """Return the parameter and what is wrong with it; {} for a sentence that is not known.

    >>> said_in_our_words("child_of must be a positive integer")
    {'child_of': ['phải là id của một trang, hoặc root']}
    >>> said_in_our_words("search is disabled")
    {}
    """
    for pattern, name, sentence in _KNOWN:
        found = pattern.match(words)
        if found:
            group = found.group(1) if pattern.groups else ""
            return {name or group: [sentence(group)]}
    return {}
