"""What stands on a higher floor and is told beside a record of a lower one: news of a person.

The endpoint of people must not import the newsroom. The newsroom says here how it writes what it
knows of a person, and the record of a person gives it to those who ask by `include=`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers
from rest_framework.request import Request


@dataclass(frozen=True)
class Related:
    """How something is told beside a record.

    Args:
        shape: the serializer of one item, for the schema.
        write: takes the key of the record, which the caller has been found to see, and the
            request; gives plain items, newest first, with a fixed number of queries.
    """

    shape: type[serializers.Serializer]
    write: Callable[[int, Request], list[Any]]


_related: dict[tuple[str, str], Related] = {}


def register_related(endpoint: str, name: str, related: Related) -> None:
    """Let records of an endpoint give `name` when asked."""
    _related[endpoint, name] = related


class RelatedField(serializers.Field):
    """What another floor tells beside this record; the context's `key` is that of the record.

    Args:
        endpoint: whose record it is.
        name: what is told.
    """

    def __init__(self, endpoint: str, name: str, **kwargs: Any) -> None:
        self.endpoint, self.related_name = endpoint, name
        super().__init__(source="*", required=False, **kwargs)

    @property
    def related(self) -> Related | None:
        """Return who tells it; None where that floor is missing."""
        return _related.get((self.endpoint, self.related_name))

    def to_representation(self, value: Any) -> list[Any]:
        """Return the items."""
        request = self.context["request"]
        return self.related.write(self.context["key"], request) if self.related else []


class RelatedFieldSchema(OpenApiSerializerFieldExtension):
    """Describes the items of a `RelatedField`."""

    target_class = RelatedField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Return a list of the other floor's records."""
        related = self.target.related
        if related is None:
            return {"type": "array", "items": {}}
        component = auto_schema.resolve_serializer(related.shape, direction)
        return {"type": "array", "items": component.ref}
