"""What one may choose about a drawing: read from an address, a command or a print order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

from genealogy.domain.charts.poster_model import Form, Letters
from genealogy.domain.charts.sheets import Paper
from genealogy.selectors.drawings import MOST_GENERATIONS

#: Rings of a fan: the person and so many generations above.
FAN_LEAST, FAN_MOST = 3, 7


class DrawingKind(StrEnum):
    """The drawings there are; the value stands in addresses."""

    POSTER = "pha-do"
    FAN = "quat-to-tien"
    HOURGLASS = "tren-duoi"
    TIMELINE = "doi-nguoi"
    PATH = "duong-noi"


@dataclass(frozen=True)
class DrawingOptions:
    """Choices of one drawing; `generations` 0 means as many as suit the kind.

    `other` is the public id of the second person of a kin line, as text.
    """

    kind: DrawingKind = DrawingKind.POSTER
    form: Form = Form.COLUMNS
    generations: int = 0
    letters: Letters = Letters.MIDDLE
    paper: Paper = Paper.ONE
    sons_only: bool = False
    drop_childless: bool = False
    stacking: bool = True
    split_branches: bool = False
    other: str = ""

    def as_json(self) -> dict[str, Any]:
        """Give the choices as a print order keeps them; the same choices, the same JSON."""
        return {
            one.name: str(value) if isinstance(value, StrEnum) else value
            for one in fields(self)
            if (value := getattr(self, one.name)) != one.default or one.name == "kind"
        }

    def as_query(self) -> dict[str, str]:
        """Give the choices as the form's query string holds them, those by default left out."""
        names = {field: name for name, field in QUERY_NAMES.items()}
        found = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name in names and value != one.default:
                found[names[one.name]] = _in_query(value)
        return found


#: Names of the query string and the choice each sets.
QUERY_NAMES: Final = {
    "dang": "form",
    "doi": "generations",
    "chu": "letters",
    "giay": "paper",
    "con": "sons_only",
    "bo": "drop_childless",
    "chong": "stacking",
    "chi": "split_branches",
    "den": "other",
}
_ENUMS: Final = {"kind": DrawingKind, "form": Form, "letters": Letters, "paper": Paper}


def _in_query(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


def options_from_query(kind: DrawingKind, query: Mapping[str, str]) -> DrawingOptions:
    """Read choices of a query string; what is strange is left at what is usual."""
    named = {field: query[name] for name, field in QUERY_NAMES.items() if name in query}
    return _read(named, DrawingOptions(kind=kind))


def options_from_json(data: Mapping[str, Any]) -> DrawingOptions:
    """Read choices that `as_json` wrote; strange ones are left at what is usual."""
    return _read(data, DrawingOptions())


def _read(values: Mapping[str, Any], usual: DrawingOptions) -> DrawingOptions:
    found: dict[str, Any] = {}
    for one in fields(usual):
        if one.name not in values:
            continue
        value = values[one.name]
        if one.name in _ENUMS:
            if value in [str(member) for member in _ENUMS[one.name]]:
                found[one.name] = _ENUMS[one.name](value)
        elif one.name == "generations":
            found[one.name] = _generations(value)
        elif one.name == "other":
            found[one.name] = str(value).strip()[:36]
        else:
            found[one.name] = str(value) in {"1", "True", "true", "on"}
    return replace(usual, **found)


def _generations(value: object) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.isdecimal() or len(text) > 3:
        return 0
    return min(int(text), MOST_GENERATIONS)
