"""Sources, citations, notes and pictures that stand behind the facts."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from genealogy.models.clans import TEXT_FEATURES, Clan
from genealogy.models.events import Event
from genealogy.models.families import Union
from genealogy.models.people import Person

ONE_TARGET = (
    Q(person__isnull=False, union__isnull=True, event__isnull=True)
    | Q(person__isnull=True, union__isnull=False, event__isnull=True)
    | Q(person__isnull=True, union__isnull=True, event__isnull=False)
)


class Attached(models.Model):
    """Base of what is attached to exactly one person, union or event."""

    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    union = models.ForeignKey(
        Union, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=ONE_TARGET,
                name="%(class)s_one_target",
                violation_error_message=_("Phải gắn với đúng một người, một cặp hoặc một sự kiện."),
            )
        ]


class Source(models.Model):
    """Where a fact comes from (nguồn): an old book, a stele, a royal patent, a witness."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(
        Clan, verbose_name=_("dòng họ"), on_delete=models.CASCADE, related_name="sources"
    )
    title = models.CharField(_("tên nguồn"), max_length=300)
    author = models.CharField(_("tác giả"), max_length=200, blank=True)
    publication = models.CharField(_("xuất bản, niên đại"), max_length=300, blank=True)
    repository = models.CharField(_("nơi giữ"), max_length=200, blank=True)
    url = models.URLField(_("địa chỉ web"), blank=True, max_length=500)
    text = RichTextField(_("nội dung"), blank=True, features=TEXT_FEATURES)
    source_xref = models.CharField(max_length=80, blank=True, editable=False)
    extra = models.JSONField(_("thẻ giữ nguyên từ tệp gốc"), default=list, blank=True)
    import_run = models.ForeignKey(
        "genealogy.ImportRun",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="sources",
    )

    class Meta:
        verbose_name = _("nguồn")
        verbose_name_plural = _("nguồn")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Citation(Attached):
    """A source cited for one person, couple or event (trích dẫn)."""

    source = models.ForeignKey(
        Source, verbose_name=_("nguồn"), on_delete=models.CASCADE, related_name="citations"
    )
    page = models.CharField(_("trang, tờ"), max_length=250, blank=True)
    quality = models.PositiveSmallIntegerField(_("độ tin cậy"), null=True, blank=True)
    text = models.TextField(_("nguyên văn"), blank=True)

    class Meta(Attached.Meta):
        verbose_name = _("trích dẫn")
        verbose_name_plural = _("trích dẫn")

    def __str__(self) -> str:
        return f"{self.source}, {self.page}" if self.page else str(self.source)


class Note(Attached):
    """A remark (ghi chú) on a person, couple or event, as plain text."""

    text = models.TextField(_("nội dung"))
    is_sensitive = models.BooleanField(
        _("nhạy cảm"), default=False, help_text=_("Chỉ người biên soạn thấy.")
    )

    class Meta(Attached.Meta):
        verbose_name = _("ghi chú")
        verbose_name_plural = _("ghi chú")

    def __str__(self) -> str:
        return self.text[:80]


class MediaLink(Attached):
    """A picture or document that shows the person, couple or event (tư liệu).

    `file_name` keeps the name a GEDCOM file gave when the file itself is not here.
    """

    image = models.ForeignKey(
        "media.ClanImage",
        verbose_name=_("ảnh"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    document = models.ForeignKey(
        "media.ClanDocument",
        verbose_name=_("tài liệu"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    file_name = models.CharField(_("tên tệp gốc"), max_length=500, blank=True)
    caption = models.CharField(_("chú thích"), max_length=300, blank=True)
    is_sensitive = models.BooleanField(
        _("nhạy cảm"), default=False, help_text=_("Chỉ người biên soạn thấy.")
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(Attached.Meta):
        verbose_name = _("tư liệu")
        verbose_name_plural = _("tư liệu")
        ordering = ["sort_order", "id"]

    def __str__(self) -> str:
        return self.caption or self.file_name
