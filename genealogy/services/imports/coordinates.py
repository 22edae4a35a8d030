"""Coordinates as GEDCOM writes them."""

from __future__ import annotations

import re
from typing import Final

_ANGLE: Final = re.compile(r"([NSEW])?\s*(-?)(\d{1,3}(?:\.\d+)?)\s*°?")


def coordinate(latitude: str, longitude: str) -> tuple[str | None, str | None]:
    """Read a pair of coordinates to degrees with six decimals; (None, None) if either is wrong.

    >>> coordinate("N20.9", "E105.8")
    ('20.900000', '105.800000')
    >>> coordinate("N91", "E105.8")
    (None, None)
    """
    north, east = _degrees(latitude, "NS", 90), _degrees(longitude, "EW", 180)
    if north is None or east is None:
        return None, None
    return f"{north:.6f}", f"{east:.6f}"


def _degrees(text: str, letters: str, limit: int) -> float | None:
    match = _ANGLE.fullmatch(text.strip().upper())
    if match is None or (match[1] and match[1] not in letters):
        return None
    value = float(match[3])
    if match[2] or match[1] == letters[1]:
        value = -value
    return value if abs(value) <= limit else None
