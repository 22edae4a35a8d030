"""Unions of couples and the links from children to parents."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from genealogy.enums import ParentKind, Standing, UnionKind, UnionRole, UnionStatus
from genealogy.models.clans import Clan
from genealogy.models.people import Person


class Union(ClusterableModel):
    """A couple (vợ chồng). A man with three wives stands in three unions, each with its order."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(
        Clan, verbose_name=_("dòng họ"), on_delete=models.PROTECT, related_name="unions"
    )
    kind = models.CharField(
        _("loại"), max_length=12, choices=UnionKind.choices, default=UnionKind.MARRIAGE
    )
    status = models.CharField(
        _("tình trạng"), max_length=12, choices=UnionStatus.choices, default=UnionStatus.UNKNOWN
    )
    note = models.TextField(_("ghi chú"), blank=True)
    source_xref = models.CharField(_("mã trong tệp gốc"), max_length=80, blank=True)
    extra = models.JSONField(_("thẻ giữ nguyên từ tệp gốc"), default=list, blank=True)
    import_run = models.ForeignKey(
        "genealogy.ImportRun",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="unions",
    )
    is_staged = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("vợ chồng")
        verbose_name_plural = _("vợ chồng")
        ordering = ["id"]

    def __str__(self) -> str:
        names = [str(member.person) for member in self.members.all()]
        return " – ".join(names) or str(_("Cặp chưa có tên"))


class UnionMember(models.Model):
    """One side of a union, with its order for that person (bà cả, bà hai; chồng trước, sau)."""

    union = ParentalKey(Union, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        Person, verbose_name=_("người"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(
        _("là"), max_length=10, choices=UnionRole.choices, default=UnionRole.PARTNER
    )
    order_for_person = models.PositiveSmallIntegerField(
        _("thứ tự với người này"),
        default=1,
        help_text=_("Cuộc hôn nhân thứ mấy của người này."),
    )
    standing = models.CharField(
        _("thứ bậc"), max_length=12, choices=Standing.choices, default=Standing.NONE, blank=True
    )

    class Meta:
        verbose_name = _("người trong cặp")
        verbose_name_plural = _("người trong cặp")
        ordering = ["role", "order_for_person", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "person"],
                name="union_member_once",
                violation_error_message=_("Một người chỉ đứng một lần trong một cặp."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class ParentLink(models.Model):
    """Who is whose parent, and how (con đẻ, con nuôi, lập tự ...).

    A child may have many parents: birth father, adoptive father, mother. At most one link
    carries the lineage (dòng): đời, branch and order follow it.
    """

    child = ParentalKey(Person, on_delete=models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(
        Person,
        verbose_name=_("cha hoặc mẹ"),
        on_delete=models.CASCADE,
        related_name="child_links",
    )
    union = models.ForeignKey(
        Union,
        verbose_name=_("con của cặp"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="child_links",
    )
    kind = models.CharField(
        _("quan hệ"), max_length=10, choices=ParentKind.choices, default=ParentKind.BIRTH
    )
    is_lineage = models.BooleanField(
        _("tính dòng họ theo người này"),
        default=False,
        help_text=_("Đời và chi của con tính theo người này. Mỗi người chỉ chọn một."),
    )
    is_sensitive = models.BooleanField(
        _("nhạy cảm"),
        default=False,
        help_text=_("Chỉ người biên soạn biết là con nuôi, con riêng hay ngoài giá thú."),
    )

    class Meta:
        verbose_name = _("cha mẹ")
        verbose_name_plural = _("cha mẹ")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(is_lineage=True),
                name="parent_link_one_lineage",
                violation_error_message=_("Chỉ tính dòng họ theo một người cha hoặc mẹ."),
            ),
            models.UniqueConstraint(
                fields=["child", "parent", "kind"],
                name="parent_link_once",
                violation_error_message=_("Quan hệ cha mẹ này đã có."),
            ),
            models.CheckConstraint(
                condition=~Q(child=F("parent")),
                name="parent_link_not_self",
                violation_error_message=_("Không ai là cha hay mẹ của chính mình."),
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "is_lineage"], name="parent_link_by_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.parent} → {self.child}"
