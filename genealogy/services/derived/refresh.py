"""Refreshing derived columns after an edit: the people touched and whatever follows from them.

Changes spread as far as values really change and no further, so an edit of a leaf costs a few
short queries whatever the size of the clan, and the move of a branch rewrites that branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from genealogy.domain.placement import (
    OF_THE_BLOOD,
    Belonging,
    Founding,
    Kin,
    Place,
    extend_path,
    founding_line,
    place_person,
    rank_siblings,
)
from genealogy.domain.privacy import KinDays, latest_birth, presume_living
from genealogy.models import Clan, Person
from genealogy.services.derived.columns import (
    DERIVED_COLUMNS,
    NO_DATES,
    Row,
    chunked,
    name_columns,
    read_date_columns,
    read_other_names,
    write_rows,
)
from genealogy.services.derived.neighbours import LinkBook, spouses_of
from genealogy.services.derived.reading import (
    fresh_scope,
    read_bonds,
    read_lives,
    read_marriages,
)
from genealogy.services.derived.rebuild import is_postponed, rebuild_clan
from genealogy.services.locks import clan_lock
from genealogy.services.tree_versions import tree_touch

#: Called with how many people have their new place.
Placed = Callable[[int], None]

#: Deeper than any tree; only people who descend from themselves would go on for longer.
_MAX_ROUNDS = 400


class _Circle(Exception):
    """The people touched descend from themselves; only a whole rebuild can cut the circle."""


def refresh_people(clan: Clan, person_ids: Iterable[int], placed: Placed | None = None) -> int:
    """Bring derived columns up to date after these people or their links, unions, events changed.

    Whoever was bound to them before the change (a former parent, a former spouse) must be among
    the ids too. The result equals `rebuild_clan`. `placed` is told how far a large move is.

    Returns:
        How many rows changed.
    """
    ids = set(person_ids)
    if not ids or is_postponed(clan):
        return 0
    with transaction.atomic():
        clan_lock(clan)
        try:
            changes = _Refresh(clan, placed).run(ids)
        except _Circle:
            return rebuild_clan(clan).changed
        write_rows(changes)
        tree_touch(clan, ids | changes.keys())
    return len(changes)


class _Refresh:
    """One refresh: rows read once, new values on top of them, changes at the end."""

    def __init__(self, clan: Clan, placed: Placed | None = None) -> None:
        self.scope = fresh_scope(clan)
        self.links = LinkBook(self.scope)
        self.placed = placed
        self.stored: dict[int, Row] = {}
        self.changes: dict[int, Row] = {}

    def run(self, ids: set[int]) -> dict[int, Row]:
        """Give the changed columns of everybody concerned."""
        self._load(ids)
        ids = {pk for pk in ids if pk in self.stored}
        self._refresh_own_columns(ids)
        self._refresh_places(ids)
        moved = self._refresh_ancestors(ids)
        self._refresh_presumptions(ids | moved)
        return {pk: row for pk, row in self.changes.items() if row}

    # Rows ------------------------------------------------------------------------------------

    def _load(self, ids: Iterable[int]) -> None:
        """Read the stored columns of people not read yet."""
        for part in chunked(sorted(set(ids) - self.stored.keys())):
            rows = self.scope.people().filter(pk__in=part).values("id", "sex", *DERIVED_COLUMNS)
            self.stored.update((row["id"], row) for row in rows)

    def _value(self, pk: int, column: str) -> Any:
        changed = self.changes.get(pk)
        if changed is not None and column in changed:
            return changed[column]
        return self.stored[pk][column]

    def _set(self, pk: int, row: Row) -> bool:
        """Note new values; say whether any differs from what was known so far."""
        is_new = False
        changed = self.changes.setdefault(pk, {})
        for column, value in row.items():
            is_new |= self._value(pk, column) != value
            if self.stored[pk][column] == value:
                changed.pop(column, None)
            else:
                changed[column] = value
        return is_new

    def _place(self, pk: int | None) -> Place | None:
        if pk is None or pk not in self.stored:
            return None
        return Place(
            self._value(pk, "generation"),
            Belonging(self._value(pk, "membership")),
            self._value(pk, "branch_id"),
            self._value(pk, "lineage_path"),
        )

    # Names and dates -------------------------------------------------------------------------

    def _refresh_own_columns(self, ids: set[int]) -> None:
        for part in chunked(sorted(ids)):
            people = Q(person_id__in=part)
            other_names, dates = read_other_names(people), read_date_columns(people)
            rows = Person.objects.filter(pk__in=part).values_list(
                "id", "surname", "middle_name", "given_name"
            )
            for pk, *parts in rows:
                names = other_names.get(pk, ())
                row = name_columns(tuple(parts), names, self.scope.clan.name_order)
                self._set(pk, {**row, **dates.get(pk, NO_DATES)._asdict()})

    # Places ----------------------------------------------------------------------------------

    def _refresh_places(self, ids: set[int]) -> None:
        founding = self._founding()
        links = self.links.of(ids)
        parents = set(links.lineage_parents.values())
        siblings = self.links.of(parents).lineage_children
        queue = ids | parents | spouses_of(ids)
        queue.update(child for group in links.children.values() for child in group)
        queue.update(child for group in siblings.values() for child in group)
        if ids & founding.line.keys():
            queue.update(founding.line)
        for _ in range(_MAX_ROUNDS):
            if not queue:
                return
            queue = self._place_round(queue, founding)
            if self.placed is not None:
                self.placed(len(self.changes))
        raise _Circle

    def _founding(self) -> Founding:
        """Read the founder and the lineage above, and who founded branches."""
        clan = self.scope.clan
        line: list[tuple[int, int | None]] = []
        current = clan.founder_id
        while current is not None:
            if len(line) > _MAX_ROUNDS:
                raise _Circle
            overrides = self.scope.people().filter(pk=current)
            row = overrides.values_list("id", "generation_override").first()
            if row is None:
                break
            line.append(row)
            current = self.links.of([current]).lineage_parents.get(current)
        return Founding(
            founding_line(line, clan.founder_generation),
            line[-1][0] if line else None,
            self.scope.branch_founders(),
        )

    def _place_round(self, queue: set[int], founding: Founding) -> set[int]:
        """Place everybody in the queue; give those who stand on somebody that moved."""
        self._load(queue)
        queue = {pk for pk in queue if pk in self.stored}
        links = self.links.of(queue)
        kin = self._kin_of_families(queue)
        self._load(
            relative
            for pk in queue
            for relative in (kin[pk].parent, *kin[pk].others, *kin[pk].spouses)
            if relative is not None
        )
        lineage: set[int] = set()
        following: set[int] = set()
        for pk in sorted(queue, key=lambda pk: len(self.stored[pk]["lineage_path"])):
            before = self._place(pk)
            after = self._placed(kin, pk, founding)
            if before is None or after == before:
                continue
            self._set(
                pk,
                {
                    "generation": after.generation,
                    "membership": after.membership.value,
                    "branch_id": after.branch_id,
                    "lineage_path": after.path,
                },
            )
            # Whoever is not of the blood places nobody but the children of their own line.
            memberships = {before.membership, after.membership}
            is_blood = not memberships.isdisjoint(OF_THE_BLOOD)
            children = links.children if is_blood else links.lineage_children
            following.update(children.get(pk, ()))
            if Belonging.LINEAGE in memberships:
                lineage.add(pk)
        return following | (spouses_of(lineage) if lineage else set())

    def _kin_of_families(self, queue: set[int]) -> dict[int, Kin]:
        """Read the facts of the queue and of all siblings, with `position` kept beside them."""
        bonds = read_bonds(self.scope, queue)
        parents = {kin.parent for kin in bonds.kin.values() if kin.parent is not None}
        families = self.links.of(parents).lineage_children
        siblings = {child for group in families.values() for child in group} - queue
        kin = {**bonds.kin, **(read_bonds(self.scope, siblings).kin if siblings else {})}
        by_mother = self.scope.clan.ranks_by_mother
        self.positions = {
            sibling.id: position
            for group in families.values()
            for position, sibling in enumerate(
                rank_siblings((kin[pk] for pk in group if pk in kin), ranks_by_mother=by_mother),
                start=1,
            )
        }
        return kin

    def _placed(self, kin_of: dict[int, Kin], pk: int, founding: Founding) -> Place:
        kin = kin_of[pk]
        parent = self._place(kin.parent)
        path = extend_path(parent, kin, self.positions.get(pk, 0), founding)
        others = [place for place in map(self._place, kin.others) if place is not None]
        spouses = [
            (self.stored[spouse]["sex"], place)
            for spouse, place in ((spouse, self._place(spouse)) for spouse in kin.spouses)
            if place is not None
        ]
        return place_person(
            kin, founding=founding, path=path, parent=parent, others=others, spouses=spouses
        )

    # Ancestors -------------------------------------------------------------------------------

    def _refresh_ancestors(self, ids: set[int]) -> set[int]:
        """Recount descendants and latest births upwards; give those whose latest birth moved."""
        first = self.links.of(ids)
        queue = ids | set(first.lineage_parents.values())
        queue.update(parent for group in first.older_parents.values() for parent in group)
        moved: set[int] = set()
        for _ in range(_MAX_ROUNDS):
            if not queue:
                return moved
            queue = self._ancestor_round(queue, moved)
        raise _Circle

    def _ancestor_round(self, queue: set[int], moved: set[int]) -> set[int]:
        self._load(queue)
        queue = {pk for pk in queue if pk in self.stored}
        links = self.links.of(queue)
        self._load(child for group in links.children.values() for child in group)
        lives = read_lives(self.scope, queue)
        above: set[int] = set()
        for pk in queue:
            count = sum(
                self._value(child, "descendant_count") + 1
                for child in links.lineage_children.get(pk, ())
                if child in self.stored
            )
            days = [
                self._value(child, "latest_birth")
                for child in links.older_children.get(pk, ())
                if child in self.stored
            ]
            born = latest_birth(lives[pk], [day for day in days if day is not None])
            if self._set(pk, {"descendant_count": count}) and pk in links.lineage_parents:
                above.add(links.lineage_parents[pk])
            if self._set(pk, {"latest_birth": born}):
                moved.add(pk)
                above.update(links.older_parents.get(pk, ()))
        return above

    # The living ------------------------------------------------------------------------------

    def _refresh_presumptions(self, moved: set[int]) -> None:
        """Judge people whose own or whose kin's dates may have changed."""
        links = self.links.of(moved)
        concerned = moved | spouses_of(moved)
        concerned.update(child for group in links.older_children.values() for child in group)
        self._load(concerned)
        concerned = {pk for pk in concerned if pk in self.stored}
        bonds = read_bonds(self.scope, concerned)
        lives = read_lives(self.scope, concerned)
        marriages = read_marriages(self.scope, concerned)
        self._load(
            other
            for pk in concerned
            for other in (*bonds.older_parents.get(pk, ()), *bonds.spouses.get(pk, ()))
        )
        for pk in concerned:
            kin = KinDays(
                parents=self._births(bonds.older_parents.get(pk, ())),
                spouses=self._births(bonds.spouses.get(pk, ())),
                marriages=marriages.get(pk, ()),
            )
            born_by = self._value(pk, "latest_birth")
            presumption = presume_living(lives[pk], kin, born_by=born_by)
            self._set(
                pk,
                {
                    "presumed_living": presumption.presumed_living,
                    "presumed_living_until": presumption.until,
                },
            )

    def _births(self, people: Iterable[int]) -> list[int]:
        days = [self._value(pk, "latest_birth") for pk in people if pk in self.stored]
        return [day for day in days if day is not None]
