"""Deciding who belongs: the queue, and the list of members with who they are in the book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from genealogy.models import Branch, ClanMember, PersonAccount
from genealogy.selectors.members import (
    accepted_members,
    claim_to_decide,
    decidable_places,
    linked_claims,
    member_row,
    member_to_decide,
    queue_of,
)
from genealogy.selectors.viewers import viewer_of
from genealogy.services.members import (
    claim_accept,
    claim_refuse,
    claim_unlink,
    membership_accept,
    membership_end,
    membership_refuse,
)
from genealogy.views.answers import cut, trail
from genealogy.views.members_joining import private_page

_ROWS_A_PAGE = 30


@login_required
@require_safe
def member_queue(request: HttpRequest) -> HttpResponse:
    """Show who waits to be let in, and who says who they are."""
    return _queue_page(request)


def _queue_page(request: HttpRequest, *, refused: str = "", error: str = "") -> HttpResponse:
    if not decidable_places(request.user):
        raise Http404
    context = {
        "queue": queue_of(request.user, viewer_of(request)),
        "refused": refused,
        "error": error,
        "trail": trail((_("Thành viên"), "")),
    }
    return private_page(request, "queue.html", context, status=400 if error else 200)


@login_required
@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    """List the members of one's branches, each with who they are in the book."""
    return _list_page(request)


def _list_page(request: HttpRequest, *, refused: str = "", error: str = "") -> HttpResponse:
    if not decidable_places(request.user):
        raise Http404
    viewer = viewer_of(request)
    page = cut(accepted_members(request.user), request, _ROWS_A_PAGE)
    members = list(page.object_list)
    claims = linked_claims(members, request.user, viewer)
    page.object_list = [
        replace(
            member_row(member, request.user), claim=claims.get((member.user_id, member.clan_id))
        )
        for member in members
    ]
    context = {
        "page_obj": page,
        "refused": refused,
        "error": error,
        "trail": trail((_("Thành viên"), reverse("genealogy:member_queue")), (_("Danh sách"), "")),
    }
    return private_page(request, "member_list.html", context, status=400 if error else 200)


@login_required
@require_POST
def member_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in, refuse with a reason, or end a membership with one."""
    member = member_to_decide(pk, request.user)
    if member is None:
        raise Http404
    deed = request.POST.get("viec", "")
    deeds: dict[str, Callable[[], str]] = {
        "nhan": lambda: _member_accepted(request, member),
        "tu-choi": lambda: _member_refused(request, member),
        "cho-thoi": lambda: _member_ended(request, member),
    }
    if deed not in deeds:
        raise Http404
    page = _list_page if deed == "cho-thoi" else _queue_page
    return _decided(request, deeds[deed], page, f"thanh-vien-{pk}")


@login_required
@require_POST
def claim_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm who somebody is, refuse with a reason, or undo a link with one."""
    claim = claim_to_decide(pk, request.user, viewer_of(request))
    if claim is None:
        raise Http404
    deed = request.POST.get("viec", "")
    deeds: dict[str, Callable[[], str]] = {
        "nhan": lambda: _claim_accepted(request, claim),
        "tu-choi": lambda: _claim_refused(request, claim),
        "go": lambda: _claim_undone(request, claim),
    }
    if deed not in deeds:
        raise Http404
    page = _list_page if deed == "go" else _queue_page
    return _decided(request, deeds[deed], page, f"toi-la-{pk}")


def _decided(
    request: HttpRequest, deed: Callable[[], str], page: Callable[..., HttpResponse], row: str
) -> HttpResponse:
    """Do it and go back; a refusal shows the page again with the words at its row."""
    try:
        done = deed()
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as error:
        return page(request, refused=row, error=" ".join(error.messages))
    messages.success(request, done)
    return redirect("genealogy:member_list" if page is _list_page else "genealogy:member_queue")


def _reason(request: HttpRequest) -> str:
    return request.POST.get("ly-do", "")


def _branch_asked_for(request: HttpRequest, member: ClanMember) -> Branch | None:
    """Give the branch the decider puts somebody into, of those he decides in."""
    key = request.POST.get("chi", "")
    if not key:
        return None
    for place in decidable_places(request.user):
        if place.key == key and place.branch and place.clan.pk == member.clan_id:
            return place.branch
    raise Http404


def _member_accepted(request: HttpRequest, member: ClanMember) -> str:
    membership_accept(member, by=request.user, branch=_branch_asked_for(request, member))
    return _("Đã nhận %(name)s.") % {"name": member.user}


def _member_refused(request: HttpRequest, member: ClanMember) -> str:
    membership_refuse(member, by=request.user, reason=_reason(request))
    return _("Đã trả lời %(name)s là chưa nhận.") % {"name": member.user}


def _member_ended(request: HttpRequest, member: ClanMember) -> str:
    membership_end(member, by=request.user, reason=_reason(request))
    return _("%(name)s không còn là thành viên.") % {"name": member.user}


def _claim_accepted(request: HttpRequest, claim: PersonAccount) -> str:
    claim_accept(claim, by=request.user)
    return _("Đã xác nhận %(name)s.") % {"name": claim.user}


def _claim_refused(request: HttpRequest, claim: PersonAccount) -> str:
    claim_refuse(claim, by=request.user, reason=_reason(request))
    return _("Đã trả lời %(name)s là chưa xác nhận.") % {"name": claim.user}


def _claim_undone(request: HttpRequest, claim: PersonAccount) -> str:
    claim_unlink(claim, by=request.user, reason=_reason(request))
    return _("Đã gỡ liên kết của %(name)s.") % {"name": claim.user}
