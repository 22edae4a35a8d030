"""Reads a QR code off a picture, as a phone's camera does: an oracle apart from what drew it.

Follows ISO/IEC 18004:2015 (function patterns 6.3, masks 7.8, format 7.9, placement 7.7, segments
7.4) for versions 2 to 6 at error level M. A picture off a screen is clean: nothing is corrected.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image

_DARK = 128
_FORMAT_MASK = 0b101010000010010
#: Version: number of blocks, data codewords in each (table 9, level M).
_BLOCKS = {2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)}
_MASKS = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
#: Digits of a group, by the bits it takes.
_DIGIT_BITS = {3: 10, 2: 7, 1: 4}


def qr_text(picture: bytes) -> str:
    """Give the text of the one QR code on a picture (PNG) with nothing else dark on it."""
    rows = _modules(picture)
    size = len(rows)
    version = (size - 17) // 4
    places = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)]
    places += [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    format_bits = _number([rows[row][column] for row, column in places]) ^ _FORMAT_MASK
    assert format_bits >> 13 == 0, "not error level M"
    mask = _MASKS[format_bits >> 10 & 7]
    bits = [rows[i][j] ^ mask(i, j) for i, j in _data_places(size)]
    words = [_number(bits[at : at + 8]) for at in range(0, len(bits) - 7, 8)]
    count, length = _BLOCKS[version]
    data = [words[block + count * at] for block in range(count) for at in range(length)]
    return "".join(_segments("".join(f"{word:08b}" for word in data)))


def _modules(picture: bytes) -> list[list[bool]]:
    """Find the code, measure a module by the first finder, and look at each one's middle."""
    image = Image.open(io.BytesIO(picture)).convert("L").point(lambda tone: 255 * (tone < _DARK))
    box = image.getbbox()
    assert box, "nothing dark on the picture"
    image = image.crop(box)
    top = [bool(image.getpixel((x, 2))) for x in range(image.width)]
    size = round(image.width * 7 / top.index(False))
    size = 17 + 4 * round((size - 17) / 4)
    step = image.width / size
    return [
        [bool(image.getpixel((int((j + 0.5) * step), int((i + 0.5) * step)))) for j in range(size)]
        for i in range(size)
    ]


def _is_function(size: int, i: int, j: int) -> bool:
    in_finder = (i < 9 and (j < 9 or j >= size - 8)) or (i >= size - 8 and j < 9)
    in_alignment = size - 9 <= i < size - 4 and size - 9 <= j < size - 4
    return in_finder or in_alignment or 6 in (i, j)


def _data_places(size: int) -> Iterator[tuple[int, int]]:
    """Walk two columns at a time from the right, up and down in turn."""
    pairs = [right if right > 6 else right - 1 for right in range(size - 1, 0, -2)]
    for turn, right in enumerate(pairs):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        for i in rows:
            for j in (right, right - 1):
                if not _is_function(size, i, j):
                    yield i, j


def _number(bits) -> int:
    return int("".join(str(int(bit)) for bit in bits), 2)


def _segments(bits: str) -> Iterator[str]:
    at = 0

    def take(count: int) -> int:
        nonlocal at
        at += count
        return int(bits[at - count : at], 2)

    while len(bits) - at >= 4 and (mode := take(4)):
        if mode == 1:
            left = take(10)
            while left:
                group = min(left, 3)
                yield f"{take(_DIGIT_BITS[group]):0{group}d}"
                left -= group
        elif mode == 2:
            left = take(9)
            while left > 1:
                first, second = divmod(take(11), 45)
                yield _LETTERS[first] + _LETTERS[second]
                left -= 2
            if left:
                yield _LETTERS[take(6)]
        else:
            assert mode == 4, f"mode {mode}"
            yield bytes(take(8) for _ in range(take(8))).decode()
