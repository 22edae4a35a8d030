"""After an erasure nothing of the person is left: no row, no draft, no file, no freed page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from genealogy import models as tree
from genealogy.services.derived import verify_clan
from genealogy.services.erasing import (
    UnknownRelation,
    person_erase,
    register_path,
    register_read,
    tree_rows,
)
from genealogy.services.history import change_set_undo, recorded
from tests.genealogy.factories import LivingPersonFactory, PersonFactory, family, found
from tests.privacy import erasure_world
from tests.privacy.erasure_world import APART, APART_APPS, APART_WAGTAIL, WORD, make_world

ROOT = Path(__file__).resolve().parents[2]


def dump() -> str:
    """Give every row of every table as text, full-text tables included."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            lines += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return "\n".join(lines)


def media_bytes() -> dict[str, bytes]:
    root = Path(settings.MEDIA_ROOT)
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def erased_list(settings, tmp_path):
    # Files of other tests, whose transactions never ended, would be found.
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path / "var"
    return register_path()


@pytest.fixture(params=[True, False], ids=["with_child", "childless"])
def world(request, db, erased_list):
    return make_world(with_child=request.param)


def erase(world, capture, **options):
    with capture(execute=True):
        return person_erase(world.person, **options)


def test_every_text_column_is_handled(world):
    filled = {label for label in world.rows if world.rows[label]}
    for model in apps.get_models():
        label, name = model._meta.label, model._meta.object_name
        is_apart = (
            label in APART
            or model._meta.app_label in APART_APPS
            or (model._meta.app_label == "wagtailcore" and name in APART_WAGTAIL)
        )
        if erasure_world.text_fields(model) and not is_apart:
            assert label in filled, f"{label}: fill it in erasure_world, or say why not in APART"
    for label, rows in world.rows.items():
        for field in erasure_world.text_fields(apps.get_model(label)):
            held = [
                str(type(row)._base_manager.values_list(field.name).get(pk=row.pk)) for row in rows
            ]
            held += [json.dumps(one) for one in held]
            assert any(WORD in one for one in held), f"{label}.{field.name} holds no canary"


def test_nothing_is_left_in_any_row(world, django_capture_on_commit_callbacks):
    assert dump().count(WORD) > 100
    erase(world, django_capture_on_commit_callbacks)
    left = [line[:300] for line in dump().splitlines() if WORD in line]
    assert left == []


def test_pictures_and_documents_go_with_all_sizes(world, django_capture_on_commit_callbacks):
    portrait = world.portrait_bytes
    assert any(content == portrait for content in media_bytes().values())
    erase(world, django_capture_on_commit_callbacks)
    left = media_bytes()
    assert not any(WORD in path or WORD.encode() in content for path, content in left.items())
    assert portrait not in left.values()


def test_caches_are_emptied(world, django_capture_on_commit_callbacks):
    cache.set("card", WORD)
    erase(world, django_capture_on_commit_callbacks)
    assert cache.get("card") is None


def test_the_article_stays_without_the_person(world, client, django_capture_on_commit_callbacks):
    old = world.person.uuid
    erase(world, django_capture_on_commit_callbacks)
    assert client.get(world.page.url).status_code == 200
    assert world.page.revisions.count() >= 1
    assert all(not one.content["person_links"] for one in world.page.revisions.all())
    assert client.get(reverse("genealogy:person", args=[old])).status_code == 404


def test_a_place_is_kept_where_children_stand_below(db, django_capture_on_commit_callbacks):
    founder, father, child = (PersonFactory() for _ in range(3))
    for one in (father, child):
        tree.Person.objects.filter(pk=one.pk).update(clan=founder.clan)
        one.refresh_from_db()
    found(founder)
    family(founder, None, father)
    family(father, None, child)
    before = {one: tree.Person.objects.get(pk=one.pk).generation for one in (founder, child)}
    with django_capture_on_commit_callbacks(execute=True):
        report = person_erase(father)
    empty = tree.Person.objects.get(pk=father.pk)
    assert report.place_uuid == empty.uuid != father.uuid
    assert (empty.full_name, empty.visibility) == ("", "editors")
    assert {one: tree.Person.objects.get(pk=one.pk).generation for one in before} == before
    assert verify_clan(founder.clan) == ([], [])


def test_without_children_the_row_goes_and_the_tree_holds(db):
    person = LivingPersonFactory()
    family(PersonFactory(clan=person.clan), None, person)
    report = person_erase(person)
    assert report.place_uuid is None
    assert not tree.Person.objects.filter(pk=person.pk).exists()
    assert verify_clan(person.clan) == ([], [])


def test_a_picture_others_need_stays_and_is_named(db, world):
    image = world.rows["media.ClanImage"][0]
    tree.MediaLink.objects.create(person=world.spouse, image=image)
    report = person_erase(world.person)
    assert any(str(image.pk) in line for line in report.kept_files)
    assert type(image).objects.filter(pk=image.pk).exists()


def test_running_text_elsewhere_is_pointed_at(world):
    person_name = world.person.full_name
    tree.Note.objects.create(person=world.spouse, text=f"Bạn của {person_name}, cùng làng")
    report = person_erase(world.person)
    assert any(line.startswith("genealogy.Note") for line in report.left)


def test_undoing_older_edits_brings_nobody_back(world):
    sets = list(tree.ChangeSet.objects.filter(subjects__person_uuid=world.person.uuid))
    person_erase(world.person)
    for one in tree.ChangeSet.objects.filter(pk__in=[row.pk for row in sets]):
        change_set_undo(one)
    assert WORD not in dump()


def test_the_list_outside_the_database_holds_every_address(world, erased_list):
    old = set(tree.PersonRedirect.objects.values_list("old_uuid", flat=True))
    person_erase(world.person)
    assert set(register_read(erased_list)) == {world.person.uuid, *old}
    assert WORD not in erased_list.read_text()


def test_a_key_to_people_nobody_thought_of_stops_the_erasure(world, monkeypatch):
    known = dict(tree_rows._HANDLING)
    known.pop(("note", "person"))
    monkeypatch.setattr(tree_rows, "_HANDLING", known)
    with pytest.raises(UnknownRelation):
        person_erase(world.person)
    assert tree.Person.objects.filter(pk=world.person.pk, surname=WORD).exists()


def test_an_erasure_is_no_edit_that_history_could_show(world):
    before = tree.ChangeSet.objects.count()
    person_erase(world.person)
    assert tree.ChangeSet.objects.count() <= before
    with recorded(world.spouse.clan) as recording:
        pass
    assert recording.change_set is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")
def test_nothing_is_left_in_the_bytes_of_the_file_nor_after_a_restore(db, tmp_path, erased_list):
    """The real commands on a real file in WAL mode, in a process of their own."""
    world = make_world(with_child=True)
    base = tmp_path / "site"
    base.mkdir()
    connection.ensure_connection()
    (base / "db.sqlite3").write_bytes(connection.connection.serialize())
    shutil.copytree(settings.MEDIA_ROOT, base / "media")
    script = f"""
import django; django.setup()
from django.core.management import call_command
call_command("backup", {str(tmp_path / "copy")!r})
call_command("erase_person", {str(world.person.uuid)!r}, "--yes")
from pathlib import Path
def left(): return [p.name for p in Path({str(base)!r}).rglob("*") if p.is_file()
                    and {WORD.encode()!r} in p.read_bytes() + p.name.encode()]
print("ERASED", left())
call_command("restore", {str(tmp_path / "copy")!r}, "--overwrite")
print("RESTORED", left())
"""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "VAR_DIR": str(base),
        "DATABASE_URL": f"sqlite:///{base / 'db.sqlite3'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "ERASED []" in done.stdout, done.stdout
    assert "RESTORED []" in done.stdout, done.stdout
    # The copy itself is what it was: whoever keeps old copies keeps them until they expire.
    assert any(
        WORD.encode() in path.read_bytes() for path in (tmp_path / "copy").rglob("*.sqlite3")
    )
