"""The fold of pages is the fold of people, and marks survive in ASCII."""

from __future__ import annotations

import unicodedata

import pytest

from cms.core import text
from genealogy.domain import text as people_text

WORDS = [
    "",
    "Hội nghị trực tuyến",
    "  Dương   Văn TÙNG ",
    "Đặng Trần Côn",
    "Ðồng ðẳng",
    "hoá hóa thuỷ thủy",
    "ẮẰẲẴẶ ốồổỗộ ứừửữự ỵ",
    "İstanbul Straße ñandú ǅ",
    "giỗ tổ 10/3 – 2026",
    "漢喃 họ 楊",
]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_pages_fold_as_people_do(words, form):
    written = unicodedata.normalize(form, words)
    assert text.fold(written) == people_text.fold(written)
    assert text.fold_words(written) == people_text.fold_tokens(written)


def test_both_forms_of_unicode_and_both_tone_places_give_the_same_marked_words():
    expected = ["ho6i5", "nghi5", "hoa1", "d9a8ng5", "giu7o7ng2"]
    composed = "Hội nghị hoá Đặng giường"
    assert text.marked_words(composed) == expected
    assert text.marked_words(unicodedata.normalize("NFD", composed)) == expected
    assert text.marked_words("hóa") == text.marked_words("hoá")


def test_words_without_marks_have_no_marked_spelling():
    assert text.marked_words("quang vinh 2026") == []
