"""Reading the history: what was changed of whom, by whom and when. For compilers alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import ChangeState
from genealogy.models import Change, ChangeSet, ChangeSubject, Person, Union
from genealogy.selectors.history_names import Names, Owner
from genealogy.selectors.history_words import HistoryLine, lines_of

#: Rows of one change set told at once; a larger one says how many more there are.
MAX_CHANGES = 400


@dataclass(frozen=True)
class HistoryGroup:
    """The differences of one person, one couple, or of the clan's own things (`name` empty).

    `person_id` is there when the person is still in the tree.
    """

    name: str
    lines: list[HistoryLine]
    person_id: int | None = None


@dataclass(frozen=True)
class HistoryEntry:
    """One change set in words; `left_out` rows are not told because there are too many."""

    change_set: ChangeSet
    groups: list[HistoryGroup] = field(default_factory=list)
    left_out: int = 0

    @property
    def lines(self) -> list[HistoryLine]:
        """All lines, group by group."""
        return [line for group in self.groups for line in group.lines]

    @property
    def is_undoable(self) -> bool:
        """Whether it may be asked to be undone here; imports have their own undo."""
        is_applied = self.change_set.state == ChangeState.APPLIED
        return is_applied and self.change_set.import_run_id is None and bool(self.groups)


def change_sets_for(viewer: Viewer) -> QuerySet[ChangeSet]:
    """Give the change sets this viewer may read, the last first: all for compilers, else none."""
    rows = ChangeSet.objects.select_related("clan", "author", "reverts", "import_run")
    rows = rows.order_by("-pk")
    return rows if viewer.role >= Role.EDITOR else rows.none()


def person_change_sets(viewer: Viewer, person_uuid: UUID) -> QuerySet[ChangeSet]:
    """Give the change sets that are about somebody."""
    subjects = ChangeSubject.objects.filter(person_uuid=person_uuid)
    return change_sets_for(viewer).filter(pk__in=subjects.values("change_set_id"))


def entries_of(
    change_sets: Iterable[ChangeSet],
    viewer: Viewer,
    *,
    seen_from: int | None = None,
    limit: int = MAX_CHANGES,
) -> list[HistoryEntry]:
    """Put change sets into words, in a fixed number of queries however many there are.

    Args:
        change_sets: as `change_sets_for` gives them.
        viewer: a compiler; to anybody else nothing is told.
        seen_from: primary key of the person whose page it is; only what concerns that person
            is told then.
        limit: rows told per change set.
    """
    sets = list(change_sets)
    if viewer.role < Role.EDITOR:
        return []
    by_set: dict[int, list[Change]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    rows = Change.objects.filter(change_set__in=sets).order_by("change_set_id", "sequence", "id")
    for change in rows.iterator(chunk_size=2_000):
        counts[change.change_set_id] += 1
        if len(by_set[change.change_set_id]) < limit:
            by_set[change.change_set_id].append(change)
    names = Names((change for part in by_set.values() for change in part), viewer)
    entries = []
    for change_set in sets:
        told = by_set[change_set.pk]
        lines = lines_of(told, names, seen_from=seen_from)
        if seen_from is not None:
            lines = [line for line in lines if _concerns(line, seen_from, names)]
        left_out = counts[change_set.pk] - len(told)
        entries.append(HistoryEntry(change_set, _groups(lines, names), left_out))
    return entries


def subjects_in_words(
    change_sets: Sequence[ChangeSet], viewer: Viewer, *, shown: int = 3
) -> dict[int, str]:
    """Name whom each change set is about: the first few, then how many more."""
    people: dict[int, list[UUID]] = defaultdict(list)
    rows = ChangeSubject.objects.filter(change_set__in=change_sets).order_by("pk")
    for change_set_id, person_uuid in rows.values_list("change_set_id", "person_uuid"):
        people[change_set_id].append(person_uuid)
    wanted = {uuid for uuids in people.values() for uuid in uuids[:shown]}
    known = Person.objects.visible_to(viewer).filter(uuid__in=wanted)
    names = {person.uuid: str(person) for person in known.only("uuid", "full_name")}
    words = {}
    for change_set_id, uuids in people.items():
        listed = [names[uuid] for uuid in uuids[:shown] if uuid in names]
        more = len(uuids) - len(listed)
        words[change_set_id] = ", ".join(listed) + (f" +{more}" if more else "")
    return words


def _concerns(line: HistoryLine, person_id: int, names: Names) -> bool:
    """Say whether a line is told in somebody's own history."""
    owner = line.owner
    if person_id in (owner.person, owner.parent):
        return True
    return owner.union is not None and person_id in names.members(owner.union)


def _groups(lines: Iterable[HistoryLine], names: Names) -> list[HistoryGroup]:
    """Gather lines by whose they are, in the order in which these first occur."""
    gathered: dict[Owner, list[HistoryLine]] = defaultdict(list)
    for line in lines:
        owner = line.owner
        gathered[Owner(owner.person, None if owner.person else owner.union)].append(line)
    groups = []
    for owner, found in gathered.items():
        name = ""
        if owner.person is not None:
            name = names.of(Person, owner.person)
        elif owner.union is not None:
            name = names.of(Union, owner.union)
        present = owner.person if owner.person in names.present else None
        groups.append(HistoryGroup(name, found, present))
    return groups
