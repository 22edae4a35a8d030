"""What upper floors may want to know of imports."""

from __future__ import annotations

from dataclasses import dataclass

from cms.core.events import Event


@dataclass(frozen=True)
class ClanImported(Event):
    """A file has become part of a clan's tree."""

    clan_id: int
    run_id: int


@dataclass(frozen=True)
class ClanImportUndone(Event):
    """A file has been taken out of a clan's tree again."""

    clan_id: int
    run_id: int
