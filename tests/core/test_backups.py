"""A backup is whole or refused, made while others write, and comes back with nothing lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from cms.core.backups import BackupRefused, backup_make, backup_restore, databases, manifest_read
from cms.core.backups.files import files_check, files_copy, files_listed, files_restore
from cms.core.backups.programs import postgres_run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path / "var"
    default_storage.save("original_images/anh.jpg", ContentFile(b"picture"))
    default_storage.save("documents/giấy.txt", ContentFile("giấy tờ".encode()))
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    return folder


def test_files_come_back_and_strangers_go(media, copy):
    assert files_copy(copy)[0] == 2
    (media / "documents/giấy.txt").write_bytes(b"other")
    (media / "original_images/anh.jpg").unlink()
    (media / "later.txt").write_bytes(b"later")
    assert files_restore(copy) == (2, 1)
    assert (media / "documents/giấy.txt").read_text() == "giấy tờ"
    assert (media / "original_images/anh.jpg").read_bytes() == b"picture"
    assert not (media / "later.txt").exists()


def test_a_file_that_changed_in_the_copy_is_found(media, copy):
    files_copy(copy)
    files_check(copy)
    (copy / "media/original_images/anh.jpg").write_bytes(b"pictur3")
    with pytest.raises(BackupRefused, match=r"anh\.jpg"):
        files_check(copy)


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside", "a/../../b"])
def test_a_list_that_points_outside_is_refused(copy, name):
    line = json.dumps({"name": name, "size": 1, "sha256": "0"})
    (copy / "media.jsonl").write_text(line + "\n")
    with pytest.raises(BackupRefused):
        files_listed(copy)


def test_a_folder_that_holds_something_is_left_alone(copy):
    (copy / "note.txt").touch()
    with pytest.raises(BackupRefused, match="không trống"):
        backup_make(copy)


def test_half_a_backup_has_no_manifest_and_is_refused(copy):
    (copy / databases.database_file()).write_bytes(b"half")
    with pytest.raises(BackupRefused, match=r"manifest\.json"):
        backup_restore(copy)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")
def test_a_copy_of_a_busy_file_holds_whole_transactions_only(tmp_path, monkeypatch):
    name = tmp_path / "busy.sqlite3"
    with sqlite3.connect(name) as seed:
        seed.execute("PRAGMA journal_mode=WAL")
        seed.execute("CREATE TABLE pair (a INTEGER)")
    stop, written = threading.Event(), threading.Event()

    def write():
        own = sqlite3.connect(name, timeout=20, isolation_level=None)
        while not stop.is_set():
            own.execute("BEGIN IMMEDIATE")
            own.executemany("INSERT INTO pair VALUES (?)", [(1,)] * 500)
            own.executemany("INSERT INTO pair VALUES (?)", [(2,)] * 500)
            own.execute("COMMIT")
            written.set()
        own.close()

    monkeypatch.setitem(connection.settings_dict, "NAME", str(name))
    monkeypatch.setattr(connection, "ensure_connection", lambda: None)
    monkeypatch.setattr(databases, "table_counts", lambda execute: {})
    writer = threading.Thread(target=write)
    writer.start()
    try:
        written.wait(10)
        for number in range(5):
            (tmp_path / str(number)).mkdir()
            databases.database_copy(tmp_path / str(number))
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        with sqlite3.connect(tmp_path / str(number) / "database.sqlite3") as copied:
            found = dict(copied.execute("SELECT a, COUNT(*) FROM pair GROUP BY a").fetchall())
        assert found[1] == found[2] > 0
        assert found[1] % 500 == 0


STORY = """
import django; django.setup()
import sys
from pathlib import Path
from django.core.management import call_command
from django.core.management.base import CommandError
from django.conf import settings
from cms.accounts.models import User
from cms.core.backups.databases import live_counts
from genealogy.models import Clan, TreeVersion
copy = sys.argv[1]
if not User.objects.exists():
    User.objects.create_user("giu-so", password="x")
clan = Clan.objects.create(name="Họ Thử", slug="ho-thu")
TreeVersion.objects.get_or_create(clan=clan)
token = TreeVersion.objects.get(clan=clan).token
graph = Path(settings.VAR_DIR) / "graph"
graph.mkdir(parents=True, exist_ok=True)
(graph / "old.npy").touch()
before = live_counts()
call_command("backup", copy)
Clan.objects.create(name="Họ Sau", slug="ho-sau")
try:
    call_command("restore", copy)
    print("NOT REFUSED")
except CommandError as error:
    print("REFUSED", error.returncode)
call_command("restore", copy, "--overwrite")
# Numbers of changes begin again, so that nothing kept before is trusted.
after = live_counts()
print("SAME", all(after[name] == before[name] for name in before if name != "core_contentversion"))
print({name: (before[name], after[name]) for name in before if before[name] != after[name]})
print("GONE", not Clan.objects.filter(slug="ho-sau").exists())
print("TOKEN", TreeVersion.objects.get(clan__slug="ho-thu").token != token)
print("GRAPHS", not graph.exists())
"""


def _story(database_url, base, copy):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "VAR_DIR": str(base),
        "DATABASE_URL": database_url,
    }
    done = subprocess.run(
        [sys.executable, "-c", STORY, str(copy)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = done.stdout
    for line in ("REFUSED 1", "SAME True", "GONE True", "TOKEN True", "GRAPHS True"):
        assert line in said, said
    manifest = manifest_read(copy)
    assert manifest.counts["genealogy_clan"] >= 1
    assert any(name.startswith("genealogy.0001") for name in manifest.migrations)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite")
def test_a_site_on_sqlite_goes_and_comes_back(db, tmp_path):
    base = tmp_path / "site"
    base.mkdir()
    (base / "db.sqlite3").write_bytes(connection.connection.serialize())
    _story(f"sqlite:///{base / 'db.sqlite3'}", base, tmp_path / "copy")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a database of PostgreSQL")
def test_a_site_on_postgresql_goes_and_comes_back(db, tmp_path):
    """On a database of its own, made from the one of the tests as it was migrated."""
    where = connection.settings_dict
    name = f"backup_{uuid4().hex[:12]}"
    socket_of = where["HOST"] or "127.0.0.1"
    psycopg = pytest.importorskip("psycopg")
    admin = psycopg.connect(
        host=socket_of,
        port=where["PORT"] or 5432,
        user=where["USER"],
        password=where["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )
    base = tmp_path / "site"
    base.mkdir()
    dump = tmp_path / "seed.dump"
    postgres_run("pg_dump", "-Fc", "--file", str(dump))
    try:
        admin.execute(f'CREATE DATABASE "{name}"')
        postgres_run("pg_restore", "--no-owner", "--dbname", name, str(dump))
        secret = f":{where['PASSWORD']}" if where["PASSWORD"] else ""
        url = f"postgres://{where['USER']}{secret}@{socket_of}:{where['PORT'] or 5432}/{name}"
        _story(url, base, tmp_path / "copy")
    finally:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.close()
