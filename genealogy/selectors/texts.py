"""The three running texts of the gia phả: a clan's phả ký, a branch's words, a person's life."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from wagtail.rich_text import RichText

from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.editable import editable_people
from genealogy.selectors.viewers import viewer_for

ADMIN_ACCESS = "wagtailadmin.access_admin"


class TextKind(StrEnum):
    """Whose text it is."""

    CLAN = "clan"
    BRANCH = "branch"
    PERSON = "person"


_MODELS: dict[TextKind, type[Clan | Branch | Person]] = {
    TextKind.CLAN: Clan,
    TextKind.BRANCH: Branch,
    TextKind.PERSON: Person,
}
_FIELDS = {
    TextKind.CLAN: "introduction",
    TextKind.BRANCH: "introduction",
    TextKind.PERSON: "biography",
}


def text_kind_of(model: type) -> TextKind | None:
    """Give the kind of text rows of a model carry; None for those that carry none."""
    return next((kind for kind, known in _MODELS.items() if known is model), None)


def editable_text_owner(user: Any, kind: TextKind, uuid: UUID) -> Clan | Branch | Person | None:
    """Give the row whose text an account may change now; None when it may not, or there is none.

    Asks the same rows and rights as the forms of the admin.
    """
    if not user.is_active or not user.has_perm(ADMIN_ACCESS):
        return None
    if kind is TextKind.PERSON:
        return editable_people(user).select_related("clan").filter(uuid=uuid).first()
    if not user.has_perm(f"genealogy.change_{kind}"):
        return None
    viewer = viewer_for(user)
    if kind is TextKind.CLAN:
        return Clan.objects.visible_to(viewer).filter(uuid=uuid).first()
    branches = Branch.objects.visible_to(viewer).select_related("clan", "hall", "parent")
    return branches.filter(uuid=uuid).first()


def stored_text(owner: Clan | Branch | Person) -> str:
    """Give the text as it is stored."""
    kind = text_kind_of(type(owner))
    return str(getattr(owner, _FIELDS[kind])) if kind else ""


def with_text(owner: Clan | Branch | Person, text: str) -> None:
    """Put a text in place of the stored one, in memory alone."""
    kind = text_kind_of(type(owner))
    if kind is not None:
        setattr(owner, _FIELDS[kind], text)


def typed_text_name(kind: TextKind) -> str:
    """Give the name under which the form of the admin sends the text."""
    return _FIELDS[kind]


def typed_text(kind: TextKind, sent: Mapping[str, str]) -> str:
    """Read the text as the form of the admin would store it; signs it does not know fall away.

    Raises:
        ValidationError: what was sent is no text of the editor.
    """
    column: Any = _MODELS[kind]._meta.get_field(_FIELDS[kind])
    field = column.formfield(required=False)
    try:
        value = field.widget.value_from_datadict(sent, {}, _FIELDS[kind])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValidationError("no text of the editor") from error
    text = field.clean(value)
    return str(text.source if isinstance(text, RichText) else text or "")


def text_labels(keys: Mapping[UUID, TextKind], viewer: Viewer) -> dict[UUID, str]:
    """Give the names of these owners of texts, as the viewer may know them; one query a kind."""
    found: dict[UUID, str] = {}
    for kind, model in _MODELS.items():
        wanted = [uuid for uuid, own in keys.items() if own == kind]
        if wanted:
            rows = model.objects.visible_to(viewer).filter(uuid__in=wanted)
            found |= {row.uuid: str(row) for row in rows}
    return found
