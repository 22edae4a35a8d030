"""The council's days: meetings, giỗ tổ, conferences."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.core.fields import BodyField
from cms.core.pages import BasePage
from cms.media.blocks import ArticleBlocks
from genealogy.domain.errors import LunarDateOutOfRange
from genealogy.domain.lunar import can_chi_year, to_lunar


class EventIndexPage(BasePage):
    """The calendar of the clan (trang sự kiện): what comes, then what was."""

    intro = models.TextField(
        _("lời giới thiệu"), blank=True, max_length=500, help_text=_("Hiện dưới tựa trang.")
    )

    template = "pages/event_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["council.EventPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("trang sự kiện")
        verbose_name_plural = _("trang sự kiện")


class EventPage(BasePage):
    """One event (sự kiện) with a day, a place and, later, its minutes."""

    starts_at = models.DateTimeField(_("bắt đầu"), db_index=True)
    ends_at = models.DateTimeField(
        _("kết thúc"), null=True, blank=True, help_text=_("Để trống nếu chưa biết.")
    )
    place = models.CharField(
        _("nơi họp mặt"),
        max_length=250,
        blank=True,
        help_text=_("Ví dụ: Nhà thờ họ, làng Phú Khê."),
    )
    lead = models.TextField(
        _("sa-pô"),
        blank=True,
        max_length=600,
        help_text=_("Một hai câu nói việc gì, mời ai; hiện ở danh sách và khi chia sẻ."),
    )
    body = BodyField(ArticleBlocks(), verbose_name=_("nội dung"), blank=True)
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
    branch = models.ForeignKey(
        "genealogy.Branch",
        verbose_name=_("của chi phái"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Để trống nếu là việc của cả họ."),
    )

    template = "pages/event_page.html"
    parent_page_types = ["council.EventIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*BasePage.search_fields, index.FilterField("starts_at")]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("place"),
                FieldPanel("branch"),
            ],
            heading=_("Khi nào, ở đâu"),
        ),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("cover_image"), FieldPanel("cover_alt")], heading=_("Ảnh đại diện")
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("sự kiện")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message=_("Sự kiện không thể kết thúc trước khi bắt đầu."),
            )
        ]

    def clean(self) -> None:
        """Refuse an end before the start, at the field where it was typed."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("Sự kiện không thể kết thúc trước khi bắt đầu.")})

    @property
    def lunar_label(self) -> str:
        """Return the lunar day (âm lịch) of the start in Vietnam: "10 tháng 3 năm Bính Ngọ".

        Empty outside lunar years 1800-2199.
        """
        return lunar_label(self.starts_at)


def lunar_label(moment: datetime | None) -> str:
    """Write the lunar day of a moment, judged at the clock of Vietnam; empty out of range."""
    if moment is None:
        return ""
    try:
        lunar = to_lunar(timezone.localtime(moment).date())
    except LunarDateOutOfRange:
        return ""
    facts = {"day": lunar.day, "month": lunar.month, "year": can_chi_year(lunar.year)}
    if lunar.leap:
        return _now("%(day)s tháng %(month)s nhuận năm %(year)s") % facts
    return _now("%(day)s tháng %(month)s năm %(year)s") % facts
