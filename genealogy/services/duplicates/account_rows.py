"""What belongs to the living behind a record: accounts, invitations, consents, requests, proposals.

None of it is part of the tree's history, so the undo of a merge leaves it where it is.
"""

from __future__ import annotations

from typing import Final

from genealogy.enums import RequestState
from genealogy.models import (
    Consent,
    DataRequest,
    Invitation,
    MemorialReminder,
    Person,
    PersonAccount,
    PrintOrder,
    Proposal,
)

#: Each with the name of its key to a person.
PERSONAL: Final = (
    (Consent, "person"),
    (DataRequest, "person"),
    (Invitation, "person"),
    (MemorialReminder, "person"),
    (PersonAccount, "person"),
    (PrintOrder, "person"),
    (Proposal, "subject"),
)


def personal_rows_move(keep: Person, drop: Person) -> None:
    """Let what belongs to one belong to the other.

    Two accounts cannot be one person: the claim on the record that goes waits to be confirmed
    again when the other record has an account already.
    """
    accepted = PersonAccount.objects.filter(state=RequestState.ACCEPTED)
    if accepted.filter(person=keep).exists():
        accepted.filter(person=drop).update(
            state=RequestState.ASKED, decided_by=None, decided_at=None
        )
    for model, name in PERSONAL:
        model._base_manager.filter(**{name: drop}).update(**{name: keep})
    DataRequest.objects.filter(person=keep).update(person_uuid=keep.uuid)
