"""Things printed in the background: my prints, fetching one, ordering the book."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from genealogy.enums import PrintKind
from genealogy.selectors.book import book_size
from genealogy.selectors.clans import clan_by_slug
from genealogy.selectors.prints import KEPT_DAYS, PrintItem, print_by_uuid, prints_of
from genealogy.selectors.viewers import viewer_of
from genealogy.services.book import MOST_PEOPLE
from genealogy.services.prints import (
    file_open,
    plain_name,
    print_delete,
    print_order,
    print_repeat,
)
from genealogy.views.answers import trail
from genealogy.views.prints_forms import BookForm

#: Seconds after which the page of open orders looks again.
_LOOK_AGAIN: Final = 5
_CONFLICT: Final = 409
_TYPES: Final = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
}


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    response = render(request, f"genealogy/prints/{template}", context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_safe
def print_list(request: HttpRequest) -> HttpResponse:
    """Show the prints of the account, how far they are, what can be fetched."""
    return _list(request)


def _list(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    items = prints_of(request.user)
    context = {
        "items": items,
        "refresh_seconds": _LOOK_AGAIN if any(item.is_open for item in items) else 0,
        "kept_days": KEPT_DAYS,
        "trail": trail((_("Bản in của tôi"), "")),
    }
    return _page(request, "list.html", context, status=status)


@login_required
@require_safe
def print_fetch(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Give the file to its owner, as long as it shows nothing the owner may not see now."""
    item = _own(request, uuid)
    if not item.is_ready:
        # The list says in clear words what became of it and offers to make it again.
        return _list(request, status=_CONFLICT)
    name = plain_name(item.order.file_name)
    try:
        stream = file_open(item.order.file_name)
    except FileNotFoundError:
        raise Http404 from None
    ending = name[name.rfind(".") :] if "." in name else ""
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=name,
        content_type=_TYPES.get(ending, "application/octet-stream"),
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_POST
def print_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete an order with its file."""
    print_delete(_own(request, uuid).order)
    messages.success(request, _("Đã xoá bản in."))
    return redirect("genealogy:print_list")


@login_required
@require_POST
def print_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Order the same again; the one before goes."""
    item = _own(request, uuid)
    if item.can_retry:
        try:
            print_repeat(item.order)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            print_delete(item.order)
            messages.success(request, _("Đang làm lại bản in."))
    return redirect("genealogy:print_list")


@require_http_methods(["GET", "HEAD", "POST"])
def book_order(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a reader order the book of a clan; who is not logged in is told to log in first."""
    viewer = viewer_of(request)
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    is_sent = request.method == "POST"
    if is_sent and not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    form = BookForm(request.POST if is_sent else None, clan=clan, initial=_asked(request))
    if is_sent and form.is_valid():
        try:
            print_order(
                user=request.user,
                kind=PrintKind.BOOK,
                clan=clan,
                branch=form.cleaned_data["branch"],
                options=form.options().to_data(),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Đã nhận. Sách đang được làm, xong sẽ hiện ở đây."))
            return redirect("genealogy:print_list")
    people = book_size(clan, None, viewer)
    context = {
        "clan": clan,
        "form": form,
        "people": people,
        "most_people": MOST_PEOPLE,
        "is_too_big": people > MOST_PEOPLE,
        "kept_days": KEPT_DAYS,
        "trail": trail((clan.name, clan.get_absolute_url()), (_("In sách gia phả"), "")),
    }
    return _page(request, "book.html", context, status=422 if is_sent else 200)


def _asked(request: HttpRequest) -> dict[str, str]:
    """Give the branch a link from its page asks for."""
    return {"branch": request.GET.get("chi", "")[:80]}


def _own(request: HttpRequest, uuid: UUID) -> PrintItem:
    item = print_by_uuid(uuid, request.user)
    if item is None:
        raise Http404
    return item
