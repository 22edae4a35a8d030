"""What holds the demo together: front page, name of the site, menu."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Site

from cms.council.models import EventIndexPage
from cms.news.models import NewsIndexPage, NewsPage
from cms.programmes.models import ProgrammeIndexPage
from home.demo.books import TABLES, clan_of
from home.models import HomePage, NavigationSettings, SiteSettings
from home.models.settings import NavigationItem

_LEAD = "dung-lai-gian-tho-phia-dong"
_SLOTS = ("bon-to-pha-chep-tay", "dang-huong-duong-dinh-nghe")
_INTROS = {
    NewsIndexPage: "Việc làng, việc họ, việc học của con cháu ba chi. Tin bài minh hoạ.",
    ProgrammeIndexPage: "Chương trình ngắn, xem trên điện thoại, có lời thoại để đọc. Hình ảnh"
    " minh hoạ.",
    EventIndexPage: "Giỗ tổ, họp mặt, khuyến học: việc sắp tới và việc đã qua. Dữ liệu minh hoạ.",
}


@transaction.atomic
def site_ensure(site: Site) -> None:
    """Name the site and give it its main clan, unless an editor has done so."""
    settings = SiteSettings.for_site(site)
    if settings.main_clan_id is not None:
        return
    settings.site_name = "Họ Dương Thanh Hoá"
    settings.motto = "Uống nước nhớ nguồn"
    settings.address = "Nhà thờ họ Dương, làng Phú Khê, Thanh Hoá (địa chỉ minh hoạ)"
    settings.email = "lien-he@example.org"
    settings.footer_text = (
        "<p><b>Dữ liệu minh hoạ.</b> Người, làng, con số và sự kiện của họ Dương trên trang này"
        " được nghĩ ra để xem thử; hình ảnh là hình vẽ. Nhân vật lịch sử ghi theo sách báo công"
        " khai, cần đối chiếu trước khi dùng.</p>"
    )
    settings.main_clan = clan_of(TABLES[0])
    settings.save()


@transaction.atomic
def menu_ensure(site: Site) -> None:
    """Arrange the menu, unless an editor has done so."""
    navigation = NavigationSettings.for_site(site)
    clan = clan_of(TABLES[0])
    if clan is None or navigation.items.exists():
        return
    about = Page.objects.child_of(site.root_page).filter(slug="gioi-thieu").first()
    entries = [
        {"page": NewsIndexPage.objects.first()},
        {"page": ProgrammeIndexPage.objects.first()},
        {"label": "Gia phả", "url": reverse("genealogy:clan_list")},
        {"label": "Ngày giỗ", "url": reverse("genealogy:memorials", args=[clan.slug])},
        {"page": EventIndexPage.objects.first()},
        {"page": about},
    ]
    kept = [entry for entry in entries if entry.get("page") or entry.get("url")]
    for order, entry in enumerate(kept):
        NavigationItem.objects.create(navigation=navigation, sort_order=order, **entry)


@transaction.atomic
def front_page_ensure(home: HomePage) -> None:
    """Choose stories for the front page and greet on the indexes, where nobody has done so."""
    for model, intro in _INTROS.items():
        page = model.objects.live().first()
        if page is not None and not page.intro:
            page.intro = intro
            page.save_revision().publish()
    if home.lead_page_id is not None or home.slots.exists():
        return
    home.tagline = "Nơi con cháu ba chi gặp nhau: tin của họ, chương trình truyền hình và gia phả."
    home.lead_page = NewsPage.objects.filter(slug=_LEAD).first()
    for order, slug in enumerate(_SLOTS):
        story = NewsPage.objects.filter(slug=slug).first()
        if story is not None:
            home.slots.add(home.slots.model(page=story, sort_order=order))
    home.save_revision().publish()
