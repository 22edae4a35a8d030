"""Searched words are marked where they stand, as nearly as they were typed."""

from __future__ import annotations

import pytest

from cms.core.excerpts import excerpt, marked

LONG = "Mở đầu. " * 60 + "Hội nghị họp ở nhà thờ họ. " + "Kết thúc. " * 60


def hits(stretches):
    return [text for text, is_hit in stretches if is_hit]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Họ Dương", ["duong"], ["Dương"]),
        ("Họ Dương", ["dương"], ["Dương"]),
        ("Hội nghị, hồi hương", ["hội"], ["Hội"]),
        ("Hội nghị, hồi hương", ["hoi"], ["Hội", "hồi"]),
        ("Phu, Phúc", ["phu"], ["Phu"]),
        ("Phúc", ["ph"], ["Phúc"]),
        ("<b>Dương</b>", ["duong"], ["Dương"]),
        ("Dương", ["", "%", "uong"], []),
        ("", ["a"], []),
    ],
)
def test_words_are_marked(text, words, found):
    stretches = marked(text, words)
    assert hits(stretches) == found
    assert "".join(part for part, _ in stretches) == text


def test_an_excerpt_shows_the_sentence_of_the_words():
    stretches = excerpt(["Tóm tắt.", LONG], ["hội", "nghị"])
    told = "".join(text for text, _ in stretches)
    assert hits(stretches) == ["Hội", "nghị"]
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) < 200


def test_without_the_words_the_beginning_is_shown():
    assert excerpt(["Tóm tắt.", LONG], ["zz"]) == [("Tóm tắt.", False)]
    assert excerpt([], ["zz"]) == []
