"""Who writes the whole record of a page, so that an address or a preview can give it too.

The API's own endpoints know how to read and write their kind. What stands beside them (`resolve`,
`preview`, an export) must give the same record without importing every app, so each app says here
for which page type it speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from wagtail.models import Page

Writer = Callable[[Sequence[Any], Request], list[Any]]


@dataclass(frozen=True)
class RecordKind:
    """How pages of one type are told.

    Args:
        endpoint: the endpoint's name, `news`; the record stands at `/api/v2/news/<pk>/`.
        shape: the serializer of the record, for the schema.
        public: gives the pages anybody may read, with what a record needs.
        write: turns pages (drafts too, in a preview) into records, with a fixed number of queries.
        one: gives the page of `public` with this key, None when there is none; for kinds that can
            do it faster than by asking `public`.
    """

    endpoint: str
    shape: type[Serializer]
    public: Callable[[], QuerySet]
    write: Writer
    one: Callable[[int], Page | None] | None = None

    def public_page(self, key: int) -> Page | None:
        """Return the page with this key if anybody may read it."""
        return self.one(key) if self.one else self.public().filter(pk=key).first()


_kinds: dict[type[Page], RecordKind] = {}


def register_record(model: type[Page], kind: RecordKind) -> None:
    """Let `kind` speak for a page type; `cms.api` imports every endpoint that calls this."""
    _kinds[model] = kind


def record_kind(model: type[Page]) -> RecordKind | None:
    """Return who speaks for a page type; None for a type that has no record of its own."""
    return _kinds.get(model)


def record_kinds() -> dict[type[Page], RecordKind]:
    """Return every page type that has records."""
    return dict(_kinds)
