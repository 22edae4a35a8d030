"""Numbers and lunar months in a question, in digits or in words, with or without marks."""

from __future__ import annotations

from collections.abc import Sequence

from genealogy.domain.text import fold

_ONES = {
    "mot": 1, "hai": 2, "nhi": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_MONTHS = {"gieng": 1, "chap": 12}


def number_at(words: Sequence[str], at: int) -> tuple[int, int]:
    """Give the number 1-99 that stands here, and how many words it took; (0, 0) for none.

    >>> number_at(["đời", "mười", "hai"], 1), number_at(["hai", "mươi", "mốt"], 0)
    ((12, 2), (21, 3))
    """
    word = fold(words[at]) if at < len(words) else ""
    if word.isascii() and word.isdigit():
        return (int(word), 1) if len(word) < 3 and int(word) else (0, 0)
    following = [fold(one) for one in words[at + 1 : at + 3]]
    ones = _ONES.get(word, 0)
    if word == "ham":
        digit = _ONES.get(following[0], 0) if following else 0
        return (20 + digit, 2) if digit else (0, 0)
    if word == "muoi":
        digit = _ONES.get(following[0], 0) if following else 0
        return (10 + digit, 2) if digit else (10, 1)
    if ones and following[:1] == ["muoi"]:
        digit = _ONES.get(following[1], 0) if len(following) > 1 else 0
        return (ones * 10 + digit, 3) if digit else (ones * 10, 2)
    return (ones, 1) if ones else (0, 0)


def month_at(words: Sequence[str], at: int) -> tuple[int, int]:
    """Give the lunar month 1-12 that stands here, and how many words it took; (0, 0) for none.

    >>> month_at(["tháng", "Giêng"], 1), month_at(["chạp"], 0), month_at(["13"], 0)
    ((1, 1), (12, 1), (0, 0))
    """
    named = _MONTHS.get(fold(words[at]), 0) if at < len(words) else 0
    if named:
        return named, 1
    number, taken = number_at(words, at)
    return (number, taken) if 1 <= number <= 12 else (0, 0)
