"""Who looked at what is private, and what went wrong: two registers the law asks for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessKind(models.TextChoices):
    """What somebody did with private data."""

    CONTACT_VIEW = "contact_view", _("xem liên lạc")
    EXPORT = "export", _("xuất dữ liệu")
    VIEW_AS = "view_as", _("xem như người khác")
    ERASE = "erase", _("xoá một người")
    TOKEN = "token", _("cấp hoặc thu hồi khoá API")
    ROLE = "role", _("giao hoặc thu quyền")


class AccessRecord(models.Model):
    """One look at private data or use of a power (nhật ký truy cập); never changed, never named.

    A person of the book stands here by uuid only.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(_("việc"), max_length=20, choices=AccessKind.choices)
    person_uuid = models.UUIDField(null=True, blank=True, db_index=True)
    detail = models.CharField(_("chi tiết"), max_length=250, blank=True)
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lần truy cập")
        verbose_name_plural = _("nhật ký truy cập")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%d/%m/%Y}"


class Breach(models.Model):
    """A leak or loss of personal data (sự cố): the authority hears of it within 72 hours."""

    wagtail_reference_index_ignore = True

    title = models.CharField(_("việc gì"), max_length=200)
    discovered_at = models.DateTimeField(_("phát hiện lúc"))
    #: 72 hours after the discovery.
    notify_by = models.DateTimeField(_("hạn báo"), editable=False)
    description = models.TextField(_("diễn biến"), blank=True)
    affected = models.TextField(_("ai, dữ liệu nào"), blank=True)
    measures = models.TextField(_("đã làm gì"), blank=True)
    notified_at = models.DateTimeField(_("đã báo cơ quan lúc"), null=True, blank=True)
    subjects_told_at = models.DateTimeField(
        _("đã báo người bị ảnh hưởng lúc"), null=True, blank=True
    )
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sự cố dữ liệu")
        verbose_name_plural = _("sổ sự cố dữ liệu")
        ordering = ["-discovered_at", "-id"]

    def __str__(self) -> str:
        return self.title
