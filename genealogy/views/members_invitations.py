"""Making, printing, listing and revoking invitations, for whoever decides in a branch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from genealogy.domain.viewer import Viewer
from genealogy.models import Invitation, Person
from genealogy.selectors.members import (
    PlaceChoice,
    decidable_places,
    invitation_row,
    invitation_rows,
    place_name,
)
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.viewers import viewer_of
from genealogy.services.members import invitation_create, invitation_revoke
from genealogy.views.answers import cut, trail
from genealogy.views.members_forms import InvitationForm
from genealogy.views.members_joining import private_page
from genealogy.views.members_qr import qr_drawing

_ROWS_A_PAGE = 30


def _own_places(request: HttpRequest) -> list[PlaceChoice]:
    """Give where the account may let others in; who may nowhere finds no page here."""
    places = decidable_places(request.user)
    if not places:
        raise Http404
    return places


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest) -> HttpResponse:
    """Make an invitation; `?chi=` and `?nguoi=` say into which branch and for whom.

    The code is in the answer to the button and nowhere else, so that answer is not redirected.
    """
    places = _own_places(request)
    viewer = viewer_of(request)
    person = _person_asked_for(request, viewer)
    form = InvitationForm(
        request.POST or None,
        places=places,
        has_person=person is not None,
        initial={"place": _first_place(request, places, person)},
    )
    if request.method == "POST" and form.is_valid():
        made = _made(request, form, person)
        if made is not None:
            return _sheet(request, *made, person)
    context = {
        "form": form,
        "person": person,
        "trail": trail(
            (_("Thư mời"), reverse("genealogy:invitation_list")), (_("Viết thư mời"), "")
        ),
    }
    return private_page(request, "invitation_new.html", context)


def _person_asked_for(request: HttpRequest, viewer: Viewer) -> Person | None:
    text = request.POST.get("nguoi") or request.GET.get("nguoi")
    if not text:
        return None
    person = person_by_uuid(text, viewer)
    if person is None:
        raise Http404
    return person


def _first_place(request: HttpRequest, places: list[PlaceChoice], person: Person | None) -> str:
    """Choose what the way here names: a branch, the branch of a person, or the only one."""
    keys = {place.key: place for place in places}
    asked = request.GET.get("chi", "")
    if asked in keys:
        return asked
    if person is not None:
        of_person = (
            key
            for key, place in keys.items()
            if place.clan.pk == person.clan_id
            and (place.branch.pk if place.branch else None) == person.branch_id
        )
        return next(of_person, "")
    return places[0].key if len(places) == 1 else ""


def _made(
    request: HttpRequest, form: InvitationForm, person: Person | None
) -> tuple[Invitation, str] | None:
    fields: dict[str, Any] = {**form.cleaned_data}
    place: PlaceChoice = fields.pop("place")
    try:
        return invitation_create(
            by=request.user, clan=place.clan, branch=place.branch, person=person, **fields
        )
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as error:
        for name, errors in getattr(error, "error_dict", {None: error.messages}).items():
            form.add_error(name if name in form.fields else None, errors)
        return None


def _sheet(
    request: HttpRequest, invitation: Invitation, code: str, person: Person | None
) -> HttpResponse:
    """Show the invitation this once: as a link to send, and as a sheet to print."""
    url = request.build_absolute_uri(reverse("genealogy:invitation", args=[code]))
    context = {
        "code": code,
        "url": url,
        "typed_at": request.build_absolute_uri(reverse("genealogy:invitation_code")),
        "qr": qr_drawing(url),
        "clan_name": invitation.clan.name,
        "branch_title": invitation.branch.title if invitation.branch else "",
        "place": place_name(invitation.clan, invitation.branch),
        "person": person,
        "invited_by": str(request.user),
        "max_uses": invitation.max_uses,
        "expires_at": invitation.expires_at,
    }
    return private_page(request, "sheet.html", context)


@login_required
@require_safe
def invitation_list(request: HttpRequest) -> HttpResponse:
    """List the invitations of one's branches with their uses."""
    _own_places(request)
    page = cut(invitation_rows(request.user), request, _ROWS_A_PAGE)
    page.object_list = [invitation_row(invitation) for invitation in page.object_list]
    context = {"page_obj": page, "trail": trail((_("Thư mời"), ""))}
    return private_page(request, "invitation_list.html", context)


@login_required
@require_POST
def invitation_close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Revoke an invitation; somebody else's does not exist."""
    invitation = invitation_rows(request.user).filter(uuid=uuid).first()
    if invitation is None:
        raise Http404
    try:
        invitation_revoke(invitation, by=request.user)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, _("Đã thu hồi. Mã trên thư mời ấy không dùng được nữa."))
    return redirect("genealogy:invitation_list")
