"""Vietnamese words of dates, folded (no marks): numbers, months, can chi names.

Usage of tháng Giêng, Một and Chạp for lunar months 1, 11 and 12: Toan Ánh, Nếp cũ, and common
knowledge.
"""

from __future__ import annotations

from genealogy.domain.lunar import CAN, CHI
from genealogy.domain.text import fold

_UNITS = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"]


def _number_words() -> dict[str, int]:
    """Return 1-31 in words, in the spellings in use (mười lăm, hai mươi mốt, hăm mốt, băm mốt)."""
    words = {unit: number for number, unit in enumerate(_UNITS, 1)}
    words |= {"tu": 4, "muoi": 10}
    units_after_ten = words | {"lam": 5, "nham": 5}
    del units_after_ten["muoi"]
    for ten, value in (
        ("muoi", 10),
        ("hai muoi", 20),
        ("ham", 20),
        ("ba muoi", 30),
        ("bam", 30),
    ):
        words[ten] = value
        words |= {f"{ten} {unit}": value + number for unit, number in units_after_ten.items()}
    # "hai mốt" and "hai tư" are short for 21 and 24; "hăm" and "băm" need a unit behind them.
    words |= {f"hai {unit}": 20 + number for unit, number in units_after_ten.items()}
    del words["ham"], words["bam"]
    return {word: number for word, number in words.items() if number <= 31}


#: Number words from 1 to 31.
NUMBERS = _number_words()

#: Month words that only the lunar calendar has.
LUNAR_MONTHS = {"gieng": 1, "chap": 12}

#: "tháng Một" is the eleventh lunar month in old use, and January in solar use today.
MONTH_MOT = "mot"
MONTH_MOT_LUNAR = 11

#: Month words that both calendars share.
MONTHS = {word: number for word, number in NUMBERS.items() if 2 <= number <= 12}

_CAN_WORDS = {fold(name): index for index, name in enumerate(CAN)} | {"ki": 5, "qui": 9}
_CHI_WORDS = {fold(name): index for index, name in enumerate(CHI)} | {
    "ty": 0,
    "ti": 0,
    "meo": 3,
}

#: Patterns for the two halves of a can chi name.
CAN_PATTERN = "|".join(sorted(_CAN_WORDS, key=len, reverse=True))
CHI_PATTERN = "|".join(sorted(_CHI_WORDS, key=len, reverse=True))


def can_chi_index(can: str, chi: str) -> int | None:
    """Return the place 0-59 of a folded can chi name (Giáp Tý = 0), or None if no such pair.

    Tý and Tỵ fold alike; the parity of the can tells them apart, since only like parities pair.

    >>> can_chi_index("ky", "mao"), can_chi_index("giap", "ty"), can_chi_index("at", "ty")
    (15, 0, 41)
    """
    can_index = _CAN_WORDS[can]
    chi_index = _CHI_WORDS[chi]
    if chi in ("ty", "ti") and can_index % 2 == 1:
        chi_index = CHI.index("Tỵ")
    for index in range(can_index, 60, 10):
        if index % 12 == chi_index:
            return index
    return None


def can_chi_name(index: int) -> str:
    """Return the name at a place 0-59 of the sixty-year round.

    >>> can_chi_name(15)
    'Kỷ Mão'
    """
    return f"{CAN[index % 10]} {CHI[index % 12]}"


def can_chi_index_of_year(year: int) -> int:
    """Return the place 0-59 of a lunar year in the sixty-year round (1984 Giáp Tý = 0)."""
    return (year - 4) % 60


def years_of_can_chi(index: int, first: int, last: int) -> tuple[int, ...]:
    """Return the lunar years from `first` to `last` that bear the name at `index`.

    >>> years_of_can_chi(15, 1750, 1950)
    (1759, 1819, 1879, 1939)
    """
    start = first + (index - can_chi_index_of_year(first)) % 60
    return tuple(range(start, last + 1, 60))
