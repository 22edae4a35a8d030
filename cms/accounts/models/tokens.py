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
    PUBLISH_NEWS = "publish:news", _("đăng tin tức (chỉ khi chính bạn được đăng)")
    WRITE_EPISODES = "write:episodes", _("viết nháp tập chương trình")
    WRITE_MEDIA = "write:media", _("tải ảnh, tài liệu, video lên kho")
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
        default=1200,
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


class ApiRepeat(models.Model):
    """A write that names its `Idempotency-Key`: done once, however often it is sent.

    Neither the key nor the answer can be read here: the key is kept as a digest, the answer is
    sealed with what only the sender of the key knows. Rows live a day.
    """

    wagtail_reference_index_ignore = True

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    key_digest = models.CharField(max_length=64, unique=True, editable=False)
    request_digest = models.CharField(max_length=64, editable=False)
    #: Empty while the first sending is at work.
    status = models.PositiveSmallIntegerField(null=True, editable=False)
    answer = models.TextField(blank=True, editable=False)
    made_at = models.DateTimeField(db_index=True, editable=False)

    class Meta:
        verbose_name = _("lời gửi qua API")
        verbose_name_plural = _("lời gửi qua API")

    def __str__(self) -> str:
        return f"{self.key_digest[:8]}… {self.status or '…'}"


class ApiUploadDay(models.Model):
    """What a key, or an account without one, has uploaded through the API on one day."""

    wagtail_reference_index_ignore = True

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    #: "key:12" or "user:5".
    holder = models.CharField(max_length=40, editable=False)
    day = models.DateField(editable=False)
    files = models.PositiveIntegerField(default=0, editable=False)
    bytes = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("lượng tải lên qua API")
        verbose_name_plural = _("lượng tải lên qua API")
        constraints = [
            models.UniqueConstraint(fields=["holder", "day"], name="one_upload_row_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.day}"
