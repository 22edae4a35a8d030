"""Wagtail's user bar and content checker on pages of a front end that is not ours."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from wagtail.admin.userbar import ContentCheckerItem, Userbar
from wagtail.models import Page

from cms.preview.drafts import stranger_request
from cms.preview.models import PreviewKind, PreviewToken
from cms.preview.selectors import open_origins

#: Wagtail's word for the origin of the page itself.
_SAME = "<same_origin>"
_FROM_ROOT = re.compile(r"""(\s(?:href|src|action)=")(/(?!/)[^"]*")""")


def checker_origins(request: HttpRequest) -> list[str]:
    """Give between which origins the content checker may talk: ours and the front ends'."""
    admin = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    ours = [request.build_absolute_uri("/").rstrip("/"), f"{admin.scheme}://{admin.netloc}"]
    return list(dict.fromkeys([_SAME, *ours, *open_origins(request)]))


class FrontEndChecker(ContentCheckerItem):
    """The content checker, which also looks into a page of a front end."""

    def get_axe_spec(self, request: HttpRequest) -> dict[str, Any]:
        """Add whom axe may listen to."""
        return {**super().get_axe_spec(request), "allowedOrigins": checker_origins(request)}


def open_checker(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Let the checker of editor and user bar reach the front ends, where there are any."""
    if not open_origins(request):
        return
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem) and not isinstance(item, FrontEndChecker):
            items[place] = FrontEndChecker(in_editor=item.in_editor)


def userbar_html(token: PreviewToken, request: HttpRequest) -> str:
    """Give the user bar of an editor's own preview, in the editor's language.

    Empty for a shared link: who follows it is no editor.
    """
    if token.kind != PreviewKind.SESSION:
        return ""
    seen: Any = stranger_request(request)._request
    seen.user = token.maker
    html = str(Userbar(object=token.page).render_html({"request": seen}))
    # Styles that hooks add, and some links, are told from the root of this site.
    ours = seen.build_absolute_uri("/").rstrip("/")
    return _FROM_ROOT.sub(rf"\g<1>{ours}\g<2>", html)
