"""Set a book once: run as a program of its own, so that its memory goes when it ends.

    python press.py FOLDER FONTS

FOLDER holds book.typ and book.json and receives book.pdf. On which page an entry stands is known
only when the book is set, so the first setting prints placeholders; it is set again with the pages
found until they are those it was set with. Then addresses become jumps within the book.

Says one line of JSON: `pages` of entries, `is_settled`, sheets, seconds, megabytes at the peak.
Imports nothing of this site.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import pikepdf
import typst

_SITE = "https://book.invalid/"
#: Points above an entry that a jump leaves in sight.
_AIR = 14

#: Number of an entry: page (from 0) and height in points from the foot of the page.
Spots = dict[int, tuple[int, float]]


def main(folder: Path, fonts: Path) -> None:
    """Set book.typ of a folder with the typefaces of another."""
    started = time.monotonic()
    made = folder / "book.pdf"
    typst.compile(
        str(folder / "book.typ"),
        output=str(made),
        root=str(folder),
        font_paths=[str(one) for one in sorted(fonts.iterdir()) if one.is_dir()],
        ignore_system_fonts=True,
        pdf_tags=False,
    )
    used = json.loads((folder / "book.json").read_text(encoding="utf-8"))["pages"]
    with pikepdf.open(made, allow_overwriting_input=True) as pdf:
        spots = _spots(pdf)
        pages = {str(number): page + 1 for number, (page, _top) in spots.items()}
        is_settled = pages == used
        sheets = len(pdf.pages)
        if is_settled:
            _jumps_make(pdf, spots)
            pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    said = {
        "pages": pages,
        "is_settled": is_settled,
        "sheets": sheets,
        "seconds": round(time.monotonic() - started, 1),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    sys.stdout.write(json.dumps(said) + "\n")


def _addresses(page: Any) -> Any:
    """Give the links of a page that lead to addresses of ours, each with what follows the site."""
    for link in page.get("/Annots", ()):
        action = link.get("/A")
        address = str(action.get("/URI", "")) if action is not None else ""
        if address.startswith(_SITE):
            yield link, address.removeprefix(_SITE)


def _spots(pdf: pikepdf.Pdf) -> Spots:
    found: Spots = {}
    for number, page in enumerate(pdf.pages):
        for link, address in _addresses(page):
            if address.startswith("at"):
                found.setdefault(int(address[2:]), (number, float(link["/Rect"][3])))
    return found


def _jumps_make(pdf: pikepdf.Pdf, spots: Spots) -> None:
    pages = [page.obj for page in pdf.pages]
    for page in pdf.pages:
        for link, address in _addresses(page):
            number = int(address.removeprefix("at").removeprefix("e"))
            sheet, top = spots[number]
            del link["/A"]
            link["/Dest"] = pikepdf.Array(
                [pages[sheet], pikepdf.Name.XYZ, None, round(top + _AIR, 1), None]
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
