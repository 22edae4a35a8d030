"""The values a proposal's items may hold: each kind tidies what came in or refuses it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from genealogy.domain.dates_model import PartialDate
from genealogy.domain.dates_reading import read_date
from genealogy.domain.errors import DomainError
from genealogy.domain.text import nfc

#: What is kept: JSON values; a date as `PartialDate.to_json` gives it.
Value = str | int | bool | dict[str, Any] | None
#: Tidies a value as it came in, on a Gregorian day.
Kind = Callable[[Any, date], Value]

#: Longest text of a date.
_DATE_LENGTH = 300


class BadValue(Exception):
    """A value that does not hold: `code` and `facts` say why, `error` why a date cannot be read."""

    def __init__(self, code: str, *, error: DomainError | None = None, **facts: Any) -> None:
        """Keep why."""
        super().__init__(code)
        self.code = code
        self.error = error
        self.facts: Mapping[str, Any] = facts


def one_line(most: int) -> Kind:
    """Make the kind of a text in one line of at most `most` letters, tidied to form C."""

    def read(value: Any, _today: date) -> str:
        return _within(" ".join(_written(value).split()), most)

    return read


def long_text(most: int) -> Kind:
    """Make the kind of a text of several lines."""

    def read(value: Any, _today: date) -> str:
        lines = _written(value).replace("\r\n", "\n").split("\n")
        return _within("\n".join(" ".join(line.split()) for line in lines).strip(), most)

    return read


def web_address(most: int) -> Kind:
    """Make the kind of an address on the web; only http and https."""

    def read(value: Any, _today: date) -> str:
        text = _within(_written(value).strip(), most)
        try:
            parts = urlsplit(text)
        except ValueError as error:
            raise BadValue("bad_address") from error
        if text and (parts.scheme not in {"http", "https"} or not parts.netloc or " " in text):
            raise BadValue("bad_address")
        return text

    return read


def choice(*values: str) -> Kind:
    """Make the kind of one of a few words."""

    def read(value: Any, _today: date) -> str:
        if not isinstance(value, str) or value not in values:
            raise BadValue("bad_choice")
        return str(value)

    return read


def number(first: int, last: int) -> Kind:
    """Make the kind of a whole number within bounds, both included."""

    def read(value: Any, _today: date) -> int:
        text = str(value).strip()
        if isinstance(value, bool) or not (text.isascii() and text.isdecimal() and len(text) < 6):
            raise BadValue("bad_number", first=first, last=last)
        if not first <= int(text) <= last:
            raise BadValue("bad_number", first=first, last=last)
        return int(text)

    return read


def flag() -> Kind:
    """Make the kind of yes and no."""

    def read(value: Any, _today: date) -> bool:
        if not isinstance(value, bool):
            raise BadValue("bad_choice")
        return value

    return read


def partial_date() -> Kind:
    """Make the kind of a date as an editor writes it; kept as plain values."""

    def read(value: Any, today: date) -> dict[str, Any] | None:
        if isinstance(value, PartialDate):
            return value.to_json()
        text = _within(" ".join(_written(value).split()), _DATE_LENGTH)
        if not text:
            return None
        reading = read_date(text, today=today)
        if reading.date is None:
            raise BadValue("bad_date", error=reading.error)
        return reading.date.to_json()

    return read


def _written(value: Any) -> str:
    """Give a text without signs that nobody typed, such as NUL; anything else is refused."""
    if not isinstance(value, str):
        raise BadValue("bad_text")
    kept = (sign for sign in value if sign in "\n\r\t" or unicodedata.category(sign) != "Cc")
    try:
        text = nfc("".join(kept))
        text.encode()
    except UnicodeEncodeError as error:
        raise BadValue("bad_text") from error
    return text


def _within(text: str, most: int) -> str:
    if len(text) > most:
        raise BadValue("too_long", most=most)
    return text
