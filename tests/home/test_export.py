"""A small site written as files: whole, incremental, and safe whatever happens on the way."""

from __future__ import annotations

import json
import re
import shutil
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms.media.models import ClanImage
from genealogy.domain.viewer import Mark
from genealogy.services import people
from home.export.asking import Stranger
from home.export.checking import folder_check
from home.export.errors import ExportError, ExportRunning, PageBroken
from home.export.exporting import Order, export_site
from home.export.folder import PARTIAL, Folder
from home.export.ledger import ledger_path, locked
from home.export.placing import places_of
from home.models import HomePage, SiteSettings
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)
from tests.media.pictures import picture
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db

ADDRESS = "https://ho.example"


def export(folder: Path, address: str = ADDRESS, living: str = "", **more):
    return export_site(Order(folder=folder, places=places_of(address, living), **more))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """A clan of four generations and three articles with a picture, exported once.

    Each test works on a copy of the folder, in a savepoint above the site.
    """
    var = tmp_path_factory.mktemp("export")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=var / "media", VAR_DIR=var),
        patch("genealogy.selectors.export_people._MONTHS_AHEAD", 2),
        transaction.atomic(),
    ):
        cache.clear()
        try:
            site = _site()
            site["report"] = export(var / "site")
            yield {**site, "base": var / "site"}
        finally:
            transaction.set_rollback(True)


def _site():
    clan = ClanFactory(name="Họ Mai", slug="ho-mai")
    founder = PersonFactory(clan=clan, birth="1800", death="10/3/1870")
    wife = WomanFactory(clan=clan)
    son, grandson = PersonFactory(clan=clan, surname="Đặng"), PersonFactory(clan=clan)
    alive = LivingPersonFactory(clan=clan, given_name="Sống")
    family(founder, wife, son)
    family(son, None, grandson)
    family(grandson, None, alive)
    found(founder)
    image = ClanImage(title="Nhà thờ", width=64, height=48)
    image.file.save("nha-tho.jpg", SimpleUploadedFile("a.jpg", picture()))
    image.save()
    row = SiteSettings.for_site(HomePage.objects.get().get_site())
    row.main_clan = clan
    row.save()
    topic, author = add_topic("Khuyến học"), add_author("Ban Thông tin")
    now = timezone.now()
    articles = [
        add_news(
            title,
            slug=slug,
            topics=[topic],
            author=author,
            people=[founder] if slug == "gio-to" else [],
            cover_image=image,
            cover_alt="Nhà thờ",
            display_date=now - timedelta(days=age),
        )
        for age, (slug, title) in enumerate(
            [("gio-to", "Giỗ tổ năm nay"), ("hoc-bong", "Trao học bổng"), ("tham", "Họ Đặng thăm")]
        )
    ]
    return {"clan": clan, "founder": founder, "son": son, "alive": alive, "articles": articles}


@pytest.fixture
def folder(site, tmp_path):
    """A copy of what was exported, with its list."""
    copy = tmp_path / "site"
    shutil.copytree(site["base"], copy)
    ledger_path(copy).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ledger_path(site["base"]), ledger_path(copy))
    for row in (site["founder"], site["son"], *site["articles"]):
        row.refresh_from_db()
    return copy


def test_the_copy_is_whole(site, folder):
    assert site["report"].missing == []
    checked = folder_check(folder, "", ADDRESS)
    assert checked.broken == []
    assert checked.hosts == set()
    assert checked.links > 500
    files = bytes_of(folder)
    founder = site["founder"].uuid
    for file in (
        "index.html", "tin-tuc/index.html", "tin-tuc/gio-to/index.html", "tin-tuc/rss/index.html",
        "tin-tuc/chu-de/khuyen-hoc/index.html", "gia-pha/ho-mai/index.html",
        "gia-pha/ho-mai/ngay-gio/~thang-3/index.html", f"gia-pha/nguoi/{founder}/index.html",
        f"gia-pha/nguoi/{founder}/con-chau/index.html", f"api/v2/people/{founder}/index.json",
        "api/v2/news/index.json", "api/v2/openapi.json", "404.html", "sitemap.xml", "_headers",
        "_redirects", ".nojekyll", "manifest.webmanifest", "tim-kiem/index.html",
        "api/v2/clans/ho-mai/anniversaries.ics",
    ):  # fmt: skip
        assert file in files, file


def test_what_needs_a_server_is_not_offered(site, folder):
    pages = [data.decode() for file, data in bytes_of(folder).items() if file.endswith(".html")]
    for words in (
        "Đăng nhập</a>",
        "Nhắc tôi",
        "/tai-khoan/",
        "/ve/",
        "csrfmiddlewaretoken",
        "/so-do/",
        "Hỏi thế nào cũng được",
    ):
        assert not [page for page in pages if words in page], words
    assert all("Bản tĩnh ngày" in page for page in pages if "<footer" in page)


def test_under_a_folder_every_link_begins_with_it_and_deeds_lead_to_the_living_site(site, folder):
    export(folder, "https://ho.example/ho-duong/", living="https://song.example")
    checked = folder_check(folder, "/ho-duong", "https://ho.example/ho-duong")
    assert checked.broken == []
    article = (folder / "tin-tuc/gio-to/index.html").read_text()
    assert 'href="https://song.example/tin-tuc/gio-to/"' in article
    assert 'href="https://song.example/tai-khoan/' in article
    assert not re.findall(r'(?:href|src)="/(?!ho-duong/)', article)
    assert '<link rel="canonical" href="https://ho.example/ho-duong/tin-tuc/gio-to/">' in article
    manifest = json.loads((folder / "manifest.webmanifest").read_text())
    assert manifest["start_url"] == "/ho-duong/"


def test_a_light_copy_leaves_out_what_stands_elsewhere(site, tmp_path):
    report = export(tmp_path / "light", is_light=True)
    assert report.missing == []
    checked = folder_check(tmp_path / "light", "", ADDRESS)
    assert checked.broken == []
    files = bytes_of(tmp_path / "light")
    founder, son = site["founder"].uuid, site["son"].uuid
    listed = json.loads(files["api/v2/people/index.json"])["items"]
    assert {row["id"] for row in listed} >= {str(founder), str(son)}
    assert {row["detail_url"] for row in listed} == {None}
    assert f"api/v2/people/{founder}/index.json" not in files
    # The list of the founder shows three generations, his son among them.
    assert f"gia-pha/nguoi/{founder}/con-chau/index.html" in files
    assert f"gia-pha/nguoi/{son}/con-chau/index.html" not in files
    assert f"gia-pha/nguoi/{son}/index.html" in files
    assert report.bytes == sum(map(len, files.values()))


def test_nothing_is_asked_when_nothing_has_changed(site, folder):
    report = export(folder)
    assert (report.asked, report.written, report.deleted) == (0, [], [])


def test_an_edit_touches_its_page_and_lists_only(site, folder):
    article = site["articles"][2]
    article.title = "Họ Đặng về thăm quê"
    article.save_revision().publish()
    report = export(folder)
    touched = set(report.written)
    assert {"tin-tuc/tham/index.html", "tin-tuc/index.html", "tin-tuc/rss/index.html"} <= touched
    assert f"api/v2/news/{article.pk}/index.json" in touched
    assert any(file.startswith("tim-kiem/chi-muc/tu/") for file in touched)
    assert not [file for file in touched if file.startswith(("gia-pha/", "api/v2/people/"))]
    assert not [file for file in touched if file.startswith(("media/", "static/"))]


def test_an_article_that_names_a_person_asks_for_no_list_of_people(site, folder, tmp_path):
    article = site["articles"][0]
    article.title = "Giỗ tổ tháng ba"
    article.save_revision().publish()
    report = export(folder)
    founder = site["founder"].uuid
    assert f"gia-pha/nguoi/{founder}/index.html" in report.written
    assert report.asked < 30
    export(tmp_path / "anew")
    assert bytes_of(folder) == bytes_of(tmp_path / "anew")


def test_an_edit_of_a_body_asks_for_few_pages(site, folder):
    article = site["articles"][2]
    article.body = [("paragraph", "<p>Một đoạn khác hẳn.</p>")]
    article.save_revision().publish()
    report = export(folder)
    assert [file for file in report.written if file.startswith("tin-tuc/")]
    people_asked = [file for file in report.written if "nguoi" in file or "people" in file]
    assert people_asked == []
    assert report.asked < 30


def test_a_person_told_of_changes_where_he_stands(site, folder, tmp_path):
    people.person_update(site["son"], given_name="Khác")
    report = export(folder)
    assert f"gia-pha/nguoi/{site['son'].uuid}/index.html" in report.written
    assert f"gia-pha/nguoi/{site['founder'].uuid}/index.html" in report.written
    assert not [file for file in report.written if file.startswith("tin-tuc/tham")]
    export(tmp_path / "anew")
    assert bytes_of(folder) == bytes_of(tmp_path / "anew")


def test_who_is_hidden_goes_from_the_folder(site, folder, tmp_path):
    uuid, name = str(site["son"].uuid), site["son"].full_name
    people.person_update(site["son"], visibility=Mark.EDITORS)
    report = export(folder)
    assert f"gia-pha/nguoi/{uuid}/index.html" in report.deleted
    left = bytes_of(folder)
    assert not [file for file, data in left.items() if uuid.encode() in data or uuid in file]
    assert not [file for file, data in left.items() if name.encode() in data]
    export(tmp_path / "anew")
    assert left == bytes_of(tmp_path / "anew")


def test_the_list_of_all_pages_says_what_a_new_copy_says(site, folder, tmp_path):
    listed = "api/v2/pages/index.json"
    old, other = site["articles"][1:]
    old.unpublish()
    export(folder)
    other.slug = "tham-que"
    other.save_revision().publish()
    report = export(folder)
    export(tmp_path / "anew")
    assert listed in report.written
    assert bytes_of(folder)[listed] == bytes_of(tmp_path / "anew")[listed]


def test_a_page_taken_back_is_deleted_and_a_new_slug_leads_on(site, folder):
    first, second = site["articles"][:2]
    first.unpublish()
    second.slug = "hoc-bong-moi"
    second.save_revision().publish()
    Redirect.add_redirect(
        "/tin-tuc/hoc-bong/", second, is_permanent=True, automatically_created=True
    )
    report = export(folder)
    assert "tin-tuc/gio-to/index.html" in report.deleted
    assert "/tin-tuc/hoc-bong-moi/" in (folder / "tin-tuc/hoc-bong/index.html").read_text()
    assert "/tin-tuc/hoc-bong /tin-tuc/hoc-bong-moi/ 301" in (folder / "_redirects").read_text()
    assert folder_check(folder, "", ADDRESS).broken == []


def test_a_day_later_only_what_tells_of_days_is_made_again(site, folder, tmp_path):
    today = timezone.localdate()
    article = (folder / "tin-tuc/gio-to/index.html").read_bytes()
    report = export(folder, today=today + timedelta(days=1))
    assert (folder / "tin-tuc/gio-to/index.html").read_bytes() == article
    assert report.asked
    assert not [file for file in report.written if file.startswith("api/v2/people/")]


def test_an_export_stopped_half_way_goes_on_to_the_same_bytes(site, monkeypatch, tmp_path):
    folder = tmp_path / "stopped"
    real, asked = Stranger.ask, []

    def breaking(self, url, **more):
        asked.append(url)
        if len(asked) == 60:
            raise PageBroken(url)
        return real(self, url, **more)

    monkeypatch.setattr(Stranger, "ask", breaking)
    with pytest.raises(PageBroken):
        export(folder)
    (folder / f".{'0' * 32}{PARTIAL}").write_bytes(b"half")
    monkeypatch.setattr(Stranger, "ask", real)
    export(folder)
    assert bytes_of(folder) == bytes_of(site["base"])


def test_a_file_is_whole_or_the_old_one(site, folder, monkeypatch):
    old = (folder / "index.html").read_bytes()

    def dies(*_names):
        raise KeyboardInterrupt

    monkeypatch.setattr("home.export.folder.os.replace", dies)
    with pytest.raises(KeyboardInterrupt):
        Folder(folder).put("index.html", b"half")
    assert (folder / "index.html").read_bytes() == old


def test_a_lost_list_leaves_nothing_behind(site, folder):
    (folder / "gia-pha/nguoi/cu").mkdir()
    (folder / "gia-pha/nguoi/cu/index.html").write_text("who was shown once")
    (folder / "CNAME").write_text("ho.example")
    ledger_path(folder).unlink()
    report = export(folder)
    assert report.deleted == ["gia-pha/nguoi/cu/index.html"]
    assert report.written == []
    assert (folder / "CNAME").exists()


def test_a_folder_of_somebody_else_is_left_alone(site, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other/letter.txt").write_text("keep me")
    with pytest.raises(ExportError):
        export(tmp_path / "other")
    assert (tmp_path / "other/letter.txt").read_text() == "keep me"


def test_two_exports_never_write_at_once(site, folder):
    with locked(folder), pytest.raises(ExportRunning):
        export(folder)


def test_the_api_is_told_page_by_page(site, folder):
    listed = json.loads((folder / "api/v2/news/index.json").read_text())
    assert listed["meta"]["total_count"] == 3
    assert listed["meta"]["next"] is None
    record = listed["items"][0]["detail_url"]
    assert record == f"{ADDRESS}/api/v2/news/{site['articles'][0].pk}/index.json"
    person = json.loads((folder / f"api/v2/people/{site['founder'].uuid}/index.json").read_text())
    assert person["memorial"]["days_left"] is None
