"""The form of a drawing: what can be chosen for each kind, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from genealogy.domain.charts.poster_model import Form, Letters
from genealogy.domain.charts.sheets import Paper
from genealogy.selectors.drawings_options import (
    FAN_LEAST,
    FAN_MOST,
    DrawingKind,
    DrawingOptions,
)

_DEEPEST_HOURGLASS = 6


@dataclass(frozen=True)
class Choice:
    """One of several values of a field."""

    value: str
    label: str
    is_chosen: bool
    help: str = ""


@dataclass(frozen=True)
class DrawingForm:
    """What the form shows; an empty list leaves a field out."""

    forms: list[Choice] = field(default_factory=list)
    generations: list[Choice] = field(default_factory=list)
    letters: list[Choice] = field(default_factory=list)
    papers: list[Choice] = field(default_factory=list)
    checks: list[tuple[str, str, str, bool]] = field(default_factory=list)
    other: str = ""
    needs_other: bool = False


@dataclass(frozen=True)
class KindLink:
    """One kind of drawing and the page that makes it."""

    title: str
    text: str
    url: str
    is_now: bool


def kind_links(here: str, now: DrawingKind, options: DrawingOptions) -> list[KindLink]:
    """Give the kinds there are; the line between two people only when the other is known."""
    words = {
        DrawingKind.POSTER: (_("Phả đồ"), _("Con cháu nhiều đời, để in và treo tường")),
        DrawingKind.FAN: (_("Quạt tổ tiên"), _("Cha mẹ, ông bà, các cụ, cả nội lẫn ngoại")),
        DrawingKind.HOURGLASS: (_("Trên và dưới"), _("Tổ tiên ở trên, con cháu ở dưới")),
        DrawingKind.TIMELINE: (_("Những cuộc đời"), _("Ai sống năm nào, ai cùng thời với ai")),
        DrawingKind.PATH: (_("Đường nối"), _("Hai người họ hàng với nhau thế nào")),
    }
    links = []
    for kind, (title, text) in words.items():
        if kind is DrawingKind.PATH and not options.other:
            continue
        kept = {"den": options.other} if options.other else {}
        query = urlencode({"ve": str(kind)} | kept)
        links.append(KindLink(title, text, f"{here}?{query}", kind is now))
    return links


def form_of(options: DrawingOptions, sizes: list[int]) -> DrawingForm:
    """Give the fields that mean something for this kind, with what is chosen.

    `sizes` are the visible people of each generation, the first alone.
    """
    form = DrawingForm(papers=_papers(options), other=options.other)
    if options.kind is DrawingKind.POSTER:
        return replace(
            form,
            forms=_forms(options),
            generations=_generations(options, range(2, max(3, len(sizes) + 1))),
            letters=_letters(options),
            checks=_checks(options),
        )
    if options.kind is DrawingKind.FAN:
        rings = range(FAN_LEAST, FAN_MOST + 1)
        return replace(form, generations=_generations(options, rings))
    if options.kind is DrawingKind.HOURGLASS:
        depths = range(2, _DEEPEST_HOURGLASS + 1)
        return replace(form, generations=_generations(options, depths), letters=_letters(options))
    if options.kind is DrawingKind.TIMELINE:
        return replace(form, generations=_generations(options, range(2, max(3, len(sizes) + 1))))
    return replace(form, needs_other=True)


def _generations(options: DrawingOptions, numbers: range) -> list[Choice]:
    usual = Choice("", _("Vừa một tờ"), not options.generations)
    if options.kind is not DrawingKind.POSTER:
        usual = replace(usual, label=_("Như thường lệ"))
    listed = [
        Choice(str(one), _("%(count)s đời") % {"count": one}, options.generations == one)
        for one in numbers
    ]
    if options.generations and options.generations not in numbers:
        label = _("%(count)s đời") % {"count": options.generations}
        listed.append(Choice(str(options.generations), label, is_chosen=True))
    return [usual, *listed]


def _forms(options: DrawingOptions) -> list[Choice]:
    words = {
        Form.COLUMNS: (_("Tên viết dọc"), _("gọn nhất, mỗi người một cột hẹp")),
        Form.CARDS: (_("Thẻ ngang"), _("dễ đọc, tốn giấy hơn")),
        Form.ROWS: (_("Phả đồ dọc"), _("mỗi người một dòng, in thành tập")),
    }
    return [
        Choice(str(one), label, options.form is one, text) for one, (label, text) in words.items()
    ]


def _letters(options: DrawingOptions) -> list[Choice]:
    words = {
        Letters.SMALL: _("Chữ nhỏ, đỡ tốn giấy"),
        Letters.MIDDLE: _("Chữ vừa"),
        Letters.LARGE: _("Chữ to, treo tường"),
    }
    return [Choice(str(one), text, options.letters is one) for one, text in words.items()]


def _papers(options: DrawingOptions) -> list[Choice]:
    if options.kind is DrawingKind.POSTER and options.form is Form.ROWS:
        chosen = Paper.CUT_A3 if options.paper.sheet and options.paper.sheet.value == "a3" else None
        return [
            Choice(str(Paper.CUT_A4), _("Từng trang A4"), chosen is None),
            Choice(str(Paper.CUT_A3), _("Từng trang A3"), chosen is not None),
        ]
    words = {
        Paper.ONE: _("Một tờ đúng khổ bản vẽ (tiệm in)"),
        Paper.CUT_A4: _("Nhiều tờ A4 ghép lại"),
        Paper.CUT_A3: _("Nhiều tờ A3 ghép lại"),
        Paper.FIT_A4: _("Thu vào một tờ A4"),
        Paper.FIT_A3: _("Thu vào một tờ A3"),
        Paper.FIT_A2: _("Thu vào một tờ A2"),
        Paper.FIT_A1: _("Thu vào một tờ A1"),
        Paper.FIT_A0: _("Thu vào một tờ A0"),
    }
    return [Choice(str(one), text, options.paper is one) for one, text in words.items()]


def _checks(options: DrawingOptions) -> list[tuple[str, str, str, bool]]:
    """Give the boxes to tick: name, value, words, ticked."""
    found = [
        ("con", "1", _("Chỉ vẽ con trai và dòng của con trai"), options.sons_only),
        ("bo", "1", _("Bỏ người chưa có con"), options.drop_childless),
        ("chi", "1", _("Dừng ở tổ các chi (mỗi chi một tờ riêng)"), options.split_branches),
    ]
    if options.form is not Form.ROWS:
        found.append(("chong", "0", _("Không xếp chồng anh em chưa có con"), not options.stacking))
    return found
