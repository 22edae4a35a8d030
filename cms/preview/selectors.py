"""Reading front ends and secrets of previews: which of them open anything, deny first."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Page, Site

from cms.preview.keys import key_digests, key_is_whole
from cms.preview.models import FrontEnd, PreviewKind, PreviewToken, SubjectKind
from genealogy.public import TextKind, editable_text_owner, stored_text, text_labels, viewer_for

ADMIN_ACCESS = "wagtailadmin.access_admin"
_KEPT_ON_REQUEST = "_preview_front_ends"


def open_front_ends(request: HttpRequest | None = None) -> dict[int, FrontEnd]:
    """Give the front ends that are on, by the key of their site; one query a request."""
    kept = getattr(request, _KEPT_ON_REQUEST, None)
    if kept is None:
        rows = FrontEnd.objects.filter(is_on=True).exclude(address="").order_by("pk")
        kept = {row.site_id: row for row in rows}
        if request is not None:
            setattr(request, _KEPT_ON_REQUEST, kept)
    return kept


def open_origins(request: HttpRequest | None = None) -> list[str]:
    """Give the origins of all front ends that are on, each once."""
    ends = open_front_ends(request).values()
    return list(dict.fromkeys(origin for end in ends for origin in end.origins))


def front_end_origins(request: HttpRequest | None = None) -> list[str]:
    """Give the origins at which front ends themselves stand, without others that may read."""
    return list(dict.fromkeys(end.origins[0] for end in open_front_ends(request).values()))


def site_of_page(page: Page) -> tuple[Site, str] | None:
    """Give the site a page stands in and its path there; None in no site."""
    parts = page.get_url_parts()
    if parts is None or parts[2] is None:
        return None
    site = Site.objects.filter(pk=parts[0]).first()
    return (site, parts[2]) if site is not None else None


def front_end_of_page(page: Page, request: HttpRequest | None) -> tuple[FrontEnd, str] | None:
    """Give the front end that shows a page, and the page's path; None where drafts stay with us.

    Pages under a view restriction stay with us: the public API never gives them, so no front end
    that is not ours can.
    """
    ends = open_front_ends(request)
    placed = site_of_page(page) if ends else None
    if placed is None or placed[0].pk not in ends:
        return None
    closed = page.get_parent() if page.pk is None else page
    if closed is None or closed.get_view_restrictions().exists():
        return None
    return ends[placed[0].pk], placed[1]


def front_end_of_request(request: HttpRequest) -> FrontEnd | None:
    """Give the front end of the site asked, else of the default site: for the gia phả."""
    ends = open_front_ends(request)
    site = Site.find_for_request(request) if ends else None
    if site is not None and site.pk in ends:
        return ends[site.pk]
    default = Site.objects.filter(is_default_site=True).first() if ends else None
    return ends.get(default.pk) if default is not None else None


def text_mark(text: str) -> str:
    """Give a mark by which a stored text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


@sensitive_variables("text", "digests")
def token_of_key(text: str) -> PreviewToken | None:
    """Give what a secret opens now; None for an unknown, expired, revoked or outlived one.

    A text that is no secret costs no query.
    """
    if not key_is_whole(text):
        return None
    rows = PreviewToken.objects.select_related(
        "maker", "site", "page", "parent", "revision", "content_type"
    )
    token = rows.filter(digest__in=key_digests(text)).first()
    return token if token is not None and token_is_open(token) else None


def token_is_open(token: PreviewToken) -> bool:
    """Say whether a preview opens anything now.

    It dies when it is over or revoked, its front end is switched off, its maker is closed or may
    no longer edit the object, the object is gone, was published since, or is closed to strangers.
    """
    if token.revoked_at is not None or token.expires_at <= timezone.now():
        return False
    if not token.maker.is_active or token.site_id not in open_front_ends():
        return False
    if token.subject != SubjectKind.PAGE:
        return _text_is_open(token)
    if not token.maker.has_perm(ADMIN_ACCESS):
        return False
    return _page_is_open(token) if token.page is not None else _new_page_is_open(token)


def _page_is_open(token: PreviewToken) -> bool:
    page: Any = token.page
    published = page.last_published_at
    if published is not None and published >= token.created_at:
        return False
    if token.revision is not None and token.revision.object_id != str(page.pk):
        return False
    if not page.permissions_for_user(token.maker).can_edit():
        return False
    return not page.get_view_restrictions().exists()


def _new_page_is_open(token: PreviewToken) -> bool:
    parent: Any = token.parent
    if parent is None or not parent.permissions_for_user(token.maker).can_add_subpage():
        return False
    return not parent.get_view_restrictions().exists()


def _text_is_open(token: PreviewToken) -> bool:
    if token.subject_uuid is None or token.content is None:
        return False
    owner = editable_text_owner(token.maker, TextKind(token.subject), token.subject_uuid)
    return owner is not None and text_mark(stored_text(owner)) == token.content.get("was")


def tokens_for(user: Any) -> QuerySet[PreviewToken]:
    """Give the previews an account may see and end: its own, and all for administrators."""
    tokens = PreviewToken.objects.select_related("maker", "page")
    return tokens if user.is_superuser else tokens.filter(maker=user)


def shared_links(user: Any, about: Q) -> list[PreviewToken]:
    """Give the links to one object that are still open, newest first, of those `user` may end."""
    now = timezone.now()
    rows = tokens_for(user).filter(
        about, kind=PreviewKind.SHARED, revoked_at=None, expires_at__gt=now
    )
    return [token for token in rows if token_is_open(token)]


def labels_of(tokens: list[PreviewToken], user: Any) -> dict[int, str]:
    """Name what each preview shows, as this account may know it; empty for the unknown."""
    texts = {
        token.subject_uuid: TextKind(token.subject)
        for token in tokens
        if token.subject_uuid is not None
    }
    names = text_labels(texts, viewer_for(user)) if texts else {}
    return {
        token.pk: token.page.get_admin_display_title()
        if token.page is not None
        else names.get(token.subject_uuid, "")
        if token.subject_uuid
        else ""
        for token in tokens
    }
