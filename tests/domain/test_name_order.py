"""Vietnamese names are told from others by their syllables."""

from __future__ import annotations

import pytest

from genealogy.domain.name_order import looks_vietnamese


@pytest.mark.parametrize(
    "name",
    ["Văn Tùng /Dương/", "Thị Nguyệt /Nguyễn/", "Quỳnh Giang /Nghiêm/", "Phuc Anh /Nguyen/"],
)
def test_vietnamese_names_with_and_without_marks_are_known(name):
    assert looks_vietnamese(name)


@pytest.mark.parametrize(
    "name",
    [
        "Victoria /Hanover/",
        "John Fitzgerald /Kennedy/",
        "/Zhu/ Yuanzhang",
        "Harry /Potter/",
        "An",
        "",
    ],
)
def test_other_names_and_single_words_are_not(name):
    assert not looks_vietnamese(name)
