"""What stands beside the tree about a living person: accounts, consents, requests, proposals."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from genealogy.enums import DutyKind, DutyState
from genealogy.models import ClanMember, Consent, DataRequest, Invitation, PersonAccount
from genealogy.services.erasing.outside_rows import text_names
from genealogy.services.erasing.subject import Erased
from genealogy.services.proposals.erasing import proposals_forget


def requesters_waiting(erased: Erased) -> list[str]:
    """Give how to reach those who asked for something about the person and wait for an answer."""
    waiting = _requests(erased).exclude(state__in=(DutyState.DONE, DutyState.REFUSED))
    return sorted(
        {
            request.requester_contact or str(request.requester or "")
            for request in waiting.select_related("requester")
        }
        - {""}
    )


def personal_forget(erased: Erased) -> None:
    """Delete claims and consents; requests stay as dates with the uuid alone."""
    people = erased.people
    PersonAccount.objects.filter(person__in=people).delete()
    Consent.objects.filter(person__in=people).delete()
    invitations = Invitation.objects.filter(Q(person__in=people) | text_names(erased, "label"))
    invitations.update(person=None, label="")
    members = ClanMember.objects.filter(Q(user__in=erased.accounts) | text_names(erased, "message"))
    members.update(message="", reason="")
    _requests_empty(erased)
    for uuid in erased.uuids:
        proposals_forget(uuid)


def _requests(erased: Erased) -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(Q(person__in=erased.people) | Q(person_uuid__in=erased.uuids))


def _requests_empty(erased: Erased) -> None:
    requests = _requests(erased)
    now = timezone.now()
    over = (DutyState.DONE, DutyState.REFUSED)
    erasing = requests.filter(kind__in=(DutyKind.ERASE, DutyKind.HIDE, DutyKind.WITHDRAW))
    erasing.exclude(state__in=over).update(state=DutyState.DONE, done_at=now)
    requests.update(
        person=None,
        person_uuid=erased.person.uuid,
        requester=None,
        requester_contact="",
        message="",
        outcome="",
    )
