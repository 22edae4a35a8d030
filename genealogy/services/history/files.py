"""Files that an edit ties to people, or unties: they are marked, so that no untied one opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from cms.media.models import ClanDocument, ClanImage, OfPeople
from genealogy.services.history.differences import Difference

#: Columns of the tree that name a file.
_COLUMNS: Final[Mapping[str, Mapping[str, type[OfPeople]]]] = {
    "person": {"portrait_id": ClanImage},
    "medialink": {"image_id": ClanImage, "document_id": ClanDocument},
}


def files_mark(found: Iterable[Difference]) -> None:
    """Mark the pictures and documents that rows named before or name now."""
    keys: dict[type[OfPeople], set[int]] = {ClanImage: set(), ClanDocument: set()}
    for one in found:
        for column, model in _COLUMNS.get(one.name, {}).items():
            for row in (one.before, one.after):
                key = (row or {}).get(column)
                if key is not None:
                    keys[model].add(key)
    for model, wanted in keys.items():
        if wanted:
            model._default_manager.filter(pk__in=wanted, of_people=False).update(of_people=True)
