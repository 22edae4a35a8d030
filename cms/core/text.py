"""Vietnamese text as the page search compares it.

The genealogy has its own fold in `genealogy.domain.text`; it stands on a higher floor, so this
floor cannot import it. A test holds the two equal.
"""

from __future__ import annotations

import re
import unicodedata

#: đ and its look-alike eth have no decomposition, so they are named.
_STROKES = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"})
_WORD = re.compile(r"[^\W_]+")
#: The digits of the VNI typing method: shapes stand where they are, the tone ends the word.
_SHAPES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


def _drop_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")


def fold(text: str) -> str:
    """Return the text without marks and case, single spaces, đ as d; NFC and NFD fold alike.

    >>> fold("Hội  nghị TRỰC tuyến ở Đông Sơn")
    'hoi nghi truc tuyen o dong son'
    """
    # Case folding can bring marks of its own (İ), so marks are dropped on both sides of it.
    folded = _drop_marks(_drop_marks(text.translate(_STROKES)).casefold())
    return " ".join(unicodedata.normalize("NFC", folded).split())


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text, punctuation left out.

    >>> fold_words("Giỗ tổ 10/3, tại nhà thờ.")
    ['gio', 'to', '10', '3', 'tai', 'nha', 'tho']
    """
    return _WORD.findall(fold(text))


def marked_words(text: str) -> list[str]:
    """Return the words that carry Vietnamese marks, spelled in ASCII by the VNI typing method.

    Search engines treat marks each in their own way; ASCII they all keep. The tone ends the word,
    so both ways to place it (hoá, hóa) give one spelling. Words without marks are left out.

    >>> marked_words("Hội nghị quang vinh họ Đặng"), marked_words("hoá hóa")
    (['ho6i5', 'nghi5', 'ho5', 'd9a8ng5'], ['hoa1', 'hoa1'])
    """
    composed = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ").lower()
    coded = (_vni(word) for word in _WORD.findall(composed))
    return [word for word in coded if word]


def _vni(word: str) -> str:
    """Return one lower-case word in VNI spelling; empty when it carries no mark."""
    letters, tone = "", ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone += _TONES[char]
        elif char in _SHAPES:
            letters += _SHAPES[char]
        elif char == "đ":
            letters += "d9"
        elif not "\u0300" <= char <= "\u036f":
            letters += char
    coded = letters + tone
    return "" if coded == fold(word) else coded
