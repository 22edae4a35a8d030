"""How wide words are in the faces that prints are set in, and how a name is broken to fit.

Widths are read from the typefaces themselves (the tables `cmap` and `hmtx` of TrueType, Apple's
TrueType Reference Manual, chapter 6), since a poster must know its size before it is drawn.
Kerning is left out; it makes words narrower by less than two per cent.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Sequence
from enum import Enum
from functools import cache
from pathlib import Path

#: The folder a program that makes PDFs must be given to find the faces.
FOLDER = Path(__file__).resolve().parents[2] / "typefaces"

#: From the base line up to the highest mark of a capital (Ẩ) and down to the lowest (Ộ, y), in
#: parts of the size. Both families stay inside.
ASCENT, DESCENT = 1.22, 0.28
#: From one base line to the next: stacked marks never touch the line above.
LEADING = 1.32


class Face(Enum):
    """The faces of the house; the value is the family, the weight, the slope and the file."""

    PLAIN = ("Be Vietnam Pro", 400, "normal", "be-vietnam-pro-0.4.1/BeVietnamPro-Regular.ttf")
    BOLD = ("Be Vietnam Pro", 600, "normal", "be-vietnam-pro-0.4.1/BeVietnamPro-SemiBold.ttf")
    SERIF = ("Lora", 400, "normal", "lora-0.4.2/Lora-Regular.ttf")
    SLANTED = ("Lora", 400, "italic", "lora-0.4.2/Lora-Italic.ttf")
    TITLE = ("Lora", 600, "normal", "lora-0.4.2/Lora-SemiBold.ttf")

    @property
    def family(self) -> str:
        """Return the name of the family."""
        return self.value[0]

    @property
    def weight(self) -> int:
        """Return the weight, 400 or 600."""
        return self.value[1]

    @property
    def slope(self) -> str:
        """Return "normal" or "italic"."""
        return self.value[2]

    @property
    def path(self) -> Path:
        """Return where the face lies."""
        return FOLDER / self.value[3]


def tidy_text(text: str) -> str:
    r"""Give a text as it is set: composed letters (NFC), single spaces, no control signs.

    >>> tidy_text(" Nguyễn\n Văn\x07A ")
    'Nguyễn VănA'
    """
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        sign for sign in composed if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    return " ".join(kept.split())


def text_width(text: str, face: Face, size: float) -> float:
    """Give how wide a text is, in the unit of the size of its letters.

    >>> round(text_width("Dương", Face.PLAIN, 10), 1) > 0
    True
    """
    widths, other = _widths(face)
    return sum(widths.get(ord(sign), other) for sign in text) * size


def fitting_size(words: Sequence[str], face: Face, size: float, room: float) -> float:
    """Give the size, at most `size`, at which the widest of these words fits into the room."""
    widest = max((text_width(word, face, 1.0) for word in words), default=0.0)
    return size if widest * size <= room else room / widest


def wrapped(text: str, face: Face, size: float, room: float, *, most: int = 2) -> list[str]:
    """Break a text into at most `most` lines of this width; the last one may stay too wide.

    >>> wrapped("Nguyễn Phúc Miên Tông", Face.PLAIN, 3, 20)
    ['Nguyễn Phúc', 'Miên Tông']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == most or text_width(longer, face, size) <= room):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def stacked(text: str, *, most: int = 6) -> list[str]:
    """Give the words of a name one below another; a long name puts its last words together."""
    words = text.split()
    if len(words) <= most:
        return words
    return [*words[: most - 1], " ".join(words[most - 1 :])]


def shortened(text: str, face: Face, size: float, room: float) -> str:
    """Give a text that fits the room, with an ellipsis where it was cut.

    >>> shortened("Đời", Face.PLAIN, 3, 100)
    'Đời'
    """
    if text_width(text, face, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", face, size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept.strip() else ""


@cache
def _widths(face: Face) -> tuple[dict[int, float], float]:
    """Give the width of each letter in parts of the size, and that of a letter the face lacks."""
    data = face.path.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables: dict[bytes, int] = {}
    for place in range(12, 12 + 16 * count, 16):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, place)
        tables[tag] = offset
    units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = [
        struct.unpack_from(">H", data, tables[b"hmtx"] + 4 * glyph)[0] / units
        for glyph in range(metrics)
    ]
    last = metrics - 1
    glyphs = _glyphs(data, tables[b"cmap"])
    return {sign: advances[min(glyph, last)] for sign, glyph in glyphs.items()}, advances[0]


def _glyphs(data: bytes, start: int) -> dict[int, int]:
    """Read the glyph of every letter of the basic plane (cmap format 4)."""
    subtables = struct.unpack_from(">H", data, start + 2)[0]
    for number in range(subtables):
        offset = start + struct.unpack_from(">L", data, start + 8 + 8 * number)[0]
        if struct.unpack_from(">H", data, offset)[0] == 4:
            break
    else:
        raise ValueError("a typeface without a table of letters")
    doubled = struct.unpack_from(">H", data, offset + 6)[0]
    ends, starts = offset + 14, offset + 16 + doubled
    deltas, ranges = starts + doubled, starts + 2 * doubled
    glyphs: dict[int, int] = {}
    for place in range(0, doubled, 2):
        first = struct.unpack_from(">H", data, starts + place)[0]
        final = struct.unpack_from(">H", data, ends + place)[0]
        delta = struct.unpack_from(">H", data, deltas + place)[0]
        reach = struct.unpack_from(">H", data, ranges + place)[0]
        for sign in range(first, min(final, 0xFFFE) + 1):
            if reach:
                at = ranges + place + reach + 2 * (sign - first)
                glyph = struct.unpack_from(">H", data, at)[0]
                glyph = (glyph + delta) % 65536 if glyph else 0
            else:
                glyph = (sign + delta) % 65536
            if glyph:
                glyphs[sign] = glyph
    return glyphs
