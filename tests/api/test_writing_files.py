"""Uploads by programs: the library's own checks, a day's measure, and no secrets in pictures."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, ModelLogEntry

from cms.accounts.models import ApiUploadDay
from cms.accounts.tokens import desk
from cms.media.models import ClanDocument, ClanImage, ClanMedia
from tests.api.token_keys import grant
from tests.api.writing_world import NEWS, Program, an_editor
from tests.media.pictures import bomb, picture, upload

pytestmark = pytest.mark.django_db

IMAGES, DOCUMENTS, MEDIA = "/api/v2/images/", "/api/v2/documents/", "/api/v2/media/"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def editor(django_user_model):
    return an_editor(django_user_model)


@pytest.fixture
def program(client, editor):
    return Program(client, editor, "write:media", "write:news")


def words(data: bytes, name: str, **more: str) -> dict:
    return {"file": upload(data, name), "title": "Một tệp", **more}


def test_a_picture_lands_in_the_library_without_exif(program, editor):
    exif = Image.Exif()
    exif[0x010E] = "nhà bà Tư"
    exif.get_ifd(0x8825)[1] = "N"
    answer = program.upload(
        IMAGES, words(picture(exif=exif), "anh.jpg", description="Cổng làng", credit="Cụ Tư")
    )
    assert answer.status_code == 201, answer.content
    facts, image = answer.json(), ClanImage.objects.get()
    assert facts == {
        "id": image.pk,
        "title": "Một tệp",
        "kind": "image",
        "bytes": image.file.size,
        "width": 64,
        "height": 48,
        "detail_url": f"http://testserver/api/v2/images/{image.pk}/",
        "edit_url": f"http://testserver/admin/images/{image.pk}/",
    }
    assert (image.uploaded_by_user, image.description, image.credit) == (
        editor, "Cổng làng", "Cụ Tư",
    )  # fmt: skip
    data = image.file.read()
    assert b"Exif" not in data
    assert not Image.open(BytesIO(data)).getexif()
    entry = ModelLogEntry.objects.get(action="api.write")
    assert (entry.object_id, entry.data["key"]) == (str(image.pk), "Trang ngoài")
    # It can be the cover of what the same program writes.
    draft = program.post(NEWS, {"title": "Tin", "cover_image": image.pk, "cover_alt": "Cổng"})
    assert draft.status_code == 201, draft.content


def test_a_document_lands_in_the_library(program, editor):
    answer = program.upload(DOCUMENTS, words(PDF, "quy-uoc.pdf", tags="quy ước, họ"))
    assert answer.status_code == 201, answer.content
    document = ClanDocument.objects.get()
    assert (answer.json()["kind"], document.uploaded_by_user) == ("document", editor)
    assert document.filename == "quy-uoc.pdf"
    assert {tag.name for tag in document.tags.all()} == {"quy ước", "họ"}


def test_a_recording_lands_in_the_library(program, monkeypatch, editor):
    monkeypatch.setattr("cms.media.recordings.shutil.which", lambda _: None)
    data = b"\0\0\0\x18ftypmp42" + b"\0" * 200
    answer = program.upload(MEDIA, words(data, "tap-1.mp4"))
    assert answer.status_code == 201, answer.content
    assert (answer.json()["kind"], answer.json()["detail_url"]) == ("video", None)
    assert ClanMedia.objects.get().uploaded_by_user == editor


@pytest.mark.parametrize(
    ("address", "data", "name"),
    [
        (IMAGES, b"<script>alert(1)</script>", "anh.jpg"),
        (IMAGES, b"<svg onload='alert(1)'/>", "anh.svg"),
        (IMAGES, picture("PNG"), "anh.jpg"),
        (IMAGES, picture()[:300], "anh.jpg"),
        (IMAGES, bomb(11_000), "anh.png"),
        (IMAGES, b"", "anh.jpg"),
        (DOCUMENTS, b"x", "trang.html"),
        (DOCUMENTS, b"x", "anh.svg"),
        (DOCUMENTS, b"x", "khong-duoi"),
        (MEDIA, picture(), "phim.mp4"),
        (MEDIA, b"x", "phim.exe"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_name(program, address, data, name):
    answer = program.upload(address, words(data, name))
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert "file" in answer.json()["errors"]
    assert not ClanImage.objects.exists()
    assert not ClanDocument.objects.exists()
    assert not ClanMedia.objects.exists()
    assert not ApiUploadDay.objects.exists()


@pytest.mark.parametrize(
    ("address", "more"),
    [
        (IMAGES, {"of_people": "0"}),
        (IMAGES, {"uploaded_by_user": "1"}),
        (IMAGES, {"file_hash": "x"}),
        (DOCUMENTS, {"of_people": "0"}),
        (DOCUMENTS, {"file_size": "1"}),
        (MEDIA, {"thumbnail": "x"}),
        (MEDIA, {"type": "exe"}),
        (IMAGES, {"title": ""}),
        (IMAGES, {"id": "1"}),
    ],
)
def test_no_column_is_set_that_is_not_offered(program, address, more):
    data, name = (PDF, "a.pdf") if address == DOCUMENTS else (picture(), "a.jpg")
    answer = program.upload(address, {**words(data, name), **more})
    assert answer.status_code == 400, answer.content
    assert next(iter(more)) in answer.json()["errors"]
    assert not ClanImage.objects.exists()


def test_only_a_form_is_taken(program):
    answer = program.post(IMAGES, {"title": "x"})
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


def test_who_may_add_no_files_adds_none(client, django_user_model):
    user = django_user_model.objects.create_user(username="a", password="a-long-password")
    grant(user, "wagtailadmin.access_admin")
    program = Program(client, user, "write:media")
    for address in (IMAGES, DOCUMENTS, MEDIA):
        assert program.upload(address, words(picture(), "a.jpg")).status_code == 403


def test_a_room_the_owner_may_not_enter_is_refused(program, editor):
    room = Collection.get_first_root_node().add_child(name="Của ban khác")
    answer = program.upload(IMAGES, words(picture(), "a.jpg", collection=str(room.pk + 1000)))
    assert answer.status_code in {201, 400}
    assert not ClanImage.objects.exclude(collection=Collection.get_first_root_node()).exists()


def test_recordings_cannot_be_read_here(client, program):
    assert client.get(MEDIA).status_code == 405
    assert program.get(MEDIA).status_code == 403


# A day's measure -------------------------------------------------------------------------------


def test_a_day_has_its_measure_of_files_and_bytes(program, monkeypatch):
    monkeypatch.setattr(desk, "FILES_A_DAY", 2)
    told = [program.upload(DOCUMENTS, words(PDF, "a.pdf")) for _ in range(3)]
    assert [answer.status_code for answer in told] == [201, 201, 429]
    assert 0 < int(told[2]["Retry-After"]) <= 86_401
    assert ClanDocument.objects.count() == 2
    assert ApiUploadDay.objects.get().bytes == 2 * len(PDF)
    ApiUploadDay.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert program.upload(DOCUMENTS, words(PDF, "a.pdf")).status_code == 201
    monkeypatch.setattr(desk, "FILES_A_DAY", 100)
    monkeypatch.setattr(desk, "BYTES_A_DAY", 2 * len(PDF))
    assert [program.upload(DOCUMENTS, words(PDF, "a.pdf")).status_code for _ in range(2)] == [
        201, 429,
    ]  # fmt: skip


def test_a_repeated_upload_is_one_file_whatever_the_boundary_of_the_form(program):
    one, two = (program.upload(IMAGES, words(picture(), "a.jpg"), key="k-1") for _ in range(2))
    assert one.status_code == two.status_code == 201
    assert one.content == two.content
    assert ClanImage.objects.count() == 1
    assert ApiUploadDay.objects.get().files == 1
    other = program.upload(IMAGES, words(picture("PNG"), "a.png"), key="k-1")
    assert other.status_code == 422
