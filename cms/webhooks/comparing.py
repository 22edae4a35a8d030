"""Turning marks into events: what a stranger can read now against what receivers were told.

An event exists exactly when a stranger could notice a difference, however the change came about
(a form, a schedule, an import, a command) and whatever hidden rows were touched beside it. Reading
is done outside any transaction; what is new and the events of it are written together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.webhooks.marks import is_listened
from cms.webhooks.models import Comparing, EventType, Mark, Told
from cms.webhooks.outbox import News, events_write
from cms.webhooks.strangers import READERS, State, page_states, pages_there, subtree_keys
from cms.webhooks.trees import TREE, TreeDifference, touched_of, tree_difference
from genealogy.public import told_clan_ids

#: A comparer may be silent for so many times the longest exchange before another takes over.
_LEASE = 4
#: Marks read in one turn.
_MOST_MARKS = 20_000
#: What follows from public pages, and is compared whenever one was touched.
_FOLLOWING = ("topic", "author", "site")
_TYPES = {
    "image": EventType.IMAGE_CHANGED,
    "redirect": EventType.REDIRECT_CHANGED,
    "topic": EventType.TOPIC_CHANGED,
    "author": EventType.AUTHOR_CHANGED,
    "site": EventType.SITE_CHANGED,
}


class NotOurs(Exception):
    """Another sender compares now; what this one found must not be written."""


def compare_turn(holder: str) -> int:
    """Compare what is marked, once a day everything; give how many events came of it.

    Nothing is done while another sender does it, or while nobody listens.
    """
    if not is_listened() or not _has_work() or not _take(holder):
        return 0
    try:
        return _compare(holder)
    except NotOurs:
        return 0
    finally:
        Comparing.objects.filter(pk=1, holder=holder).update(holder="", held_until=None)


def _baseline_make(holder: str) -> None:
    """Note everything strangers can read now as told, without an event.

    Needed when an endpoint is switched on after nobody listened. It is a sender's work: reading a
    large tree takes seconds, in which no form may keep the database for itself.
    """
    marks = list(Mark.objects.values_list("pk", flat=True))
    with transaction.atomic():
        # Sequences go on where they were; what was told is read anew.
        Told.objects.filter(kind__in=("person", "branch", "clan")).delete()
        Told.objects.exclude(kind=TREE).update(digest="")
    for kind, reader in READERS.items():
        _note(kind, reader(None).values())
    for clan_id in told_clan_ids():
        found = tree_difference(clan_id, None, hold=lambda: _held(holder))
        Told.objects.get_or_create(kind=TREE, key=str(clan_id), defaults={"public_id": found.slug})
        found.write_rest()
    _marks_delete(marks)
    Comparing.objects.filter(pk=1, holder=holder).update(
        baseline_at=timezone.now(), compared_on=timezone.localdate()
    )


def is_prepared() -> bool:
    """Say whether what strangers can read is noted, so that changes of it are told."""
    return Comparing.objects.filter(pk=1, baseline_at__isnull=False).exists()


def _has_work() -> bool:
    state = Comparing.objects.filter(pk=1).values_list("baseline_at", "compared_on").first()
    if state is None or state[0] is None or state[1] != timezone.localdate():
        return True
    return _ready_marks(timezone.now()).exists()


def _ready_marks(now: datetime) -> Any:
    """Give the marks whose burst is over: those of trees wait for a quiet moment, not for ever."""
    quiet = now - timedelta(seconds=settings.WEBHOOK_QUIET_SECONDS)
    patience = now - timedelta(seconds=settings.WEBHOOK_QUIET_SECONDS * 15)
    fresh = Mark.objects.filter(kind=TREE, made_at__gt=quiet)
    old = Mark.objects.filter(kind=TREE, made_at__lte=patience)
    waits = Q(kind=TREE, key__in=fresh.values("key")) & ~Q(key__in=old.values("key"))
    return Mark.objects.exclude(waits)


def _take(holder: str) -> bool:
    """Become the one who compares."""
    Comparing.objects.get_or_create(pk=1)
    now = timezone.now()
    free = Comparing.objects.filter(Q(held_until__isnull=True) | Q(held_until__lt=now), pk=1)
    return bool(free.update(holder=holder, held_until=now + _lease()))


def _lease() -> timedelta:
    return timedelta(seconds=_LEASE * settings.WEBHOOK_WHOLE_SECONDS)


def _held(holder: str) -> None:
    """Hold the place a while longer; inside a transaction this also keeps others waiting.

    Raises:
        NotOurs: somebody else has it.
    """
    until = timezone.now() + _lease()
    if not Comparing.objects.filter(pk=1, holder=holder).update(held_until=until):
        raise NotOurs


def _compare(holder: str) -> int:
    state = Comparing.objects.get(pk=1)
    if state.baseline_at is None:
        _baseline_make(holder)
        return 0
    today = timezone.localdate()
    is_whole = state.compared_on != today
    marks = list(
        Mark.objects.all()
        if is_whole
        else _ready_marks(timezone.now()).order_by("pk")[:_MOST_MARKS]
    )
    by_kind: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_kind[mark.kind].append(mark)
    count = _compare_things(holder, by_kind, is_whole=is_whole)
    count += _compare_trees(holder, by_kind.get(TREE, []), is_whole=is_whole)
    if is_whole:
        Comparing.objects.filter(pk=1, holder=holder).update(compared_on=today)
    return count


# Pages, pictures and the rest -----------------------------------------------------------------


def _compare_things(holder: str, marks: dict[str, list[Mark]], *, is_whole: bool) -> int:
    count = 0
    keys = {int(m.key) for m in marks.get("page", ())}
    below = subtree_keys(int(m.key) for m in marks.get("subtree", ()))
    done = [*marks.get("page", ()), *marks.get("subtree", ())]
    following: set[str] = set()
    if keys or below or is_whole:
        found = _compare_pages(holder, None if is_whole else keys | below, done)
        count += found.count
        following = {*_FOLLOWING, "redirect"} if found.is_elsewhere else {*_FOLLOWING}
    for kind, event_type in _TYPES.items():
        own = marks.get(kind, [])
        if not (own or kind in following or is_whole):
            continue
        is_all = is_whole or kind in following or kind in _FOLLOWING
        wanted = None if is_all else {int(m.key) for m in own}
        count += _compare_rows(holder, kind, event_type, wanted, own)
    return count


@dataclass(frozen=True)
class _PagesCompared:
    """How many events there were, and whether a page came, went or moved."""

    count: int
    is_elsewhere: bool


def _compare_pages(holder: str, keys: set[int] | None, marks: list[Mark]) -> _PagesCompared:
    told = _told("page", keys)
    now = page_states(keys)
    moved = {int(k) for k, s in now.items() if k in told and told[k].path not in {"", s.path}}
    if keys is not None and moved:
        keys = keys | subtree_keys(moved)
        told, now = _told("page", keys), page_states(keys)
    lost = [int(key) for key, row in told.items() if row.digest and key not in now]
    there = pages_there(lost)
    news: list[News] = []
    rows: list[Told] = []
    for key in sorted({*told, *now}, key=int):
        row = told.get(key) or Told(kind="page", key=key)
        types = _page_news(row, now.get(key), is_there=int(key) in there)
        for event_type in types:
            row.sequence += 1
            previous = row.path if event_type == EventType.PAGE_MOVED else ""
            news.append(_news(event_type, "page", row, now.get(key), previous=previous))
        if types:
            rows.append(_noted(row, now.get(key)))
    # Wagtail makes redirects in bulk, without a signal, when a page moves.
    is_elsewhere = any(one.type != EventType.PAGE_UPDATED for one in news)
    return _PagesCompared(_write(holder, news, rows, marks), is_elsewhere)


def _page_news(row: Told, state: State | None, *, is_there: bool) -> list[EventType]:
    """Say what happened to a page, in order."""
    if state is None:
        if not row.digest:
            return []
        return [EventType.PAGE_UNPUBLISHED if is_there else EventType.PAGE_DELETED]
    if not row.digest:
        return [EventType.PAGE_PUBLISHED]
    if row.digest == state.digest:
        return []
    if row.path == state.path:
        return [EventType.PAGE_UPDATED]
    return [EventType.PAGE_MOVED]


def _compare_rows(
    holder: str, kind: str, event_type: EventType, keys: set[int] | None, marks: list[Mark]
) -> int:
    told, now = _told(kind, keys), READERS[kind](keys)
    news: list[News] = []
    rows: list[Told] = []
    for key in sorted({*told, *now}, key=int):
        row, state = told.get(key) or Told(kind=kind, key=key), now.get(key)
        if row.digest == (state.digest if state is not None else ""):
            continue
        change = "created" if not row.digest else "gone" if state is None else "updated"
        row.sequence += 1
        news.append(_news(event_type, kind, row, state, more={"change": change}))
        rows.append(_noted(row, state))
    return _write(holder, news, rows, marks)


def _news(
    event_type: EventType, kind: str, row: Told, state: State | None, *, previous: str = "",
    more: dict[str, Any] | None = None,
) -> News:  # fmt: skip
    told: dict[str, Any]
    if state is None:
        endpoint, _sign, public_id = row.public_id.partition("/")
        told = {"type": row.type, "endpoint": endpoint, "id": public_id, "path": row.path}
    else:
        told = {
            "type": state.type,
            "endpoint": state.endpoint,
            "id": state.public_id,
            "path": state.path,
        }
    key = told["id"]
    told["id"] = int(key) if key.isdigit() else key
    return News(event_type, f"{kind}:{row.key}", row.sequence, told, previous, more=more or {})


def _noted(row: Told, state: State | None) -> Told:
    """Bring a row up to what strangers can read now; where it stood stays known."""
    if state is None:
        row.digest = ""
        return row
    row.type, row.path, row.digest = state.type, state.path, state.digest
    row.public_id = f"{state.endpoint}/{state.public_id}"
    return row


def _note(kind: str, states: Iterable[State]) -> None:
    """Note states as told, without an event."""
    known = _told(kind, None)
    rows = [_noted(known.get(s.key) or Told(kind=kind, key=s.key), s) for s in states]
    with transaction.atomic():
        _save(rows)


def _write(holder: str, news: list[News], rows: list[Told], marks: list[Mark]) -> int:
    """Write events, what was told, and the end of the marks: all of it, or nothing."""
    with transaction.atomic():
        _held(holder)
        count = events_write(news) if news else 0
        _save(rows)
        _marks_delete([mark.pk for mark in marks])
    return count


def _save(rows: list[Told]) -> None:
    Told.objects.bulk_create([row for row in rows if row.pk is None], batch_size=500)
    changed = [row for row in rows if row.pk is not None]
    Told.objects.bulk_update(
        changed, ["type", "path", "digest", "public_id", "sequence"], batch_size=200
    )


def _told(kind: str, keys: set[int] | None) -> dict[str, Told]:
    rows = Told.objects.filter(kind=kind)
    if keys is None:
        return {row.key: row for row in rows}
    found: dict[str, Told] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), 500):
        some = rows.filter(key__in=map(str, wanted[start : start + 500]))
        found.update((row.key, row) for row in some)
    return found


def _marks_delete(keys: list[int]) -> None:
    for start in range(0, len(keys), 500):
        Mark.objects.filter(pk__in=keys[start : start + 500]).delete()


# Trees ----------------------------------------------------------------------------------------


def _compare_trees(holder: str, marks: list[Mark], *, is_whole: bool) -> int:
    by_clan: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_clan[int(mark.key)].append(mark)
    known = Told.objects.filter(kind=TREE).values_list("key", flat=True)
    clans = {*told_clan_ids(), *map(int, known)} if is_whole else set(by_clan)
    count = 0
    for clan_id in sorted(clans):
        own = by_clan.get(clan_id, [])
        people = None if is_whole else touched_of(own)
        found = tree_difference(clan_id, people, hold=lambda: _held(holder))
        count += _write_tree(holder, found, [mark.pk for mark in own])
    return count


def _write_tree(holder: str, found: TreeDifference, marks: list[int]) -> int:
    count = 0
    if found.is_noticed:
        with transaction.atomic():
            _held(holder)
            found.write_first()
            count = events_write([found.news()])
            # What fits into one short transaction is told once; more may be told again.
            if len(found.write) + len(found.delete) <= 5_000:
                found.write_rest()
                _marks_delete(marks)
                return count
        found.write_rest()
    _marks_delete(marks)
    return count
