"""Keeping the graphs of clans as fresh as the database, in every thread and process.

A graph is true of one version of the clan's tree (`TreeVersion`), which grows in the transaction
of every change. Each use compares one number. A graph that is behind is brought up by reading the
people touched since (`TreeTouch`) and those next to them; when too many were touched, or not all
are written down, it is built anew: at once for a small clan, in the background for a big one,
while the database itself answers. So no answer is older than the version read when it was asked.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import connection

from genealogy.domain.graph import ClanGraph
from genealogy.domain.graph_build import build_arrays
from genealogy.domain.graph_index import IndexGraph
from genealogy.models import Clan
from genealogy.selectors.graph_rows import (
    TreeState,
    clan_rows,
    has_more_people,
    read_records,
    touched_people,
    tree_state,
)
from genealogy.selectors.graph_snapshots import Snapshots
from genealogy.selectors.graph_sql import SqlGraph

logger = logging.getLogger(__name__)

#: A clan with no more people is built while the reader waits (about 60 ms), and not kept on disk.
SMALL_CLAN: Final = 20_000
#: People changed since a graph was built, after whom it is built anew.
MOST_CHANGED: Final = 5_000
#: Bytes of arrays one process keeps; beyond, the clan not asked for the longest goes.
MEMORY: Final = 512 * 1024 * 1024
#: Builds begun again because rows changed meanwhile in a way that cannot be replayed.
_ATTEMPTS: Final = 3


def in_thread(work: Callable[[], None]) -> None:
    """Do some work beside the request; it does not keep the process from ending."""
    threading.Thread(target=work, name="graph", daemon=True).start()


def in_transaction() -> bool:
    """Say whether what is read now may hold rows that nobody has committed."""
    return connection.in_atomic_block


class GraphStore:
    """The graphs one process keeps; safe to use from many threads."""

    def __init__(
        self,
        folder: Path,
        *,
        small_clan: int = SMALL_CLAN,
        most_changed: int = MOST_CHANGED,
        memory: int = MEMORY,
        beside: Callable[[Callable[[], None]], None] = in_thread,
    ) -> None:
        self.snapshots = Snapshots(folder)
        self._small_clan = small_clan
        self._most_changed = most_changed
        self._memory = memory
        self._beside = beside
        self._held: OrderedDict[UUID, IndexGraph] = OrderedDict()
        self._building: set[UUID] = set()
        self._lock = threading.Lock()
        self._clan_locks: defaultdict[UUID, threading.Lock] = defaultdict(threading.Lock)

    def graph(self, clan: Clan) -> ClanGraph:
        """Give the graph of the clan, true of the rows as they are now."""
        state = tree_state(clan.pk)
        held = self._get(clan.uuid)
        if held is not None and held.version == state.version:
            return held
        if in_transaction():
            # What this transaction wrote is seen by nobody else, and may never be. A graph made
            # of it goes to the caller and is not kept, for the next transaction may give the
            # same version to other rows. One that is kept was made of committed rows, and a
            # version this transaction gave itself cannot be committed by another meanwhile,
            # since the row of the version is locked; so equal versions mean equal rows above.
            return self._for_now(clan, state, held)
        with self._clan_locks[clan.uuid]:
            return self._caught_up(clan, state)

    def prepare(self, clan: Clan) -> IndexGraph | None:
        """Build the graph of a clan and keep it on disk for every process; for jobs.

        Returns:
            The graph, None when the clan changes faster than it can be read.
        """
        with self.snapshots.building(clan):
            state = tree_state(clan.pk)
            graph = self.snapshots.load(clan, state)
            if graph is None or graph.version != state.version:
                graph = self._built(clan)
                if graph is not None and not graph.changed_people:
                    self.snapshots.save(clan, graph)
        if graph is not None:
            self._keep(clan.uuid, graph)
        return graph

    def forget(self) -> None:
        """Let go of every graph in memory."""
        with self._lock:
            self._held.clear()

    # Keeping ---------------------------------------------------------------------------------

    def _get(self, key: UUID) -> IndexGraph | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def _keep(self, key: UUID, graph: IndexGraph) -> None:
        with self._lock:
            held = self._held.get(key)
            if held is not None and held.version > graph.version:
                return
            self._held[key] = graph
            self._held.move_to_end(key)
            total = sum(one.arrays.nbytes for one in self._held.values())
            while total > self._memory and len(self._held) > 1:
                _key, oldest = self._held.popitem(last=False)
                total -= oldest.arrays.nbytes

    # Catching up -----------------------------------------------------------------------------

    def _caught_up(self, clan: Clan, state: TreeState) -> ClanGraph:
        held = self._get(clan.uuid)
        if held is not None and held.version >= state.version:
            return held
        if clan.uuid in self._building and held is None:
            return SqlGraph(clan.pk, version=state.version)
        base = held
        if base is None or base.version < state.replayable_from:
            base = self.snapshots.load(clan, state)
        graph = None if base is None else self._replayed(clan, base, state)
        is_small = not has_more_people(clan.pk, self._small_clan) if self._is_worn(graph) else None
        if is_small:
            graph = self._built(clan) or graph
        elif is_small is False:
            self._build_beside(clan)
        if graph is None:
            return SqlGraph(clan.pk, version=state.version)
        self._keep(clan.uuid, graph)
        return graph

    def _is_worn(self, graph: IndexGraph | None) -> bool:
        return graph is None or graph.changed_people > self._most_changed

    def _for_now(self, clan: Clan, state: TreeState, held: IndexGraph | None) -> ClanGraph:
        """Give a graph that nobody else will see."""
        graph = None if held is None else self._replayed(clan, held, state)
        if graph is None and not has_more_people(clan.pk, self._small_clan):
            graph = self._built(clan)
        return graph or SqlGraph(clan.pk, version=state.version)

    def _replayed(self, clan: Clan, base: IndexGraph, state: TreeState) -> IndexGraph | None:
        """Bring a graph up to a version; None when that cannot be done or costs too much.

        Rows committed meanwhile may be read too. Whoever they touch is read again when the next
        version is asked for, so nothing stays half read.
        """
        if base.version == state.version:
            return base
        if not state.replayable_from <= base.version < state.version:
            return None
        touched = touched_people(clan.pk, after=base.version)
        if len(touched) > self._most_changed:
            return None
        near = base.neighbourhood(touched)
        records = read_records(clan.pk, near)
        added = {other for pk in touched & records.keys() for other in records[pk].relatives()}
        more = added - near
        records |= read_records(clan.pk, more)
        changes = {pk: records.get(pk) for pk in near | more}
        return base.overlaid(changes, version=state.version)

    # Building --------------------------------------------------------------------------------

    def _built(self, clan: Clan) -> IndexGraph | None:
        """Read the whole clan.

        The rows come by several queries. When the version is the same before and after, nothing
        was committed between them; else whoever was touched is read again.
        """
        for _attempt in range(_ATTEMPTS):
            before = tree_state(clan.pk)
            arrays = build_arrays(clan_rows(clan.pk))
            graph = IndexGraph(arrays, version=before.version)
            after = tree_state(clan.pk)
            if after.version == before.version:
                return graph
            replayed = self._replayed(clan, graph, after)
            if replayed is not None:
                return replayed
        return None

    def _build_beside(self, clan: Clan) -> None:
        with self._lock:
            if clan.uuid in self._building:
                return
            self._building.add(clan.uuid)
        self._beside(lambda: self._build_now(clan))

    def _build_now(self, clan: Clan) -> None:
        """Do what `prepare` does in a thread of its own."""
        try:
            self.prepare(clan)
        except Exception:
            logger.exception("Graph not built", extra={"event": "graph_not_built"})
        finally:
            with self._lock:
                self._building.discard(clan.uuid)
            if threading.current_thread() is not threading.main_thread():
                connection.close()
