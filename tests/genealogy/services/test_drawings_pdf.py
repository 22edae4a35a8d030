"""PDF of posters: names are real text with right marks, pages as large as was told."""

from __future__ import annotations

import itertools
import unicodedata

import pikepdf
import pytest
from pypdf import PdfReader, apply_configuration

from genealogy.domain.charts.poster import lay_out
from genealogy.domain.charts.poster_draw import draw_poster, poster_frame
from genealogy.domain.charts.poster_model import Figure, Form, Heading, Partner
from genealogy.domain.charts.sheets import Paper, pages_of
from genealogy.services.drawings_pdf import drawing_pdf
from tests.sizes import IS_FULL

#: Ten thousand people take pypdf half a minute to read back.
HEADING = Heading("Phả đồ họ Dương", "Chi Giáp", "D", "", "In ngày 23/11/2026", "", generation=1)
GIVEN = ["Nghiễm", "Ẩn", "Quỳnh", "Trưởng", "Đệ", "Huỳnh", "Ngữ", "Bằng", "Lộc", "Thưởng"]
MILLIMETRE = 72 / 25.4


def clan_of(count):
    """Give so many people: every second man has a wife and four children."""
    figures = [Figure("Dương Công Tổ", sex="m", partners=(Partner("Lê Thị Huệ"),))]
    names = itertools.cycle(GIVEN)
    people, parent = 2, 0
    while people < count:
        for _ in range(4):
            if people >= count:
                break
            wives = (Partner(f"Nguyễn Thị {next(names)}"),) if people % 2 else ()
            figures.append(Figure(f"Dương Công {next(names)}", parent=parent, sex="m",
                                  mother=0 if figures[parent].partners else None,
                                  years="1762–1820", partners=wives))  # fmt: skip
            people += 1 + len(wives)
        parent += 1
    return figures


@pytest.mark.parametrize("count", [100, 1_000, *([10_000] if IS_FULL else [])])
def test_a_poster_becomes_one_page_of_its_size_with_every_name_in_it(count, tmp_path):
    figures = clan_of(count)
    layout = lay_out(figures, Form.CARDS, scale=1.0)
    picture = draw_poster(layout, HEADING)
    path = tmp_path / "p.pdf"
    drawing_pdf(pages_of(picture, Paper.ONE), path, title="Phả đồ")
    frame = poster_frame(layout, HEADING)
    (page,) = PdfReader(path).pages
    unit = float(page.get("/UserUnit", 1))
    assert float(page.mediabox.width) * unit / MILLIMETRE == pytest.approx(frame.width, rel=0.02)
    assert float(page.mediabox.height) * unit / MILLIMETRE == pytest.approx(frame.height, rel=0.02)
    assert float(page.mediabox.width) <= 14_400
    # Its reader gives up on hostile streams sooner than a poster of so many people ends.
    with apply_configuration(stream_parsing_work_maximum_count=50_000_000):
        text = page.extract_text()
    assert unicodedata.is_normalized("NFC", text)
    words = " ".join(text.split())
    for figure in figures[:: max(1, count // 100)]:
        assert figure.name in words
    for name in {one.name for one in figures}:
        assert words.count(name) >= sum(one.name == name for one in figures)


def test_vertical_names_are_text_too(tmp_path):
    picture = draw_poster(lay_out(clan_of(60), Form.COLUMNS), HEADING)
    path = tmp_path / "p.pdf"
    drawing_pdf(pages_of(picture, Paper.ONE), path, title="Phả đồ")
    words = " ".join(PdfReader(path).pages[0].extract_text().split())
    assert "Dương Công Nghiễm" in words
    assert "Lê Thị Huệ" in words


def test_a_page_above_five_metres_has_a_unit_of_its_own(tmp_path):
    picture = draw_poster(lay_out(clan_of(1_500), Form.CARDS), HEADING)
    assert picture.width > 5_080
    path = tmp_path / "p.pdf"
    drawing_pdf(pages_of(picture, Paper.ONE), path, title="Phả đồ")
    with pikepdf.open(path) as document:
        page = document.pages[0]
        unit = float(page.obj["/UserUnit"])
        assert unit > 1
        assert float(page.mediabox[2]) <= 14_400


def test_cut_sheets_are_exact_and_numbered(tmp_path):
    picture = draw_poster(lay_out(clan_of(120), Form.CARDS), HEADING)
    pages = pages_of(picture, Paper.CUT_A4, label="Hàng %(row)s, cột %(column)s")
    path = tmp_path / "p.pdf"
    drawing_pdf(pages, path, title="Phả đồ")
    found = PdfReader(path).pages
    assert len(found) == len(pages) > 1
    for page in found:
        size = sorted(float(side) / MILLIMETRE for side in page.mediabox[2:])
        assert size == pytest.approx([210, 297], abs=0.1)
    assert "Hàng 1, cột 2" in found[1].extract_text()


def test_every_name_is_whole_on_some_sheet(tmp_path):
    figures = clan_of(80)
    picture = draw_poster(lay_out(figures, Form.COLUMNS), HEADING)
    path = tmp_path / "p.pdf"
    drawing_pdf(pages_of(picture, Paper.CUT_A4), path, title="Phả đồ")
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)
    for figure in figures:
        assert figure.name in text


def test_fitted_sheets_have_the_size_of_the_paper(tmp_path):
    picture = draw_poster(lay_out(clan_of(60), Form.COLUMNS), HEADING)
    for paper, sides in ((Paper.FIT_A3, [297, 420]), (Paper.FIT_A0, [841, 1189])):
        path = tmp_path / "p.pdf"
        drawing_pdf(pages_of(picture, paper), path, title="Phả đồ")
        (page,) = PdfReader(path).pages
        size = sorted(float(side) / MILLIMETRE for side in page.mediabox[2:])
        assert size == pytest.approx(sides, abs=0.2)


def test_names_never_become_markup_of_typst(tmp_path):
    nasty = '#set page(width: 1mm) $x$ *A* @b <c> `d` \\e "]'
    picture = draw_poster(lay_out([Figure(nasty)], Form.CARDS), HEADING)
    path = tmp_path / "p.pdf"
    drawing_pdf(pages_of(picture, Paper.ONE), path, title=nasty)
    reader = PdfReader(path)
    (page,) = reader.pages
    assert float(page.mediabox.width) / MILLIMETRE == pytest.approx(picture.width, abs=0.1)
    assert reader.metadata.title == nasty
    assert "#set" in page.extract_text()
