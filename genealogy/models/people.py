"""People and their names."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField

from genealogy.enums import LivingState, Membership, NameKind, Sex, ShortMonth, Visibility
from genealogy.models.clans import TEXT_FEATURES, Clan
from genealogy.querysets import PersonQuerySet


class Person(ClusterableModel):
    """Somebody in the book (người trong gia phả), of the clan or married into it.

    What is typed in stands in the first half. The second half is derived: services rebuild it
    from the links and events (`genealogy.services.derived`), nobody types it, and `check_tree`
    verifies it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(
        Clan, verbose_name=_("dòng họ"), on_delete=models.PROTECT, related_name="people"
    )
    sex = models.CharField(_("giới tính"), max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    surname = models.CharField(_("họ"), max_length=80, blank=True)
    middle_name = models.CharField(_("tên đệm"), max_length=120, blank=True)
    given_name = models.CharField(_("tên"), max_length=120, blank=True)
    living_state = models.CharField(
        _("tình trạng"),
        max_length=10,
        choices=LivingState.choices,
        default=LivingState.UNKNOWN,
        help_text=_(
            "Không rõ thì coi là đang sống và không hiện cho khách, trừ khi ngày tháng"
            " cho thấy đã mất."
        ),
    )
    child_order = models.PositiveSmallIntegerField(
        _("con thứ mấy"),
        null=True,
        blank=True,
        help_text=_("Thứ tự trong anh chị em cùng cha. Vai vế tính theo số này."),
    )
    rank_override = models.SmallIntegerField(
        _("thứ bậc đặt tay"),
        null=True,
        blank=True,
        help_text=_("Chỉ dùng khi lệ họ xếp khác, ví dụ con bà cả đứng trước."),
    )
    generation_override = models.SmallIntegerField(
        _("đời đặt tay"), null=True, blank=True, help_text=_("Để trống thì đời được tính.")
    )
    memorial_in_leap_month = models.BooleanField(
        _("năm nhuận thì giỗ vào tháng nhuận"),
        default=False,
        help_text=_("Chỉ cho người mất vào tháng nhuận, khi gia đình giữ lệ ấy."),
    )
    memorial_short_month = models.CharField(
        _("giỗ ngày 30 khi tháng thiếu"),
        max_length=20,
        choices=ShortMonth.choices,
        blank=True,
        help_text=_("Để trống thì theo lệ chung của họ."),
    )
    portrait = models.ForeignKey(
        "media.ClanImage",
        verbose_name=_("chân dung"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    biography = RichTextField(_("tiểu sử"), blank=True, features=TEXT_FEATURES)
    visibility = models.CharField(
        _("ai được xem"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.DEFAULT,
    )
    source_xref = models.CharField(_("mã trong tệp gốc"), max_length=80, blank=True, db_index=True)
    extra = models.JSONField(_("thẻ giữ nguyên từ tệp gốc"), default=list, blank=True)
    import_run = models.ForeignKey(
        "genealogy.ImportRun",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="people",
    )
    is_staged = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # Derived -------------------------------------------------------------------------------
    full_name = models.CharField(_("họ và tên"), max_length=330, blank=True, editable=False)
    sort_key = models.CharField(max_length=700, blank=True, editable=False)
    search_fold = models.TextField(blank=True, editable=False)
    generation = models.SmallIntegerField(_("đời"), null=True, blank=True, editable=False)
    branch = models.ForeignKey(
        "genealogy.Branch",
        verbose_name=_("chi phái"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    lineage_path = models.CharField(max_length=512, blank=True, editable=False)
    membership = models.CharField(
        _("thuộc họ"),
        max_length=12,
        choices=Membership.choices,
        default=Membership.UNCONNECTED,
        editable=False,
    )
    descendant_count = models.PositiveIntegerField(default=0, editable=False)
    birth_year = models.SmallIntegerField(null=True, blank=True, editable=False)
    death_year = models.SmallIntegerField(null=True, blank=True, editable=False)
    memorial_month = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    memorial_day = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    # Julian day number by which the person was born at the latest, by own and descendants' dates.
    latest_birth = models.IntegerField(null=True, blank=True, editable=False)
    presumed_living = models.BooleanField(default=True, editable=False)
    presumed_living_until = models.DateField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("người")
        verbose_name_plural = _("người trong gia phả")
        permissions = [
            ("browse_living", _("Xem người đang sống như một thành viên")),
            ("review_proposals", _("Xem mọi người và duyệt đề nghị của cả họ")),
            ("edit_branch", _("Duyệt và sửa trong chi được giao")),
        ]
        indexes = [
            models.Index(
                fields=["clan", "generation", "lineage_path"], name="person_by_generation"
            ),
            models.Index(fields=["clan", "lineage_path"], name="person_by_lineage"),
            models.Index(fields=["clan", "sort_key"], name="person_by_name"),
            models.Index(fields=["clan", "source_xref"], name="person_by_xref"),
            models.Index(fields=["branch", "lineage_path"], name="person_by_branch"),
            models.Index(fields=["memorial_month", "memorial_day"], name="person_by_memorial"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(memorial_month__isnull=True) | Q(memorial_month__range=(1, 12)),
                name="person_memorial_month_exists",
                violation_error_message=_("Tháng âm lịch chỉ từ 1 đến 12."),
            ),
            models.CheckConstraint(
                condition=Q(memorial_day__isnull=True) | Q(memorial_day__range=(1, 30)),
                name="person_memorial_day_exists",
                violation_error_message=_("Ngày âm lịch chỉ từ 1 đến 30."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or str(_("Khuyết danh"))

    def get_absolute_url(self) -> str:
        """Return the person's page."""
        return reverse("genealogy:person", args=[self.uuid])

    def is_living_on(self, day: date) -> bool:
        """Say whether the person must be treated as living on this Gregorian day."""
        if not self.presumed_living:
            return False
        return self.presumed_living_until is None or self.presumed_living_until >= day


class PersonName(models.Model):
    """One more name of a person: húy, tự, hiệu, thụy, pháp danh, Hán Nôm and so on."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(_("loại tên"), max_length=12, choices=NameKind.choices)
    value = models.CharField(_("tên"), max_length=250)
    note = models.CharField(_("ghi chú"), max_length=250, blank=True)
    is_sensitive = models.BooleanField(
        _("nhạy cảm"), default=False, help_text=_("Chỉ người biên soạn thấy.")
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("tên khác")
        verbose_name_plural = _("các tên khác")
        ordering = ["sort_order", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


class PersonRedirect(models.Model):
    """Where somebody went who was found to be the same as another: the old address leads on."""

    wagtail_reference_index_ignore = True

    old_uuid = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="redirects")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("địa chỉ cũ")
        verbose_name_plural = _("địa chỉ cũ")

    def __str__(self) -> str:
        return f"{self.old_uuid} → {self.person_id}"


class PersonContact(models.Model):
    """How to reach a living person (liên lạc): administrators only, in no API and no export."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="contact")
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    address = models.TextField(_("địa chỉ"), blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("liên lạc")
        verbose_name_plural = _("liên lạc")

    def __str__(self) -> str:
        return str(self.person)
