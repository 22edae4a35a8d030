"""Colour profiles of pictures, cut down to the numbers that make the colours.

A profile (ICC.1:2022) also carries a name, a copyright, the device, the day it was made and
whatever a program put beside: the name of somebody's calibrated screen tells whose screen it was.
"""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import ImageCms

#: Most colour profiles have 0.5 to 4 KB; a bigger one is a place to hide things.
LARGEST = 64 * 1024
_HEADER = 128
_ENTRY = 12
#: Tags of which colours are made: white and black, primaries, curves, tables, adaptation.
_NUMBERS = {
    b"wtpt", b"bkpt", b"chad", b"lumi", b"chrm", b"cicp",
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC",
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2",
    b"D2B0", b"D2B1", b"B2D0", b"B2D1",
}  # fmt: skip
#: Parts of the header that tell of the maker: (first byte, length). Day, platform, device,
#: creator and the digest of the whole.
_TELLING = ((24, 12), (40, 4), (48, 8), (80, 20))


def profile_numbers(profile: bytes) -> bytes | None:
    """Return a profile with the same colours and no words; None when it is none or too large."""
    if not _HEADER + 4 < len(profile) <= LARGEST:
        return None
    tags = _tags(profile)
    if not tags:
        return None
    rebuilt = _built(profile[:_HEADER], tags)
    try:
        ImageCms.ImageCmsProfile(BytesIO(rebuilt))
    except (OSError, ImageCms.PyCMSError):
        return None
    return rebuilt


def _tags(profile: bytes) -> list[tuple[bytes, bytes]]:
    """Return the tags of numbers with their data; nothing when the table does not hold."""
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    if _HEADER + 4 + count * _ENTRY > len(profile):
        return []
    found = []
    for place in range(count):
        name, first, size = struct.unpack_from(">4sII", profile, _HEADER + 4 + place * _ENTRY)
        if first + size > len(profile):
            return []
        if name in _NUMBERS:
            found.append((name, profile[first : first + size]))
    return found


def _built(header: bytes, tags: list[tuple[bytes, bytes]]) -> bytes:
    table, body = b"", b""
    start = _HEADER + 4 + len(tags) * _ENTRY
    for name, data in tags:
        table += struct.pack(">4sII", name, start + len(body), len(data))
        # Each tag begins at a multiple of four, as the format asks.
        body += data + b"\0" * (-len(data) % 4)
    plain = bytearray(header)
    struct.pack_into(">I", plain, 0, start + len(body))
    for first, length in _TELLING:
        plain[first : first + length] = bytes(length)
    return bytes(plain) + struct.pack(">I", len(tags)) + table + body
