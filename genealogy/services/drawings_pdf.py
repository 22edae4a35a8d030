"""Drawings as PDF: the sheets wrapped by typst, names as real text in the faces of the house.

typst gets numbers and file names of ours only; no text of people ever stands in its source.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import typst

from genealogy.domain.charts.paper import user_unit
from genealogy.domain.charts.sheets import SheetPage
from genealogy.domain.charts.typeset import FOLDER

_SOURCE = "ban-ve.typ"
#: SVG larger than this, in signs, is compiled in a process of its own.
_HEAVY = 1_000_000
#: Seconds for one poster.
_LONGEST = 300
_APART = """
import os, sys
import typst
source, path, fonts, title = sys.argv[1:]
typst.compile(source, output=path, root=os.path.dirname(source), font_paths=[fonts],
              ignore_system_fonts=True, sys_inputs={"title": title})
"""
_BEFORE = "#set document(title: sys.inputs.title, date: none)\n#set page(margin: 0mm)\n"


class DrawingNotPrinted(Exception):
    """typst or pikepdf could not make the PDF; what it said is the cause."""


def drawing_pdf(pages: Sequence[SheetPage], path: Path, *, title: str) -> None:
    """Write sheets into one PDF.

    Args:
        pages: at least one.
        path: the file to write.
        title: what a reader of PDF shows on its window; no names of people.

    A page longer than 5.08 m gets a unit of its own (UserUnit), else readers cut it.

    Raises:
        DrawingNotPrinted: the tools failed.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        folder = Path(name)
        source = [_BEFORE]
        for number, page in enumerate(pages):
            source.append(_page(folder, number, page))
        (folder / _SOURCE).write_text("".join(source), encoding="utf-8")
        weight = sum(len(part.svg) for page in pages for part in page.parts)
        try:
            if weight > _HEAVY:
                _compile_apart(folder / _SOURCE, path, title)
            else:
                _compile(folder / _SOURCE, path, title)
        except (RuntimeError, ValueError, OSError, subprocess.SubprocessError) as error:
            raise DrawingNotPrinted from error
    units = [user_unit(page.width, page.height) for page in pages]
    if max(units) > 1:
        _set_units(path, units)


def drawing_pdf_bytes(pages: Sequence[SheetPage], *, title: str) -> bytes:
    """Give the PDF of a few sheets; see `drawing_pdf`."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ban-ve.pdf"
        drawing_pdf(pages, path, title=title)
        return path.read_bytes()


def _compile(source: Path, path: Path, title: str) -> None:
    typst.compile(
        str(source),
        output=str(path),
        root=str(source.parent),
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        sys_inputs={"title": title},
    )


def _compile_apart(source: Path, path: Path, title: str) -> None:
    """Compile in a process of its own: typst 0.15 keeps what it has drawn until its process ends.

    It may go when typst-py can forget; the sign is memory that stays the same over two posters.
    """
    subprocess.run(  # noqa: S603 # our own interpreter and arguments, no shell
        [
            sys.executable, "-I", "-c", _APART, str(source), str(path), str(FOLDER), title,
        ],
        check=True,
        capture_output=True,
        timeout=_LONGEST,
    )  # fmt: skip


def _page(folder: Path, number: int, page: SheetPage) -> str:
    parts = []
    for place, part in enumerate(page.parts):
        name = f"{number}-{place}.svg"
        (folder / name).write_text(part.svg, encoding="utf-8")
        parts.append(
            f"#place(top + left, dx: {part.x:.3f}mm, dy: {part.y:.3f}mm, box("
            f"width: {part.width:.3f}mm, height: {part.height:.3f}mm, clip: true, "
            f'image("{name}", width: 100%, height: 100%, fit: "stretch")))'
        )
    content = " ".join(parts)
    return f"#page(width: {page.width:.3f}mm, height: {page.height:.3f}mm)[{content}]\n"


def _set_units(path: Path, units: Sequence[float]) -> None:
    """Give pages that are too long a larger unit; their size on paper stays."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for page, unit in zip(document.pages, units, strict=True):
            if unit == 1:
                continue
            page.obj["/UserUnit"] = unit
            box = [float(value) / unit for value in page.mediabox]
            page.mediabox = pikepdf.Array(box)
            shrink = f"q {1 / unit:.10f} 0 0 {1 / unit:.10f} 0 0 cm\n".encode()
            page.contents_add(document.make_stream(shrink), prepend=True)
            page.contents_add(document.make_stream(b"\nQ"), prepend=False)
        document.save(path)
