"""Shapes of `preview`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import TypeAlias, TypedDict

from tu_duong_client.shapes.branches import BranchDetail
from tu_duong_client.shapes.clans import ClanDetail
from tu_duong_client.shapes.pages_parts import (
    HomeRecord,
    IndexRecord,
    PlainPageRecord,
    StandardRecord,
)
from tu_duong_client.shapes.people import PersonDetail
from tu_duong_client.shapes.shared_parts2 import (
    EpisodeDetail,
    EventDetail,
    NewsDetail,
    ProgrammeItem,
)


class PreviewFacts(TypedDict):
    """How long a draft may be read."""

    expires_at: str
    is_draft: bool


class PreviewAnswer(TypedDict):
    """A draft in the shape of `resolve`: what the address would give were it published now."""

    detail_url: str | None
    endpoint: str | None
    id: int | str
    kind: str
    last_published_at: str | None
    preview: PreviewFacts
    record: PreviewRecord
    type: str
    url: str | None


PreviewRecord: TypeAlias = (
    EventDetail
    | NewsDetail
    | EpisodeDetail
    | ProgrammeItem
    | HomeRecord
    | StandardRecord
    | IndexRecord
    | ClanDetail
    | BranchDetail
    | PersonDetail
    | PlainPageRecord
)
