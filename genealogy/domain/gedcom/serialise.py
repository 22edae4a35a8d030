"""Records to JSON data and back."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record", bound=tuple[Any, ...])


@cache
def _parts(kind: type[Any]) -> dict[str, type[Any] | None]:
    """Per field: the named tuple its items are of, or None for plain values."""
    parts: dict[str, type[Any] | None] = {}
    for name, hint in get_type_hints(kind).items():
        item = get_args(hint)[0] if get_origin(hint) is tuple else None
        parts[name] = item if hasattr(item, "_fields") else None
    return parts


def record_to_data(record: Any) -> dict[str, Any]:
    """Turn a record into JSON data, leaving out what has its default value.

    >>> from genealogy.domain.gedcom.records import NameRecord
    >>> record_to_data(NameRecord("An /Lê/", line=3))
    {'value': 'An /Lê/', 'line': 3}
    """
    defaults = record._field_defaults
    parts = _parts(type(record))  # type: ignore[arg-type]  # mypy takes Any for unhashable
    data: dict[str, Any] = {}
    for name, value in zip(record._fields, record, strict=True):
        if name in defaults and value == defaults[name]:
            continue
        if parts[name] is not None:
            data[name] = [record_to_data(item) for item in value]
        else:
            data[name] = value
    return data


def record_from_data(kind: type[Record], data: dict[str, Any]) -> Record:
    """Turn JSON data back into a record of a kind.

    >>> from genealogy.domain.gedcom.records import NameRecord
    >>> record_from_data(NameRecord, {"value": "An /Lê/", "line": 3}).line
    3
    """
    values: dict[str, Any] = {}
    for name, part in _parts(kind).items():
        if name not in data:
            continue
        value = data[name]
        if part is not None:
            value = tuple(record_from_data(part, item) for item in value)
        elif isinstance(value, list):
            value = tuple(tuple(item) if isinstance(item, list) else item for item in value)
        values[name] = value
    return kind(**values)
