"""Misspelt words: keyboards without their typing method, and slips of the finger."""

from __future__ import annotations

import pytest

from genealogy.domain.spelling import distance, is_syllable, nearest, untyped

KNOWN = {"nguyen": 50, "duong": 90, "phuc": 9, "phu": 2, "nghe": 4, "tung": 7, "trung": 5}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nguyeenx", "nguyen"),
        ("nguyeexn", "nguyen"),
        ("dduwowng", "duong"),
        ("phucs", "phuc"),
        ("tungf", "tung"),
        ("khair", "khai"),
        ("vawn", "van"),
        ("nguye64n", "nguyen"),
        ("du7o7ng", "duong"),
        ("duong", ""),
        ("marx", ""),
        ("1890", ""),
        ("", ""),
        ("x" * 200, ""),
    ],
)
def test_what_a_keyboard_left_is_read(typed, meant):
    assert untyped(typed) == meant


@pytest.mark.parametrize("word", ["nguyen", "duong", "khuyu", "ngoeo", "y", "anh", "quoc", "giong"])
def test_vietnamese_words_are_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("nghe", "nghe", 0), ("nhge", "nghe", 1), ("phu", "phuc", 1), ("abc", "xyz", 3)],
)
def test_slips_are_counted(one, other, slips):
    assert distance(one, other) == distance(other, one) == slips


@pytest.mark.parametrize(
    ("typed", "first"),
    [("nhge", "nghe"), ("phuv", "phuc"), ("duonng", "duong"), ("trungg", "trung"), ("zzzz", None)],
)
def test_the_nearest_known_word_comes_first(typed, first):
    assert next(nearest(typed, KNOWN), None) == first


def test_commoner_words_come_before_rarer_ones():
    assert list(nearest("tang", {"tung": 7, "tong": 9})) == ["tong", "tung"]
