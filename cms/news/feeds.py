"""The newsroom as RSS 2.0."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.images.models import SourceImageIOError

from cms.core.addresses import absolute_html, absolute_url
from cms.core.site_name import site_name
from cms.news.models import NewsPage
from cms.news.selectors import published_news

if TYPE_CHECKING:
    from cms.news.models import NewsIndexPage

ITEMS = 30
COVER_SPEC = "fill-1200x630|format-jpeg"
#: Readers of feeds ask often; five minutes late is early enough.
SECONDS = 300


class ArticleFeed(Rss201rev2Feed):
    """RSS 2.0 that carries the whole article beside its summary."""

    def rss_attributes(self) -> dict[str, str]:
        """Add the namespace of `content:encoded`."""
        content = "http://purl.org/rss/1.0/modules/content/"
        return {**super().rss_attributes(), "xmlns:content": content}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add the article's HTML."""
        super().add_item_elements(handler, item)
        if item.get("body"):
            handler.addQuickElement("content:encoded", item["body"])


class NewsFeed(Feed):
    """The newest public news of the index page it is made for."""

    feed_type = ArticleFeed
    language = "vi"

    def __init__(self, index: NewsIndexPage) -> None:
        self.index = index
        self.request: HttpRequest | None = None

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the feed, cacheable for a few minutes."""
        self.request = request
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = f"public, max-age={SECONDS}"
        return response

    def title(self) -> str:
        """Return the site's name and the index's title."""
        name = site_name(self.request) if self.request else ""
        return f"{self.index.title} – {name}" if name else self.index.title

    def link(self) -> str:
        """Return the address of the index."""
        return self.index.get_url(self.request) or "/"

    def feed_url(self) -> str:
        """Return the address of the feed itself."""
        return f"{self.link()}rss/"

    def description(self) -> str:
        """Return what the feed is about."""
        return self.index.intro or _("Tin mới của dòng họ.")

    def items(self) -> list[NewsPage]:
        """Return the newest public news."""
        return list(published_news(with_body=True)[:ITEMS])

    def item_title(self, item: NewsPage) -> str:
        """Return the headline."""
        return item.title

    def item_description(self, item: NewsPage) -> str:
        """Return the lead."""
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        """Return the article's address."""
        return item.get_url(self.request) or self.link()

    def item_author_name(self, item: NewsPage) -> str | None:
        """Return the byline."""
        return item.author.name if item.author else None

    def item_pubdate(self, item: NewsPage) -> datetime:
        """Return the day readers see."""
        return item.display_date

    def item_updateddate(self, item: NewsPage) -> datetime | None:
        """Return when the article was last published."""
        return item.last_published_at

    def item_categories(self, item: NewsPage) -> list[str]:
        """Return the topics."""
        return [topic.name for topic in item.topics.all()]

    def item_enclosures(self, item: NewsPage) -> list[Enclosure]:
        """Return the cover picture, when its file is there."""
        if item.cover_image is None:
            return []
        try:
            cover = item.cover_image.get_rendition(COVER_SPEC)
            size = cover.file.size
        except (SourceImageIOError, OSError):
            return []
        return [Enclosure(absolute_url(cover.url, self.request) or "", str(size), "image/jpeg")]

    def item_extra_kwargs(self, item: NewsPage) -> dict[str, Any]:
        """Return the article's HTML with absolute addresses."""
        return {"body": absolute_html(item.body.render_as_block(), self.request)}


def news_feed(index: NewsIndexPage, request: HttpRequest) -> HttpResponse:
    """Answer the feed of the newsroom."""
    return NewsFeed(index)(request)
