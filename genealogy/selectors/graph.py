"""The graph of a clan for whoever needs it: as fresh as the database, from memory if possible.

A graph gives keys of people, hidden ones included. Whoever shows them reads them through
`visible_to`, and whoever guards a write asks the rows inside the transaction instead.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.db import transaction

from genealogy.domain.graph import ClanGraph
from genealogy.models import Clan
from genealogy.selectors.graph_store import GraphStore


@cache
def graph_store() -> GraphStore:
    """Give the store of this process."""
    return GraphStore(settings.VAR_DIR / "graph")


def clan_graph(clan: Clan) -> ClanGraph:
    """Give the graph of a clan, true of the rows as they are now; one short query when warm."""
    return graph_store().graph(clan)


def graph_prepare(clan: Clan) -> None:
    """Build the graph of a clan and keep it on disk, so that no reader waits; for jobs.

    Raises:
        RuntimeError: a transaction is open, whose rows may never be committed.
    """
    # Opened and closed for its check alone: it refuses to stand inside another one.
    with transaction.atomic(durable=True):
        pass
    graph_store().prepare(clan)
