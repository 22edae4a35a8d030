"""News that a program brings: a draft, which an editor reads and publishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.log_actions import LogContext

from cms.core.api.page_drafts import (
    body_checked,
    draft_keep,
    page_to_edit,
    parent_allowing,
    slug_free,
)
from cms.news.models import NewsBranch, NewsIndexPage, NewsPage, NewsPerson
from genealogy.public import viewer_for, with_hidden_links

if TYPE_CHECKING:
    from cms.accounts.models import User


def news_index_for(user: User) -> NewsIndexPage:
    """Give the newsroom under which the account may add news.

    Raises:
        PermissionDenied: there is none.
    """
    index: NewsIndexPage = parent_allowing(NewsIndexPage.objects.live().order_by("pk"), by=user)
    return index


@transaction.atomic
def news_draft_create(*, by: User, title: str, **facts: Any) -> NewsPage:
    """Store an unpublished piece of news under the newsroom and return it.

    Args:
        by: who answers for it; becomes the owner of the page.
        title: the title.
        facts: what `news_fill` takes.

    Raises:
        PermissionDenied: the account may add no news.
        ValidationError: a field or a block does not fit.
    """
    index = news_index_for(by)
    page = NewsPage(
        title=title, slug=slug_free(index, title, fallback="bai-viet"), owner=by, live=False
    )
    news_fill(page, **facts)
    with LogContext(user=by):
        index.add_child(instance=page)
        draft_keep(page, by=by)
    return page


@transaction.atomic
def news_draft_update(*, key: int, by: User, version: int | None, **facts: Any) -> NewsPage:
    """Store a new version of a piece of news as a draft and return it; readers see the old one.

    Args:
        key: primary key of the page.
        by: who writes.
        version: the version the writer has read (`Page.latest_revision_id`).
        facts: what `news_fill` takes, with `title`; what is left out stays.

    Raises:
        Http404, PermissionDenied, Locked, VersionMissing, OutOfDate: see `page_to_edit`.
        ValidationError: a field or a block does not fit.
    """
    page = page_to_edit(NewsPage, key, by=by, version=version)
    news_fill(page, **with_hidden_links(page, facts, viewer_for(by)))
    with LogContext(user=by):
        draft_keep(page, by=by)
    return page


def news_fill(
    page: NewsPage,
    *,
    body: Sequence[dict[str, Any]] | None = None,
    person_ids: Iterable[int] | None = None,
    branch_ids: Iterable[int] | None = None,
    **plain: Any,
) -> None:
    """Put facts into a piece of news without storing it.

    Args:
        page: the page.
        body: raw blocks, already cleaned (see `foreign_bodies`).
        person_ids: primary keys of people it speaks of, whom the writer may know.
        branch_ids: primary keys of branches it speaks of.
        plain: title, lead, topics, author, cover_image, cover_alt, cover_credit, display_date,
            updated_note.

    Raises:
        ValidationError: a block does not fit.
    """
    for name, value in plain.items():
        setattr(page, name, value)
    if body is not None:
        page.body = body_checked(NewsPage._meta.get_field("body").stream_block, body)
    if person_ids is not None:
        page.person_links = [
            NewsPerson(person_id=key, sort_order=place) for place, key in enumerate(person_ids)
        ]
    if branch_ids is not None:
        page.branch_links = [
            NewsBranch(branch_id=key, sort_order=place) for place, key in enumerate(branch_ids)
        ]
