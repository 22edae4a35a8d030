"""A text of the gia phả looked at while it is being typed: nothing is saved by looking."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.core.previews import text_preview_outside
from genealogy.models import Branch, Clan
from genealogy.selectors.texts import (
    ADMIN_ACCESS,
    TextKind,
    editable_text_owner,
    typed_text,
    with_text,
)
from genealogy.selectors.viewers import viewer_of
from genealogy.views.clans import branch_page, clan_page
from genealogy.views.people import person_page


@require_POST
def text_preview(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """Show a text as the form sent it: at the front end that is set, else on its page here.

    On its page here it is seen as its editor sees that page, living people included.
    """
    if not request.user.has_perm(ADMIN_ACCESS):
        raise PermissionDenied
    try:
        owner_kind = TextKind(kind)
    except ValueError as error:
        raise Http404 from error
    owner = editable_text_owner(request.user, owner_kind, uuid)
    if owner is None:
        raise Http404
    try:
        text = typed_text(owner_kind, request.POST)
    except ValidationError:
        return HttpResponse(_("Bài viết gửi lên không đọc được."), status=400)
    address = text_preview_outside(request, owner_kind, uuid, text)
    if address is not None:
        answer = HttpResponseRedirect(address)
        answer["Referrer-Policy"] = "no-referrer"
        return answer
    with_text(owner, text)
    viewer = viewer_of(request)
    if isinstance(owner, Clan):
        return clan_page(request, owner, viewer)
    if isinstance(owner, Branch):
        return branch_page(request, owner, viewer)
    return person_page(request, owner, viewer)
