"""Just enough of a newsroom for a test."""

from __future__ import annotations

from typing import Any

from cms.core.text import fold_words
from cms.news.models import Author, NewsBranch, NewsIndexPage, NewsPage, NewsPerson, Topic


def slug_of(text: str) -> str:
    return "-".join(fold_words(text)) or "trang"


def add_topic(name: str = "Thời sự") -> Topic:
    return Topic.objects.create(name=name, slug=slug_of(name))


def add_author(name: str = "Ban Thông tin", **fields: Any) -> Author:
    return Author.objects.create(name=name, slug=slug_of(name), **fields)


def add_news(
    title: str = "Tin mới",
    *,
    topics: list[Topic] | None = None,
    people: list[Any] | None = None,
    branches: list[Any] | None = None,
    publish: bool = True,
    **fields: Any,
) -> NewsPage:
    """Add news below the index of the page tree; published as the admin does it."""
    index = NewsIndexPage.objects.get()
    slug = fields.pop("slug", f"{slug_of(title)[:80]}-{index.numchild}")
    page = NewsPage(title=title, slug=slug, live=False, **fields)
    if topics:
        page.topics = topics
    page.person_links = [NewsPerson(person=person) for person in people or []]
    page.branch_links = [NewsBranch(branch=branch) for branch in branches or []]
    index.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    page.refresh_from_db()
    return page
