"""Forgetting somebody: what proposals hold of a person who is to be erased."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from genealogy.models import Proposal, ProposalComment, ProposalItem
from genealogy.services.proposals.pictures import picture_forget


@transaction.atomic
def proposals_forget(person_uuid: UUID | str) -> int:
    """Remove what proposals hold about somebody; give how many items and comments went.

    Items about the person or by which the person came into the book go, with their photographs
    unless the book still shows them; whoever else an item names stays and loses the tie. Free
    text of a proposal concerned (note, reason, comments) goes whole, since nobody can tell whom
    it names. To be called while the person's row is still there.

    Args:
        person_uuid: the public id, also one from before a merge.
    """
    uuid = str(UUID(str(person_uuid)))
    own = Q(target=uuid) | Q(result_uuid=uuid)
    tied = Q(data__other_parent=uuid)
    concerned = set(Proposal.objects.filter(subject__uuid=uuid).values_list("pk", flat=True)) | set(
        ProposalItem.objects.filter(own | tied).values_list("proposal_id", flat=True)
    )
    gone = 0
    for item in ProposalItem.objects.filter(own).select_related("image"):
        item.delete()
        picture_forget(item)
        gone += 1
    for item in ProposalItem.objects.filter(tied):
        item.data = {key: value for key, value in item.data.items() if key != "other_parent"}
        item.save(update_fields=["data"])
    comments = ProposalComment.objects.filter(proposal__in=concerned)
    gone += comments.count()
    comments.delete()
    proposals = Proposal.objects.filter(pk__in=concerned)
    proposals.update(note="", reason="")
    proposals.filter(subject__uuid=uuid).update(subject=None)
    proposals.filter(items__isnull=True).delete()
    return gone
