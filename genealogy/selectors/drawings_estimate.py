"""How large a drawing becomes on paper, and what would make it easier to print, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from genealogy.domain.charts.paper import (
    LONGEST_PLAIN,
    SMALLEST_LETTERS,
    Advice,
    Sheet,
    advice,
    fit,
    smallest_sheet,
    tile,
)
from genealogy.domain.charts.sheets import Paper
from genealogy.selectors.drawings_made import Drawing
from genealogy.selectors.drawings_options import DrawingKind
from genealogy.selectors.drawings_words import dotted


@dataclass(frozen=True)
class Estimate:
    """The size of a drawing as its page tells it; `rows` are pairs of a label and a text."""

    people: int
    width_cm: float
    height_cm: float
    rows: list[tuple[str, str]]
    advice: list[str]
    sheets: int


def estimate_of(drawing: Drawing) -> Estimate:
    """Tell the size of a drawing that was measured or made; both give the same."""
    if drawing.is_book:
        return _of_book(drawing)
    width, height = drawing.width, drawing.height
    paper = drawing.options.paper
    sheets = 1
    rows = [
        (_("Số người"), dotted(drawing.people)),
        (_("Khổ bản vẽ"), _("%(width)s × %(height)s cm") % _size(width, height)),
    ]
    if paper.is_cut and paper.sheet is not None:
        sheets = tile(width, height, paper.sheet).sheets
    rows.append((_("Giấy đã chọn"), _paper_words(drawing, sheets)))
    cut = {one: tile(width, height, one).sheets for one in (Sheet.A4, Sheet.A3)}
    rows.append(
        (
            _("Nếu ghép tờ nhỏ"),
            _("%(a4)s tờ A4 hoặc %(a3)s tờ A3")
            % {"a4": dotted(cut[Sheet.A4]), "a3": dotted(cut[Sheet.A3])},
        )
    )
    best = smallest_sheet(width, height, drawing.letters)
    if best is not None:
        rows.append((_("Vừa một tờ"), _("từ khổ %(sheet)s trở lên") % {"sheet": best.name}))
    return Estimate(
        drawing.people, round(width / 10, 1), round(height / 10, 1), rows, _advice(drawing), sheets
    )


def _size(width: float, height: float) -> dict[str, str]:
    return {"width": centimetres(width), "height": centimetres(height)}


def centimetres(length: float) -> str:
    """Write millimetres as centimetres, with a decimal comma.

    >>> centimetres(358.4), centimetres(12)
    ('35,8', '1,2')
    """
    text = f"{length / 10:.1f}".removesuffix(".0")
    return text.replace(".", ",")


def _paper_words(drawing: Drawing, sheets: int) -> str:
    paper = drawing.options.paper
    if paper is Paper.ONE or paper.sheet is None:
        return _("một tờ đúng khổ bản vẽ")
    if paper.is_cut:
        return _("%(count)s tờ %(sheet)s, ghép lại") % {
            "count": dotted(sheets),
            "sheet": paper.sheet.name,
        }
    scale = fit(drawing.width, drawing.height, paper.sheet)[0]
    return _("một tờ %(sheet)s, thu phóng %(percent)s %%") % {
        "sheet": paper.sheet.name,
        "percent": round(scale * 100),
    }


def _advice(drawing: Drawing) -> list[str]:
    """Say what to change, the most useful first."""
    width, height, options = drawing.width, drawing.height, drawing.options
    said: list[str] = []
    paper = options.paper
    if not paper.is_cut and paper.sheet is not None:
        scale = fit(width, height, paper.sheet)[0]
        if scale * drawing.letters < SMALLEST_LETTERS:
            said.append(_("Trên tờ này chữ sẽ nhỏ quá, khó đọc. Hãy chọn khổ lớn hơn hoặc ít đời."))
    found = advice(width, height, letters=drawing.letters)
    if Advice.LONG_PAGE in found:
        said.append(
            _(
                "Bản vẽ dài hơn %(metres)s m; tiệm in có thể không nhận. Nên vẽ từng chi,"
                " hoặc chọn phả đồ dọc."
            )
            % {"metres": f"{LONGEST_PLAIN / 1000:.2f}".replace(".", ",")}
        )
    if Advice.MANY_SHEETS in found and options.kind is DrawingKind.POSTER:
        said.append(_("Muốn gọn hơn: bớt đời, chỉ vẽ con trai, hoặc chọn chữ nhỏ."))
        if not options.stacking:
            said.append(_("Xếp chồng anh em chưa có con để bớt chiều ngang."))
    if Advice.SMALL_LETTERS in found:
        said.append(_("Chữ nhỏ, hợp để đọc gần. Treo tường nên chọn chữ vừa hoặc chữ to."))
    return said


def _of_book(drawing: Drawing) -> Estimate:
    sheet = drawing.options.paper.sheet or Sheet.A4
    rows = [
        (_("Số người"), dotted(drawing.people)),
        (
            _("Số trang"),
            _("%(count)s trang %(sheet)s nằm ngang")
            % {"count": dotted(drawing.page_count), "sheet": sheet.name},
        ),
    ]
    return Estimate(
        drawing.people,
        round(drawing.width / 10, 1),
        round(drawing.height / 10, 1),
        rows,
        [],
        drawing.page_count,
    )
