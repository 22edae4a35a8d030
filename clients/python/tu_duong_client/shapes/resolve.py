"""Shapes of `resolve`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from tu_duong_client.shapes.pages_parts import PageRecord


class PageAnswer(TypedDict):
    """A page: what it is, where it stands, and its whole record."""

    detail_url: str | None
    endpoint: str | None
    id: int
    kind: PageAnswerKindEnum
    last_published_at: str | None
    record: PageRecord
    type: str
    url: str | None


class RecordAnswer(TypedDict):
    """A record of the API that has a page of its own; it stands at `detail_url`."""

    detail_url: str | None
    endpoint: str
    id: str
    kind: RecordAnswerKindEnum
    url: str | None


class RedirectAnswer(TypedDict):
    """The address leads elsewhere; chains are followed to their end."""

    kind: RedirectAnswerKindEnum
    location: str | None
    status: RedirectAnswerStatusEnum


PageAnswerKindEnum: TypeAlias = Literal["page"]


RecordAnswerKindEnum: TypeAlias = Literal["person", "branch", "clan", "topic", "author"]


RedirectAnswerKindEnum: TypeAlias = Literal["redirect"]


RedirectAnswerStatusEnum: TypeAlias = Literal[301, 302]


Resolved: TypeAlias = PageAnswer | RecordAnswer | RedirectAnswer
