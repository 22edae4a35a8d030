"""Whom we tell what changed, what is still to be told, and how the telling went."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EventType(models.TextChoices):
    """What can have happened; the values are part of the public contract."""

    PAGE_PUBLISHED = "page.published", _("trang được đăng")
    PAGE_UPDATED = "page.updated", _("trang được đăng lại")
    PAGE_UNPUBLISHED = "page.unpublished", _("trang được gỡ xuống")
    PAGE_MOVED = "page.moved", _("trang đổi địa chỉ")
    PAGE_DELETED = "page.deleted", _("trang bị xoá")
    IMAGE_CHANGED = "image.changed", _("ảnh thay đổi")
    TREE_CHANGED = "tree.changed", _("gia phả thay đổi")
    REDIRECT_CHANGED = "redirect.changed", _("chuyển hướng thay đổi")
    SITE_CHANGED = "site.changed", _("thông tin chung hoặc thanh mục thay đổi")
    TOPIC_CHANGED = "topic.changed", _("chuyên mục thay đổi")
    AUTHOR_CHANGED = "author.changed", _("tác giả thay đổi")
    PING = "ping", _("thử")


class Endpoint(models.Model):
    """A machine that wants to know what changed (nơi nhận tin báo), usually another site.

    Empty filters let everything through. Secrets are sealed by a key made of SECRET_KEY. The
    former secret signs beside the new one until `former_secret_until`.
    """

    wagtail_reference_index_ignore = True

    name = models.CharField(_("tên"), max_length=120, help_text=_("Ví dụ: trang của chi Hai."))
    url = models.CharField(
        _("địa chỉ nhận"), max_length=500, help_text=_("Bắt đầu bằng https://, cổng 443.")
    )
    note = models.TextField(_("ghi chú"), blank=True, max_length=1000)
    is_active = models.BooleanField(_("đang bật"), default=True)
    event_types = models.JSONField(_("báo khi"), default=list, blank=True)
    page_types = models.JSONField(_("chỉ các loại trang"), default=list, blank=True)
    section = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("chỉ các trang trong mục"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    clan = models.ForeignKey(
        "genealogy.Clan",
        verbose_name=_("chỉ gia phả của dòng họ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    secret = models.TextField(editable=False)
    former_secret = models.TextField(editable=False, blank=True)
    former_secret_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người tạo"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    last_success_at = models.DateTimeField(_("nhận được lần cuối"), null=True, editable=False)
    failing_since = models.DateTimeField(_("hỏng từ"), null=True, editable=False)
    switched_off_at = models.DateTimeField(_("tự tắt lúc"), null=True, editable=False)

    class Meta:
        verbose_name = _("nơi nhận tin báo")
        verbose_name_plural = _("nơi nhận tin báo")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """Something may have changed; written in the transaction that changes it.

    Whether a stranger can notice is asked afterwards, by comparing with `Told`. A mark says
    nothing of what is in the row it names and never leaves the database.
    """

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=40, blank=True)
    #: Of a tree: primary keys of the people touched; null when anybody may have changed.
    people = models.JSONField(null=True, blank=True)
    #: Of a tree: the set of changes that says whom it touched.
    change_set = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("điều cần so lại")
        verbose_name_plural = _("điều cần so lại")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Told(models.Model):
    """One thing as receivers were last told of it, by a digest of what a stranger may read.

    What strangers may not know has no row, or one with an empty digest when they once could.
    """

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=40)
    #: Of people and branches: primary key of the clan.
    clan_key = models.BigIntegerField(null=True, blank=True)
    public_id = models.CharField(max_length=80, blank=True)
    type = models.CharField(max_length=80, blank=True)
    path = models.TextField(blank=True)
    digest = models.CharField(max_length=32, blank=True)
    #: How many events there were of it.
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("điều đã báo")
        verbose_name_plural = _("điều đã báo")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="told_once")]
        indexes = [models.Index(fields=["kind", "clan_key"], name="told_by_clan")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class OutboxEvent(models.Model):
    """One thing a stranger can notice (tin báo), with the very bytes that are sent.

    `object_key` names the object whose events keep their order; `sequence` counts them.
    """

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    type = models.CharField(_("việc"), max_length=30, choices=EventType.choices)
    object_key = models.CharField(max_length=60)
    sequence = models.PositiveIntegerField(default=0)
    path = models.TextField(_("địa chỉ trang"), blank=True)
    body = models.TextField(_("nội dung gửi"))
    created_at = models.DateTimeField(_("lúc"), default=timezone.now)

    class Meta:
        verbose_name = _("tin báo")
        verbose_name_plural = _("tin báo")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["created_at"], name="outbox_by_age")]

    def __str__(self) -> str:
        return f"{self.type} {self.path}"


class DeliveryState(models.TextChoices):
    """Where the sending of one event to one endpoint stands."""

    PENDING = "pending", _("chờ gửi")
    DELIVERED = "delivered", _("đã nhận")
    DEAD = "dead", _("bỏ, không gửi được")


class Delivery(models.Model):
    """One event on its way to one endpoint (lượt gửi).

    A delivery in work is lent to one sender until `leased_until`; `attempts` is the fence.
    """

    wagtail_reference_index_ignore = True

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries")
    endpoint = models.ForeignKey(
        Endpoint, verbose_name=_("nơi nhận"), on_delete=models.CASCADE, related_name="deliveries"
    )
    object_key = models.CharField(max_length=60)
    state = models.CharField(
        _("tình trạng"),
        max_length=10,
        choices=DeliveryState.choices,
        default=DeliveryState.PENDING,
    )
    attempts = models.PositiveIntegerField(_("số lần thử"), default=0)
    #: From when on the day until it is given up is counted; a replay begins anew.
    began_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(_("lần tới"), default=timezone.now)
    leased_by = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt gửi")
        verbose_name_plural = _("lượt gửi")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["event", "endpoint"], name="delivery_once")]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=Q(state="pending")),
            models.Index(fields=["endpoint", "object_key"], name="delivery_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.endpoint_id}"


class Attempt(models.Model):
    """One try to deliver (lần gửi): what came back, or what went wrong."""

    wagtail_reference_index_ignore = True

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    made_at = models.DateTimeField(_("lúc"), default=timezone.now)
    status = models.PositiveSmallIntegerField(_("mã trả lời"), null=True, blank=True)
    milliseconds = models.PositiveIntegerField(_("mất (ms)"), default=0)
    answer = models.TextField(_("trả lời"), blank=True)
    error = models.CharField(_("lỗi"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("lần gửi")
        verbose_name_plural = _("lần gửi")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.status or self.error}"


class Comparing(models.Model):
    """Who compares the site with what was told; one at a time. There is one row."""

    wagtail_reference_index_ignore = True

    holder = models.CharField(max_length=80, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    #: Until when `Told` is complete; empty when it must be made before anything is compared.
    baseline_at = models.DateTimeField(null=True, blank=True)
    #: The day, in Vietnam, on which everything was last compared.
    compared_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("việc so")
        verbose_name_plural = _("việc so")

    def __str__(self) -> str:
        return self.holder
