"""ANSEL (ANSI/NISO Z39.47-1993), the character set of older GEDCOM files.

One byte stands for one character. Bytes E0 to FE are diacritics and come *before* the letter
they belong to, unlike Unicode where they follow it. Vietnamese needs two of them on one letter
(E3 E2 "e" is "ế"); ơ, ư and đ are letters of their own.

Source of the table: ANSI/NISO Z39.47-1993, with the additions of The GEDCOM Standard 5.5.1,
appendix C (BE, BF, CD, CE, CF, FC).
"""

from __future__ import annotations

import codecs
import re
from typing import Final

#: Put before diacritics that stand at the end of a line with no letter after them. Long values
#: are cut by bytes, so the letter may stand on the CONC line that follows (see `decode`).
ORPHAN: Final = "\ufdd0"

_LETTERS: Final[dict[int, str]] = {
    0xA1: "Ł", 0xA2: "Ø", 0xA3: "Đ", 0xA4: "Þ", 0xA5: "Æ", 0xA6: "Œ", 0xA7: "\u02b9",
    0xA8: "·", 0xA9: "♭", 0xAA: "®", 0xAB: "±", 0xAC: "Ơ", 0xAD: "Ư", 0xAE: "\u02bc",
    0xB0: "\u02bb", 0xB1: "ł", 0xB2: "ø", 0xB3: "đ", 0xB4: "þ", 0xB5: "æ", 0xB6: "œ",
    0xB7: "\u02ba", 0xB8: "ı", 0xB9: "£", 0xBA: "ð", 0xBC: "ơ", 0xBD: "ư", 0xBE: "□",
    0xBF: "■", 0xC0: "°", 0xC1: "ℓ", 0xC2: "℗", 0xC3: "©", 0xC4: "♯", 0xC5: "¿", 0xC6: "¡",
    0xC7: "ß", 0xC8: "€", 0xCD: "e", 0xCE: "o", 0xCF: "ß",
}  # fmt: skip

_MARKS: Final[dict[int, str]] = {
    0xE0: "\u0309",  # hook above (dấu hỏi)
    0xE1: "\u0300",  # grave (dấu huyền)
    0xE2: "\u0301",  # acute (dấu sắc)
    0xE3: "\u0302",  # circumflex (â, ê, ô)
    0xE4: "\u0303",  # tilde (dấu ngã)
    0xE5: "\u0304",  # macron
    0xE6: "\u0306",  # breve (ă)
    0xE7: "\u0307",  # dot above
    0xE8: "\u0308",  # diaeresis
    0xE9: "\u030c",  # caron
    0xEA: "\u030a",  # ring above
    0xEB: "\ufe20",  # ligature, left half
    0xEC: "\ufe21",  # ligature, right half
    0xED: "\u0315",  # comma above right
    0xEE: "\u030b",  # double acute
    0xEF: "\u0310",  # candrabindu
    0xF0: "\u0327",  # cedilla
    0xF1: "\u0328",  # ogonek
    0xF2: "\u0323",  # dot below (dấu nặng)
    0xF3: "\u0324",  # two dots below
    0xF4: "\u0325",  # ring below
    0xF5: "\u0333",  # double underscore
    0xF6: "\u0332",  # underscore
    0xF7: "\u0326",  # comma below
    0xF8: "\u031c",  # left half ring below
    0xF9: "\u032e",  # breve below
    0xFA: "\ufe22",  # double tilde, left half
    0xFB: "\ufe23",  # double tilde, right half
    0xFC: "\u0338",  # slash through the letter
    0xFE: "\u0313",  # comma above
}

MARKS: Final = "".join(_MARKS.values())

_TABLE: Final = "".join(
    chr(byte) if byte < 0x80 else _LETTERS.get(byte) or _MARKS.get(byte) or "\ufffd"
    for byte in range(256)
)
_BEFORE_LETTER: Final = re.compile(f"([{MARKS}]+)([^{MARKS}\r\n])")
_WITHOUT_LETTER: Final = re.compile(f"([{MARKS}]+)(?=[\r\n])")
_WITHOUT_LETTER_AT_END: Final = re.compile(f"([{MARKS}]+)(?=[\r\n]|\\Z)")
# Vietnamese letters with two marks exist in Unicode only as letter + shape + tone; programs
# write the two ANSEL bytes in either order.
_TONE_BEFORE_SHAPE: Final = re.compile(
    "([AEOaeo])([\u0300\u0301\u0303\u0309\u0323]+)([\u0302\u0306])"
)
_MARK_BYTES: Final = bytes(_MARKS)
_SCORED: Final = re.compile(b"[\xe0-\xfe]+(.?)|[\x80-\xdf\xff]", re.DOTALL)
_DEFINED: Final = frozenset(_LETTERS)


class AnselDecoder:
    """Decode ANSEL, in pieces, to decomposed text: the letter first, then its marks.

    The result is not composed yet, because marks left over at a line's end may belong to the
    next line; they follow the sign `ORPHAN`. Bytes the table does not know give U+FFFD.
    """

    def __init__(self, errors: str = "strict") -> None:
        """Take `errors` as all decoders do; ANSEL never fails."""
        self._held = b""

    def decode(self, data: bytes, final: bool = False, /) -> str:
        """Decode the next bytes; marks at their end wait for the letter that follows."""
        data = self._held + data
        self._held = b""
        if not final:
            kept = data.rstrip(_MARK_BYTES)
            self._held = data[len(kept) :]
            data = kept
        # Typeshed does not know the fast form of the table, a str.
        text = codecs.charmap_decode(data, "strict", _TABLE)[0]  # type: ignore[arg-type]
        if text.isascii():
            return text
        orphans = _WITHOUT_LETTER_AT_END if final else _WITHOUT_LETTER
        text = orphans.sub(ORPHAN + r"\1", text)
        text = _BEFORE_LETTER.sub(r"\2\1", text)
        return _TONE_BEFORE_SHAPE.sub(r"\1\3\2", text)

    def getstate(self) -> tuple[bytes, int]:
        """Give the bytes held back."""
        return self._held, 0

    def setstate(self, state: tuple[bytes, int], /) -> None:
        """Take back what `getstate` gave."""
        self._held = state[0]


def misfit_share(data: bytes) -> tuple[int, int]:
    """Count how badly bytes fit ANSEL.

    Returns:
        (misfits, high): places that cannot be ANSEL (an unknown byte, or a diacritic followed
        by neither a letter nor a line end), and all places with a byte above 7F. Files that
        claim ANSEL but hold CP1252 have many misfits, since their accented letters stand at
        the end of words.

    >>> misfit_share(bytes.fromhex("4e677579e3e4656e"))
    (0, 1)
    >>> misfit_share("Noé ".encode("cp1252"))
    (1, 1)
    """
    misfits = high = 0
    for match in _SCORED.finditer(data):
        high += 1
        follower = match.group(1)
        if follower is None:
            misfits += match.group()[0] not in _DEFINED
        elif follower in b" .,;:)" and follower:
            misfits += 1
    return misfits, high
