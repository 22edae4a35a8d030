"""Numbers of branches in every style, there and back."""

from __future__ import annotations

import pytest

from genealogy.domain.ordinals import (
    LEVELS,
    Style,
    branch_parse,
    branch_title,
    ordinal_parse,
    ordinal_word,
)

NUMBERED = [style for style in Style if style is not Style.NONE]

# Domain notes 1.4: "chi 1/chi nhất/chi I/Chi Trưởng; or Chi Giáp, Ất, Bính"; "Trưởng (1),
# Thứ/Nhị (2), Tam, Tứ ..., Thập; Quý/Út last".
TITLES = [
    ("chi", 1, Style.ARABIC, "Chi 1"),
    ("chi", 1, Style.SINO, "Chi Nhất"),
    ("chi", 1, Style.ROMAN, "Chi I"),
    ("chi", 1, Style.SENIOR, "Chi Trưởng"),
    ("chi", 2, Style.SENIOR, "Chi Thứ"),
    ("chi", 1, Style.STEM, "Chi Giáp"),
    ("chi", 5, Style.STEM, "Chi Mậu"),
    ("phái", 10, Style.SINO, "Phái Thập"),
    ("phái", 11, Style.SINO, "Phái Thập Nhất"),
    ("phái", 20, Style.SINO, "Phái Nhị Thập"),
    ("phái", 35, Style.SINO, "Phái Tam Thập Ngũ"),
    ("phòng", 19, Style.ARABIC, "Phòng 19"),
    ("ngành", 11, Style.STEM, "Ngành 11"),
    ("ngành", 11, Style.SENIOR, "Ngành 11"),
    ("hệ", 14, Style.ROMAN, "Hệ XIV"),
    ("chi", 44, Style.ROMAN, "Chi XLIV"),
    ("chi", 3, Style.NONE, "Chi"),
    ("chi", None, Style.SINO, "Chi"),
]


@pytest.mark.parametrize(("label", "number", "style", "title"), TITLES)
def test_title_is_written_as_the_books_do(label, number, style, title):
    assert branch_title(label, number, style) == title


@pytest.mark.parametrize("style", NUMBERED)
def test_every_number_is_read_back(style):
    for number in range(1, 120):
        assert ordinal_parse(ordinal_word(number, style)).number == number


@pytest.mark.parametrize("style", NUMBERED)
@pytest.mark.parametrize("label", LEVELS)
def test_every_title_is_read_back(label, style):
    for number in (1, 2, 7, 10, 13, 21):
        parsed = branch_parse(branch_title(label, number, style))
        assert (parsed.label, parsed.ordinal.number) == (label, number)


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        ("Chi Giáp", "chi", 1),
        ("chi 3", "chi", 3),
        ("phái Nhì", "phái", 2),
        ("phai nhi", "phái", 2),
        ("CHI THỨ BA", "chi", 3),
        ("chi thứ 4", "chi", 4),
        ("Ngành trưởng", "ngành", 1),
        ("nhánh cả", "nhánh", 1),
        ("chi đệ nhất", "chi", 1),
        ("chi iv", "chi", 4),
        ("chi tám", "chi", 8),
        ("chi tam", "chi", 3),
        ("Cành canh", "cành", 7),
        ("chi nhánh 2", "chi nhánh", 2),
    ],
)
def test_title_is_read_however_it_is_typed(text, label, number):
    parsed = branch_parse(text)
    assert (parsed.label, parsed.ordinal.number) == (label, number)


@pytest.mark.parametrize("text", ["", "chi", "Giáp", "chi họ Dương", "chi 0", "chi IIII", "3 chi"])
def test_what_is_no_title_is_not_read(text):
    assert branch_parse(text) is None


def test_clan_has_words_of_its_own():
    assert branch_parse("Giáp 2") is None
    assert branch_parse("giáp 2", labels=["Giáp"]).label == "Giáp"


@pytest.mark.parametrize(
    ("style", "last"), [(Style.SENIOR, "Út"), (Style.SINO, "Quý"), (Style.STEM, "Mậu")]
)
def test_last_of_several_has_a_word_of_its_own(style, last):
    assert ordinal_word(5, style, is_last=True) == last
    assert ordinal_word(1, style, is_last=True) != "Út"


def test_last_is_told_apart_when_read():
    assert ordinal_parse("Út") == (None, Style.SENIOR, True)
    assert ordinal_parse("Quý") == (10, Style.STEM, True)
    assert not ordinal_parse("Nhâm").is_last
