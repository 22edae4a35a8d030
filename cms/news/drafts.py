"""News that a program brings: always a draft, which an editor reads and publishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.blocks import StreamBlockValidationError
from wagtail.log_actions import LogContext

from cms.core.text import fold_words
from cms.news.models import Author, NewsIndexPage, NewsPage, NewsPerson, Topic

if TYPE_CHECKING:
    from cms.accounts.models import User
    from cms.media.models import ClanImage

_LONGEST_SLUG = 80


def news_index_for(user: User) -> NewsIndexPage:
    """Give the newsroom under which the account may add news.

    Raises:
        PermissionDenied: there is none.
    """
    for index in NewsIndexPage.objects.live().order_by("pk"):
        if index.permissions_for_user(user).can_add_subpage():
            return index
    raise PermissionDenied


@transaction.atomic
def news_draft_create(
    *,
    by: User,
    title: str,
    lead: str = "",
    body: Sequence[dict[str, Any]] = (),
    topics: Iterable[Topic] = (),
    person_ids: Iterable[int] = (),
    author: Author | None = None,
    cover_image: ClanImage | None = None,
    cover_alt: str = "",
) -> NewsPage:
    """Store an unpublished piece of news under the newsroom and return it.

    Args:
        by: who answers for it; becomes the owner of the page.
        title: the title.
        lead: one or two sentences.
        body: raw blocks, already cleaned (see `foreign_bodies`).
        topics: what it is about.
        person_ids: primary keys of people it speaks of, whom `by` may know.
        author: under whose name it appears.
        cover_image: the picture above it.
        cover_alt: words for those who cannot see it.

    Raises:
        PermissionDenied: the account may add no news.
        ValidationError: a field or a block does not fit.
    """
    index = news_index_for(by)
    block = NewsPage._meta.get_field("body").stream_block
    page = NewsPage(
        title=title,
        slug=_free_slug(index, title),
        lead=lead,
        body=_checked_body(block, body),
        author=author,
        cover_image=cover_image,
        cover_alt=cover_alt,
        owner=by,
        live=False,
    )
    page.topics = list(topics)
    page.person_links = [
        NewsPerson(person_id=key, sort_order=place) for place, key in enumerate(person_ids)
    ]
    with LogContext(user=by):
        index.add_child(instance=page)
        page.save_revision(user=by, log_action=True)
    return page


def _checked_body(block: Any, raw: Sequence[dict[str, Any]]) -> Any:
    value = block.to_python([part for part in raw if part["value"]])
    try:
        return block.clean(value)
    except StreamBlockValidationError as error:
        raise ValidationError({"body": _sentences(error)}) from error


def _sentences(error: StreamBlockValidationError) -> list[str]:
    """Say block by block what does not fit, counted from 1."""
    found = []
    for place, problem in sorted((error.block_errors or {}).items()):
        parts = getattr(problem, "block_errors", None) or {"": problem}
        for name, part in parts.items():
            words = " ".join(part.messages)
            found.append(f"{int(place) + 1}{'.' if name else ''}{name}: {words}")
    return found


def _free_slug(index: NewsIndexPage, title: str) -> str:
    base = "-".join(fold_words(title))[:_LONGEST_SLUG].strip("-") or "bai-viet"
    taken = set(index.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
