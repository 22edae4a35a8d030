"""Uploaded pictures: read whole, turned upright, and freed of everything but the picture.

Phones write place, time and owner into each photograph, and Wagtail keeps it in the original and
in JPEG renditions. A photograph of a living person's house must not tell where the house stands.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from cms.media.errors import NotAPicture
from cms.media.profiles import profile_numbers

register_heif_opener()

#: What Pillow keeps beside the pixels that belongs to the look, not to the story of the file.
_LOOK = {"transparency", "duration", "loop", "background", "disposal", "blend", "gamma", "dpi"}
_KEPT_FORMATS = {"JPEG", "PNG", "WEBP", "AVIF", "GIF"}
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError)


def picture_pixels(*, file: IO[bytes]) -> int:
    """Return how many pixels a picture claims to have, from its first bytes, nothing unpacked.

    A claim beyond what Pillow itself would open gives Pillow's limit (358 million).

    Raises:
        NotAPicture: code `unreadable`: no picture.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file) as picture:
                return picture.width * picture.height
    except Image.DecompressionBombError:
        return 2 * (Image.MAX_IMAGE_PIXELS or 0)
    except _UNREADABLE as error:
        raise NotAPicture("unreadable") from error
    finally:
        file.seek(0)


def picture_cleaned(*, file: IO[bytes], name: str) -> ContentFile:
    """Return the picture re-drawn from its pixels: upright, without EXIF, XMP, IPTC or comments.

    JPEG, PNG, WebP, AVIF and GIF keep their format and moving frames, HEIC and everything else
    becomes JPEG. The caller has checked the number of pixels. The numbers of the colour profile
    stay, its words do not.

    Raises:
        NotAPicture: code `unreadable`: the file is damaged or no picture.
    """
    file.seek(0)
    try:
        with Image.open(file) as picture:
            data, suffix = _redrawn(picture)
    except (*_UNREADABLE, Image.DecompressionBombError) as error:
        raise NotAPicture("unreadable") from error
    return ContentFile(data, name=f"{PurePath(name).stem}{suffix}")


def _redrawn(picture: Image.Image) -> tuple[bytes, str]:
    frames = getattr(picture, "n_frames", 1)
    # An MPO file is a JPEG with a second view behind it; the first is the picture.
    source = "JPEG" if picture.format == "MPO" else picture.format
    target = source if source in _KEPT_FORMATS else "JPEG"
    moving = frames > 1 and target in {"GIF", "WEBP", "PNG", "AVIF"}
    picture.load()
    options: dict[str, Any] = {"exif": b"", "xmp": b"", "comment": b""}
    if profile := _colour_profile(picture):
        options["icc_profile"] = profile
    if moving:
        options["save_all"] = True
        options |= {key: picture.info[key] for key in ("loop",) if key in picture.info}
        upright = picture
    else:
        upright = _upright(picture)
    # Pillow keeps the tables of a plain JPEG only, not those of an MPO.
    options |= _quality(target, same_pixels=upright is picture and picture.format == "JPEG")
    if target == "JPEG" and upright.mode not in {"RGB", "L", "CMYK"}:
        upright = upright.convert("RGB")
        options.pop("icc_profile", None)
        options |= _quality(target, same_pixels=False)
    if not moving:
        upright.info = {key: value for key, value in upright.info.items() if key in _LOOK}
    out = BytesIO()
    upright.save(out, format=target, **options)
    return out.getvalue(), _SUFFIXES[target]


def _upright(picture: Image.Image) -> Image.Image:
    """Return the picture turned as its EXIF says; the same object when it stands already."""
    if picture.getexif().get(0x0112, 1) in {0, 1}:
        return picture
    return ImageOps.exif_transpose(picture)


def _quality(target: str, *, same_pixels: bool) -> dict[str, Any]:
    if target == "JPEG":
        # "keep" re-uses the camera's own tables, so untouched pixels lose next to nothing.
        return {"quality": "keep"} if same_pixels else {"quality": 92, "optimize": True}
    if target in {"WEBP", "AVIF"}:
        return {"quality": 92}
    return {}


def _colour_profile(picture: Image.Image) -> bytes | None:
    """Return the numbers of the colour profile, if the picture has one."""
    profile = picture.info.get("icc_profile")
    return profile_numbers(profile) if profile else None
