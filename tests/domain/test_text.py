"""Folding, sorting and slugs of Vietnamese text."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.names import split_name
from genealogy.domain.text import collation_key, fold, fold_tokens, name_sort_key, nfc, slugify

# The order an ICU collator for "vi" gives to the words of each name, given name first.
NAMES_IN_ORDER = (
    "Dương An",
    "Dương Văn An",
    "Đặng Văn An",
    "Lê Thị An",
    "Nguyễn An",
    "Dương Thị Ánh",
    "Dương Đình Ân",
    "Dương Tự Minh",
    "Dương Chấp Trung",
    "Phạm Tú",
    "Dương Văn Tùng",
)

LETTERS_IN_ORDER = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES_IN_ORDER = ["ta", "tà", "tả", "tã", "tá", "tạ"]

vietnamese = st.text(
    alphabet="aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợ"
    "pqrstuùủũúụưừửữứựvxyỳỷỹýỵ AĂÂBDĐEÊOÔƠUƯ",
    max_size=24,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dương Văn Tùng", "duong van tung"),
        ("Đặng Trần Côn", "dang tran con"),
        ("ĐẶNG  ĐỨC\tĐỘ ", "dang duc do"),
        ("Ðào", "dao"),  # Eth, as old code pages gave it
        ("ðình", "dinh"),
        ("hoà thuý khoẻ", "hoa thuy khoe"),
        ("hòa thúy khỏe", "hoa thuy khoe"),
        (unicodedata.normalize("NFD", "Nguyễn Phúc Ánh"), "nguyen phuc anh"),
        ("阮福映", "阮福映"),
        ("Straße Ñandú", "strasse nandu"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_fold_drops_marks_case_and_extra_spaces(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_is_idempotent_and_composed(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert nfc(folded) == folded


@given(vietnamese)
def test_fold_of_vietnamese_is_ascii_and_blind_to_normal_form(text):
    folded = fold(text)
    assert folded.isascii()
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(text.upper()) == folded


def test_fold_tokens_leave_punctuation_out():
    assert fold_tokens("Nguyễn-Phúc, Ánh (Gia Long) 1762") == [
        "nguyen",
        "phuc",
        "anh",
        "gia",
        "long",
        "1762",
    ]


def test_letters_sort_in_the_order_of_the_dictionary():
    shuffled = random.Random(1).sample(LETTERS_IN_ORDER, len(LETTERS_IN_ORDER))
    assert sorted(shuffled, key=collation_key) == LETTERS_IN_ORDER


def test_tones_sort_after_letters():
    shuffled = random.Random(2).sample(TONES_IN_ORDER, len(TONES_IN_ORDER))
    assert sorted(shuffled, key=collation_key) == TONES_IN_ORDER
    assert collation_key("tạ") < collation_key("tan") < collation_key("tăm")


def test_names_sort_by_given_name_then_surname_then_middle():
    shuffled = random.Random(3).sample(NAMES_IN_ORDER, len(NAMES_IN_ORDER))
    assert tuple(sorted(shuffled, key=lambda name: name_sort_key(*split_name(name)))) == (
        NAMES_IN_ORDER
    )


def test_a_shorter_given_name_comes_before_its_continuation():
    assert name_sort_key("Lê", "", "An") < name_sort_key("An", "", "An Bình")


def test_a_name_of_a_surname_only_has_a_key():
    assert name_sort_key("Nguyễn", "Thị", "") < name_sort_key("Nguyễn", "Thị", "An")


def test_collation_does_not_see_case_or_the_place_of_the_tone():
    assert collation_key("HOÀ") == collation_key("hòa")
    assert collation_key("ĐÀO") == collation_key("Ðào")


@given(st.text())
def test_a_collation_key_holds_only_digits_and_small_letters(word):
    # So that databases whose collation is not plain byte order still sort it alike.
    assert re.fullmatch(r"[0-9a-z]+", collation_key(word))


@given(vietnamese, vietnamese)
def test_words_with_other_letters_have_other_keys(one, other):
    if fold(one).replace(" ", "") != fold(other).replace(" ", ""):
        assert collation_key(one) != collation_key(other)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hội đồng họ Dương – Thanh Hoá", "hoi-dong-ho-duong-thanh-hoa"),
        ("  Đền/Miếu  (2024) ", "den-mieu-2024"),
        ("阮", ""),
    ],
)
def test_slugs_are_ascii(text, slug):
    assert slugify(text) == slug
