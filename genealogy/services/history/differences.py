"""The difference between the rows an edit found and the rows it left."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from genealogy.enums import ChangeAction
from genealogy.models import Change
from genealogy.services.history.rows import (
    PlainRow,
    Rows,
    identity_columns,
    model_of,
    name_of,
    order_of,
    rows_by_key,
)
from genealogy.services.history.watching import Snapshot, Watched

_ACTION_ORDER = {ChangeAction.DELETE: 0, ChangeAction.UPDATE: 1, ChangeAction.CREATE: 2}


@dataclass(frozen=True)
class Difference:
    """One row that was made, changed or deleted.

    A changed row holds, on both sides, the columns that differ and those that tell which row it
    is; a new or deleted one holds all its typed columns.
    """

    model: type[models.Model]
    pk: int
    action: ChangeAction
    before: PlainRow | None
    after: PlainRow | None

    @property
    def name(self) -> str:
        """The model's name in `Change.model`."""
        return name_of(self.model)

    @property
    def changed(self) -> list[str]:
        """The columns of a changed row that differ; none for a new or deleted one."""
        if self.before is None or self.after is None:
            return []
        return [name for name, value in self.after.items() if self.before.get(name) != value]


def difference_of(change: Change) -> Difference:
    """Read a stored change."""
    return Difference(
        model_of(change.model),
        int(change.object_id),
        ChangeAction(change.action),
        change.before,
        change.after,
    )


def differences(before: Snapshot, watched: Watched) -> list[Difference]:
    """Compare what was read before with what is there now.

    Deleted rows come first, those that stand on others before these; then changed rows; then
    new ones in the order in which they stand on each other. Taken back in reverse, a new row
    never meets the one it replaced.
    """
    after = watched.read()
    found: list[Difference] = []
    for model, old in before.items():
        new = after[model]
        # A row that moved to somebody nobody watches is changed, not gone.
        new.update(rows_by_key(model, old.keys() - new.keys()))
        found.extend(_of_model(model, old, new))
    return sorted(found, key=_order)


def _of_model(model: type[models.Model], old: Rows, new: Rows) -> list[Difference]:
    found = []
    for pk in sorted(old.keys() | new.keys()):
        row_before, row_after = old.get(pk), new.get(pk)
        if row_before == row_after:
            continue
        if row_before is None:
            found.append(Difference(model, pk, ChangeAction.CREATE, None, row_after))
        elif row_after is None:
            found.append(Difference(model, pk, ChangeAction.DELETE, row_before, None))
        else:
            names = set(identity_columns(model))
            names.update(name for name in row_after if row_before[name] != row_after[name])
            found.append(
                Difference(
                    model,
                    pk,
                    ChangeAction.UPDATE,
                    {name: row_before[name] for name in row_before if name in names},
                    {name: row_after[name] for name in row_after if name in names},
                )
            )
    return found


def _order(one: Difference) -> tuple[int, int, int]:
    position = order_of(one.name)
    is_delete = one.action == ChangeAction.DELETE
    return (_ACTION_ORDER[one.action], -position if is_delete else position, one.pk)
