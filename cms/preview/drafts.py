"""A draft in the record a stranger would read if it were published now."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from rest_framework.request import Request
from wagtail.models import Page

from cms.core.addresses import absolute_url
from cms.core.api.fields import BranchLink, PersonLink
from cms.core.api.page_answers import page_answer
from cms.preview.models import PreviewToken, SubjectKind
from genealogy.api.text_records import text_record
from genealogy.public import TextKind, branch_cards, person_cards, viewer_of

#: The place of a page that was never saved, in tree paths and as `id`: no page has it.
NO_KEY = 0
_NO_STEP = "0000"
#: What a stranger's request takes over from the caller's: where it was sent to, nobody's marks.
_OF_THE_HOST = (
    "HTTP_HOST",
    "SERVER_NAME",
    "SERVER_PORT",
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
)


def stranger_request(request: HttpRequest) -> Request:
    """Give a request to the same host by nobody: no cookie, no key, no session."""
    nobody = HttpRequest()
    nobody.method = "GET"
    nobody.path = nobody.path_info = "/"
    nobody.META = {name: request.META[name] for name in _OF_THE_HOST if name in request.META}
    nobody.user = AnonymousUser()
    nobody.session = {}  # type: ignore[assignment] # nothing stands in it
    made = Request(nobody)
    made.user = nobody.user
    return made


def draft_of(token: PreviewToken) -> Page | None:
    """Give the page a preview shows, in memory; None when what it points to is gone."""
    if token.revision is not None:
        return token.revision.as_object()
    content = dict(token.content or {})
    if token.page is not None:
        return token.page.specific.with_content_json(content)
    model: Any = token.content_type.model_class() if token.content_type else None
    page = model.from_serializable_data(content) if model else None
    if page is None or token.parent is None:
        return None
    page.pk = page.id = NO_KEY
    page.depth = token.parent.depth + 1
    page.path = token.parent.path + _NO_STEP
    page.live = False
    page.locale_id = page.locale_id or token.parent.locale_id
    page.set_url_path(token.parent)
    return page


def draft_answer(page: Page, request: Request) -> dict[str, Any]:
    """Write a page as `resolve` does; people and branches are those of the draft."""
    answer = page_answer(page, request)
    record = answer["record"]
    return {**answer, "record": {**record, **_links(page, request, record)}}


def _links(page: Page, request: Request, record: Any) -> dict[str, Any]:
    """Give people and branches by the draft's own rows: the database has the public ones."""
    viewer, context = viewer_of(request), {"request": request}
    links: dict[str, Any] = {}
    if "people" in record and hasattr(page, "person_links"):
        keys = [link.person_id for link in page.person_links.all() if link.person_id]
        links["people"] = PersonLink(person_cards(keys, viewer), many=True, context=context).data
    if "branches" in record and hasattr(page, "branch_links"):
        keys = [link.branch_id for link in page.branch_links.all() if link.branch_id]
        links["branches"] = BranchLink(branch_cards(keys, viewer), many=True, context=context).data
    return links


def text_answer(token: PreviewToken, request: Request) -> dict[str, Any] | None:
    """Write a text of the gia phả as `resolve` does; None where a stranger reads no such text."""
    if token.subject_uuid is None or token.content is None:
        return None
    kind = TextKind(token.subject)
    found = text_record(kind, token.subject_uuid, str(token.content.get("text", "")), request)
    if found is None:
        return None
    return {
        "kind": str(kind),
        "type": f"genealogy.{kind.capitalize()}",
        "endpoint": found.endpoint,
        "id": found.key,
        "url": absolute_url(found.url, request),
        "detail_url": absolute_url(f"/api/v2/{found.endpoint}/{found.key}/", request),
        "last_published_at": None,
        "record": found.data,
    }


def answer_of(token: PreviewToken, request: Request) -> dict[str, Any] | None:
    """Write what a preview shows; None when it shows nothing to a stranger any more."""
    if token.subject != SubjectKind.PAGE:
        answer = text_answer(token, request)
    else:
        page = draft_of(token)
        answer = draft_answer(page, request) if page is not None else None
    if answer is not None:
        answer["preview"] = {"expires_at": token.expires_at, "is_draft": True}
    return answer
