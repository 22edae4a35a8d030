"""GEDCOM imports in the admin: upload, report, take in, drop, undo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from genealogy.enums import ImportState
from genealogy.models import Clan, ImportRow, ImportRun, Person
from genealogy.viewsets import imports as views
from tests.genealogy.imports.gedcom import CLAN, applied, file_of, staged

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"genealogy_import:{name}", args=args)


@pytest.fixture
def clan(db):
    return Clan.objects.create(name="Họ Dương thử", slug="duong-thu")


def upload(client, clan, data=None, name="thu.ged", **fields):
    data = file_of(CLAN).getvalue() if data is None else data
    file = SimpleUploadedFile(name, data)
    return client.post(url("add"), {"clan": clan.pk, "file": file, **fields})


def test_upload_leads_to_a_report_and_touches_no_tree(root_client, clan):
    answer = upload(root_client, clan)
    run = ImportRun.objects.get()
    assert answer.url == url("run", run.pk)
    assert run.created_by.username == "root"
    page = root_client.get(answer.url).content.decode()
    assert "7 người, 3 gia đình" in page
    assert "Dương Văn Tổ" in page
    assert ">Nhập</em>" in page
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><body>x</body></html>", "trang web"),
        (b"\xff\xd8\xff\xe0" + bytes(3000), "JPEG"),
        (b"", "rỗng"),
    ],
)
def test_refused_upload_says_why_at_the_field_and_leaves_nothing(root_client, clan, data, words):
    answer = upload(root_client, clan, data)
    assert answer.status_code == 200
    [message] = answer.context["form"].errors["file"]
    assert words in message
    assert not ImportRun.objects.exists()


def test_upload_too_large_for_a_request_names_the_command(root_client, clan, monkeypatch):
    monkeypatch.setattr(views, "MAX_UPLOAD", 10)
    answer = upload(root_client, clan)
    assert "import_gedcom" in answer.context["form"].errors["file"][0]


def test_report_tells_lines_and_can_be_cut_to_a_severity(root_client, clan):
    run = staged(clan, "0 @I1@ INDI\n1 NAME A /B/\n1 BIRT\n2 DATE 30 FEB 1900\n1 _X y")
    page = root_client.get(url("run", run.pk)).content.decode()
    assert "<td>10</td>" in page
    only = root_client.get(url("run", run.pk), {"muc": "warning"}).content.decode()
    assert "<td>10</td>" not in only
    assert "<td>8</td>" in only


def test_button_takes_the_run_in_and_sets_the_founder(root_client, clan):
    run = staged(clan, CLAN)
    answer = root_client.post(url("apply", run.pk), {"root": "@I1@"}, follow=True)
    clan.refresh_from_db()
    assert clan.founder.full_name == "Dương Văn Tổ"
    assert "Đã nhập 7 người" in answer.content.decode()
    assert "Hoàn tác" in answer.content.decode()


def test_wrong_root_is_told_and_nothing_is_written(root_client, clan):
    run = staged(clan, CLAN)
    answer = root_client.post(url("apply", run.pk), {"root": "I99"}, follow=True)
    assert "@I99@" in answer.content.decode()
    assert not Person.objects.exists()


def test_second_click_is_told_and_changes_nothing(root_client, clan):
    run = applied(clan)
    answer = root_client.post(url("apply", run.pk), follow=True)
    assert "đã nhập" in answer.content.decode()
    assert Person.objects.count() == 7


def test_button_drops_a_run(root_client, clan):
    run = staged(clan, CLAN)
    answer = root_client.post(url("discard", run.pk), follow=True)
    assert "Đã bỏ thu.ged" in answer.content.decode()
    assert not ImportRow.objects.exists()


def test_button_undoes_a_run(root_client, clan):
    run = applied(clan)
    root_client.post(url("undo", run.pk))
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE
    assert not Person.objects.exists()


def test_blocked_undo_says_what_hangs_on_it(root_client, clan):
    run = applied(clan)
    Clan.objects.filter(pk=clan.pk).update(head=Person.objects.get(source_xref="I4"))
    answer = root_client.post(url("undo", run.pk), follow=True)
    assert "trưởng tộc" in answer.content.decode()
    assert Person.objects.count() == 7


def test_run_cut_off_can_be_begun_again_only_after_a_while(root_client, clan):
    run = staged(clan, CLAN)
    run.state = ImportState.APPLYING
    run.counts["claimed_at"] = timezone.now().isoformat()
    run.save()
    root_client.post(url("apply", run.pk))
    assert not Person.objects.exists()
    run.counts["claimed_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    run.save()
    assert "bị đứt giữa chừng" in root_client.get(url("run", run.pk)).content.decode()
    root_client.post(url("apply", run.pk))
    assert Person.objects.published().count() == 7


def test_list_shows_runs_with_their_state(root_client, clan):
    applied(clan)
    page = root_client.get(url("index")).content.decode()
    assert "thu.ged" in page
    assert "đã nhập" in page


def test_steps_cannot_be_taken_by_a_link(root_client, clan):
    run = applied(clan)
    for name in ("apply", "discard", "undo"):
        assert root_client.get(url(name, run.pk)).status_code == 405


@pytest.mark.parametrize("name", ["index", "add", "run", "apply", "discard", "undo"])
def test_editor_without_the_permission_gets_nowhere(editor_client, clan, name):
    run = applied(clan)
    address = url(name) if name in ("index", "add") else url(name, run.pk)
    method = editor_client.get if name in ("index", "add", "run") else editor_client.post
    answer = method(address)
    assert answer.status_code in (302, 403)
    assert "Dương" not in answer.content.decode()
    assert Person.objects.count() == 7
