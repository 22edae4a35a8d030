"""The newsroom: what news is about, who writes it, and the news itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from cms.core.fields import BodyField
from cms.core.link_panels import LinksPanel
from cms.core.links import BranchLink, PersonLink
from cms.core.pages import BasePage
from cms.media.blocks import ArticleBlocks
from cms.news.addresses import archive_url


class Topic(index.Indexed, models.Model):
    """What news is about (chuyên mục): council, giỗ tổ, scholarships. Flat, and few."""

    name = models.CharField(_("tên chuyên mục"), max_length=80, unique=True)
    slug = models.SlugField(
        _("đường dẫn"),
        max_length=80,
        unique=True,
        help_text=_("Chữ không dấu, ví dụ khuyen-hoc. Đổi thì các liên kết cũ sẽ hỏng."),
    )
    description = models.TextField(
        _("giới thiệu"),
        blank=True,
        max_length=500,
        help_text=_("Một hai câu, hiện đầu trang chuyên mục."),
    )

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of this topic; empty while there is no live news index."""
        return archive_url("topic", self.slug)


class Author(index.Indexed, models.Model):
    """The name under which news appears (tác giả): a person or a board. It is not a login."""

    name = models.CharField(_("tên tác giả"), max_length=120)
    slug = models.SlugField(
        _("đường dẫn"),
        max_length=120,
        unique=True,
        help_text=_("Chữ không dấu, ví dụ ban-truyen-thong. Đổi thì các liên kết cũ sẽ hỏng."),
    )
    role = models.CharField(
        _("vai trò"), max_length=120, blank=True, help_text=_("Ví dụ: Cộng tác viên Thanh Hoá.")
    )
    bio = models.TextField(
        _("giới thiệu"),
        blank=True,
        max_length=1000,
        help_text=_("Vài câu, hiện ở trang các bài của tác giả."),
    )
    portrait = models.ForeignKey(
        "media.ClanImage",
        verbose_name=_("chân dung"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("bio"),
        FieldPanel("portrait"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("tác giả")
        verbose_name_plural = _("tác giả")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page with all news of this author; empty without a live news index."""
        return archive_url("author", self.slug)


class NewsIndexPage(RoutablePageMixin, BasePage):
    """The front of the newsroom (trang tin tức), with an archive for each topic and author."""

    intro = models.TextField(
        _("lời giới thiệu"), blank=True, max_length=500, help_text=_("Hiện dưới tựa trang.")
    )

    #: Writes the feed; set when the app is ready, because feeds read these models.
    make_feed: ClassVar[Callable[[NewsIndexPage, HttpRequest], HttpResponse]]

    template = "pages/news_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("trang tin tức")
        verbose_name_plural = _("trang tin tức")

    @path("chu-de/<slug:slug>/", name="topic")
    def topic_archive(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the news of one topic."""
        return self.render(request, topic=get_object_or_404(Topic, slug=slug))

    @path("tac-gia/<slug:slug>/", name="author")
    def author_archive(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show all news of one author."""
        author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
        return self.render(request, author=author, template="pages/author.html")

    @path("rss/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Give the newest news as RSS 2.0."""
        return type(self).make_feed(self, request)


class NewsPage(BasePage):
    """One piece of news (bài viết).

    `display_date` is the day readers see and news is ordered by; the moments of publication are
    Wagtail's own `first_published_at` and `last_published_at`.
    """

    display_date = models.DateTimeField(
        _("ngày đăng"),
        default=timezone.now,
        db_index=True,
        help_text=_("Ngày người đọc thấy. Bài cũ đăng lại thì ghi ngày của bài cũ."),
    )
    updated_note = models.CharField(
        _("ghi chú sửa bài"),
        max_length=250,
        blank=True,
        help_text=_("Ví dụ: Sửa ngày 3/5: đổi tên người chủ trì. Hiện cuối bài."),
    )
    lead = models.TextField(
        _("sa-pô"),
        blank=True,
        max_length=600,
        help_text=_("Một hai câu tóm ý chính; hiện ở danh sách tin và khi chia sẻ."),
    )
    body = BodyField(ArticleBlocks(), verbose_name=_("nội dung"), blank=True)
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("chuyên mục"), blank=True, related_name="news"
    )
    author = models.ForeignKey(
        Author,
        verbose_name=_("tác giả"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="news",
    )
    cover_image = models.ForeignKey(
        "media.ClanImage",
        verbose_name=_("ảnh đại diện"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cover_alt = models.CharField(
        _("mô tả ảnh"),
        max_length=250,
        blank=True,
        help_text=_("Cho người không nhìn thấy ảnh: ai, ở đâu, đang làm gì."),
    )
    cover_credit = models.CharField(
        _("nguồn ảnh"),
        max_length=200,
        blank=True,
        help_text=_("Người chụp hoặc nơi giữ ảnh. Để trống thì lấy nguồn đã ghi ở ảnh."),
    )

    template = "pages/news_page.html"
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    search_fields = [
        *BasePage.search_fields,
        index.FilterField("display_date"),
        index.FilterField("author"),
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("cover_image"), FieldPanel("cover_alt"), FieldPanel("cover_credit")],
            heading=_("Ảnh đại diện"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("display_date"),
                FieldPanel("author"),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel("updated_note"),
            ],
            heading=_("Ngày, tác giả, chuyên mục"),
        ),
        MultiFieldPanel(
            [
                LinksPanel("person_links", heading=_("Người trong bài"), label=_("Người")),
                LinksPanel("branch_links", heading=_("Chi phái trong bài"), label=_("Chi phái")),
            ],
            heading=_("Liên kết với gia phả"),
            help_text=_("Trang của người và chi phái được chọn sẽ dẫn về bài này."),
        ),
    ]

    class Meta:
        verbose_name = _("bài viết")
        verbose_name_plural = _("bài viết")

    @property
    def image_credit(self) -> str:
        """Return whom to name under the cover picture."""
        return self.cover_credit or (self.cover_image.credit if self.cover_image else "")

    def search_labels(self) -> list[str]:
        """Return the names of author and topics."""
        names = [topic.name for topic in self.topics.all()]
        return [*names, self.author.name] if self.author else names


class NewsPerson(PersonLink):
    """A person of the gia phả whom a piece of news speaks of."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="person_links")

    class Meta(PersonLink.Meta):
        verbose_name = _("người trong bài")
        verbose_name_plural = _("người trong bài")


class NewsBranch(BranchLink):
    """A branch (chi phái) that a piece of news speaks of."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="branch_links")

    class Meta(BranchLink.Meta):
        verbose_name = _("chi phái trong bài")
        verbose_name_plural = _("chi phái trong bài")
