"""Shapes of `paths`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict


class PathFields(TypedDict):
    """An address to fetch; one of kind `gone` is to be taken away."""

    changed_at: str | None
    detail_url: str
    endpoint: str | None
    id: str
    kind: PathFieldsKindEnum
    path: str
    type: str


class PathsMeta(TypedDict):
    """Where a reader goes on."""

    cursor: str
    next: str | None


class PathsPage(TypedDict):
    """One page of addresses."""

    items: list[PathFields]
    meta: PathsMeta


PathFieldsKindEnum: TypeAlias = Literal["page", "clan", "branch", "person", "redirect", "gone"]
