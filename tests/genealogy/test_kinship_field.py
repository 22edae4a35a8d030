"""The lines in which a clan writes its own words of kinship."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from genealogy.domain.kinship import OVERRIDABLE_KEYS, describe
from genealogy.kinship_field import KinshipWordsField

LINES = "chị gái của mẹ: bá\nEm gái của bố: o / o\n\n"


def test_lines_become_words_that_are_used():
    overrides = KinshipWordsField().clean(LINES)
    assert overrides == {
        "mother.elder_sister": {"term": "bá"},
        "father.younger_sister": {"term": "o", "address": "o"},
    }
    assert describe("M.eZ", overrides=overrides).term == "bá"
    assert describe("F.yZ", overrides=overrides).address == "o"


def test_what_is_shown_is_read_back():
    field = KinshipWordsField()
    overrides = {key: {"term": "từ thử"} for key in OVERRIDABLE_KEYS}
    assert field.clean(field.prepare_value(overrides)) == overrides
    assert not field.has_changed(overrides, field.prepare_value(overrides))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("chị gái mẹ: bá", "chị gái của mẹ"),
        ("bá", "Dòng 1"),
        ("chị gái của mẹ:", "Dòng 1"),
        ("xyz: bá", "xyz"),
    ],
)
def test_a_line_that_speaks_of_nobody_says_which_and_who_might_be_meant(line, words):
    with pytest.raises(ValidationError) as caught:
        KinshipWordsField().clean(line)
    assert words in str(caught.value)


def test_nothing_written_means_the_words_of_the_region():
    assert KinshipWordsField().clean("") == {}
