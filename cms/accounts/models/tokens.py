"""Keys with which programs read and write through the API."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class TokenScope(models.TextChoices):
    """What a token opens."""

    READ_PUBLIC = "read:public", _("đọc những gì ai cũng đọc được")
    READ_BRANCH = "read:branch", _("đọc thành viên của một chi")
    WRITE_NEWS = "write:news", _("viết nháp tin tức")
    WRITE_PROPOSALS = "write:proposals", _("gửi đề nghị sửa gia phả")


class ApiToken(models.Model):
    """A key of a program (khoá API). The key is shown once; its keyed digest is kept."""

    wagtail_reference_index_ignore = True

    name = models.CharField(_("dùng cho"), max_length=150)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="program_tokens"
    )
    #: First signs of the key, to tell keys apart in lists and logs.
    prefix = models.CharField(_("mã đầu"), max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("quyền"), default=list)
    branch = models.ForeignKey(
        "genealogy.Branch",
        verbose_name=_("chi phái"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Cho quyền đọc thành viên của một chi."),
    )
    rate_per_minute = models.PositiveIntegerField(
        _("số lần gọi mỗi phút"),
        default=120,
        validators=[MinValueValidator(1), MaxValueValidator(6000)],
    )
    expires_at = models.DateTimeField(_("hết hạn"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("khoá API")
        verbose_name_plural = _("khoá API")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
