"""Writing a small WebM film from still pictures, with nothing but Pillow.

A lossy WebP picture holds one key frame of VP8, the very thing a WebM film is a row of. So the
frames are cut out of WebP files and put, with times and an index, into a Matroska container.

Source: RFC 8794 (EBML), RFC 9559 (Matroska), RFC 6386 (VP8), and Google's WebP container
specification (RFC 9649).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image

_EBML, _SEGMENT = 0x1A45DFA3, 0x18538067
_SEEK_HEAD, _SEEK, _SEEK_ID, _SEEK_POSITION = 0x114D9B74, 0x4DBB, 0x53AB, 0x53AC
_INFO, _TRACKS, _CUES, _CLUSTER = 0x1549A966, 0x1654AE6B, 0x1C53BB6B, 0x1F43B675
_TRACK = 1
_KEY_FRAME = 0x80
_PROGRAM = "Tu Duong demo"


def vp8_frame(picture: Image.Image, *, quality: int = 72) -> bytes:
    """Return the picture as one VP8 key frame.

    Raises:
        ValueError: Pillow wrote no lossy frame.
    """
    out = BytesIO()
    picture.convert("RGB").save(out, format="WEBP", quality=quality, method=2)
    data = out.getvalue()
    position = 12
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        if name == b"VP8 ":
            return data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2
    raise ValueError("no VP8 frame in the WebP file")


def webm_film(frames: Sequence[bytes], *, width: int, height: int, rate: int) -> bytes:
    """Return a WebM file that shows the key frames one after the other.

    Args:
        frames: VP8 key frames of one size.
        width: pixels.
        height: pixels.
        rate: frames a second.
    """
    head = _element(
        _EBML,
        _uint(0x4286, 1),
        _uint(0x42F7, 1),
        _uint(0x42F2, 4),
        _uint(0x42F3, 8),
        _text(0x4282, "webm"),
        _uint(0x4287, 4),
        _uint(0x4285, 2),
    )
    info = _element(
        _INFO,
        _uint(0x2AD7B1, 1_000_000),  # times below are milliseconds
        _element(0x4489, struct.pack(">d", len(frames) * 1000 / rate)),
        _text(0x4D80, _PROGRAM),
        _text(0x5741, _PROGRAM),
    )
    video = _element(0xE0, _uint(0xB0, width), _uint(0xBA, height))
    tracks = _element(
        _TRACKS,
        _element(
            0xAE,
            _uint(0xD7, _TRACK),
            _uint(0x73C5, _TRACK),
            _uint(0x9C, 0),
            _text(0x22B59C, "und"),
            _text(0x86, "V_VP8"),
            _uint(0x83, 1),
            _uint(0x23E383, round(1e9 / rate)),
            video,
        ),
    )
    clusters = [
        (round(start * 1000 / rate), _cluster(frames[start : start + rate], start, rate))
        for start in range(0, len(frames), rate)
    ]
    # Positions count from the first byte inside the segment; their numbers have a fixed width, so
    # the lengths are known before the values.
    places = [(_INFO, 0), (_TRACKS, 0), (_CUES, 0)]
    seek_length = len(_seek_head(places))
    cues_length = len(_cues((time, 0) for time, _data in clusters))
    info_at = seek_length
    tracks_at = info_at + len(info)
    cues_at = tracks_at + len(tracks)
    position = cues_at + cues_length
    points = []
    for time, data in clusters:
        points.append((time, position))
        position += len(data)
    seek_head = _seek_head([(_INFO, info_at), (_TRACKS, tracks_at), (_CUES, cues_at)])
    body = [data for _time, data in clusters]
    return head + _element(_SEGMENT, seek_head, info, tracks, _cues(points), *body)


def _seek_head(places: Iterable[tuple[int, int]]) -> bytes:
    return _element(
        _SEEK_HEAD,
        *(
            _element(_SEEK, _element(_SEEK_ID, _id(name)), _fixed(_SEEK_POSITION, position))
            for name, position in places
        ),
    )


def _cues(points: Iterable[tuple[int, int]]) -> bytes:
    """Return the index: (milliseconds, position of the cluster) for each second."""
    return _element(
        _CUES,
        *(
            _element(
                0xBB,
                _fixed(0xB3, time),
                _element(0xB7, _uint(0xF7, _TRACK), _fixed(0xF1, position)),
            )
            for time, position in points
        ),
    )


def _cluster(frames: Sequence[bytes], first: int, rate: int) -> bytes:
    start = round(first * 1000 / rate)
    blocks = []
    for index, frame in enumerate(frames, start=first):
        offset = round(index * 1000 / rate) - start
        blocks.append(
            _element(0xA3, bytes([0x80 | _TRACK]), struct.pack(">hB", offset, _KEY_FRAME), frame)
        )
    return _element(_CLUSTER, _uint(0xE7, start), *blocks)


def _element(name: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return _id(name) + _size(len(body)) + body


def _id(name: int) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8, "big")


def _size(length: int) -> bytes:
    """Return a length as EBML writes it: the number of leading zeros tells how many bytes."""
    for width in range(1, 9):
        # All ones would mean "unknown".
        if length < (1 << 7 * width) - 1:
            return (length | 1 << 7 * width).to_bytes(width, "big")
    raise ValueError("too long for EBML")


def _uint(name: int, value: int) -> bytes:
    return _element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def _fixed(name: int, value: int) -> bytes:
    return _element(name, value.to_bytes(4, "big"))


def _text(name: int, value: str) -> bytes:
    return _element(name, value.encode("ascii"))
