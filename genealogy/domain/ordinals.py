"""Numbers of branches as the books write them, and the way back.

Styles: digits; Roman; nhất nhị tam (Sino-Vietnamese); Giáp Ất Bính (the ten stems); Trưởng Thứ Ba,
with Út or Quý for the last. There is no national standard, so all of them are read; the clan's own
choice is written. Source of the words: gia phả customs as gathered in the project's domain notes,
section 1.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from genealogy.domain.text import fold, fold_tokens, nfc


class Style(StrEnum):
    """How branches are numbered."""

    NONE = "none"
    ARABIC = "arabic"
    ROMAN = "roman"
    SINO = "sino"
    STEM = "stem"
    SENIOR = "senior"


SINO = ("Nhất", "Nhị", "Tam", "Tứ", "Ngũ", "Lục", "Thất", "Bát", "Cửu", "Thập")
STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
SENIOR = ("Trưởng", "Thứ", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
#: The last of all: of the senior words, and of those that count in Sino-Vietnamese.
LAST, LAST_SINO = "Út", "Quý"
#: Words for levels of branches in the commonest order; a clan may have others.
LEVELS = (
    "chi nhánh", "phân chi", "chi", "phái", "ngành", "cành", "nhánh", "phòng", "hệ", "nhóm", "dài",
)  # fmt: skip

_WORDS = {Style.SINO: SINO, Style.STEM: STEMS, Style.SENIOR: SENIOR}
_SPOKEN = {"cả": 1, "đích": 1, "hai": 2, "nhì": 2, "bốn": 4}
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip
_ROMAN_TEXT = re.compile(r"(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
#: Words that only announce a number: "chi thứ 3", "đệ nhất".
_ANNOUNCING = {"thu", "de", "so"}


class Ordinal(NamedTuple):
    """A number as it was written. `is_last` says Út or Quý, whatever number that may be.

    "Quý" alone is the tenth stem or the last son: it has number 10 and `is_last` as well, and who
    knows the other branches decides.
    """

    number: int | None
    style: Style
    is_last: bool = False


class BranchTitle(NamedTuple):
    """A branch's level ("chi") and number."""

    label: str
    ordinal: Ordinal


def ordinal_word(number: int, style: str, *, is_last: bool = False) -> str:
    """Write a number (1 or more) in a style.

    Sino words reach to 99; stems and senior words to ten, after which digits follow. The last of
    several may be called so in the styles that have a word for it.

    >>> [ordinal_word(n, "sino") for n in (1, 10, 11, 24)]
    ['Nhất', 'Thập', 'Thập Nhất', 'Nhị Thập Tứ']
    >>> ordinal_word(4, "roman"), ordinal_word(11, "stem"), ordinal_word(5, "senior", is_last=True)
    ('IV', '11', 'Út')
    """
    if is_last and number > 1 and style in (Style.SENIOR, Style.SINO):
        return LAST if style == Style.SENIOR else LAST_SINO
    if style == Style.ROMAN:
        return _roman(number)
    if style == Style.SINO:
        return _sino(number)
    words = _WORDS.get(style)  # type: ignore[call-overload] # a plain string of the same value
    return words[number - 1] if words and number <= len(words) else str(number)


def branch_title(label: str, ordinal: int | None, style: str, *, is_last: bool = False) -> str:
    """Write a branch's level and number.

    >>> branch_title("chi", 1, "stem"), branch_title("phái", 2, "arabic")
    ('Chi Giáp', 'Phái 2')
    """
    number = ""
    if ordinal and style != Style.NONE:
        number = ordinal_word(ordinal, style, is_last=is_last)
    return f"{label[:1].upper()}{label[1:]} {number}".strip()


def ordinal_parse(text: str) -> Ordinal | None:
    """Read a number in any style, with or without marks; None when it is none.

    Words that are spelt right win over words without marks: "Tám" is 8, "tam" 3.

    >>> ordinal_parse("Giáp"), ordinal_parse("thứ 3").number, ordinal_parse("đệ nhị").number
    (Ordinal(number=1, style=<Style.STEM: 'stem'>, is_last=False), 3, 2)
    """
    words = nfc(text).split()
    if len(words) > 1 and fold(words[0]) in _ANNOUNCING:
        words = words[1:]
    written = " ".join(words)
    if written.isascii() and written.isdigit():
        number = int(written)
        return Ordinal(number, Style.ARABIC) if 0 < number < 10_000 else None
    exact, folded = _tables()
    known = exact.get(written.casefold()) or folded.get(fold(written))
    if known is not None:
        return known
    roman = _roman_number(written.upper())
    return Ordinal(roman, Style.ROMAN) if roman else None


def branch_parse(text: str, labels: Iterable[str] = ()) -> BranchTitle | None:
    """Read "Chi Giáp", "chi 3", "phái Nhì", "ngành trưởng"; None when it is not such a title.

    Args:
        text: what somebody wrote.
        labels: the clan's own words for levels, which come before the common ones.

    >>> branch_parse("phái Nhì").ordinal.number, branch_parse("chi giap").ordinal.style.value
    (2, 'stem')
    """
    words = nfc(text).split()
    own = [label for label in labels if label.strip()]
    for label in sorted((*own, *LEVELS), key=lambda label: -len(label.split())):
        length = len(label.split())
        if fold_tokens(" ".join(words[:length])) == fold_tokens(label) and len(words) > length:
            ordinal = ordinal_parse(" ".join(words[length:]))
            if ordinal is not None:
                return BranchTitle(label, ordinal)
    return None


def _sino(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    words = [] if tens == 0 else [SINO[9]] if tens == 1 else [SINO[tens - 1], SINO[9]]
    return " ".join([*words, SINO[ones - 1]] if ones else words)


def _roman(number: int) -> str:
    if number > 399:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _roman_number(text: str) -> int | None:
    if not text or not _ROMAN_TEXT.fullmatch(text):
        return None
    number, rest = 0, text
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            number, rest = number + value, rest[len(sign) :]
    return number


@cache
def _tables() -> tuple[dict[str, Ordinal], dict[str, Ordinal]]:
    """Give every word as spelt in lower case, and without marks; the first of a spelling wins."""
    exact: dict[str, Ordinal] = {}
    for style, words in _WORDS.items():
        for number, word in enumerate(words, start=1):
            exact.setdefault(word.casefold(), Ordinal(number, style, word == LAST_SINO))
    for number in range(11, 100):
        exact[_sino(number).casefold()] = Ordinal(number, Style.SINO)
    for word, number in _SPOKEN.items():
        exact[word] = Ordinal(number, Style.SENIOR)
    exact[LAST.casefold()] = Ordinal(None, Style.SENIOR, is_last=True)
    folded: dict[str, Ordinal] = {}
    for word, ordinal in exact.items():
        folded.setdefault(fold(word), ordinal)
    return exact, folded
