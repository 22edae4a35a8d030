"""A front end that is not ours, and the secrets by which it is shown one draft each."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.preview.addresses import ROUTE, address_clean, origin_of, origins_read, route_check


@register_setting(icon="globe", order=120)
class FrontEnd(BaseSiteSetting):
    """The site that shows our content to readers in our stead (trang ngoài), one row per site."""

    is_on = models.BooleanField(
        _("xem trước ở trang ngoài"),
        default=False,
        help_text=_(
            "Bật thì nút Xem trước mở trang ngoài. Tắt thì mọi liên kết xem trước hết dùng ngay."
        ),
    )
    address = models.CharField(
        _("địa chỉ trang ngoài"),
        max_length=200,
        blank=True,
        help_text=_("Ví dụ https://hoduong.vn. Phải là https, trừ máy của chính mình (127.0.0.1)."),
    )
    route = models.CharField(
        _("đường dẫn xem trước"),
        max_length=200,
        default=ROUTE,
        help_text=_(
            "Chỗ trang ngoài nhận bản nháp. {token} là mã xem trước, {path} là đường dẫn của trang."
        ),
    )
    allowed_origins = models.TextField(
        _("những nơi khác được đọc bản nháp"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Mỗi dòng một địa chỉ, chỉ tới tên máy: https://thu.hoduong.vn. Trang ngoài ở trên"
            " thì luôn được đọc."
        ),
    )

    panels = [
        FieldPanel("is_on"),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("route")], heading=_("Trang ngoài")),
        FieldPanel("allowed_origins"),
    ]

    class Meta:
        verbose_name = _("xem trước ở trang ngoài")
        verbose_name_plural = _("xem trước ở trang ngoài")

    def clean(self) -> None:
        """Bring the addresses into their one form.

        Raises:
            ValidationError: an address is none, or it is missing where the preview is on.
        """
        super().clean()
        errors: dict[str, ValidationError] = {}
        if self.is_on and not self.address.strip():
            errors["address"] = ValidationError(_("Muốn bật thì phải ghi địa chỉ trang ngoài."))
        for name, read in (
            ("address", lambda text: address_clean(text) if text.strip() else ""),
            ("allowed_origins", lambda text: "\n".join(origins_read(text))),
        ):
            try:
                setattr(self, name, read(getattr(self, name)))
            except ValidationError as error:
                errors.setdefault(name, error)
        try:
            route_check(self.route)
        except ValidationError as error:
            errors["route"] = error
        if errors:
            raise ValidationError(errors)  # type: ignore[arg-type] # names and errors

    @property
    def is_open(self) -> bool:
        """Whether drafts are shown there now."""
        return bool(self.is_on and self.address)

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """The origins whose pages may read drafts; the front end's own is the first."""
        if not self.is_open:
            return ()
        return tuple(dict.fromkeys([origin_of(self.address), *origins_read(self.allowed_origins)]))


class PreviewKind(models.TextChoices):
    """Why a preview was made."""

    SESSION = "session", _("xem trước khi soạn")
    SHARED = "shared", _("liên kết chia sẻ")


class SubjectKind(models.TextChoices):
    """What is previewed."""

    PAGE = "page", _("trang")
    CLAN = "clan", _("phả ký của dòng họ")
    BRANCH = "branch", _("giới thiệu của chi phái")
    PERSON = "person", _("tiểu sử")


class PreviewToken(models.Model):
    """The right to read one draft for a while (mã xem trước): of one page or one text.

    It is no right of its maker's: it opens what a stranger would read if this draft were published
    now. Its secret is in one address and kept nowhere; its keyed digest is kept. A page that was
    never saved has no `page`, but the `parent` it will stand under.
    """

    wagtail_reference_index_ignore = True

    digest = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(_("loại"), max_length=10, choices=PreviewKind.choices)
    subject = models.CharField(_("xem gì"), max_length=10, choices=SubjectKind.choices)
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người tạo"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+"
    )
    parent = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+"
    )
    content_type = models.ForeignKey(
        "contenttypes.ContentType", null=True, on_delete=models.CASCADE, related_name="+"
    )
    #: No foreign key: people are told apart by public ids outside the gia phả.
    subject_uuid = models.UUIDField(null=True)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.CASCADE, related_name="+"
    )
    #: What was typed and not saved; null when a revision is meant.
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("hết hạn"), db_index=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)
    last_used_at = models.DateTimeField(_("xem lần cuối"), null=True)
    use_count = models.PositiveIntegerField(_("số lần xem"), default=0)

    class Meta:
        verbose_name = _("mã xem trước")
        verbose_name_plural = _("mã xem trước")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revision__isnull=False, content__isnull=True)
                | Q(revision__isnull=True, content__isnull=False),
                name="preview_one_source",
                violation_error_message=_("Một mã chỉ cho xem một bản."),
            ),
            models.CheckConstraint(
                condition=Q(subject="page", subject_uuid__isnull=True)
                & (Q(page__isnull=False) | Q(parent__isnull=False))
                | ~Q(subject="page") & Q(subject_uuid__isnull=False, page__isnull=True),
                name="preview_one_subject",
                violation_error_message=_("Một mã chỉ cho xem một mục."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
