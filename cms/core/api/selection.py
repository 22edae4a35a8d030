"""`fields=` and `include=`: a caller says which fields of a record it wants, by allow-list.

What is not wanted is not written, and what a view reads only for such a field is not read: views
ask `selection_of(request)` or their own `wants(name)` before they query.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from cms.core.api.parameters import chosen_names

#: The two parameters.
SELECTING = frozenset({"fields", "include"})


class Selectable(serializers.Serializer):
    """A record whose top fields a caller may choose.

    `optional_fields` are left out unless `include` or `fields` names them.
    """

    optional_fields: frozenset[str] = frozenset()

    def get_fields(self) -> dict[str, Any]:
        """Return the fields that were asked for; all of them where nobody asks (the schema)."""
        fields = super().get_fields()
        request = self.context.get("request")
        if request is None or getattr(self.context.get("view"), "swagger_fake_view", False):
            return fields
        chosen = selection_of(request)
        if chosen is not None and chosen.shape is type(self):
            return {name: field for name, field in fields.items() if name in chosen.names}
        return {name: field for name, field in fields.items() if name not in self.optional_fields}


@dataclass(frozen=True)
class Selection:
    """The fields of one kind of record that a request wants."""

    shape: type[Selectable]
    names: frozenset[str]

    def __contains__(self, name: str) -> bool:
        return name in self.names


@cache
def field_names(shape: type[Selectable]) -> tuple[str, ...]:
    """Return every field of a record in its order."""
    return tuple(shape().get_fields())


def usual_names(shape: type[Selectable]) -> frozenset[str]:
    """Return the fields a record has when nothing was asked for."""
    return frozenset(field_names(shape)) - shape.optional_fields


def read_selection(request: Request, shape: type[Selectable]) -> Selection:
    """Read `fields` and `include`.

    `fields` gives exactly the fields it names; `include` adds to them, or to the usual ones.

    Raises:
        ValidationError: a name is no field of the record; the message lists them.
    """
    known = field_names(shape)
    fields = chosen_names(request, "fields", known)
    more = chosen_names(request, "include", known)
    return Selection(shape, (frozenset(fields) or usual_names(shape)) | frozenset(more))


def selection_of(request: Any) -> Selection | None:
    """Return what the request wants; None when its address offers no choice."""
    return getattr(request, "api_selection", None)


def is_wanted(request: Any, shape: type[Selectable], *names: str) -> bool:
    """Say whether a record of this kind will show any of the fields to this request."""
    chosen = selection_of(request)
    wanted = chosen.names if chosen is not None and chosen.shape is shape else usual_names(shape)
    return not wanted.isdisjoint(names)


def selection_parameters(shape: type[Selectable]) -> list[Mapping[str, Any]]:
    """Describe `fields` and `include` for OpenAPI."""
    names = sorted(field_names(shape))
    usual = ", ".join(name for name in field_names(shape) if name in usual_names(shape))
    more = ", ".join(name for name in field_names(shape) if name in shape.optional_fields)
    added = f" Left out unless named: {more}." if more else ""
    return [
        _names_parameter("fields", f"Exactly these fields, instead of: {usual}.", names),
        _names_parameter("include", f"These fields as well.{added}", names),
    ]


def _names_parameter(name: str, description: str, names: list[str]) -> Mapping[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "style": "form",
        "explode": False,
        "schema": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "enum": names},
        },
    }
