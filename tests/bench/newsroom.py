"""Fills one side of `test_headless.py` with the articles; a process of its own.

DJANGO_SETTINGS_MODULE says which side: python -m tests.bench.newsroom
"""

from __future__ import annotations

import json
import uuid
from io import BytesIO
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 Django must be set up first
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.files.images import ImageFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from wagtail.images import get_image_model  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402

from tests.bench.articles import AUTHORS, PICTURES, TOPICS, Article, articles, picture_file  # noqa: E402

IS_PLAIN = "plain" in settings.ROOT_URLCONF


def pictures() -> list[Any]:
    """Store the pictures."""
    made = []
    for number in range(PICTURES):
        file = ImageFile(BytesIO(picture_file(number)), name=f"anh-{number}.jpg")
        image = get_image_model()(title=f"Ảnh {number}", file=file)
        image.save()
        made.append(image)
    return made


def blocks(article: Article, images: list[Any]) -> str:
    """Write the body in the blocks of this side."""
    written = []
    for block in article.body:
        kind, value = block["type"], block["value"]
        if kind == "picture":
            key = images[value].pk
            kind, value = "image", key if IS_PLAIN else {"image": key, "alt": "", "caption": ""}
        elif not IS_PLAIN and kind == "quote":
            value = {"text": value, "source": ""}
        elif not IS_PLAIN and kind == "heading":
            value = {"text": value, "level": "h2"}
        written.append({"type": kind, "value": value, "id": str(uuid.uuid4())})
    return json.dumps(written)


def section() -> Page:
    """Give the page the articles stand under."""
    if IS_PLAIN:
        return Site.objects.get().root_page
    from cms.news.models import NewsIndexPage

    return NewsIndexPage.objects.get()


def add_pages(parent: Page, model: Any, images: list[Any], authors: list[Any]) -> list[Any]:
    """Write the rows of all articles at once, as the tree would have written one by one."""
    content_type = ContentType.objects.get_for_model(model)
    locale = Locale.objects.get()
    known = list(articles())
    bases = Page.objects.bulk_create(
        Page(
            path=Page._get_path(parent.path, parent.depth + 1, number),
            depth=parent.depth + 1,
            title=one.title,
            draft_title=one.title,
            slug=one.slug,
            url_path=f"{parent.url_path}{one.slug}/",
            live=True,
            content_type=content_type,
            locale=locale,
            translation_key=uuid.uuid4(),
            first_published_at=one.date,
            last_published_at=one.date,
        )
        for number, one in enumerate(known, 1)
    )
    Page.objects.filter(pk=parent.pk).update(numchild=len(bases))
    day = "date" if IS_PLAIN else "display_date"
    for base, one in zip(bases, known, strict=True):
        page = model(page_ptr=base)
        page.__dict__.update({k: v for k, v in base.__dict__.items() if k != "_state"})
        page.lead, page.body = one.lead, blocks(one, images)
        setattr(page, day, one.date)
        page.author, page.cover_image = authors[one.author], images[one.picture]
        page.save_base(raw=True, force_insert=True)
    return [base.pk for base in bases]


@transaction.atomic
def fill() -> None:
    """Write everything but the search index."""
    if IS_PLAIN:
        from tests.bench.plain_wagtail.news.models import Author, NewsPage, Topic
    else:
        from cms.news.models import Author, NewsPage, Topic
    topics = [Topic.objects.create(name=name, slug=f"chu-de-{n}") for n, name in enumerate(TOPICS)]
    authors = [Author.objects.create(name=name, slug=f"tg-{n}") for n, name in enumerate(AUTHORS)]
    keys = add_pages(section(), NewsPage, pictures(), authors)
    through = NewsPage.topics.through
    through.objects.bulk_create(
        through(newspage_id=key, topic_id=topics[topic].pk)
        for key, one in zip(keys, articles(), strict=True)
        for topic in one.topics
    )


if __name__ == "__main__":
    fill()
    call_command("update_index", verbosity=0)
