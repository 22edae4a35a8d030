"""What every page type of the site has in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms.core.addresses import page_url
from cms.core.page_contexts import context_of
from cms.core.page_forms import BasePageForm
from cms.core.previews import preview_outside
from cms.core.richtext import rich_text_words
from cms.core.text import fold_words, marked_words


class BasePage(Page):
    """A page with a picture for sharing and a text that search finds without marks.

    Wagtail's own index keeps đ apart from d and, on SQLite, misses letters with two marks
    (ổ, ị ...), so each page also indexes its text folded, and its marked words in ASCII spelling.
    """

    social_image = models.ForeignKey(
        "media.ClanImage",
        verbose_name=_("ảnh khi chia sẻ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Hiện khi trang được gửi qua Zalo, Facebook. Để trống thì lấy ảnh đại diện."),
    )

    base_form_class = BasePageForm

    #: Fields whose words are searched, besides the title; absent ones are skipped.
    searched_fields: ClassVar[tuple[str, ...]] = ("lead", "intro", "place", "body", "transcript")

    search_fields = [
        *Page.search_fields,
        index.SearchField("search_fold"),
        index.SearchField("search_marks"),
        index.AutocompleteField("search_start"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Trên máy tìm kiếm"),
        ),
        MultiFieldPanel([FieldPanel("social_image")], heading=_("Trên mạng xã hội")),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page's type shows beside its own fields; see `cms.core.page_contexts`."""
        context = super().get_context(request, *args, **kwargs)
        context.update(context_of(self, request, **kwargs))
        return context

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page as it is in memory: at the front end that is set, else in our template."""
        outside = preview_outside(self, original_request) if original_request else None
        if outside is not None:
            return outside
        return super().make_preview_request(original_request, preview_mode, extra_request_attrs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Name the page by the host the site map was asked from, as every other answer does."""
        entries = super().get_sitemap_urls(request)
        return [{**entry, "location": page_url(self, request)} for entry in entries]

    def search_words(self) -> list[str]:
        """Return the texts by which the page is found: short ones first, the body last."""
        texts = [self.title, *self.search_labels()]
        texts += [self._plain_text(name) for name in self.searched_fields if hasattr(self, name)]
        return [text for text in texts if text]

    def search_labels(self) -> list[str]:
        """Return names tied to the page, such as topics and author; page types override this."""
        return []

    def search_fold(self) -> str:
        """Return all words of the page, folded, for the search index."""
        return " ".join(fold_words(" ".join(self.search_words())))

    def search_marks(self) -> str:
        """Return the words with marks in ASCII spelling, each once, for exact matches."""
        return " ".join(dict.fromkeys(marked_words(" ".join(self.search_words()))))

    def search_start(self) -> str:
        """Return the folded title and names, found while they are still being typed."""
        return " ".join(fold_words(" ".join([self.title, *self.search_labels()])))

    @property
    def share_image(self) -> Any:
        """Return the picture that stands for the page elsewhere, or None."""
        return self.social_image or getattr(self, "cover_image", None)

    @property
    def share_text(self) -> str:
        """Return one or two sentences about the page for search engines and shared links."""
        return self.search_description or getattr(self, "lead", "")

    def _plain_text(self, name: str) -> str:
        value = getattr(self, name)
        if not value:
            return ""
        if hasattr(value, "stream_block"):
            return " ".join(map(str, value.stream_block.get_searchable_content(value)))
        if isinstance(self._meta.get_field(name), RichTextField):
            return rich_text_words(value)
        return str(value)
