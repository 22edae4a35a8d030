"""Pictures and recordings made on the spot."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

#: Planted in every place where a file can carry words; must be in no stored byte.
CANARY = b"CANARY-19-8-105-85"

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg here")


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options
) -> bytes:
    image = Image.new(mode, size, 0)
    half = Image.new(mode, (size[0] // 2, size[1]), 255 if mode == "L" else (200, 30, 30))
    image.paste(half, (0, 0))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF with a place, an owner and a comment of the camera."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = CANARY.decode()
    data[0x8298] = CANARY.decode()
    gps = data.get_ifd(0x8825)
    gps[1], gps[2] = "N", (19.0, 48.0, 30.0)
    gps[3], gps[4] = "E", (105.0, 46.0, 30.0)
    gps[29] = CANARY.decode()
    return data


def upload(data: bytes, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def bomb(side: int) -> bytes:
    """A PNG of side x side pixels in a few KB: one bit a pixel, all the same."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    rows = zlib.compress((b"\0" + b"\0" * (side // 8 + 1)) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def clip(path: Path, *options: str) -> bytes:
    """A second of test picture and tone."""
    source = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1"]
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"]
    command = ["ffmpeg", "-v", "error", "-y", *source, *tone, *options, str(path)]
    subprocess.run(command, check=True, timeout=60)
    return path.read_bytes()
