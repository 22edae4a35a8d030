"""Dates of a file as the tree stores them, each shape worked out once."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from genealogy.domain.dates import PartialDate, Qualifier, parse_gedcom, parse_vietnamese
from genealogy.domain.errors import DateNotUnderstood, DomainError
from genealogy.services.imports.bulk import json_text


class ImportedDate(NamedTuple):
    """A date ready for the row of an event.

    `start` and `end` are Julian day numbers; month, day and leap are lunar (the giỗ); `year` is
    Gregorian. `is_bad` tells that the file means a day that does not exist or cannot be read; its
    text is kept all the same.
    """

    json: str | None = None
    start: int | None = None
    end: int | None = None
    lunar_month: int | None = None
    lunar_day: int | None = None
    lunar_leap: bool = False
    year: int | None = None
    is_bad: bool = False


NO_DATE = ImportedDate()


@lru_cache(maxsize=8_192)
def date_import(value: str, phrase: str = "") -> ImportedDate:
    """Read a GEDCOM date value; never raises.

    >>> date_import("(27/9 âm lịch)").lunar_day
    27
    >>> date_import("30 FEB 1900").is_bad
    True
    """
    if not value and not phrase:
        return NO_DATE
    date = parse_gedcom(value, phrase)
    memorial = date.memorial
    return ImportedDate(
        json_text(date.to_json()),
        date.start_jdn,
        date.end_jdn,
        None if memorial is None else memorial[0],
        None if memorial is None else memorial[1],
        memorial is not None and memorial[2],
        date.year,
        _is_bad(date),
    )


def _is_bad(date: PartialDate) -> bool:
    if not date.is_understood:
        return True
    if date.qualifier is not Qualifier.PHRASE or not date.phrase:
        return False
    # Words in brackets may be anything; only words that are a date of ours can be a wrong one.
    try:
        parse_vietnamese(date.phrase)
    except DateNotUnderstood:
        return False
    except DomainError:
        return True
    return False
