"""Clans and their branches."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from genealogy.domain.ordinals import branch_title
from genealogy.enums import (
    KinshipRegion,
    LivingVisibility,
    MemberScope,
    NameOrder,
    OrdinalStyle,
    ShortMonth,
)
from genealogy.querysets import BranchQuerySet, ClanQuerySet

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link"]


class Clan(models.Model):
    """A clan (dòng họ): one book, one founder, one set of customs.

    The founder (thủy tổ) is set by hand and never guessed: the oldest-looking person of a file
    is often somebody's father-in-law.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("đường dẫn"), unique=True, max_length=80)
    name = models.CharField(_("tên dòng họ"), max_length=150)
    motto = models.CharField(_("câu răn của họ"), max_length=200, blank=True)
    origin = models.CharField(_("nguyên quán"), max_length=200, blank=True)
    introduction = RichTextField(_("phả ký"), blank=True, features=TEXT_FEATURES)
    cover = models.ForeignKey(
        "media.ClanImage",
        verbose_name=_("ảnh đại diện"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    founder = models.ForeignKey(
        "genealogy.Person",
        verbose_name=_("thủy tổ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="founded_clans",
        help_text=_("Đời thứ 1. Đời của mọi người được tính từ đây."),
    )
    head = models.ForeignKey(
        "genealogy.Person",
        verbose_name=_("trưởng tộc"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="headed_clans",
    )
    founder_generation = models.SmallIntegerField(
        _("đời của thủy tổ"),
        default=1,
        help_text=_("Thường là 1. Các cụ ở trên thủy tổ có đời nhỏ hơn."),
    )
    short_month = models.CharField(
        _("giỗ ngày 30 khi tháng thiếu"),
        max_length=20,
        choices=ShortMonth.choices,
        default=ShortMonth.LAST_DAY,
    )
    kinship_region = models.CharField(
        _("cách xưng hô"),
        max_length=10,
        choices=KinshipRegion.choices,
        default=KinshipRegion.NORTH,
    )
    kinship_overrides = models.JSONField(_("từ xưng hô riêng"), default=dict, blank=True)
    ranks_by_mother = models.BooleanField(
        _("con bà trước đứng trên"),
        default=False,
        help_text=_("Con của bà cả đứng trên con các bà sau, dù sinh muộn hơn."),
    )
    codes_count_daughters = models.BooleanField(
        _("mã số đếm cả con gái"),
        default=False,
        help_text=_("Bỏ chọn thì mã số như 1.3.2 chỉ đếm con trai, con gái ghi chữ g."),
    )
    close_kin_generations = models.PositiveSmallIntegerField(
        _("báo khi lấy người cùng họ trong vòng (đời)"), default=5
    )
    level_labels = models.JSONField(
        _("tên các cấp chi phái"),
        default=list,
        blank=True,
        help_text=_('Từ trên xuống, ví dụ ["chi", "phái", "cành", "nhánh"].'),
    )
    name_order = models.CharField(
        _("cách viết họ tên"),
        max_length=20,
        choices=NameOrder.choices,
        default=NameOrder.SURNAME_FIRST,
    )
    is_public = models.BooleanField(
        _("công khai"), default=True, help_text=_("Bỏ chọn thì chỉ thành viên mở được.")
    )
    living_policy = models.CharField(
        _("người đang sống, với khách"),
        max_length=20,
        choices=LivingVisibility.choices,
        default=LivingVisibility.HIDDEN,
    )
    member_scope = models.CharField(
        _("thành viên xem đầy đủ người đang sống"),
        max_length=10,
        choices=MemberScope.choices,
        default=MemberScope.CLOSE,
    )
    member_steps = models.PositiveSmallIntegerField(
        _("số bước"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
        help_text=_(
            "Mỗi bước là một quan hệ cha mẹ, con hoặc vợ chồng. Chỉ dùng khi chọn số bước."
        ),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClanQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng họ")
        verbose_name_plural = _("dòng họ")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the clan's page."""
        return reverse("genealogy:clan", args=[self.slug])


class Branch(models.Model):
    """A branch (chi, phái, ngành, cành, nhánh ...): the descendants of its founder.

    Levels have no national standard, so the label is data of the clan. A person belongs to the
    branch of the nearest ancestor who founded one.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clan = models.ForeignKey(
        Clan, verbose_name=_("dòng họ"), on_delete=models.CASCADE, related_name="branches"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("thuộc"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    label = models.CharField(_("cấp"), max_length=40, default="chi")
    ordinal = models.PositiveSmallIntegerField(_("số thứ tự"), null=True, blank=True)
    ordinal_style = models.CharField(
        _("cách đánh số"),
        max_length=10,
        choices=OrdinalStyle.choices,
        default=OrdinalStyle.ARABIC,
    )
    name = models.CharField(
        _("tên"),
        max_length=150,
        blank=True,
        help_text=_("Để trống thì tên là cấp và số, ví dụ Chi Giáp."),
    )
    slug = models.SlugField(_("đường dẫn"), max_length=80)
    founder = models.ForeignKey(
        "genealogy.Person",
        verbose_name=_("tổ chi"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="founded_branches",
    )
    head = models.ForeignKey(
        "genealogy.Person",
        verbose_name=_("trưởng chi"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="headed_branches",
    )
    hall = models.ForeignKey(
        "genealogy.Place",
        verbose_name=_("nhà thờ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    since_generation = models.SmallIntegerField(
        _("tách từ đời"),
        null=True,
        blank=True,
        help_text=_("Đời trong họ của tổ chi; đời trong chi đếm từ đây."),
    )
    introduction = RichTextField(_("giới thiệu"), blank=True, features=TEXT_FEATURES)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name = _("chi phái")
        verbose_name_plural = _("chi phái")
        ordering = ["clan_id", "parent_id", "ordinal", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["clan", "slug"],
                name="branch_slug_unique_in_clan",
                violation_error_message=_("Dòng họ này đã có chi phái với đường dẫn ấy."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="branch_not_its_own_parent",
                violation_error_message=_("Chi phái không thể thuộc chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the branch's page."""
        return reverse("genealogy:branch", args=[self.clan.slug, self.slug])

    @property
    def title(self) -> str:
        """Return the branch's name as it is printed, for example "Chi Giáp"."""
        return self.name or branch_title(self.label, self.ordinal, self.ordinal_style)
