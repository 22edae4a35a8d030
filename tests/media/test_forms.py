"""Bad uploads get a clear answer in Vietnamese, and the form keeps what was typed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.images.forms import get_image_form
from wagtail.models import Collection
from wagtailmedia.forms import get_media_form

from cms.media.forms import ClanImageForm, ClanMediaForm
from cms.media.models import ClanImage, ClanMedia
from tests.media.pictures import CANARY, bomb, clip, exif, needs_ffmpeg, picture, upload

pytestmark = pytest.mark.django_db


def image_form(data: bytes, name: str = "anh.jpg"):
    form_class = get_image_form(ClanImage)
    assert issubclass(form_class, ClanImageForm)
    values = {"title": "Giỗ tổ", "credit": "Ban Truyền thông", "collection": root_id()}
    return form_class(values, {"file": upload(data, name)})


def media_form(data: bytes, name: str = "tap.mp4"):
    form_class = get_media_form(ClanMedia)
    assert issubclass(form_class, ClanMediaForm)
    values = {"title": "Tập 1", "duration": "0", "collection": root_id()}
    return form_class(values, {"file": upload(data, name)}, instance=ClanMedia(type="video"))


def root_id() -> int:
    return Collection.get_first_root_node().pk


def test_a_good_picture_is_stored_without_its_place(storage_bytes):
    form = image_form(picture("JPEG", size=(90, 60), exif=exif()))
    assert form.is_valid(), form.errors
    image = form.save()
    assert (image.width, image.height) == (90, 60)
    for spec in ("original", "width-30", "fill-20x20|format-webp"):
        image.get_rendition(spec)
    assert all(CANARY not in data for data in storage_bytes())


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"Day la van ban", "anh.jpg", "không phải là ảnh"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "anh.svg", "Chưa nhận loại tệp này"),
        (picture("PNG"), "anh.jpg", "bên trong là png"),
        (picture("JPEG", size=(300, 300))[:900], "anh.jpg", "ảnh"),
        (bomb(11_000), "bom.png", "điểm ảnh"),
    ],
)
def test_a_bad_picture_gets_a_clear_answer(data, name, words):
    form = image_form(data, name)
    assert not form.is_valid()
    assert words in " ".join(form.errors["file"])
    assert list(form.errors) == ["file"]
    assert form["credit"].value() == "Ban Truyền thông"


@pytest.mark.parametrize("data", [b"Day la van ban", picture("JPEG")])
def test_a_video_that_is_none_gets_a_clear_answer(data):
    form = media_form(data)
    assert not form.is_valid()
    assert "không phải là video" in form.errors["file"][0]
    assert form["title"].value() == "Tập 1"


@needs_ffmpeg
def test_a_good_video_is_stored_with_its_length(tmp_path):
    data = clip(tmp_path / "a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p")
    form = media_form(data)
    assert form.is_valid(), form.errors
    media = form.save()
    assert media.duration == pytest.approx(1, abs=0.2)
    assert (media.width, media.height) == (64, 48)


def test_the_admin_upload_strips_and_refuses(root_client, storage_bytes):
    url = reverse("wagtailimages:add")
    good = {"title": "Ảnh", "file": upload(picture("JPEG", exif=exif())), "collection": root_id()}
    assert root_client.post(url, good).status_code == 302
    assert all(CANARY not in data for data in storage_bytes())
    bad = {"title": "Tựa giữ lại", "file": upload(b"x"), "collection": root_id()}
    answer = root_client.post(url, bad)
    assert answer.status_code == 200
    assert "Tựa giữ lại" in answer.content.decode()
    assert ClanImage.objects.count() == 1
