"""Where an account reads what it was told (/tai-khoan/thong-bao/)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from cms.accounts.models import Notice
from cms.accounts.notices import notices_mark_read, notices_of, unread_count
from cms.accounts.profiles import signed_in

PER_PAGE = 20


@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Show the account's lines, the unread ones first."""
    page = Paginator(notices_of(signed_in(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "account/notices.html",
        {"page_obj": page, "unread": unread_count(signed_in(request))},
    )


@login_required
@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one line as read and go where it points; a line of somebody else is not there."""
    notice = get_object_or_404(Notice, pk=pk, user=signed_in(request))
    notices_mark_read(signed_in(request), notice)
    if url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None):
        return redirect(notice.path)
    return redirect("account_notices")


@login_required
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark every line of the account as read."""
    notices_mark_read(signed_in(request))
    return redirect("account_notices")
