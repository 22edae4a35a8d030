"""A member says who they are in the book ("Đây là tôi"), and takes it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from genealogy.domain.viewer import Role
from genealogy.models import Person
from genealogy.selectors.cards import cards_of
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.viewers import viewer_of
from genealogy.services.members import claim_make, claim_withdraw
from genealogy.views.answers import trail
from genealogy.views.members_forms import MessageForm
from genealogy.views.members_joining import private_page


def _living_or_404(request: HttpRequest, uuid: UUID) -> Person:
    """Give somebody alive whom this member may know of; the dead have no account."""
    viewer = viewer_of(request)
    person = person_by_uuid(uuid, viewer) if viewer.role >= Role.MEMBER else None
    if person is None or not person.is_living_on(viewer.today):
        raise Http404
    return person


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask once more, take a word to whoever confirms, and send the claim."""
    person = _living_or_404(request, uuid)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            claim_make(user=request.user, person=person, **form.cleaned_data)
        except PermissionDenied:
            raise Http404 from None
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Đã gửi. Khi người phụ trách xác nhận, bạn sẽ được báo."))
            return redirect(person)
    context = {
        "form": form,
        "card": cards_of([person], viewer_of(request))[0],
        "trail": trail(
            (person.clan.name, person.clan.get_absolute_url()),
            (str(person), person.get_absolute_url()),
            (_("Đây là tôi"), ""),
        ),
    }
    return private_page(request, "claim.html", context)


@login_required
@require_POST
def claim_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one's claim back, confirmed or not."""
    person = _living_or_404(request, uuid)
    if not claim_withdraw(user=request.user, person=person):
        raise Http404
    messages.success(request, _("Đã rút. Tài khoản của bạn không còn gắn với người này."))
    return redirect(person)
