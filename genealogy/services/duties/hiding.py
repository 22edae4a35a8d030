"""Who of the living is shown to whom, after what they allowed or asked: one mark on the record."""

from __future__ import annotations

from typing import Any

from genealogy.enums import Visibility
from genealogy.models import Person
from genealogy.services.people import person_update
from genealogy.services.prints import prints_of_clan_delete


def person_hide(person: Person, *, by: Any = None) -> bool:
    """Hide somebody (ẩn) from everybody but compilers, at once; say whether that was news.

    The mark goes through the recorded edit, so the history shows it and an undo takes it back.
    """
    return person_mark(person, Visibility.EDITORS, by=by)


def person_mark(person: Person, mark: str, *, by: Any = None) -> bool:
    """Put a mark on a record; say whether it was another before."""
    if person.visibility == mark:
        return False
    person_update(person, by=by, visibility=mark)
    # Books and posters made before may still show them.
    prints_of_clan_delete(person.clan)
    return True
