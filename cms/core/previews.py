"""Where a draft is looked at: in the site's own templates, or through a door an upper floor opens.

Page types and the gia phả stand below the app that shows drafts to front ends that are not ours,
so that app says here what it does; nobody having said anything, our own templates are used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

#: `(page, request)` gives the answer to a click on preview, None for our own templates.
PageOpener = Callable[[Page, HttpRequest], HttpResponse | None]
#: `(request, kind, uuid, text)` gives where a text of the gia phả is to be seen, None as above.
TextOpener = Callable[[HttpRequest, str, UUID, str], str | None]
#: `(request, kind, uuid)` gives the buttons of a text's form.
TextButtons = Callable[[HttpRequest, str, UUID], list[Any]]

_page_openers: list[PageOpener] = []
_text_openers: list[TextOpener] = []
_text_buttons: list[TextButtons] = []


def register_previews(
    *, page_opener: PageOpener, text_opener: TextOpener, text_buttons: TextButtons
) -> None:
    """Let an upper floor open drafts elsewhere; a second call takes the place of the first."""
    _page_openers[:] = [page_opener]
    _text_openers[:] = [text_opener]
    _text_buttons[:] = [text_buttons]


def preview_outside(page: Page, request: HttpRequest) -> HttpResponse | None:
    """Give the answer that shows a page as it now is in memory elsewhere, or None."""
    return next((answer for opener in _page_openers if (answer := opener(page, request))), None)


def text_preview_outside(request: HttpRequest, kind: str, uuid: UUID, text: str) -> str | None:
    """Give the address where an unsaved text of the gia phả is seen elsewhere, or None.

    Args:
        request: of the editor, whose rights were asked already.
        kind: clan, branch or person.
        uuid: whose text it is.
        text: the text as it would be stored.
    """
    openers = (opener(request, kind, uuid, text) for opener in _text_openers)
    return next((address for address in openers if address), None)


def text_preview_buttons(request: HttpRequest, kind: str, uuid: UUID) -> list[Any]:
    """Give further buttons of the form of a text, such as one to share it unsaved."""
    return [button for make in _text_buttons for button in make(request, kind, uuid)]
