"""What may stand in the query string of Wagtail's views: no NUL, and no search that is a novel.

PostgreSQL refuses a NUL in a text, SQLite's full-text search stops at it, and both build an
expression for each word of a search: thousands of words end in a 500 of Wagtail's own pages.
Readers' pages cut such a search short themselves and answer with a page.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from cms.core.api.problems import CONTENT_TYPE, problem

Handler = Callable[[HttpRequest], HttpResponse]

#: Where Wagtail's own views stand.
PLACES = ("/admin/", "/api/")
#: Parameters that are searched for there.
SEARCHES = ("q", "search")
#: More than anybody types.
MOST_LETTERS = 500
MOST_WORDS = 50


class SaneQuestions:
    """Answer 400 to what no reader types, before any view or database sees it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        refused = refused_names(request)
        return _refusal(request, refused) if refused else self.get_response(request)


def refused_names(request: HttpRequest) -> list[str]:
    """Name the parameters that no view is given; [] where the query string is sane."""
    if not request.path.startswith(PLACES):
        return []
    with_nul = [
        name
        for name, texts in request.GET.lists()
        if "\0" in name or any("\0" in text for text in texts)
    ]
    too_long = [
        name
        for name in SEARCHES
        if any(
            len(text) > MOST_LETTERS or len(text.split()) > MOST_WORDS
            for text in request.GET.getlist(name)
        )
    ]
    return sorted({*with_nul, *too_long})


def _refusal(request: HttpRequest, names: list[str]) -> HttpResponse:
    detail = _("Câu hỏi này quá dài hoặc có dấu lạ. Bạn hãy gõ ngắn lại, vài chữ là đủ.")
    if request.path.startswith("/api/"):
        errors = {name.replace("\0", "�"): [detail] for name in names}
        body = problem(400, detail, errors=errors)
        return JsonResponse(body, status=400, content_type=CONTENT_TYPE)
    return HttpResponse(detail, status=400, content_type="text/plain; charset=utf-8")
