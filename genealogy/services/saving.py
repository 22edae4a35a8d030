"""Saving a row the same way everywhere: cleaned, logged, only the fields that were set."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from genealogy.models import Clan, Person
from genealogy.services.derived import DERIVED_COLUMNS

_UNCHECKED = {column.removesuffix("_id") for column in DERIVED_COLUMNS}


def checked_save(instance: Model, *, by: Any = None, fields: dict[str, Any] | None = None) -> None:
    """Set fields, clean the whole row and save it; log who did it when `by` is given.

    Args:
        instance: a new row, or an existing one.
        by: the account that acts, for Wagtail's log.
        fields: what to set; on an existing row only these are written.

    Raises:
        ValidationError: a field or a rule inside the row does not hold.
    """
    values = fields or {}
    for name, value in values.items():
        setattr(instance, name, value)
    names = {field.name for field in instance._meta.get_fields()}
    instance.full_clean(exclude=_UNCHECKED if isinstance(instance, Person) else None)
    is_new = instance._state.adding
    if is_new:
        instance.save()
    elif values:
        written = {*values, "updated_at"} & names
        instance.save(update_fields=sorted(written))
    if by is not None:
        log(instance=instance, action="wagtail.create" if is_new else "wagtail.edit", user=by)


def log_delete(instance: Model, by: Any) -> None:
    """Log a deletion before it happens; log entries keep the name, not the row."""
    if by is not None:
        log(instance=instance, action="wagtail.delete", user=by, deleted=True)


def same_clan(clan: Clan, **relatives: Any) -> None:
    """Refuse links between clans.

    Raises:
        ValidationError: with the name of the field that leads to another clan.
    """
    for name, relative in relatives.items():
        if relative is not None and relative.clan_id != clan.pk:
            raise ValidationError(
                {
                    name: ValidationError(
                        _("%(name)s thuộc dòng họ khác nên không nối được."),
                        code="other_clan",
                        params={"name": relative},
                    )
                }
            )
