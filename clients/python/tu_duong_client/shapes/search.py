"""Shapes of `search`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict


class SearchHitFields(TypedDict):
    """One hit; `kind` says what it is."""

    detail_url: str
    kind: SearchHitFieldsKindEnum
    summary: str
    title: str
    url: str | None


class SearchMeta(TypedDict):
    """How many hits there are, in all and of each kind, and how the question was understood."""

    counts: dict[str, int]
    did_you_mean: str | None
    has_more: bool
    total_count: int
    understood: list[str]


class SearchResult(TypedDict):
    """The best hits, of each kind or of one."""

    items: list[SearchHitFields]
    meta: SearchMeta


SearchHitFieldsKindEnum: TypeAlias = Literal[
    "person", "clan", "branch", "news", "programme", "episode", "event", "document", "page"
]
