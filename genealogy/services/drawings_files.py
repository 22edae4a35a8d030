"""Drawings ready to be given away: as SVG, or as PDF on the paper chosen."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from genealogy.domain.charts.sheets import Paper, SheetPage, pages_of
from genealogy.domain.charts.svg import write_svg
from genealogy.selectors.drawings_made import Drawing
from genealogy.services.drawings_pdf import drawing_pdf, drawing_pdf_bytes


def sheet_pages(drawing: Drawing) -> list[SheetPage]:
    """Give the pages of a drawing on its paper; those of a book are sheets already."""
    paper = Paper.ONE if drawing.is_book else drawing.options.paper
    label = _("Hàng %(row)s/%(rows)s, cột %(column)s/%(columns)s · tờ %(sheet)s/%(sheets)s")
    return [page for picture in drawing.pictures for page in pages_of(picture, paper, label=label)]


def drawing_svg(drawing: Drawing, *, page: int = 1) -> str:
    """Give a drawing as SVG; of a book-like one the page asked for, the nearest there is."""
    number = min(max(1, page), len(drawing.pictures))
    return write_svg(drawing.pictures[number - 1])


def drawing_as_pdf(drawing: Drawing) -> bytes:
    """Give a drawing of few people as PDF."""
    return drawing_pdf_bytes(sheet_pages(drawing), title=drawing.heading.title)


def drawing_to_file(drawing: Drawing, path: Path) -> int:
    """Write a drawing as the ending of the path says (.svg or .pdf); give the number of pages."""
    if path.suffix == ".svg":
        path.write_text(drawing_svg(drawing), encoding="utf-8")
        return 1
    pages = sheet_pages(drawing)
    drawing_pdf(pages, path, title=drawing.heading.title)
    return len(pages)
