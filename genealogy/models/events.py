"""Events, places, and graves as burial events."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from genealogy.enums import EventType
from genealogy.fields import PartialDateField
from genealogy.models.clans import Clan
from genealogy.models.families import Union
from genealogy.models.people import Person


class Place(models.Model):
    """A place (địa danh) as the book writes it, with what it belongs to and was called before.

    The text as written is never replaced by a newer name: administrative names change, books
    do not.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(
        Clan, verbose_name=_("dòng họ"), on_delete=models.CASCADE, related_name="places"
    )
    text = models.CharField(_("tên như trong sách"), max_length=250)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("thuộc"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
    )
    current_name = models.CharField(_("tên hiện nay"), max_length=250, blank=True)
    old_names = models.TextField(_("các tên cũ"), blank=True, help_text=_("Mỗi tên một dòng."))
    latitude = models.DecimalField(
        _("vĩ độ"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("kinh độ"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    search_fold = models.CharField(max_length=600, blank=True, editable=False)
    import_run = models.ForeignKey(
        "genealogy.ImportRun",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="places",
    )

    class Meta:
        verbose_name = _("địa danh")
        verbose_name_plural = _("địa danh")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(
                fields=["clan", "text"],
                name="place_text_unique_in_clan",
                violation_error_message=_("Dòng họ này đã có địa danh ấy."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Event(models.Model):
    """Something that happened to a person or a couple (sự kiện): birth, death, burial, office."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = ParentalKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    union = ParentalKey(
        Union, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    type = models.CharField(_("sự kiện"), max_length=12, choices=EventType.choices)
    date = PartialDateField(_("ngày"), null=True, blank=True)
    date_start = models.IntegerField(null=True, blank=True, editable=False)
    date_end = models.IntegerField(null=True, blank=True, editable=False)
    lunar_month = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    lunar_day = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    lunar_leap = models.BooleanField(default=False, editable=False)
    place = models.ForeignKey(
        Place,
        verbose_name=_("nơi"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    description = models.TextField(_("nội dung"), blank=True)
    cause = models.CharField(
        _("nguyên nhân"), max_length=250, blank=True, help_text=_("Chỉ người biên soạn thấy.")
    )
    grave_direction = models.CharField(_("hướng mộ"), max_length=120, blank=True)
    latitude = models.DecimalField(
        _("vĩ độ mộ"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("kinh độ mộ"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    is_sensitive = models.BooleanField(
        _("nhạy cảm"), default=False, help_text=_("Chỉ người biên soạn thấy.")
    )
    members_only = models.BooleanField(
        _("chỉ thành viên xem"), default=False, help_text=_("Khách không thấy điều này.")
    )
    tag = models.CharField(max_length=40, blank=True, editable=False)
    extra = models.JSONField(_("thẻ giữ nguyên từ tệp gốc"), default=list, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("sự kiện")
        # Plain names: the cluster of a person sorts its events in memory by these, and knows no
        # expressions.
        ordering = ["date_start", "sort_order", "id"]
        indexes = [models.Index(fields=["type", "date_start"], name="event_by_type")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, union__isnull=True)
                | Q(person__isnull=True, union__isnull=False),
                name="event_of_person_or_union",
                violation_error_message=_("Sự kiện là của một người hoặc của một cặp."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()}: {self.person or self.union}"
