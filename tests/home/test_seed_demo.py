"""The demo stands whole, honest and once, whoever runs it how often."""

from __future__ import annotations

import csv
import json
import re
import shutil
import stat
import subprocess
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import ModelLogEntry, Page, Revision

from cms.council.models import EventPage
from cms.media.models import ClanImage, ClanMedia
from cms.media.services import media_create
from cms.news.models import NewsPage
from cms.programmes.models import EpisodePage, ProgrammePage
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import ParentKind
from genealogy.models import (
    Branch,
    Clan,
    Event,
    ParentLink,
    Person,
    PersonAccount,
    UnionMember,
)
from genealogy.public import upcoming_memorials
from genealogy.selectors.offices import may_decide
from genealogy.services.derived import verify_clan
from home.demo import clips
from home.demo.articles import blocks, dated, rich_text
from home.demo.pictures.album import ALBUM, Picture
from home.demo.tables import entries
from home.demo.webm import vp8_frame, webm_film
from home.models import HomePage, NavigationSettings, SiteSettings
from tests.paths import SHARED_DATA, needs_shared_data

LOGIN = re.compile(
    r"\[admin\] quantri / (\S+)   đăng nhập quản trị\n"
    r"\[editor\] bientap / (\S+)\n"
    r"\[member\] thanhvien / (\S+)\n"
    r"\[head\] truongchigiap / (\S+)\n"
    r"\[other_head\] truongchiat / (\S+)\n"
    r"\[reviewer\] nguoiduyet / (\S+)\n"
)
NAMES = ("quantri", "bientap", "thanhvien", "truongchigiap", "truongchiat", "nguoiduyet")
WRITES = ("INSERT", "UPDATE", "DELETE")
CLANS = {"duong": "ho-duong-thanh-hoa", "phuc": "ho-nguyen-phuc", "su": "ho-duong-trong-su"}


def small_jpeg(_picture):
    out = BytesIO()
    Image.new("RGB", (160, 100), "#8e1b1b").save(out, format="JPEG")
    return out.getvalue()


def small_film(_name):
    return webm_film([vp8_frame(Image.new("RGB", (64, 36)))] * 3, width=64, height=36, rate=3)


def person(table, key):
    return Person.objects.get(clan__slug=CLANS[table], source_xref=key)


class SeededDemo(TestCase):
    """One run for all claims; drawing is left out, for it is slow and has claims of its own."""

    @classmethod
    def setUpTestData(cls):
        cls.logins = Path(mkdtemp()) / "nested" / "logins.txt"
        cls.first = cls.seed()

    @classmethod
    def seed(cls):
        said = StringIO()
        with (
            patch.object(Picture, "jpeg", small_jpeg),
            patch("home.demo.library.film", small_film),
        ):
            call_command("seed_demo", logins=cls.logins, stdout=said)
        return said.getvalue()

    def test_logins_are_printed_and_kept_for_the_owner_alone(self):
        written = self.logins.read_text(encoding="utf-8")
        assert LOGIN.fullmatch(written)
        assert written in self.first
        assert stat.S_IMODE(self.logins.stat().st_mode) == 0o600

    def test_passwords_open_accounts_of_the_right_power(self):
        users = {user.username: user for user in get_user_model().objects.all()}
        passwords = LOGIN.fullmatch(self.logins.read_text(encoding="utf-8")).groups()
        for name, password in zip(NAMES, passwords, strict=True):
            assert users[name].check_password(password)
        assert users["quantri"].is_superuser
        assert users["bientap"].has_perm("genealogy.change_person")
        assert users["bientap"].has_perm("wagtailadmin.access_admin")
        assert users["thanhvien"].has_perm("genealogy.browse_living")
        assert not users["thanhvien"].has_perm("wagtailadmin.access_admin")

    def test_heads_answer_for_their_own_branch_and_a_reviewer_for_all(self):
        users = {user.username: user for user in get_user_model().objects.all()}
        branches = {
            branch.slug: branch for branch in Branch.objects.filter(clan__slug=CLANS["duong"])
        }

        def decides(name, slug):
            branch = branches[slug]
            return may_decide(users[name], clan_id=branch.clan_id, branch_id=branch.pk)

        told = {
            name: [decides(name, slug) for slug in ("chi-giap", "chi-giap-phai-nhat", "chi-at")]
            for name in ("thanhvien", "truongchigiap", "truongchiat", "nguoiduyet")
        }
        assert told == {
            "thanhvien": [False, False, False],
            "truongchigiap": [True, True, False],
            "truongchiat": [False, False, True],
            "nguoiduyet": [True, True, True],
        }
        linked = PersonAccount.objects.values_list("user__username", "person__source_xref", "state")
        assert list(linked) == [("truongchigiap", "K1", "accepted")]

    def test_second_run_changes_nothing(self):
        def everything():
            models = (Page, Revision, ModelLogEntry, Person, ParentLink, UnionMember, Event,
                      ClanImage, ClanMedia, get_user_model())  # fmt: skip
            return [list(model.objects.order_by("pk").values()) for model in models]

        before, kept = everything(), self.logins.read_text(encoding="utf-8")
        with CaptureQueriesContext(connection) as queries:
            said = self.seed()
        assert everything() == before
        assert self.logins.read_text(encoding="utf-8") == kept
        assert " / " not in said
        written = [one["sql"] for one in queries if one["sql"].startswith(WRITES)]
        assert written == []

    def test_newsroom_is_full(self):
        assert NewsPage.objects.live().count() == 12
        assert ProgrammePage.objects.live().count() == 2
        assert EpisodePage.objects.live().count() == 6
        assert EventPage.objects.live().count() == 3
        for page in NewsPage.objects.all():
            words = len(" ".join(page.search_words()).split())
            assert 300 <= words <= 800, (page.title, words)
            assert page.topics.count()
            assert page.author_id
            assert page.cover_image_id
            assert page.cover_alt
            assert page.image_credit
        assert NewsPage.objects.filter(person_links__isnull=False).distinct().count() >= 10
        assert all(page.video["src"] for page in EpisodePage.objects.all())

    def test_every_picture_has_words_and_a_credit(self):
        assert ClanImage.objects.count() == len(ALBUM) >= 12
        assert not ClanImage.objects.filter(description="").exists()
        assert not ClanImage.objects.exclude(credit="Hình vẽ minh hoạ").exists()

    def test_front_page_and_menu_are_arranged(self):
        assert HomePage.objects.get().lead_page.specific in NewsPage.objects.all()
        assert SiteSettings.objects.get().main_clan.slug == CLANS["duong"]
        assert NavigationSettings.objects.get().items.count() == 6
        html = self.client.get("/").content.decode()
        assert "Dữ liệu minh hoạ" in html
        assert "Ngày giỗ sắp tới" in html

    def test_galleries_show_their_pictures(self):
        page = NewsPage.objects.get(slug="ton-tao-khu-mo-to")
        gallery = next(block for block in page.body if block.block_type == "gallery")
        assert [item["caption"] for item in gallery.value["images"]] == [
            "Từ ghế đá nhìn ra cánh đồng",
            "Đầm sen dưới chân đồi",
            "Nhà cũ bên lối lên",
        ]

    def test_people_bound_to_nobody_are_listed_by_their_clan(self):
        introduction = Clan.objects.get(slug=CLANS["su"]).introduction
        poet = person("su", "T7")
        assert f'<a href="{poet.get_absolute_url()}">Dương Khuê</a>' in introduction
        assert "đứng riêng" not in Clan.objects.get(slug=CLANS["duong"]).introduction

    def test_search_finds_the_news(self):
        html = self.client.get("/tim-kiem/", {"q": "hoc bong"}).content.decode()
        html = html.replace("<mark>", "").replace("</mark>", "")
        assert "Trao 46 suất học bổng" in html

    def test_invented_says_so(self):
        intros = dict(Clan.objects.values_list("slug", "introduction"))
        assert "dữ liệu minh hoạ" in intros[CLANS["duong"]]
        assert "Gia phả minh hoạ" in intros[CLANS["phuc"]]
        assert "Không nối với cây gia phả minh hoạ" in intros[CLANS["su"]]

    def test_derived_columns_are_true(self):
        for clan in Clan.objects.all():
            assert verify_clan(clan) == ([], [])

    def test_clans_have_people_branches_graves_and_sources(self):
        for table, count in (("duong", 157), ("phuc", 149), ("su", 22)):
            clan = Clan.objects.get(slug=CLANS[table])
            assert clan.people.count() == len(list(entries(table))) == count
            assert clan.founder.generation == 1
            assert clan.sources.exists()
        assert Clan.objects.get(slug=CLANS["duong"]).branches.count() == 7
        assert Clan.objects.get(slug=CLANS["phuc"]).branches.count() == 15
        assert Event.objects.filter(type="burial", place__isnull=False).count() > 80

    def test_adopted_emperors_follow_their_birth_fathers(self):
        emperor = person("phuc", "V9")
        links = {link.parent.source_xref: link for link in emperor.parent_links.all()}
        assert links["HC"].is_lineage
        assert links["V4"].kind == ParentKind.ADOPTED
        assert not links["V4"].is_lineage
        assert emperor.branch.slug == "phong-kien-thai"

    def test_appointed_heir_follows_the_uncle_he_inherits_from(self):
        heir = person("duong", "D6")
        links = {link.parent.source_xref: link for link in heir.parent_links.all()}
        assert links["C4"].kind == ParentKind.HEIR
        assert links["C4"].is_lineage
        assert links["C5"].kind == ParentKind.BIRTH
        assert heir.lineage_path.startswith(person("duong", "C4").lineage_path)

    def test_son_of_the_first_wife_stands_before_his_elder_half_brother(self):
        assert person("duong", "C1").lineage_path < person("duong", "C2").lineage_path

    def test_no_two_clans_are_joined(self):
        for link in ParentLink.objects.select_related("child", "parent"):
            assert link.child.clan_id == link.parent.clan_id

    def test_living_people_show_to_members_only(self):
        anonymous = Viewer(Role.ANONYMOUS, date(2026, 11, 23))
        living = Person.objects.filter(living_state="living")
        assert living.count() == 56
        assert not Person.objects.visible_to(anonymous).filter(living_state="living").exists()

    def test_every_page_opens_and_names_nobody_living(self):
        people = Person.objects.values_list("full_name", "living_state")
        dead = {name for name, state in people if state != "living"}
        living = {name for name, state in people if state == "living"} - dead
        assert len(living) > 50
        clans = list(Clan.objects.prefetch_related("branches"))
        urls = [page.url for page in Page.objects.live().filter(depth__gt=1)]
        urls += [clan.get_absolute_url() for clan in clans]
        urls += [branch.get_absolute_url() for clan in clans for branch in clan.branches.all()]
        for url in urls:
            response = self.client.get(url)
            assert response.status_code == 200, url
            html = response.content.decode()
            assert not [name for name in living if name in html], url

    def test_giỗ_are_near_on_any_day_of_the_year(self):
        clan = Clan.objects.get(slug=CLANS["duong"])
        for week in range(53):
            day = date(2026, 11, 23) + timedelta(weeks=week)
            viewer = Viewer(Role.ANONYMOUS, day)
            assert len(upcoming_memorials(viewer, clan=clan, today=day, days=60)) == 5, day

    @needs_shared_data
    def test_every_fact_of_the_dynasty_is_carried(self):
        with (SHARED_DATA / "dynasty.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["id"]: row for row in csv.DictReader(file)}
        people = {
            one.source_xref: one
            for one in Person.objects.filter(clan__slug=CLANS["phuc"]).prefetch_related(
                "names", "events", "parent_links__parent"
            )
        }
        assert people.keys() == rows.keys()
        for key, row in rows.items():
            one = people[key]
            assert one.generation == int(row["gen"]), key
            assert one.full_name == row["name"].partition(" (")[0], key
            parents = {link.parent.source_xref for link in one.parent_links.all()}
            told = {
                row[name] for name in ("father", "mother", "adoptive_father", "adoptive_mother")
            }
            assert parents == told - {""}, key
            for kind, column in (("birth", "birth"), ("death", "death")):
                dates = [event.date for event in one.events.all() if event.type == kind]
                years = [int(row[column][:4])] if row[column] else []
                assert [day.year for day in dates] == years, key
            if row["era"]:
                assert row["era"] in {name.value for name in one.names.all()}
        lunar = {key: row["death_lunar_attested"] for key, row in rows.items()}
        for key, told in lunar.items():
            if told:
                day, month = told.split()[0].split("/")
                assert (people[key].memorial_day, people[key].memorial_month) == (
                    int(day), int(month),
                )  # fmt: skip


class TestArticles:
    def test_days_are_counted_from_the_day_of_the_text(self):
        written = dated("{-1}, tức {-1 âm}, năm {năm}, {năm-1}", date(2026, 11, 24))
        assert written == "23/11/2026, tức 15/10 Bính Ngọ, năm 2026, 2025"

    def test_marks_become_blocks(self):
        parts = ("Một **hai** [ba](/x/).", "- a\n- b", "## Mục", "> Lời\n> — Ai", ":: Tên\nChữ",
                 "|= C\n| A | B |\n| 1 | 2 |")  # fmt: skip
        body = "\n\n".join(parts)
        made = blocks(body, {})
        assert [block["type"] for block in made] == [
            "paragraph", "heading", "quote", "callout", "table",
        ]  # fmt: skip
        assert made[0]["value"] == (
            '<p>Một <b>hai</b> <a href="/x/">ba</a>.</p><ul><li>a</li><li>b</li></ul>'
        )
        assert made[2]["value"] == {"text": "Lời", "source": "Ai"}
        assert made[4]["value"]["rows"] == [{"values": ["1", "2"]}]
        json.dumps(made)

    def test_signs_of_html_are_words(self):
        assert rich_text("a < b & c") == "<p>a &lt; b &amp; c</p>"


class TestDrawing:
    def test_pictures_are_different_and_of_one_size(self):
        seen = set()
        for name in ("hall_at_dawn", "lotus_pond", "film_moon"):
            data = ALBUM[name].jpeg()
            assert Image.open(BytesIO(data)).size == (1600, 1000)
            seen.add(data)
        assert len(seen) == 3

    @pytest.mark.django_db
    def test_film_is_taken_as_a_recording_of_its_length(self):
        with patch.object(clips, "FRAMES", 24):
            data = clips.film("river")
        media = media_create(title="Phim", file=ContentFile(data, name="film.webm"))
        if shutil.which("ffprobe"):
            assert (media.duration, media.width, media.height) == (2, 640, 360)

    @pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not on this machine")
    def test_film_decodes_without_a_fault(self):
        done = subprocess.run(
            ["ffmpeg", "-v", "warning", "-i", "pipe:0", "-f", "null", "-"],
            input=small_film(""), capture_output=True, check=True,
        )  # fmt: skip
        assert done.stderr == b""

    def test_index_of_a_film_leads_to_its_clusters(self):
        film = webm_film(
            [vp8_frame(Image.new("RGB", (64, 36), tone)) for tone in ("red", "gold")] * 4,
            width=64, height=36, rate=2,
        )  # fmt: skip
        start = film.index(bytes.fromhex("18538067"))
        start += 4 + 9 - (film[start + 4].bit_length())
        places = [int.from_bytes(film[at + 2 : at + 6], "big") for at in
                  (match.start() for match in re.finditer(b"\xf1\x84", film))]  # fmt: skip
        assert len(places) == 4
        assert all(film[start + place :].startswith(bytes.fromhex("1f43b675")) for place in places)
