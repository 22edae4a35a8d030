"""What an editor typed as a date: what was understood, what to doubt, what it might mean.

`parse_vietnamese` refuses whatever is not certain. Books contradict themselves all the same, and
an editor who copies one must be able to keep what it says. So a reading keeps the text as
written, takes the likelier half, and warns; nothing is ever corrected by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from genealogy.domain.dates_forms import CAN_CHI, ERA, Marks, begins_with_year_name, take_marks
from genealogy.domain.dates_model import PartialDate, Qualifier
from genealogy.domain.dates_parse import parse_vietnamese
from genealogy.domain.dates_show import describe_full
from genealogy.domain.dates_vietnamese import BOTH_CALENDARS
from genealogy.domain.errors import (
    CanChiDisagrees,
    DateNotUnderstood,
    DatesDisagree,
    DomainError,
    EraDisagrees,
    YearAssumed,
)
from genealogy.domain.text import fold, nfc

#: Ages between which somebody becomes a parent, in years; wide, since it only ranks guesses.
_YOUNGEST_PARENT, _OLDEST_PARENT = 14, 75
#: How far from the middle of a generation (đời) its people are still born, in years.
_GENERATION_SPREAD = 29
#: Years between one generation and the next, on average (25 to 30 by the books).
_GENERATION_YEARS = 27
#: Nobody lives longer, in years.
_LONGEST_LIFE = 110
#: Candidates offered when nothing tells which sixty-year round is meant.
_OFFERED = 4


class YearSpan(NamedTuple):
    """Lunar years, both included, within which a date must lie."""

    first: int
    last: int

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last


class YearCandidate(NamedTuple):
    """A lunar year that a can chi name may mean, and the text that would say so for certain."""

    year: int
    text: str
    is_likely: bool


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was made of a text.

    Attributes:
        date: what would be stored, with the text as written; None when `error` says why not.
        understood: the date in Vietnamese words, in both calendars where that is possible.
        warnings: what contradicts itself or was assumed; `code` and `facts()` tell what.
        error: why nothing could be understood.
        candidates: years that a can chi name may mean, the likely ones first.
    """

    date: PartialDate | None
    understood: str = ""
    warnings: tuple[DomainError, ...] = ()
    error: DomainError | None = None
    candidates: tuple[YearCandidate, ...] = ()


def read_date(text: str, *, expected: YearSpan | None = None, today: date) -> DateReading:
    """Read a date as an editor types it.

    Args:
        text: as for `parse_vietnamese`.
        expected: lunar years in which it must lie, by what is known of parents, children and đời.
            A can chi year that fits once only is taken, marked as worked out (`calculated`).
        today: Gregorian; candidates do not lie after it.

    >>> day = date(2026, 11, 23)
    >>> read_date("mùng 3 Tết Kỷ Mão", expected=YearSpan(1800, 1850), today=day).understood
    '3 tháng 1 năm Kỷ Mão (âm lịch) (tính ra)'
    >>> [c.year for c in read_date("năm Kỷ Mão", today=day).candidates]
    [1999, 1939, 1879, 1819]
    """
    try:
        return _understood(parse_vietnamese(text))
    except (CanChiDisagrees, EraDisagrees, DatesDisagree) as error:
        return _keep_contradiction(text, error)
    except DateNotUnderstood as error:
        if error.candidates:
            return _offer_years(text, error, expected, today)
        return DateReading(None, error=error)
    except DomainError as error:
        return DateReading(None, error=error)


def birth_span(
    *,
    parents: Iterable[int] = (),
    children: Iterable[int] = (),
    spouses: Iterable[int] = (),
    kindred: Iterable[tuple[int, int]] = (),
) -> YearSpan | None:
    """Say between which years somebody must have been born, by years of birth around them.

    Args:
        parents: Gregorian years in which parents were born.
        children: years in which children were born.
        spouses: years in which spouses were born.
        kindred: (generations below the one meant, year of birth) of dated people of the clan;
            negative above. Their middle counts at 27 years for each đời.

    Returns:
        None when nothing is known, or when what is known contradicts itself.

    >>> birth_span(parents=[1790], kindred=[(0, 1815), (0, 1825)])
    YearSpan(first=1804, last=1849)
    """
    spans = [YearSpan(year + _YOUNGEST_PARENT, year + _OLDEST_PARENT) for year in parents]
    spans += [YearSpan(year - _OLDEST_PARENT, year - _YOUNGEST_PARENT) for year in children]
    spans += [YearSpan(year - 40, year + 40) for year in spouses]
    estimates = sorted(year - below * _GENERATION_YEARS for below, year in kindred)
    if estimates:
        middle = (estimates[(len(estimates) - 1) // 2] + estimates[len(estimates) // 2]) // 2
        spans.append(YearSpan(middle - _GENERATION_SPREAD, middle + _GENERATION_SPREAD))
    if not spans:
        return None
    found = YearSpan(max(span.first for span in spans), min(span.last for span in spans))
    return found if found.first <= found.last else None


def life_span(birth: YearSpan, *, is_birth: bool) -> YearSpan:
    """Say between which years an event of somebody lies, given when they may have been born."""
    return birth if is_birth else YearSpan(birth.first, birth.last + _LONGEST_LIFE)


def _understood(value: PartialDate, *warnings: DomainError) -> DateReading:
    return DateReading(value, describe_full(value), warnings)


def _keep_contradiction(text: str, error: DateNotUnderstood) -> DateReading:
    """Read the half of a contradiction that is kept; the text stays as written."""
    written = nfc(text).strip()
    folded = fold(written)
    for attempt in _attempts(folded, error):
        try:
            value = parse_vietnamese(attempt)
        except DomainError:
            continue
        phrase = error.solar if isinstance(error, DatesDisagree) else value.phrase
        return _understood(replace(value, text=written, phrase=phrase), error)
    return _understood(PartialDate(written, Qualifier.PHRASE), error)


def _attempts(folded: str, error: DateNotUnderstood) -> list[str]:
    """Give texts without one half of the contradiction, the half more likely wrong left out first.

    A number is kept against a name, since names are what copyists slip in; the lunar day is kept
    against the solar one, since the giỗ hangs on it.
    """
    if isinstance(error, DatesDisagree):
        return _halves(folded, error)
    without_era = ERA.sub(" ", folded)
    without_names = CAN_CHI.sub(" ", without_era)
    if isinstance(error, CanChiDisagrees):
        return [f"{_tidy(CAN_CHI.sub(' ', folded))} am lich"]
    return [
        f"{_tidy(without_names)} am lich",
        _tidy(CAN_CHI.sub(" ", folded)),
        f"{_tidy(without_names)} am lich khong ro nam",
    ]


def _halves(folded: str, error: DatesDisagree) -> list[str]:
    """Give the lunar half with a year, without one, then the solar half."""
    found = BOTH_CALENDARS.fullmatch(folded.rstrip(" .;,"))
    if found is None:
        return []
    year = error.solar.rsplit("/", 1)[-1]
    attempts = []
    for half in (found[1], found[2] or found[3]):
        bare, marks = take_marks(half, Marks())
        if re.search(rf"\b{year}\b", bare) and not marks.is_lunar:
            continue
        leap = " nhuan" if marks.is_leap else ""
        attempts += [half, f"{bare}{leap} nam {year} am lich", f"{bare}{leap} am lich"]
    return [*attempts, error.solar]


def _tidy(folded: str) -> str:
    """Drop the brackets and commas that stood around what was taken out."""
    return " ".join(re.sub(r"[(),]", " ", folded).split())


def _offer_years(
    text: str, error: DateNotUnderstood, expected: YearSpan | None, today: date
) -> DateReading:
    """Resolve a can chi year by what is expected, or offer the years it may be."""
    written = nfc(text).strip()
    possible = [year for year in error.candidates if year <= today.year]
    likely = [year for year in possible if expected is not None and year in expected]
    others = sorted(set(possible) - set(likely), key=lambda year: _distance(year, expected, today))
    shown = [*likely, *others][:_OFFERED]
    candidates = tuple(
        YearCandidate(year, _with_year(written, year), year in likely) for year in shown
    )
    if len(likely) == 1:
        try:
            value = parse_vietnamese(candidates[0].text)
        except DomainError as impossible:
            return DateReading(None, error=impossible, candidates=candidates)
        if value.qualifier is Qualifier.EXACT:
            value = replace(value, text=written, qualifier=Qualifier.CALCULATED)
            warning = YearAssumed(
                written, likely[0], [year for year in shown if year not in likely]
            )
            return DateReading(value, describe_full(value), (warning,), candidates=candidates)
    years = [candidate.year for candidate in candidates]
    unclear = DateNotUnderstood(written, reason="year_unclear", candidates=years)
    return DateReading(None, error=unclear, candidates=candidates)


def _distance(year: int, expected: YearSpan | None, today: date) -> int:
    """Say how far a year is from what is expected, else from today."""
    if expected is None:
        return today.year - year
    return max(expected.first - year, year - expected.last)


def _with_year(written: str, year: int) -> str:
    """Write the number of the year behind the can chi name."""
    folded_end = len(written.rstrip(" .;,"))
    found = _can_chi_end(written)
    place = folded_end if found is None else found
    return f"{written[:place]} {year}{written[place:]}".strip()


def _can_chi_end(written: str) -> int | None:
    """Find where the can chi name ends in the text as written, before a closing bracket."""
    folded = fold(written)
    # Folding keeps length when the text is composed and has single spaces; else give up.
    if len(folded) != len(written) or begins_with_year_name(folded):
        return None
    found = CAN_CHI.search(folded)
    if found is None:
        return None
    return found.start() + len(found[0].rstrip(")"))
