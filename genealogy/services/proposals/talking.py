"""The talk between a member and those who decide (trao đổi)."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.proposal_values import BadValue, long_text
from genealogy.models import Proposal, ProposalComment
from genealogy.selectors.proposals import is_decidable
from genealogy.services.proposals.errors import NotYours, ProposalRefused
from genealogy.services.proposals.telling import tell_comment

#: Comments on one proposal.
MOST_COMMENTS: Final = 100
_TEXT: Final = long_text(2000)


@transaction.atomic
def proposal_comment(*, proposal: Proposal, by: Any, text: str) -> ProposalComment:
    """Add a word and tell the other side.

    Raises:
        NotYours: the account neither proposed nor decides.
        ProposalRefused: empty (`empty`), too long (`long`), or too many already (`many`).
    """
    if proposal.author_id != by.pk and not is_decidable(proposal, by):
        raise NotYours
    try:
        written = str(_TEXT(text, timezone.localdate()))
    except BadValue as error:
        raise ProposalRefused(
            _("Lời nhắn dài quá: nhiều nhất 2.000 chữ cái."), code="long"
        ) from error
    if not written:
        raise ProposalRefused(_("Bạn chưa viết gì."), code="empty")
    if proposal.comments.count() >= MOST_COMMENTS:
        raise ProposalRefused(_("Đề nghị này đã có quá nhiều lời trao đổi."), code="many")
    comment = ProposalComment.objects.create(proposal=proposal, author=by, text=written)
    tell_comment(proposal, by)
    return comment
