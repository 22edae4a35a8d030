"""Video programmes: series and their episodes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel

from cms.core.link_panels import LinksPanel
from cms.core.links import BranchLink, PersonLink
from cms.core.page_forms import BasePageForm
from cms.core.pages import BasePage
from cms.core.richtext import TEXT_FEATURES
from cms.media.embeds import validate_video_url
from cms.media.video import video_facts


class ProgrammeIndexPage(BasePage):
    """The front of the television room (trang truyền hình): all series and the newest episodes."""

    intro = models.TextField(
        _("lời giới thiệu"), blank=True, max_length=500, help_text=_("Hiện dưới tựa trang.")
    )

    template = "pages/programme_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programmes.ProgrammePage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("trang truyền hình")
        verbose_name_plural = _("trang truyền hình")


class ProgrammePage(BasePage):
    """A series (chương trình): a standing title under which episodes appear."""

    intro = models.TextField(
        _("giới thiệu"),
        blank=True,
        max_length=1000,
        help_text=_("Chương trình nói về gì, phát khi nào."),
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

    template = "pages/programme_page.html"
    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = ["programmes.EpisodePage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldPanel("cover_image"), FieldPanel("cover_alt")], heading=_("Ảnh đại diện")
        ),
    ]

    class Meta:
        verbose_name = _("chương trình")
        verbose_name_plural = _("chương trình")


class EpisodePageForm(BasePageForm):
    """Asks for a video when the episode is published; a draft may wait for it."""

    def clean(self) -> dict[str, Any]:
        """Tell the model whether it is judged as a draft."""
        self.instance.video_may_wait = self.is_deferred_validation
        return super().clean()


class EpisodePage(BasePage):
    """One episode (tập) of a series: a video of another site, or one uploaded here."""

    display_date = models.DateTimeField(
        _("ngày phát"),
        default=timezone.now,
        db_index=True,
        help_text=_("Ngày người xem thấy."),
    )
    lead = models.TextField(
        _("sa-pô"),
        blank=True,
        max_length=600,
        help_text=_("Một hai câu nói tập này có gì; hiện ở danh sách và khi chia sẻ."),
    )
    video_url = models.URLField(
        _("địa chỉ video"),
        max_length=500,
        blank=True,
        help_text=_("Địa chỉ trang xem video trên YouTube, Facebook, Vimeo hoặc TikTok."),
    )
    video_file = models.ForeignKey(
        "media.ClanMedia",
        verbose_name=_("hoặc tệp video đã tải lên"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    poster = models.ForeignKey(
        "media.ClanImage",
        verbose_name=_("ảnh bìa"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Hiện trước khi bấm phát. Để trống thì dùng hình vẽ có sẵn."),
    )
    poster_alt = models.CharField(
        _("mô tả ảnh bìa"),
        max_length=250,
        blank=True,
        help_text=_("Cho người không nhìn thấy ảnh: ai, ở đâu, đang làm gì."),
    )
    duration_seconds = models.PositiveIntegerField(
        _("thời lượng (giây)"),
        null=True,
        blank=True,
        help_text=_("Để trống thì lấy từ tệp video, nếu biết. 18 phút là 1080."),
    )
    transcript = RichTextField(
        _("lời thoại"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Cho người không nghe được, và để tìm thấy tập này."),
    )
    topics = ParentalManyToManyField(
        "news.Topic", verbose_name=_("chuyên mục"), blank=True, related_name="episodes"
    )

    #: Set by the admin's form while a draft is saved.
    video_may_wait = False

    template = "pages/episode_page.html"
    parent_page_types = ["programmes.ProgrammePage"]
    subpage_types: list[str] = []
    base_form_class = EpisodePageForm
    search_fields = [*BasePage.search_fields, index.FilterField("display_date")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldPanel("video_url"),
                MediaChooserPanel("video_file", media_type="video"),
                FieldPanel("duration_seconds"),
            ],
            heading=_("Video"),
        ),
        MultiFieldPanel([FieldPanel("poster"), FieldPanel("poster_alt")], heading=_("Ảnh bìa")),
        FieldPanel("transcript"),
        MultiFieldPanel(
            [
                FieldPanel("display_date"),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Ngày phát và chuyên mục"),
        ),
        MultiFieldPanel(
            [
                LinksPanel("person_links", heading=_("Người trong tập"), label=_("Người")),
                LinksPanel("branch_links", heading=_("Chi phái trong tập"), label=_("Chi phái")),
            ],
            heading=_("Liên kết với gia phả"),
            help_text=_("Trang của người và chi phái được chọn sẽ dẫn về tập này."),
        ),
    ]

    class Meta:
        verbose_name = _("tập chương trình")
        verbose_name_plural = _("tập chương trình")

    def clean(self) -> None:
        """Ask for exactly one video, at an address we can play."""
        super().clean()
        if self.video_url and self.video_file_id:
            raise ValidationError(
                {"video_file": _("Chỉ chọn một: địa chỉ video hoặc tệp đã tải lên.")}
            )
        if not self.video_url and not self.video_file_id and not self.video_may_wait:
            raise ValidationError(
                {"video_url": _("Hãy dán địa chỉ video hoặc chọn tệp đã tải lên.")}
            )
        try:
            validate_video_url(self.video_url)
        except ValidationError as error:
            raise ValidationError({"video_url": error}) from error

    @property
    def cover_image(self) -> Any:
        """Return the poster, under the name other pages use for it."""
        return self.poster

    @property
    def cover_alt(self) -> str:
        """Return the poster's words, under the name other pages use for them."""
        return self.poster_alt

    @property
    def duration(self) -> int | None:
        """Return the running time in seconds, as typed or as the uploaded file tells."""
        if self.duration_seconds:
            return self.duration_seconds
        if self.video_file and self.video_file.duration:
            return round(self.video_file.duration)
        return None

    @property
    def duration_label(self) -> str:
        """Return the running time as a clock shows it: "18:05", "1:02:03"; empty if unknown."""
        if not self.duration:
            return ""
        minutes, seconds = divmod(self.duration, 60)
        hours, minutes = divmod(minutes, 60)
        if hours:
            return f"{hours}:{minutes:02}:{seconds:02}"
        return f"{minutes}:{seconds:02}"

    @property
    def video(self) -> dict[str, Any] | None:
        """Return what the player needs; see `cms.media.video.video_facts`."""
        return video_facts(url=self.video_url, media=self.video_file, poster=self.poster)

    def search_labels(self) -> list[str]:
        """Return the names of topics."""
        return [topic.name for topic in self.topics.all()]


class EpisodePerson(PersonLink):
    """A person of the gia phả whom an episode shows."""

    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="person_links")

    class Meta(PersonLink.Meta):
        verbose_name = _("người trong tập")
        verbose_name_plural = _("người trong tập")


class EpisodeBranch(BranchLink):
    """A branch (chi phái) that an episode speaks of."""

    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="branch_links")

    class Meta(BranchLink.Meta):
        verbose_name = _("chi phái trong tập")
        verbose_name_plural = _("chi phái trong tập")
