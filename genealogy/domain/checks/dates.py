"""What is wrong with a date by itself: it does not exist, or its halves contradict each other."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from genealogy.domain.dates import PartialDate, Qualifier, check_point, parse_vietnamese
from genealogy.domain.dates_words import CAN_PATTERN, CHI_PATTERN
from genealogy.domain.eras import ERA_WORDS
from genealogy.domain.errors import DateNotUnderstood, DomainError, NoSuchLunarDate
from genealogy.domain.text import fold


class DateFlaw(NamedTuple):
    """One thing wrong with a date: the code of the rule, and facts by name."""

    code: str
    facts: tuple[tuple[str, Any], ...] = ()


#: Text worth reading again: a can chi or era, or two halves that may contradict each other.
_TELLING = re.compile(
    rf"\b(?:{CAN_PATTERN})[ -]+(?:{CHI_PATTERN})\b|\b(?:{'|'.join(ERA_WORDS)})\b|\(.*/.*\)|\btuc\b"
)
#: What reading the text anew may find, to the code of the rule.
_DISAGREEMENTS = {
    "can_chi_disagrees": "can_chi_disagrees",
    "era_disagrees": "era_disagrees",
    "dates_disagree": "dates_disagree",
}


def date_flaws(date: PartialDate) -> tuple[DateFlaw, ...]:
    """Find what is wrong with one stored date.

    >>> [flaw.code for flaw in date_flaws(parse_vietnamese("27/9/1847 âm lịch"))]
    []
    """
    shown = ("text", date.text)
    flaw = _impossible(date)
    if flaw is not None:
        return (DateFlaw(flaw[0], (shown, *flaw[1])),)
    text = date.phrase or date.text
    disagreement = _disagreement(date.text) or (date.phrase and _disagreement(date.phrase))
    if disagreement:
        return (DateFlaw(disagreement[0], (shown, *disagreement[1])),)
    if date.qualifier is Qualifier.PHRASE and not date.phrase and text.strip():
        return (DateFlaw("date_unreadable", (shown,)),)
    return ()


def _impossible(date: PartialDate) -> tuple[str, tuple[tuple[str, Any], ...]] | None:
    """Say which point does not exist, or that the end lies before the beginning."""
    for point in (date.first, date.second):
        if point is None:
            continue
        try:
            check_point(point)
        except NoSuchLunarDate as error:
            if error.reason == "leap_month":
                return "leap_month_missing", (("year", error.year), ("month", error.month))
            return "lunar_day_missing", (("year", error.year), ("month", error.month))
        except DomainError:
            return "date_impossible", ()
    try:
        date.check()
    except DateNotUnderstood:
        return "date_range_reversed", ()
    return None


def _disagreement(text: str) -> tuple[str, tuple[tuple[str, Any], ...]] | None:
    """Read the text again and say which of its halves contradict each other."""
    if not _TELLING.search(fold(text)):
        return None
    try:
        # GEDCOM puts words it cannot read in brackets.
        parse_vietnamese(text[1:-1] if text.startswith("(") and text.endswith(")") else text)
    except DomainError as error:
        code = _DISAGREEMENTS.get(error.code)
        if code is None:
            return None
        facts = {name: str(value) for name, value in error.facts().items() if value is not None}
        kept = ("solar", "lunar", "can_chi", "era", "number", "year", "expected")
        return code, tuple((name, facts[name]) for name in kept if name in facts)
    return None
