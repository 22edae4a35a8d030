"""Paths that climb out of a folder of files lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from cms.media.models import ClanDocument
from tests.attacks.house import House

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SECRET = "bí mật của kho: 4711"
CLIMBS = [
    "../{name}",
    "../../{name}",
    "%2e%2e/{name}",
    "%2e%2e%2f{name}",
    "..%2f{name}",
    "..%5c{name}",
    "..\\{name}",
    "%252e%252e%252f{name}",
    "....//{name}",
    "..;/{name}",
    ".%00./{name}",
    "%c0%ae%c0%ae/{name}",
    "\uff0e\uff0e/{name}",
    "x/../../{name}",
    "./../{name}",
    "/{absolute}",
    "//{absolute}",
    "%2f{absolute}",
    "file://{absolute}",
    "{name}%00.jpg",
    "original_images/../../{name}",
    "images/../../{name}",
    "documents/../../{name}",
    "avatar_images/../../{name}",
    "~/{name}",
    "C:\\{name}",
    "..../{name}",
    "..%c0%af{name}",
]


@pytest.fixture
def secret():
    """A file beside the folder of uploads."""
    path = Path(settings.MEDIA_ROOT).parent / "bi-mat-cua-kho.txt"
    path.write_text(SECRET)
    yield path
    path.unlink()


@pytest.mark.parametrize("role", [None, "root"])
@pytest.mark.parametrize("door", ["/media/", "/documents/1/", "/static/", "/documents/", "/"])
def test_no_way_out_of_the_folder(house: House, enter, secret, door, role):
    client = enter(role)
    for climb in CLIMBS:
        path = door + climb.format(name=secret.name, absolute=str(secret).lstrip("/"))
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET.encode() not in body, path
        assert answer.status_code < 500, path


@pytest.mark.parametrize(
    "path",
    [
        "db.sqlite3",
        "secret_key",
        "../db.sqlite3",
        ".env",
        ".git/config",
        "manage.py",
        "cms/settings/production.py",
        "backup.zip",
        "graph/",
        "mail/",
        "erasures.jsonl",
    ],
)
def test_what_lies_beside_the_uploads_has_no_address(house: House, enter, path):
    client = enter("root")
    for door in ("/", "/media/", "/static/", "/documents/"):
        assert client.get(f"{door}{path}").status_code in {301, 302, 400, 404}, door


def test_a_document_is_never_a_page_of_the_site(house: House, enter):
    """Whatever was uploaded, it is downloaded, and no script of it runs in our name."""
    document = _document()
    answer = enter(None).get(document.url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_name_in_the_address_of_a_document_changes_nothing(house: House, enter):
    document = _document()
    for name in ("khac.html", "x.svg", "../x", "x%0d%0aSet-Cookie:a=b", '"><script>'):
        answer = enter(None).get(f"/documents/{document.pk}/{name}")
        assert answer.status_code in {301, 302, 404}, name
        assert "Set-Cookie" not in answer.headers
        assert "\n" not in answer.headers.get("Location", "")


def _document() -> ClanDocument:
    document = ClanDocument(title="Giấy", file=ContentFile(b"<script>", name="trang.html"))
    document.save()
    return document
