"""The front page and plain pages of text."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from cms.core.fields import BodyField
from cms.core.pages import BasePage
from cms.media.blocks import ArticleBlocks

#: Types of page that make sense as a story of the front page.
STORY_TYPES = ["news.NewsPage", "programmes.EpisodePage", "council.EventPage"]


class HomePage(BasePage):
    """The front page (trang chủ). What editors leave empty is filled with the latest."""

    tagline = models.CharField(
        _("lời chào"),
        max_length=200,
        blank=True,
        help_text=_("Một câu ngắn, hiện khi trang chưa có tin nào."),
    )
    lead_page = models.ForeignKey(
        Page,
        verbose_name=_("bài mở đầu"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Để trống thì lấy tin mới nhất."),
    )

    template = "pages/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("tagline"),
        MultiFieldPanel(
            [
                PageChooserPanel("lead_page", STORY_TYPES),
                InlinePanel(
                    "slots",
                    heading=_("Bài nổi bật"),
                    label=_("Bài"),
                    help_text=_("Nhiều nhất bốn bài. Để trống thì lấy các tin mới tiếp theo."),
                    max_num=4,
                ),
            ],
            heading=_("Chọn bài cho trang chủ"),
        ),
    ]

    class Meta:
        verbose_name = _("trang chủ")
        verbose_name_plural = _("trang chủ")


class HomeSlot(Orderable):
    """One story chosen for the front page (bài nổi bật)."""

    home_page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="slots")
    page = models.ForeignKey(
        Page, verbose_name=_("bài"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("page", STORY_TYPES)]

    class Meta(Orderable.Meta):
        verbose_name = _("bài nổi bật")
        verbose_name_plural = _("bài nổi bật")

    def __str__(self) -> str:
        return self.page.title


class StandardPage(BasePage):
    """A page of text without a date (trang thường): about us, rules of the clan."""

    lead = models.TextField(
        _("lời dẫn"),
        blank=True,
        max_length=500,
        help_text=_("Một hai câu nói trang này có gì; hiện dưới tựa và khi chia sẻ."),
    )
    body = BodyField(ArticleBlocks(), verbose_name=_("nội dung"), blank=True)

    template = "pages/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [
        *BasePage.promote_panels,
        FieldPanel(
            "show_in_menus",
            help_text=_("Hiện trên thanh mục khi thanh mục chưa được sắp riêng."),
        ),
    ]

    class Meta:
        verbose_name = _("trang thường")
        verbose_name_plural = _("trang thường")
