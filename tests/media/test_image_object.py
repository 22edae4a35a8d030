"""The picture of the API: complete, absolute, and cheap in lists."""

from __future__ import annotations

import pytest

from cms.media.image_object import image_object, renditions_prepare
from cms.media.models import ClanImage
from cms.media.services import image_create
from tests.media.pictures import picture, upload

pytestmark = pytest.mark.django_db


def make(size=(1300, 650), **fields) -> ClanImage:
    data = upload(picture(size=size))
    return image_create(title="Nhà thờ họ", file=data, name="a.jpg", **fields)


def test_it_holds_all_a_page_needs(rf):
    image = make(description="Sân nhà thờ", credit="Ban Truyền thông")
    image.focal_point_x, image.focal_point_y = 650, 65
    image.focal_point_width = image.focal_point_height = 10
    renditions_prepare(image)
    found = image_object(image, request=rf.get("/api/"))
    assert found["title"] == "Nhà thờ họ"
    assert (found["alt"], found["credit"]) == ("Sân nhà thờ", "Ban Truyền thông")
    assert (found["width"], found["height"]) == (1300, 650)
    assert found["focal_point"] == {"x": 0.5, "y": 0.1}
    assert found["src"].startswith("http://testserver/media/images/")
    assert set(found["srcset"]) == {"avif", "webp", "jpeg"}
    for kind, sizes in found["srcset"].items():
        assert [size["width"] for size in sizes] == [400, 800, 1200]
        suffix = {"jpeg": ".jpg"}.get(kind, f".{kind}")
        assert all(size["url"].startswith("http://testserver/") for size in sizes)
        assert all(size["url"].endswith(suffix) for size in sizes)


def test_words_of_the_place_win_over_words_of_the_library(rf):
    image = make(size=(50, 40), description="Ảnh chung", credit="Kho ảnh")
    found = image_object(image, request=rf.get("/"), alt="Ở bài này", credit="Phóng viên")
    assert (found["alt"], found["credit"]) == ("Ở bài này", "Phóng viên")


def test_a_small_picture_is_not_blown_up(rf):
    found = image_object(make(size=(500, 300)), request=rf.get("/"))
    assert [size["width"] for size in found["srcset"]["webp"]] == [400, 500]


def test_avif_is_never_made_while_a_reader_waits(rf):
    found = image_object(make(), request=rf.get("/"))
    assert found["srcset"]["avif"] == []
    assert found["srcset"]["webp"]
    assert found["srcset"]["jpeg"]


def test_no_picture_is_none():
    assert image_object(None, request=None) is None


def test_a_lost_file_gives_empty_lists(rf):
    image = make(size=(50, 40))
    image.file.storage.delete(image.file.name)
    found = image_object(image, request=rf.get("/"))
    assert found["src"] is None
    assert found["srcset"] == {"avif": [], "webp": [], "jpeg": []}


def test_prefetched_renditions_cost_nothing_more(rf, django_assert_num_queries):
    for _number in range(3):
        image_object(make(size=(50, 40)), request=rf.get("/"))
    images = list(ClanImage.objects.prefetch_related("renditions"))
    with django_assert_num_queries(0):
        for image in images:
            image_object(image, request=rf.get("/"))
