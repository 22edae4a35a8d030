"""Widths of words: fontTools reads the same typefaces and is the oracle."""

from __future__ import annotations

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from genealogy.domain.charts.typeset import (
    Face,
    fitting_size,
    shortened,
    stacked,
    text_width,
    tidy_text,
    wrapped,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ0123456789–·…,.()"
MARKED = "".join(
    unicodedata.normalize("NFC", letter + mark)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in "\u0300\u0301\u0309\u0303\u0323"
)


@pytest.mark.parametrize("face", list(Face))
def test_every_vietnamese_letter_is_in_the_face_and_as_wide_as_fonttools_says(face):
    font = TTFont(face.path)
    glyphs, metrics = font.getBestCmap(), font["hmtx"]
    units = font["head"].unitsPerEm
    for letter in LETTERS + MARKED:
        assert text_width(letter, face, 1) == pytest.approx(metrics[glyphs[ord(letter)]][0] / units)


def test_text_is_composed_and_clean():
    assert tidy_text(unicodedata.normalize("NFD", "Nguyễn\u200b  Thị\x07 Ẩn")) == "Nguyễn Thị Ẩn"


def test_a_name_is_broken_where_its_room_ends():
    lines = wrapped("Hoàng Thị Tuyết Như Ngọc", Face.TITLE, 3, 22)
    assert " ".join(lines) == "Hoàng Thị Tuyết Như Ngọc"
    assert len(lines) == 2


def test_words_are_made_smaller_until_they_fit():
    size = fitting_size(["Nghiêng", "Ngã"], Face.TITLE, 3, 6)
    assert text_width("Nghiêng", Face.TITLE, size) == pytest.approx(6)


def test_what_fits_nowhere_ends_in_an_ellipsis():
    short = shortened("Nguyễn Phúc Miên Tông", Face.PLAIN, 3, 20)
    assert short.endswith("…")
    assert text_width(short, Face.PLAIN, 3) <= 20


def test_a_very_long_name_keeps_all_its_words_when_stacked():
    words = stacked("một hai ba bốn năm sáu bảy tám")
    assert len(words) == 6
    assert " ".join(words) == "một hai ba bốn năm sáu bảy tám"
