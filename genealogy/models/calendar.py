"""Feasts of a clan, and the secret addresses under which phones fetch its calendar."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from genealogy.enums import FeastKind
from genealogy.models.clans import Branch, Clan
from genealogy.models.people import Person


class ClanFeast(models.Model):
    """A day the clan or a branch keeps each year (giỗ tổ, chạp họ, Thanh minh, xuân tế)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(
        Clan, verbose_name=_("dòng họ"), on_delete=models.CASCADE, related_name="feasts"
    )
    branch = models.ForeignKey(
        Branch,
        verbose_name=_("của riêng chi"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="feasts",
    )
    name = models.CharField(_("tên ngày"), max_length=150)
    kind = models.CharField(
        _("cách tính ngày"),
        max_length=12,
        choices=FeastKind.choices,
        default=FeastKind.LUNAR_DAY,
    )
    lunar_month = models.PositiveSmallIntegerField(_("tháng âm lịch"), null=True, blank=True)
    lunar_day = models.PositiveSmallIntegerField(_("ngày âm lịch"), null=True, blank=True)
    person = models.ForeignKey(
        Person,
        verbose_name=_("giỗ của"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="feasts",
    )
    solar_term = models.PositiveSmallIntegerField(
        _("tiết khí"),
        null=True,
        blank=True,
        help_text=_("0 là Xuân phân, 1 là Thanh minh, đến 23 là Kinh trập."),
    )
    place = models.CharField(_("nơi"), max_length=250, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("ngày lễ của họ")
        verbose_name_plural = _("ngày lễ của họ")
        ordering = ["clan_id", "sort_order", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="lunar_day", lunar_month__range=(1, 12), lunar_day__range=(1, 30))
                    | Q(kind="memorial", person__isnull=False)
                    | Q(kind="solar_term", solar_term__range=(0, 23))
                ),
                name="clan_feast_has_its_day",
                violation_error_message=_(
                    "Hãy cho biết ngày: ngày tháng âm lịch, người được giỗ, hoặc tiết khí."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarLink(models.Model):
    """A secret address of the calendar of giỗ, for the phone of one member.

    Only the digest of the secret is kept; it reads what its owner may read, until it is revoked.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_links"
    )
    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="+")
    branch = models.ForeignKey(
        Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("lần đọc gần nhất"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("địa chỉ lịch riêng")
        verbose_name_plural = _("địa chỉ lịch riêng")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.clan}"


class MemorialReminder(models.Model):
    """A wish of a member to be told of giỗ by e-mail (nhắc giỗ), some days before.

    With `person` the reminder is for that one; with `branch` for all of a branch; with `my_line`
    for the forebears of the account's own person; with none of them for the whole clan.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memorial_reminders"
    )
    clan = models.ForeignKey(Clan, on_delete=models.CASCADE, related_name="+")
    branch = models.ForeignKey(
        Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "genealogy.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    my_line = models.BooleanField(_("dòng trực hệ của tôi"), default=False)
    days_before = models.PositiveSmallIntegerField(
        _("nhắc trước mấy ngày"), default=3, validators=[MaxValueValidator(60)]
    )
    #: The last day whose giỗ were told, so that a day is told once however often the sender runs.
    sent_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("nhắc giỗ")
        verbose_name_plural = _("nhắc giỗ")
        ordering = ["user_id", "clan_id", "id"]

    def __str__(self) -> str:
        return f"{self.user} {self.clan}"
