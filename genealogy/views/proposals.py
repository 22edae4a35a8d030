"""Pages of proposals that were sent: one's own list, one proposal with its talk and decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from genealogy.enums import ProposalKind, ProposalState
from genealogy.models import Proposal
from genealogy.selectors.proposals import is_decidable, proposal_for, proposals_of, shown_name
from genealogy.selectors.proposals_page import item_views, subject_names
from genealogy.selectors.viewers import viewer_of
from genealogy.services.proposals import (
    NotYours,
    may_take_back,
    proposal_accept,
    proposal_comment,
    proposal_reject,
    proposal_take_back,
    proposal_withdraw,
)
from genealogy.views.answers import cut, page_answer, trail

_ROWS = 20
#: The size in which a photograph that waits is shown.
_PICTURE = "max-1200x1200|format-jpeg"
_REJECT = "tu-choi"


def kind_words(kind: str) -> str:
    """Say over a proposal what it is about; a day corrected long after is no news of a death."""
    if kind == ProposalKind.DEATH:
        return _("Ngày mất, ngày giỗ")
    return capfirst(str(ProposalKind(kind).label))


@require_safe
@login_required
def own_proposals(request: HttpRequest) -> HttpResponse:
    """List what the account proposed, the last first."""
    viewer = viewer_of(request)
    page = cut(proposals_of(request.user), request, _ROWS)
    names = subject_names(page.object_list, viewer)
    rows = [
        {
            "url": reverse("genealogy:proposal", args=[row.uuid]),
            "kind": kind_words(row.kind),
            "state": row.state,
            "state_label": row.get_state_display(),
            "created_at": row.created_at,
            "name": names.get(row.subject_id or 0, ""),
        }
        for row in page.object_list
    ]
    context = {"rows": rows, "page": page, "trail": trail((_("Đề nghị của tôi"), ""))}
    return page_answer(request, "genealogy/proposals/own.html", context, viewer=viewer)


@require_safe
@login_required
def proposal_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one proposal to its author, or to who decides on it."""
    return _page(request, _proposal_or_404(request, uuid))


@require_POST
@login_required
def proposal_decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Accept what is ticked, or refuse the whole."""
    proposal = _proposal_or_404(request, uuid)
    reason = request.POST.get("ly-do", "")
    if request.POST.get("viec") == _REJECT:
        return _done(
            request,
            proposal,
            lambda: proposal_reject(proposal=proposal, by=request.user, reason=reason),
            _("Đã trả lời là không nhận. Người gửi được báo kèm lý do."),
        )
    chosen, despite = _numbers(request, "nhan"), _numbers(request, "van-nhan")
    keys = {item.sequence + 1: item.pk for item in proposal.items.all()}
    return _done(
        request,
        proposal,
        lambda: proposal_accept(
            proposal=proposal,
            by=request.user,
            items={keys[number] for number in chosen | despite if number in keys},
            despite_conflict={keys[number] for number in despite if number in keys},
            reason=reason,
        ),
        _("Đã ghi vào gia phả. Người gửi được báo."),
    )


@require_POST
@login_required
def proposal_comment_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add a word to the talk."""
    proposal = _proposal_or_404(request, uuid)
    text = request.POST.get("noi-dung", "")
    return _done(
        request,
        proposal,
        lambda: proposal_comment(proposal=proposal, by=request.user, text=text),
        _("Đã gửi lời nhắn."),
    )


@require_POST
@login_required
def proposal_withdraw_own(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one's own waiting proposal away."""
    proposal = _proposal_or_404(request, uuid)
    return _done(
        request,
        proposal,
        lambda: proposal_withdraw(proposal=proposal, by=request.user),
        _("Đã rút đề nghị."),
    )


@require_POST
@login_required
def proposal_undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an accepted proposal back: the book is as it was before."""
    proposal = _proposal_or_404(request, uuid)
    reason = request.POST.get("ly-do", "")
    return _done(
        request,
        proposal,
        lambda: proposal_take_back(proposal=proposal, by=request.user, reason=reason),
        _("Đã rút lại. Gia phả trở lại như trước."),
    )


@require_safe
@login_required
def proposal_picture(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """Give a photograph of a proposal to its author, or to who decides on it."""
    proposal = _proposal_or_404(request, uuid)
    item = next((one for one in proposal.items.all() if one.sequence + 1 == number), None)
    if item is None or item.image is None:
        raise Http404
    rendition = item.image.get_rendition(_PICTURE)
    response = FileResponse(rendition.file.open("rb"), content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _proposal_or_404(request: HttpRequest, uuid: UUID) -> Proposal:
    proposal = proposal_for(uuid, request.user)
    if proposal is None:
        raise Http404
    return proposal


def _numbers(request: HttpRequest, name: str) -> set[int]:
    texts = request.POST.getlist(name)
    return {int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 4}


def _done(
    request: HttpRequest, proposal: Proposal, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do it and lead back; on a refusal show the page again with all that was typed."""
    try:
        act()
    except NotYours as error:
        raise Http404 from error
    except ValidationError as error:
        return _page(request, _proposal_or_404(request, proposal.uuid), errors=error.messages)
    messages.success(request, said)
    return redirect("genealogy:proposal", uuid=proposal.uuid)


def _page(
    request: HttpRequest, proposal: Proposal, *, errors: list[str] | None = None
) -> HttpResponse:
    viewer = viewer_of(request)
    user: Any = request.user
    is_mine = proposal.author_id == user.pk
    is_decider = is_decidable(proposal, user)
    is_open = proposal.state == ProposalState.OPEN
    ticked = _numbers(request, "nhan") if "viec" in request.POST else None
    context = {
        "proposal": {
            "uuid": proposal.uuid,
            "kind": kind_words(proposal.kind),
            "state": proposal.state,
            "state_label": proposal.get_state_display(),
            "note": proposal.note,
            "reason": proposal.reason,
            "created_at": proposal.created_at,
            "decided_at": proposal.decided_at,
            "branch": proposal.branch.title if proposal.branch else "",
            "clan": proposal.clan.name,
        },
        "name": subject_names([proposal], viewer).get(proposal.subject_id or 0, ""),
        "author": shown_name(proposal.author) if is_decider else "",
        "reviewer": shown_name(proposal.reviewer) if is_decider else "",
        "items": item_views(proposal, viewer, for_decision=is_decider and is_open),
        "comments": [
            {
                "name": _speaker(comment.author, proposal, user, is_decider=is_decider),
                "text": comment.text,
                "created_at": comment.created_at,
                "is_mine": comment.author_id == user.pk,
            }
            for comment in proposal.comments.all()
        ],
        "errors": errors or [],
        "ticked": ticked,
        "typed_reason": request.POST.get("ly-do", ""),
        "typed_comment": request.POST.get("noi-dung", ""),
        "is_mine": is_mine,
        "is_decider": is_decider,
        "is_open": is_open,
        "is_answered": not is_open and proposal.state != ProposalState.WITHDRAWN,
        "may_take_back": may_take_back(proposal, user, is_decider=is_decider),
        "trail": _trail(proposal, is_mine=is_mine),
    }
    template = "genealogy/proposals/proposal.html"
    address = reverse("genealogy:proposal", args=[proposal.uuid])
    response = page_answer(request, template, context, viewer=viewer, canonical=address)
    if errors:
        response.status_code = 422
    return response


def _speaker(author: Any, proposal: Proposal, user: Any, *, is_decider: bool) -> str:
    """Name who wrote a comment; to the author of the proposal those who decide are one."""
    if author is not None and author.pk == user.pk:
        return _("Bạn")
    if is_decider:
        return shown_name(author) or _("Tài khoản đã đóng")
    return _("Người duyệt")


def _trail(proposal: Proposal, *, is_mine: bool) -> list[Any]:
    if is_mine:
        step = (_("Đề nghị của tôi"), reverse("genealogy:own_proposals"))
    else:
        step = (_("Chờ duyệt"), reverse("genealogy:proposal_queue"))
    return trail(step, (kind_words(proposal.kind), ""))
