"""Uploaded files leave the house by range, with leave, and never as a page."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from cms.media import guards
from cms.media.models import ClanImage, ClanMedia
from cms.media.services import image_create
from tests.media.pictures import picture, upload

pytestmark = pytest.mark.django_db

DATA = bytes(range(256)) * 40


@pytest.fixture
def recording():
    return ClanMedia.objects.create(
        title="Tập 1", type="video", file=ContentFile(DATA, name="tap-1.mp4")
    )


@pytest.fixture
def image():
    return image_create(title="Ảnh", file=upload(picture(size=(80, 60))), name="anh.jpg")


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_whole_file_comes_with_safe_headers(client, recording):
    response = client.get(recording.file.url)
    assert response.status_code == 200
    assert body(response) == DATA
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == str(len(DATA))
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, len(DATA) - 1),
        ("bytes=-10", len(DATA) - 10, len(DATA) - 1),
        ("bytes=-999999", 0, len(DATA) - 1),
        ("bytes=5-999999", 5, len(DATA) - 1),
        ("bytes=0-0", 0, 0),
    ],
)
def test_a_part_is_given_as_asked(client, recording, asked, first, last):
    response = client.get(recording.file.url, headers={"range": asked})
    assert response.status_code == 206
    assert body(response) == DATA[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(DATA)}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0", f"bytes={'9' * 40}-"])
def test_a_part_beyond_the_file_is_416(client, recording, asked):
    response = client.get(recording.file.url, headers={"range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(DATA)}"


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=0-1,5-6", "pages=1-2", "bytes=-", "x"])
def test_a_range_that_makes_no_sense_is_ignored(client, recording, asked):
    assert client.get(recording.file.url, headers={"range": asked}).status_code == 200


def test_an_unchanged_file_is_304_and_a_stale_range_is_whole(client, recording):
    first = client.get(recording.file.url)
    known = {"if-none-match": first["ETag"]}
    assert client.get(recording.file.url, headers=known).status_code == 304
    since = {"if-modified-since": first["Last-Modified"]}
    assert client.get(recording.file.url, headers=since).status_code == 304
    fresh = {"range": "bytes=0-9", "if-range": first["ETag"]}
    assert client.get(recording.file.url, headers=fresh).status_code == 206
    stale = {"range": "bytes=0-9", "if-range": '"another"'}
    assert client.get(recording.file.url, headers=stale).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "../manage.py",
        "media/../../secret.txt",
        "%2e%2e/secret.txt",
        "media",
        "media/",
        "",
        "media//tap-1.mp4",
        "media/tap-1.mp4/",
        "original_images/../secret.txt",
        "media/a%00b.mp4",
        "..%5csecret.txt",
    ],
)
def test_nothing_outside_and_no_listing_is_served(client, recording, media_root, path):
    (media_root.parent / "secret.txt").write_text("secret")
    assert client.get(f"/media/{path}").status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(client, recording, media_root):
    secret = media_root.parent / "secret.mp4"
    secret.write_text("secret")
    full_path = media_root / recording.file.name
    full_path.unlink()
    full_path.symlink_to(secret)
    assert client.get(recording.file.url).status_code == 404


def test_a_file_that_no_row_names_is_not_served(client, media_root):
    for folder in ("media", "documents", "images", "khac"):
        (media_root / folder).mkdir()
        (media_root / folder / "la.mp4").write_bytes(DATA)
        assert client.get(f"/media/{folder}/la.mp4").status_code == 404


def test_what_is_not_plainly_harmless_is_downloaded(client, media_root):
    media = ClanMedia(title="Lạ", type="video")
    media.file.save("trang.html", ContentFile(b"<script>alert(1)</script>"))
    response = client.get(media.file.url)
    assert response["Content-Disposition"].startswith("attachment")


def test_a_private_collection_is_closed_to_the_public_only(client, member_client, image):
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    rendition = image.get_rendition("width-40")
    urls = [image.file.url, rendition.url]
    client.logout()
    assert [client.get(url).status_code for url in urls] == [200, 200]
    image.collection = private
    image.save()
    assert [client.get(url).status_code for url in urls] == [404, 404]


def test_a_member_sees_a_private_collection_uncached(member_client, image):
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    image.collection = private
    image.save()
    response = member_client.get(image.file.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_a_guard_can_hide_a_picture(client, image, monkeypatch):
    monkeypatch.setattr(guards, "_providers", [lambda request: [ClanImage.objects.values("pk")]])
    assert client.get(image.file.url).status_code == 404
    assert client.get(image.get_rendition("width-40").url).status_code == 404


def test_only_reading_is_allowed(client, recording):
    assert client.post(recording.file.url).status_code == 405
    head = client.head(recording.file.url)
    assert head.status_code == 200
    assert head["Content-Length"] == str(len(DATA))
