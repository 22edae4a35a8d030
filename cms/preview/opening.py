"""From a click on preview to the address of the front end."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.preview.addresses import opened
from cms.preview.drafts import stranger_request
from cms.preview.models import FrontEnd, SubjectKind
from cms.preview.selectors import front_end_of_page, front_end_of_request
from cms.preview.services import session_token_make, text_token_make
from genealogy.api.text_records import TextRecord, text_record
from genealogy.public import TextKind, editable_text_owner, stored_text

logger = logging.getLogger(__name__)


def link_of(end: FrontEnd, *, token: str, path: str) -> str:
    """Give where a front end shows a draft.

    Raises:
        ValidationError: the settings, as they are stored, would lead elsewhere.
    """
    return opened(end.address, end.route, token=token, path=path)


def page_preview(page: Page, request: HttpRequest) -> HttpResponse | None:
    """Lead an editor to the front end with a page as it is in memory; None to stay with us."""
    if not request.user.is_authenticated:
        return None
    found = front_end_of_page(page, request)
    if found is None:
        return None
    end, path = found
    token = session_token_make(page=page, site=end.site, by=request.user)
    try:
        answer = HttpResponseRedirect(link_of(end, token=token, path=path))
    except ValidationError:
        logger.exception("Front end is set wrongly", extra={"event": "preview.address"})
        return None
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    return answer


def public_text(
    request: HttpRequest, kind: str, uuid: UUID, text: str
) -> tuple[FrontEnd, TextRecord] | None:
    """Give the front end and the record in which strangers will read a text; else None."""
    end = front_end_of_request(request)
    if end is None:
        return None
    record = text_record(TextKind(kind), uuid, text, stranger_request(request))
    return (end, record) if record is not None else None


def text_preview(request: HttpRequest, kind: str, uuid: UUID, text: str) -> str | None:
    """Give where the front end shows an unsaved text of the gia phả; None to stay with us."""
    found = public_text(request, kind, uuid, text)
    owner = editable_text_owner(request.user, TextKind(kind), uuid)
    if found is None or owner is None:
        return None
    end, record = found
    token = text_token_make(
        subject=SubjectKind(kind),
        uuid=uuid,
        text=text,
        stored=stored_text(owner),
        site=end.site,
        by=request.user,
    )
    return link_of(end, token=token, path=record.url)


def text_buttons(request: HttpRequest, kind: str, uuid: UUID) -> list[Any]:
    """Give the button by which a text is shared as it stands in its form, unsaved."""
    if front_end_of_request(request) is None:
        return []
    address = reverse("preview_links:text", args=[kind, uuid])
    return [
        Button(
            _("Chia sẻ bản đang gõ…"),
            icon_name="link",
            priority=36,
            attrs={
                "type": "submit",
                "form": "w-editor-form",
                "formaction": address,
                "formtarget": "_blank",
            },
        )
    ]
