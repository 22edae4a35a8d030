"""Splitting and joining names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.names import (
    NameParts,
    from_gedcom_name,
    full_name,
    split_name,
    to_gedcom_name,
)

SPLITS = [
    ("Dương Văn Tùng", ("Dương", "Văn", "Tùng")),
    ("Dương An", ("Dương", "", "An")),
    ("Dương Thị Hàng Hai", ("Dương", "Thị Hàng", "Hai")),
    ("Nguyễn Phúc Ánh", ("Nguyễn Phúc", "", "Ánh")),
    ("Nguyễn Phúc Ngọc Vạn", ("Nguyễn Phúc", "Ngọc", "Vạn")),
    ("Nguyễn Phúc", ("Nguyễn", "", "Phúc")),
    ("Tôn Thất Thuyết", ("Tôn Thất", "", "Thuyết")),
    ("Công Tằng Tôn Nữ Thị Mai", ("Công Tằng Tôn Nữ", "Thị", "Mai")),
    ("Âu Dương Phong", ("Âu Dương", "", "Phong")),
    ("Nguyễn Thị", ("Nguyễn", "Thị", "")),
    ("bà họ Lê", ("Lê", "", "")),
    ("họ Tôn Thất", ("Tôn Thất", "", "")),
    ("Hồ Quý Ly", ("Hồ", "Quý", "Ly")),
    ("Lê", ("Lê", "", "")),
    ("Tùng", ("", "", "Tùng")),
    ("Thị Mai", ("", "Thị", "Mai")),
    ("", ("", "", "")),
]

GEDCOM_NAMES = [
    ("Phúc Ánh /Nguyễn/", ("Nguyễn", "Phúc", "Ánh")),
    ("Văn An/Dương/", ("Dương", "Văn", "An")),
    ("/Dương/ Văn An", ("Dương", "Văn", "An")),
    ("Thị /Nguyễn/", ("Nguyễn", "Thị", "")),
    ("/Trần/", ("Trần", "", "")),
    ("Anna Maria /van Buren/", ("van Buren", "", "Anna Maria")),
    ("John /Smith/ Jr.", ("Smith", "", "John Jr.")),
    ("Ann /Smith", ("Smith", "", "Ann")),
    ("Kim Smith", ("", "", "Kim Smith")),
    ("Nguyen Van A", ("Nguyen", "Van", "A")),
    ("Lê Lợi", ("Lê", "", "Lợi")),
    ("//", ("", "", "")),
    ("", ("", "", "")),
]


@pytest.mark.parametrize(("full", "parts"), SPLITS)
def test_a_name_splits_into_surname_middle_and_given(full, parts):
    assert split_name(full) == parts


WORDS = ("Dương", "Nguyễn", "Phúc", "Thị", "Văn", "An", "Tôn", "Thất", "Nữ")


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_splitting_loses_no_word(words):
    assert full_name(*split_name(" ".join(words))) == " ".join(words)


@pytest.mark.parametrize(("value", "parts"), GEDCOM_NAMES)
def test_a_gedcom_name_is_read(value, parts):
    assert from_gedcom_name(value) == parts


def test_a_gedcom_name_is_written_given_names_first():
    assert to_gedcom_name(NameParts("Nguyễn", "Phúc", "Ánh")) == "Phúc Ánh /Nguyễn/"
    assert to_gedcom_name(NameParts("Nguyễn", "Thị", "")) == "Thị /Nguyễn/"
    assert to_gedcom_name(NameParts("", "", "Ánh")) == "Ánh"


@pytest.mark.parametrize(
    "parts", [parts for _, parts in SPLITS if parts[0] and "họ" not in parts], ids=str
)
def test_a_name_survives_gedcom(parts):
    surname, middle, given_name = parts
    assert from_gedcom_name(to_gedcom_name(NameParts(surname, middle, given_name))) == parts


@given(st.text())
def test_reading_a_gedcom_name_never_fails(value):
    parts = from_gedcom_name(value)
    assert not any("/" in part for part in parts)
