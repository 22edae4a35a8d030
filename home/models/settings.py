"""What holds for the whole site: its name and addresses, and the menu."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable

DEFAULT_NAME = "Từ Đường"

# A menu must never carry `javascript:` or lead to another host by `//`.
_safe_address = RegexValidator(
    r"^(/(?![/\\])|https?://)",
    message=_("Địa chỉ phải bắt đầu bằng / hoặc http:// hoặc https://."),
)


@register_setting(icon="home", order=100)
class SiteSettings(BaseSiteSetting):
    """Name, addresses and main clan of the site (thông tin chung), one row per site."""

    site_name = models.CharField(
        _("tên trang"),
        max_length=120,
        default=DEFAULT_NAME,
        help_text=_("Hiện ở đầu mỗi trang, ví dụ Họ Trần làng Mai."),
    )
    motto = models.CharField(
        _("câu răn hoặc lời giới thiệu ngắn"),
        max_length=160,
        blank=True,
        help_text=_("Một dòng dưới tên trang."),
    )
    address = models.CharField(_("địa chỉ nhà thờ hoặc hội đồng"), max_length=250, blank=True)
    phone = models.CharField(_("điện thoại liên hệ"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử liên hệ"), blank=True)
    facebook_url = models.URLField(_("trang Facebook"), blank=True)
    youtube_url = models.URLField(_("kênh YouTube"), blank=True)
    zalo_url = models.URLField(_("Zalo"), blank=True)
    footer_text = RichTextField(
        _("lời cuối trang"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Ví dụ giấy phép, người chịu trách nhiệm nội dung."),
    )
    logo = models.ForeignKey(
        "media.ClanImage",
        verbose_name=_("biểu trưng"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Để trống thì dùng con dấu của trang."),
    )
    main_clan = models.ForeignKey(
        "genealogy.Clan",
        verbose_name=_("dòng họ chính"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Ngày giỗ ở trang chủ và trên thanh mục lấy từ dòng họ này."),
    )

    # Every page shows the name and needs the clan for the menu: one query, not three.
    select_related = ("logo", "main_clan")

    panels = [
        MultiFieldPanel(
            [FieldPanel("site_name"), FieldPanel("motto"), FieldPanel("logo")],
            heading=_("Tên trang"),
        ),
        FieldPanel("main_clan"),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("phone"), FieldPanel("email")],
            heading=_("Liên hệ"),
        ),
        MultiFieldPanel(
            [FieldPanel("facebook_url"), FieldPanel("youtube_url"), FieldPanel("zalo_url")],
            heading=_("Mạng xã hội"),
        ),
        FieldPanel("footer_text"),
    ]

    class Meta:
        verbose_name = _("thông tin chung")
        verbose_name_plural = _("thông tin chung")


@register_setting(icon="list-ul", order=110)
class NavigationSettings(BaseSiteSetting, ClusterableModel):
    """The menu at the head of every page (thanh mục). Empty means the site's own sections."""

    panels = [
        InlinePanel(
            "items",
            heading=_("Các mục"),
            label=_("Mục"),
            help_text=_(
                "Để trống thì thanh mục gồm Tin tức, Truyền hình, Gia phả và các mục khác."
            ),
            max_num=9,
        ),
    ]

    class Meta:
        verbose_name = _("thanh mục")
        verbose_name_plural = _("thanh mục")


class NavigationItem(Orderable):
    """One entry of the menu (mục): a page of the site or any other address."""

    navigation = ParentalKey(NavigationSettings, on_delete=models.CASCADE, related_name="items")
    label = models.CharField(
        _("nhãn"),
        max_length=40,
        blank=True,
        help_text=_("Để trống thì lấy tựa của trang."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("trang"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.CharField(
        _("hoặc địa chỉ"),
        max_length=250,
        blank=True,
        validators=[_safe_address],
        help_text=_("Ví dụ /gia-pha/ hoặc https://example.org/."),
    )

    panels = [PageChooserPanel("page"), FieldPanel("url"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("mục")
        verbose_name_plural = _("mục")

    def __str__(self) -> str:
        return self.label or (self.page.title if self.page else self.url)

    def clean(self) -> None:
        """Refuse an entry that leads nowhere, to two places, or has no words."""
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError(_("Chọn một trang, hoặc ghi một địa chỉ; không phải cả hai."))
        if self.url and not self.label:
            raise ValidationError({"label": _("Mục dẫn đến một địa chỉ cần có nhãn.")})
