"""What the living style guide shows: the tokens as they are, and the real parts with sample matter.

Names in the samples are invented and lead nowhere; stories are the newest ones of the site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.news.selectors import published_news
from cms.programmes.selectors import published_episodes
from home.design_tokens import PAIRS, SCHEMES, STYLES, colours, contrast, first_declarations

#: Letters that carry two marks above each other, the tallest and deepest of Vietnamese.
STACKED = "ỗ ẵ Ậ Ữ Ệ Ẩm Nguyễn Ngữ Ặc Ợp"

#: What each scheme is called.
_SCHEME_LABELS = {
    "light": _("Sáng"),
    "dark": _("Tối"),
    "light-high": _("Sáng, tương phản cao"),
    "dark-high": _("Tối, tương phản cao"),
}

_TYPE = ("text-40", "text-32", "text-25", "text-22", "text-20", "text-18", "text-16", "text-15")
_SPACE = ("s1", "s2", "s3", "s4", "s5", "s6")
_OTHER = (
    "page", "measure", "gutter", "corner", "corner-small", "target", "bar", "lines-title",
    "lines-tight", "lines-text", "z-raised", "z-float", "z-bar", "z-panel", "z-mask", "z-skip",
    "quick", "slow", "ease",
)  # fmt: skip


@dataclass(frozen=True)
class SampleCard:
    """A person of nobody's tree, with what `components/person_card.html` takes."""

    name: str
    sex: str
    years: str = ""
    note: str = ""
    generation_label: str = ""
    branch_title: str = ""
    url: str = ""
    is_opaque: bool = False
    is_adopted: bool = False


@dataclass(frozen=True)
class SampleMemorial:
    """A giỗ of nobody, with what `components/memorial_row.html` and its panel take."""

    name: str
    lunar_month: int
    lunar_day: int
    lunar_text: str
    solar_date: date
    days_left: int
    generation_label: str = ""
    branch_title: str = ""
    is_feast: bool = False
    url: str = ""


class SampleForm(forms.Form):
    """Every kind of field, sent empty so that its errors show."""

    name = forms.CharField(label=_("Họ và tên"), help_text=_("Viết đủ dấu, ví dụ: Nguyễn Thị Ngữ."))
    born = forms.CharField(label=_("Ngày sinh"), required=False)
    branch = forms.ChoiceField(
        label=_("Chi"), required=False, choices=[("", _("Chưa rõ")), ("giap", _("Chi Giáp"))]
    )
    story = forms.CharField(label=_("Lời kể"), required=False, widget=forms.Textarea({"rows": 3}))
    agree = forms.BooleanField(label=_("Tôi đã hỏi ý người được nhắc tên"), required=False)


def style_guide_context() -> dict[str, Any]:
    """Give the samples; two lists of stories are read from the database."""
    news = list(published_news()[:3])
    return {
        "swatches": _swatches(),
        "pairs": _pairs(),
        "schemes": [_SCHEME_LABELS[name] for name, _high, _dark in SCHEMES],
        "stacked": STACKED,
        "type_sizes": _values(_TYPE),
        "spaces": _values(_SPACE),
        "others": _values(_OTHER),
        "icons": icon_names(),
        "form": SampleForm({}, prefix="mau"),
        "news": news,
        "episodes": list(published_episodes()[:2]),
        "people": _people(),
        "memorials": _memorials(),
        "pages": _pages(),
    }


def icon_names() -> list[str]:
    """Give the names of all icons of the sprite."""
    sprite = (STYLES.parent / "icons.svg").read_text(encoding="utf-8")
    return re.findall(r'<symbol id="([a-z]+)"', sprite)


def _values(names: tuple[str, ...]) -> list[tuple[str, str]]:
    found = first_declarations("tokens.css")
    return [(name, found[name]) for name in names]


def _swatches() -> list[dict[str, Any]]:
    """Give each colour with its hex in the four schemes."""
    usual, high = colours(), colours(high=True)
    return [
        {
            "name": name,
            "cells": [
                {
                    "scheme": _SCHEME_LABELS[scheme],
                    "hex": getattr((high if is_high else usual)[name], "dark" if dark else "light"),
                }
                for scheme, is_high, dark in SCHEMES
            ],
        }
        for name in usual
    ]


def _pairs() -> list[dict[str, Any]]:
    """Give each pair of letters and ground with colours and contrast in the four schemes."""
    rows = []
    for pair in PAIRS:
        cells = []
        for scheme, is_high, dark in SCHEMES:
            known, side = colours(high=is_high), "dark" if dark else "light"
            front, ground = getattr(known[pair.front], side), getattr(known[pair.ground], side)
            ratio = contrast(front, ground)
            least = pair.least_high if is_high else pair.least
            cells.append(
                {
                    "scheme": _SCHEME_LABELS[scheme],
                    "front": front,
                    "ground": ground,
                    "ratio": f"{ratio:.1f}".replace(".", ","),
                    "is_enough": ratio >= least,
                }
            )
        rows.append({"front": pair.front, "ground": pair.ground, "cells": cells})
    return rows


def _people() -> list[SampleCard]:
    return [
        SampleCard("Nguyễn Công Ngữ", "m", "1862–1928", gettext("trưởng nam"), gettext("Đời 4")),
        SampleCard("Đặng Thị Ẵm", "f", "1866–1938", gettext("chính thất"), gettext("Đời 4")),
        SampleCard("Nguyễn Công Thuận", "m", "1890–1960", gettext("con nuôi"), is_adopted=True),
        SampleCard("", "", is_opaque=True),
        SampleCard(gettext("Không rõ tên"), "u", "", gettext("con thứ ba")),
    ]


def _memorials() -> list[SampleMemorial]:
    return [
        SampleMemorial(
            "Nguyễn Công Ngữ", 10, 18, "18/10", date(2026, 11, 26), 0, gettext("Đời 4"),
            gettext("Chi Giáp"), url="#ngay",
        ),
        SampleMemorial("Đặng Thị Ẵm", 10, 25, "25/10", date(2026, 12, 3), 7, gettext("Đời 4")),
        SampleMemorial(gettext("Chạp họ"), 12, 15, "15/12", date(2027, 1, 22), 57, is_feast=True),
    ]  # fmt: skip


def _pages() -> Page[int]:
    return Paginator(range(120), 12).page(4)
