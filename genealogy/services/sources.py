"""Sources (nguồn): where facts come from."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from genealogy.models import Source
from genealogy.services.history import recorded
from genealogy.services.saving import checked_save, log_delete


@transaction.atomic
def source_save(source: Source, *, by: Any = None, **fields: Any) -> Source:
    """Save a new or changed source.

    Raises:
        ValidationError: a field does not hold.
    """
    with recorded(source.clan, by=by, sources=[source] if source.pk else []) as recording:
        checked_save(source, by=by, fields=fields)
        recording.created(source)
    return source


@transaction.atomic
def source_delete(source: Source, *, by: Any = None) -> None:
    """Delete a source with its citations; what cited it keeps its facts."""
    with recorded(source.clan, by=by) as recording:
        recording.deleting(source)
        log_delete(source, by)
        source.delete()
