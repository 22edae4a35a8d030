"""Notes, citations and pictures of somebody who goes, handed on without doubles."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final

from django.db import models

from genealogy.models import Citation, Event, MediaLink, Note, Person, Union

#: Whose a note, citation or picture is.
Target = Person | Union | Event

#: What makes two rows of one target the same.
_SAME: Final[dict[type[models.Model], Callable[[Any], Hashable]]] = {
    Note: lambda note: " ".join(note.text.split()),
    Citation: lambda cited: (cited.source_id, cited.page.strip(), cited.text.strip()),
    MediaLink: lambda link: (link.image_id, link.document_id, link.file_name),
}


def attached_move(old: Target, new: Target) -> None:
    """Hand over everything attached to one person, couple or event; what is there already goes."""
    for model, same in _SAME.items():
        rows = model._base_manager
        there = {same(row): row for row in rows.filter(**_target(new))}
        for row in rows.filter(**_target(old)).order_by("pk"):
            twin = there.get(same(row))
            if twin is not None:
                _fill(twin, row)
                row.delete()
                continue
            for name in ("person", "union", "event"):
                setattr(row, name, None)
            setattr(row, _column(new), new)
            row.save(update_fields=["person", "union", "event"])
            there[same(row)] = row


def note_add(target: Target, text: str, *, is_sensitive: bool = False) -> None:
    """Add a note unless the same is there."""
    there = {" ".join(note.text.split()) for note in Note.objects.filter(**_target(target))}
    if " ".join(text.split()) not in there:
        Note.objects.create(text=text, is_sensitive=is_sensitive, **_target(target))


def picture_add(person: Person, image: Any) -> None:
    """Hang a picture on somebody unless it hangs there."""
    if not MediaLink.objects.filter(person=person, image=image).exists():
        MediaLink.objects.create(person=person, image=image)


def _fill(kept: Any, other: Any) -> None:
    """Take over what the twin says beyond; what was for compilers only stays so."""
    changed = []
    for name in ("caption", "quality"):
        if getattr(kept, name, "") in ("", None) and getattr(other, name, None):
            setattr(kept, name, getattr(other, name))
            changed.append(name)
    if getattr(other, "is_sensitive", False) and not kept.is_sensitive:
        kept.is_sensitive = True
        changed.append("is_sensitive")
    if changed:
        kept.save(update_fields=changed)


def _column(target: Target) -> str:
    return str(target._meta.model_name)


def _target(target: Target) -> dict[str, Any]:
    return {_column(target): target}
