"""Just enough of a television room for a test."""

from __future__ import annotations

from typing import Any

from cms.programmes.models import EpisodePage, ProgrammeIndexPage, ProgrammePage
from tests.news.factories import slug_of

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def add_programme(title: str = "Chuyện họ mình", **fields: Any) -> ProgrammePage:
    index = ProgrammeIndexPage.objects.get()
    page = ProgrammePage(title=title, slug=slug_of(title), **fields)
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def add_episode(
    programme: ProgrammePage, title: str = "Tập 1", *, publish: bool = True, **fields: Any
) -> EpisodePage:
    fields.setdefault("video_url", "" if fields.get("video_file") else YOUTUBE)
    page = EpisodePage(title=title, slug=slug_of(title), live=False, **fields)
    programme.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    page.refresh_from_db()
    return page
