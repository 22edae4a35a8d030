"""Shapes of `proposals`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class ProposalItemGivenRequest(TypedDict):
    """One thing asked for; `data` holds what the action needs."""

    action: ActionEnum
    base_version: NotRequired[int]
    data: dict[str, Any]
    ref: NotRequired[str]
    target: NotRequired[str]


class ProposalGivenRequest(TypedDict):
    """A proposal handed in."""

    items: NotRequired[list[ProposalItemGivenRequest]]
    kind: ProposalGivenKindEnum
    note: NotRequired[str]
    subject: str


class ProposalMade(TypedDict):
    """What became of it."""

    id: str
    kind: str
    state: str
    url: str | None


ActionEnum: TypeAlias = Literal[
    "set_field",
    "add_child",
    "add_spouse",
    "add_parent",
    "set_event",
    "set_memorial",
    "add_name",
    "add_source",
]


ProposalGivenKindEnum: TypeAlias = Literal[
    "correction", "child", "spouse", "death", "photo", "source", "household"
]
