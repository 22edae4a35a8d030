"""What stands against taking a change back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genealogy.models import ChangeSet


class ConflictKind(StrEnum):
    """Why a row cannot be put back as it was."""

    CHANGED = "changed"
    GONE = "gone"
    THERE = "there"
    MISSING = "missing"
    HANGING = "hanging"
    CLASH = "clash"
    CIRCLE = "circle"


_SENTENCES = {
    ConflictKind.CHANGED: gettext_lazy("%(what)s đã được sửa sau đó (%(detail)s)."),
    ConflictKind.GONE: gettext_lazy("%(what)s đã bị xoá sau đó."),
    ConflictKind.THERE: gettext_lazy("%(what)s đã có lại trong gia phả."),
    ConflictKind.MISSING: gettext_lazy("%(what)s cần đến %(detail)s, nay không còn."),
    ConflictKind.HANGING: gettext_lazy("%(what)s nay còn gắn với %(detail)s."),
    ConflictKind.CLASH: gettext_lazy("%(what)s không ghi lại được: %(detail)s"),
    ConflictKind.CIRCLE: gettext_lazy("%(what)s không ghi lại được, vì sẽ có vòng: %(detail)s."),
}


@dataclass(frozen=True)
class Conflict:
    """One row that stands against an undo.

    Args:
        kind: why.
        what: the row in words, such as "Ngày mất của Dương Văn An".
        detail: what was changed, what is missing, what hangs on it.
        later: the later change set that made it so, where one is known.
    """

    kind: ConflictKind
    what: str
    detail: str = ""
    later: ChangeSet | None = None

    def __str__(self) -> str:
        what = self.what[:1].upper() + self.what[1:]
        sentence = str(_SENTENCES[self.kind]) % {"what": what, "detail": self.detail}
        if self.later is None:
            return sentence
        return f"{sentence} {self.blame}"

    @property
    def blame(self) -> str:
        """Say which later change set it was, whose and when."""
        if self.later is None:
            return ""
        when = timezone.localtime(self.later.created_at).strftime("%H:%M %d/%m/%Y")
        if self.later.author is None:
            return _("Đợt thay đổi sau: %(when)s.") % {"when": when}
        return _("Đợt thay đổi sau: %(when)s, %(who)s.") % {
            "when": when,
            "who": self.later.author.get_full_name() or self.later.author.get_username(),
        }


class UndoConflict(ValidationError):
    """The tree has moved on; nothing was changed. `conflicts` says what stands against it."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = list(conflicts)
        super().__init__([str(conflict) for conflict in conflicts], code="conflict")


class UndoRefused(ValidationError):
    """This change set is not one to be undone here (code `import`, `state` or `empty`)."""
