"""Comparing the tree of a clan, as strangers may read it, with what receivers were told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse

from cms.webhooks.models import EventType, Mark, Told
from cms.webhooks.outbox import News
from genealogy.public import (
    Told as TreeRecord,
)
from genealogy.public import (
    Viewer,
    people_of_change,
    told_clans,
    told_people,
    viewer_for,
)

#: Ids of people or branches one event names; when more changed it says that all may have.
MOST_IDS = 500
_BATCH = 1_000
_KINDS = ("clan", "branch", "person")
#: The object of an event is the clan; its slug is kept under this kind, with the sequence.
TREE = "tree"


@dataclass
class TreeDifference:
    """What strangers can notice of a clan since receivers were told.

    `changed` and `gone` hold public ids by kind; `slug` is the clan's, `former_slug` another one
    it was told under before.
    """

    clan_id: int
    slug: str = ""
    former_slug: str = ""
    sequence: int = 0
    changed: dict[str, list[str]] = field(default_factory=dict)
    gone: dict[str, list[str]] = field(default_factory=dict)
    write: list[Told] = field(default_factory=list)
    delete: list[int] = field(default_factory=list)

    @property
    def is_noticed(self) -> bool:
        """Whether there is anything to tell."""
        return any([*self.changed.values(), *self.gone.values()])

    def news(self) -> News:
        """Give the event: public ids only, sorted, so that nothing follows from their order."""
        people, gone = self.changed.get("person", []), self.gone.get("person", [])
        is_complete = len(people) <= MOST_IDS and len(gone) <= MOST_IDS
        return News(
            EventType.TREE_CHANGED,
            f"{TREE}:{self.clan_id}",
            self.sequence,
            {
                "type": "genealogy.Clan",
                "endpoint": "clans",
                "id": self.slug,
                "path": _clan_path(self.slug),
            },
            previous_path=_clan_path(self.former_slug) if self.former_slug else "",
            clan_id=self.clan_id,
            more={
                "is_gone": bool(self.gone.get("clan")),
                "is_complete": is_complete,
                "people": sorted(people) if is_complete else [],
                "people_gone": sorted(gone) if is_complete else [],
                "branches": sorted(self.changed.get("branch", [])),
                "branches_gone": sorted(self.gone.get("branch", [])),
            },
        )

    def write_first(self) -> None:
        """Note the clan's place in its sequence, in the transaction that writes the event."""
        Told.objects.update_or_create(
            kind=TREE,
            key=str(self.clan_id),
            defaults={"public_id": self.slug, "sequence": self.sequence},
        )

    def write_rest(self) -> None:
        """Note what strangers can read now, in short transactions.

        A sender killed between them finds the rest again and tells of it once more.
        """
        for start in range(0, len(self.write), _BATCH):
            with transaction.atomic():
                Told.objects.bulk_create(
                    self.write[start : start + _BATCH],
                    update_conflicts=True,
                    unique_fields=["kind", "key"],
                    update_fields=["clan_key", "public_id", "digest"],
                )
        for start in range(0, len(self.delete), _BATCH):
            Told.objects.filter(pk__in=self.delete[start : start + _BATCH]).delete()


def touched_of(marks: Iterable[Mark]) -> set[int] | None:
    """Give whom the marks of one clan name, by primary key; None when anybody may have changed."""
    people: set[int] = set()
    for mark in marks:
        if mark.change_set is not None:
            people.update(people_of_change(mark.change_set))
        elif mark.people is None:
            return None
        else:
            people.update(mark.people)
    return people


def tree_difference(
    clan_id: int, people: Collection[int] | None, *, hold: Callable[[], None] = lambda: None
) -> TreeDifference:
    """Compare a clan and its branches, and all its people or those named.

    `hold` is called now and then, by whoever must say that it is still at work.
    """
    now: dict[tuple[str, str], TreeRecord] = {}
    for number, record in enumerate(_records(clan_id, stranger_viewer(), people)):
        now[record.kind, str(record.pk)] = record
        if number % _BATCH == 0:
            hold()
    before = _told_before(clan_id, people)
    found = TreeDifference(clan_id)
    place = Told.objects.filter(kind=TREE, key=str(clan_id)).first()
    former = place.public_id if place is not None else ""
    found.slug = next((one.public_id for one in now.values() if one.kind == "clan"), former)
    found.former_slug = former if former != found.slug else ""
    found.sequence = (place.sequence if place is not None else 0) + 1
    for key, record in now.items():
        known = before.pop(key, None)
        if known is None or known[1] != record.digest:
            found.changed.setdefault(record.kind, []).append(record.public_id)
            found.write.append(_row(clan_id, record))
    for (kind, _key), (pk, _digest, public_id) in before.items():
        found.gone.setdefault(kind, []).append(public_id)
        found.delete.append(pk)
    return found


def stranger_viewer() -> Viewer:
    """Give the stranger of today."""
    return viewer_for(AnonymousUser())


def _records(clan_id: int, viewer: Viewer, people: Collection[int] | None) -> Iterable[TreeRecord]:
    yield from told_clans(clan_id, viewer)
    yield from told_people(clan_id, viewer, people)


def _told_before(
    clan_id: int, people: Collection[int] | None
) -> dict[tuple[str, str], tuple[int, str, str]]:
    """Give what was told, by kind and key, as primary key, digest and public id."""
    rows = Told.objects.filter(kind__in=_KINDS, clan_key=clan_id)
    columns = ("kind", "key", "pk", "digest", "public_id")
    if people is None:
        return {(kind, key): (*rest,) for kind, key, *rest in rows.values_list(*columns).iterator()}
    found = {
        (kind, key): (*rest,)
        for kind, key, *rest in rows.filter(kind__in=_KINDS[:2]).values_list(*columns)
    }
    keys = sorted(map(str, people))
    for start in range(0, len(keys), _BATCH // 2):
        some = rows.filter(kind="person", key__in=keys[start : start + _BATCH // 2])
        found |= {(kind, key): (*rest,) for kind, key, *rest in some.values_list(*columns)}
    return found


def _row(clan_id: int, record: TreeRecord) -> Told:
    return Told(
        kind=record.kind,
        key=str(record.pk),
        clan_key=clan_id,
        public_id=record.public_id,
        digest=record.digest,
    )


def _clan_path(slug: str) -> str:
    return reverse("genealogy:clan", args=[slug]) if slug else ""
