"""`import_gedcom`, `undo_import` and `generate_clan`, as somebody at a desk uses them."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from genealogy.enums import ImportState, NameOrder
from genealogy.models import Clan, ImportRow, ImportRun, Person
from genealogy.services.derived import verify_clan
from tests.genealogy.imports.gedcom import CLAN, file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    target = tmp_path / "ho-duong.ged"
    target.write_bytes(file_of(CLAN).getvalue())
    return target


def run_json(capsys, *args, **options):
    call_command(*args, **options)
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_new_clan_is_made_and_filled(capsys, path):
    result = run_json(
        capsys, "import_gedcom", str(path), clan="duong", name="Họ Dương", root="@I1@", json=True
    )
    clan = Clan.objects.get(slug="duong")
    assert (result["people"], result["families"], result["issues"]) == (7, 3, [])
    assert ImportRun.objects.get(uuid=result["run"]).clan == clan
    assert (clan.name, clan.name_order) == ("Họ Dương", NameOrder.SURNAME_FIRST)
    assert clan.founder.full_name == "Dương Văn Tổ"


def test_clan_of_foreign_names_writes_given_names_first(capsys, tmp_path):
    path = tmp_path / "kennedy.ged"
    path.write_bytes(
        file_of(
            "0 @I1@ INDI\n1 NAME John Fitzgerald /Smith/\n0 @I2@ INDI\n1 NAME Mary /Jones/"
        ).getvalue()
    )
    call_command("import_gedcom", str(path), clan="smith")
    assert Clan.objects.get(slug="smith").name_order == NameOrder.GIVEN_FIRST
    assert Person.objects.get(source_xref="I1").full_name == "John Fitzgerald Smith"


def test_dry_run_leaves_nothing(capsys, path):
    result = run_json(
        capsys, "import_gedcom", str(path), clan="duong", root="I1", json=True, dry_run=True
    )
    assert (result["people"], result["run"]) == (7, None)
    assert not Clan.objects.exists()
    assert not ImportRun.objects.exists()
    assert not ImportRow.objects.exists()


def test_refused_file_ends_with_one_and_leaves_no_clan(capsys, tmp_path):
    path = tmp_path / "trang.ged"
    path.write_text("<html><body>404</body></html>")
    with pytest.raises(CommandError) as error:
        call_command("import_gedcom", str(path), clan="duong", json=True)
    assert error.value.returncode == 1
    assert "Dòng 1" in str(error.value)
    result = json.loads(capsys.readouterr().out)
    assert (result["people"], result["refused"]["reason"]) == (0, "html_page")
    assert not Clan.objects.exists()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("dry_run", [True, False])
def test_unknown_root_ends_with_one_and_leaves_nothing(path, dry_run):
    with pytest.raises(CommandError) as error:
        call_command("import_gedcom", str(path), clan="duong", root="@X@", dry_run=dry_run)
    assert error.value.returncode == 1
    assert not Clan.objects.exists()
    assert not Person.objects.exists()


def test_missing_file_and_bad_slug_are_wrong_use(tmp_path, path):
    for args in ((str(tmp_path / "khong.ged"), "duong"), (str(path), "Họ Dương!")):
        with pytest.raises(CommandError) as error:
            call_command("import_gedcom", args[0], clan=args[1])
        assert error.value.returncode == 2


def test_gedzip_is_opened(tmp_path):
    path = tmp_path / "goi.gdz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("gedcom.ged", file_of(CLAN).getvalue())
    call_command("import_gedcom", str(path), clan="duong")
    assert Person.objects.count() == 7


def test_report_names_lines(capsys, tmp_path):
    path = tmp_path / "xau.ged"
    path.write_bytes(file_of("0 @I1@ INDI\n1 NAME An /Lê/\n1 BIRT\n2 DATE 30 FEB 1900").getvalue())
    call_command("import_gedcom", str(path), clan="le")
    assert "Dòng 8 " in capsys.readouterr().out


def test_leftovers_of_a_killed_import_are_swept_or_named(capsys, path):
    call_command("import_gedcom", str(path), clan="duong")
    clan = Clan.objects.get()
    old, fresh = (
        ImportRun.objects.create(clan=clan, file_name="do.ged", state=ImportState.STAGING)
        for _number in range(2)
    )
    long_ago = timezone.now() - timedelta(hours=2)
    ImportRun.objects.filter(pk=old.pk).update(created_at=long_ago)
    call_command("import_gedcom", str(path), clan="duong")
    assert not ImportRun.objects.filter(pk=old.pk).exists()
    assert f"undo_import {fresh.uuid}" in capsys.readouterr().err
    call_command("undo_import", str(fresh.uuid))
    assert not ImportRun.objects.filter(pk=fresh.pk).exists()


def test_undo_takes_the_printed_run(capsys, path):
    result = run_json(capsys, "import_gedcom", str(path), clan="duong", json=True)
    call_command("undo_import", result["run"])
    assert not Person.objects.exists()
    with pytest.raises(CommandError) as error:
        call_command("undo_import", "không-phải-mã")
    assert error.value.returncode == 2


def test_generated_clan_is_complete_and_the_same_each_time(tmp_path):
    first, second = tmp_path / "a.ged", tmp_path / "b.ged"
    for target in (first, second):
        call_command("generate_clan", people=200, seed=5, gedcom=str(target))
    assert first.read_bytes() == second.read_bytes()
    call_command("generate_clan", clan="mau", people=200, seed=5)
    clan = Clan.objects.get(slug="mau")
    assert clan.people.count() == 200
    assert clan.founder.generation == 1
    assert verify_clan(clan)[0] == []
    assert not clan.people.filter(generation=None).exists()
    with pytest.raises(CommandError) as error:
        call_command("generate_clan", clan="mau", people=200, seed=5)
    assert error.value.returncode == 1
