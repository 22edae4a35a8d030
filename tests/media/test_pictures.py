"""What is stored of an uploaded picture is the picture alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat, PngImagePlugin

from cms.media.errors import NotAPicture
from cms.media.pictures import picture_cleaned
from tests.media.pictures import CANARY, exif, picture

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + CANARY + b"</x:xmpmeta>"


def cleaned(data: bytes, name: str = "anh.jpg") -> tuple[bytes, str]:
    file = picture_cleaned(file=BytesIO(data), name=name)
    return file.read(), file.name


def with_segment(data: bytes, marker: int, body: bytes) -> bytes:
    """A JPEG with one more application segment behind its start."""
    segment = bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body
    return data[:2] + segment + data[2:]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_exif_and_xmp_are_gone(kind):
    data = picture(kind, exif=exif(), xmp=XMP) if kind != "PNG" else picture(kind, exif=exif())
    assert CANARY in data
    kept, _name = cleaned(data, f"anh.{kind.lower()}")
    assert CANARY not in kept
    with Image.open(BytesIO(kept)) as image:
        assert image.format == kind
        assert dict(image.getexif()) == {}


def test_iptc_comments_and_trailing_bytes_of_a_jpeg_are_gone():
    data = picture("JPEG", comment=CANARY)
    data = with_segment(data, 0xED, b"Photoshop 3.0\x008BIM\x04\x04" + CANARY)
    data = with_segment(data, 0xE5, CANARY)
    kept, _name = cleaned(data + CANARY)
    assert CANARY not in kept


def test_words_in_a_png_are_gone():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", CANARY.decode())
    words.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    kept, _name = cleaned(picture("PNG", pnginfo=words), "a.png")
    assert CANARY not in kept


def test_a_heic_photo_becomes_a_jpeg_without_its_place():
    pytest.importorskip("pillow_heif")
    data = picture("HEIF", exif=exif(), quality=50)
    kept, name = cleaned(data, "IMG_0001.heic")
    assert name == "IMG_0001.jpg"
    assert CANARY not in kept
    assert Image.open(BytesIO(kept)).format == "JPEG"


def test_a_photo_taken_sideways_stands_upright():
    kept, _name = cleaned(picture("JPEG", size=(64, 48), exif=exif(orientation=6)))
    with Image.open(BytesIO(kept)) as image:
        assert image.size == (48, 64)


def test_the_pixels_of_an_upright_jpeg_stay_as_they_were():
    data = picture("JPEG", quality=85, exif=exif())
    kept, _name = cleaned(data)
    before, after = Image.open(BytesIO(data)), Image.open(BytesIO(kept))
    mean = ImageStat.Stat(ImageChops.difference(before, after)).mean
    assert max(mean) < 2


def test_a_transparent_png_stays_transparent():
    kept, _name = cleaned(picture("PNG", mode="RGBA"), "a.png")
    assert Image.open(BytesIO(kept)).mode == "RGBA"


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_a_moving_picture_keeps_its_frames(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(
        out, kind, save_all=True, append_images=frames[1:], duration=80, loop=0, comment=CANARY
    )
    kept, _name = cleaned(out.getvalue(), f"a.{kind.lower()}")
    with Image.open(BytesIO(kept)) as image:
        assert image.n_frames == 3
    assert CANARY not in kept


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture at all",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 40,
    ],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(NotAPicture):
        cleaned(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_ends_half_way_is_refused(kind):
    data = picture(kind, size=(300, 300))
    with pytest.raises(NotAPicture):
        cleaned(data[: len(data) // 2])


def test_a_page_hidden_behind_a_picture_does_not_survive():
    kept, _name = cleaned(picture("GIF", mode="L") + b"<script>alert(1)</script>", "a.gif")
    assert b"<script>" not in kept
