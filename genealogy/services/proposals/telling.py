"""Telling those concerned of a proposal; no notice names anybody of the book."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts.notices import notify
from genealogy.enums import ProposalKind, ProposalState
from genealogy.models import Proposal
from genealogy.selectors.offices import deciders_of


def proposal_path(proposal: Proposal) -> str:
    """Give the address of a proposal's page."""
    return reverse("genealogy:proposal", args=[proposal.uuid])


def tell_deciders(proposal: Proposal) -> None:
    """Tell those who answer for the branch that something waits for them."""
    text = _("Có đề nghị mới chờ bạn duyệt: %(kind)s.") % {"kind": _kind(proposal)}
    _tell_deciders(proposal, "proposal_new", text)


def tell_decision(proposal: Proposal) -> None:
    """Tell the author what became of the proposal."""
    texts = {
        ProposalState.ACCEPTED: _("Đề nghị của bạn đã được nhận: %(kind)s."),
        ProposalState.PARTLY: _("Đề nghị của bạn được nhận một phần: %(kind)s."),
        ProposalState.REJECTED: _("Đề nghị của bạn không được nhận: %(kind)s. Xem lý do."),
    }
    if proposal.author is not None:
        text = texts[ProposalState(proposal.state)] % {"kind": _kind(proposal)}
        notify([proposal.author], kind="proposal_decided", text=text, path=proposal_path(proposal))


def tell_comment(proposal: Proposal, by: Any) -> None:
    """Tell the other side of a comment."""
    if proposal.author_id != by.pk:
        if proposal.author is not None:
            text = _("Người duyệt hỏi bạn về một đề nghị: %(kind)s.") % {"kind": _kind(proposal)}
            notify(
                [proposal.author], kind="proposal_comment", text=text, path=proposal_path(proposal)
            )
        return
    text = _("Người gửi trả lời về một đề nghị: %(kind)s.") % {"kind": _kind(proposal)}
    _tell_deciders(proposal, "proposal_comment", text)


def tell_taken_back(proposal: Proposal) -> None:
    """Tell who decided that the author took an accepted proposal back."""
    if proposal.reviewer is not None and proposal.reviewer_id != proposal.author_id:
        text = _("Người gửi đã rút lại một đề nghị bạn đã nhận: %(kind)s.") % {
            "kind": _kind(proposal)
        }
        notify(
            [proposal.reviewer], kind="proposal_taken_back", text=text, path=proposal_path(proposal)
        )


def _tell_deciders(proposal: Proposal, kind: str, text: str) -> None:
    deciders = deciders_of(proposal.clan_id, proposal.branch_id).exclude(pk=proposal.author_id or 0)
    notify(deciders, kind=kind, text=text, path=proposal_path(proposal))


def _kind(proposal: Proposal) -> str:
    return str(ProposalKind(proposal.kind).label)
