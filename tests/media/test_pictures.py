"""What is stored of an uploaded picture is the picture alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat, PngImagePlugin

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


WORDS = PngImagePlugin.PngInfo()
WORDS.add_text("Author", CANARY.decode())
WORDS.add_text("Comment", CANARY.decode(), zip=True)
WORDS.add_itxt("XML:com.adobe.xmp", CANARY.decode())


def moving(kind: str, **options) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], **options)
    return out.getvalue()


def thumbnailed() -> bytes:
    """A JPEG whose EXIF holds a small picture of its own, as cameras write."""
    small = picture("JPEG", size=(16, 12), comment=CANARY)
    head = b"Exif\0\0II*\0\x08\0\0\0\0\0\x0e\0\0\0\x02\0"
    head += b"\x01\x02\x04\0\x01\0\0\0\x2c\0\0\0"
    head += b"\x02\x02\x04\0\x01\0\0\0" + len(small).to_bytes(4, "little") + b"\0\0\0\0"
    return with_segment(picture("JPEG"), 0xE1, head + small)


EVERY_FORMAT = {
    "jpeg with a thumbnail": thumbnailed(),
    "progressive jpeg": picture("JPEG", progressive=True, exif=exif(), comment=CANARY, xmp=XMP),
    "two views in a jpeg": moving("MPO", exif=exif()),
    "heic": picture("HEIF", exif=exif(), xmp=XMP),
    "tiff": picture("TIFF", description=CANARY.decode()),
    "still gif": picture("GIF", mode="L", comment=CANARY),
    "moving gif": moving("GIF", comment=CANARY),
    "moving png": moving("PNG", pnginfo=WORDS, exif=exif()),
    "moving webp": moving("WEBP", exif=exif(), xmp=XMP),
    "moving avif": moving("AVIF", exif=exif(), xmp=XMP),
    "png in a palette": picture("PNG", mode="L", pnginfo=WORDS, exif=exif()),
}


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_nothing_is_told_by_any_format_nor_behind_its_end(name):
    data = EVERY_FORMAT[name]
    assert CANARY in data
    kept, _name = cleaned(data + CANARY)
    assert CANARY not in kept
    with Image.open(BytesIO(kept)) as image:
        image.load()
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"} & set(image.info)


def test_a_colour_profile_keeps_its_numbers_and_loses_its_words():
    words = "sRGB built-in".encode("utf-16-be")
    mark = "CANARY-19-8-1".encode("utf-16-be")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    marked = profile.replace(words, mark)
    assert mark in marked
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        kept, _name = cleaned(picture(kind, icc_profile=marked), f"a.{kind}")
        assert mark not in kept
        with Image.open(BytesIO(kept)) as image:
            left = image.info["icc_profile"]
        assert mark not in left
        # The day it was made is gone too, the primaries are not.
        assert left[24:36] == bytes(12)
        assert b"rXYZ" in left
        ImageCms.ImageCmsProfile(BytesIO(left))


@pytest.mark.parametrize(
    "profile", [CANARY, CANARY * 20, b"\0" * 128 + b"\xff" * 40, CANARY * 9000]
)
def test_what_is_no_colour_profile_is_dropped(profile):
    kept, _name = cleaned(picture("PNG", icc_profile=profile), "a.png")
    assert CANARY not in kept
    with Image.open(BytesIO(kept)) as image:
        assert "icc_profile" not in image.info


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
