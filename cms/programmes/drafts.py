"""Episodes that a program brings: drafts under a series, which an editor publishes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext

from cms.core.api.page_drafts import draft_keep, page_to_edit, parent_allowing, slug_free
from cms.programmes.models import EpisodeBranch, EpisodePage, EpisodePerson, ProgrammePage
from genealogy.public import viewer_for, with_hidden_links

if TYPE_CHECKING:
    from cms.accounts.models import User


def programme_for(user: User, key: int | None = None) -> ProgrammePage:
    """Give the series (chương trình) to which the account may add an episode.

    Args:
        user: who writes.
        key: primary key of the series; None for the first there is.

    Raises:
        PermissionDenied: there is none.
    """
    series = ProgrammePage.objects.live().order_by("path")
    found: ProgrammePage = parent_allowing(
        series if key is None else series.filter(pk=key), by=user
    )
    return found


@transaction.atomic
def episode_draft_create(*, by: User, title: str, programme: int, **facts: Any) -> EpisodePage:
    """Store an unpublished episode under its series and return it.

    Args:
        by: who answers for it; becomes the owner of the page.
        title: the title.
        programme: primary key of the series.
        facts: what `episode_fill` takes.

    Raises:
        ValidationError: a field does not fit, or the series is none the account may add to.
    """
    try:
        series = programme_for(by, programme)
    except PermissionDenied as error:
        sentence = _("không có chương trình này, hoặc bạn không thêm tập vào đó được")
        raise ValidationError({"programme": [sentence]}) from error
    page = EpisodePage(title=title, slug=slug_free(series, title, fallback="tap"), owner=by)
    page.live = False
    episode_fill(page, **facts)
    page.video_may_wait = True
    with LogContext(user=by):
        series.add_child(instance=page)
        draft_keep(page, by=by)
    return page


@transaction.atomic
def episode_draft_update(*, key: int, by: User, version: int | None, **facts: Any) -> EpisodePage:
    """Store a new version of an episode as a draft and return it; viewers see the old one.

    Args:
        key: primary key of the page.
        by: who writes.
        version: the version the writer has read (`Page.latest_revision_id`).
        facts: what `episode_fill` takes, with `title`; what is left out stays.

    Raises:
        Http404, PermissionDenied, Locked, VersionMissing, OutOfDate: see `page_to_edit`.
        ValidationError: a field does not fit.
    """
    page = page_to_edit(EpisodePage, key, by=by, version=version)
    episode_fill(page, **with_hidden_links(page, facts, viewer_for(by)))
    page.video_may_wait = not page.live
    with LogContext(user=by):
        draft_keep(page, by=by)
    return page


def episode_fill(
    page: EpisodePage,
    *,
    person_ids: Iterable[int] | None = None,
    branch_ids: Iterable[int] | None = None,
    **plain: Any,
) -> None:
    """Put facts into an episode without storing it.

    Args:
        page: the page.
        person_ids: primary keys of people in it, whom the writer may know.
        branch_ids: primary keys of branches it speaks of.
        plain: title, lead, video_url, video_file, poster, poster_alt, duration_seconds,
            transcript (clean HTML), topics, display_date.
    """
    for name, value in plain.items():
        setattr(page, name, value)
    if person_ids is not None:
        page.person_links = [
            EpisodePerson(person_id=key, sort_order=place) for place, key in enumerate(person_ids)
        ]
    if branch_ids is not None:
        page.branch_links = [
            EpisodeBranch(branch_id=key, sort_order=place) for place, key in enumerate(branch_ids)
        ]
