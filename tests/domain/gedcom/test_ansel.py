from __future__ import annotations

import unicodedata

import pytest

from genealogy.domain.gedcom.ansel import ORPHAN, AnselDecoder, misfit_share


def decode(data: bytes) -> str:
    return unicodedata.normalize("NFC", AnselDecoder().decode(data, True))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"D\xbd\xbcng", "Dương"),  # đ, ơ and ư are letters of their own
        (b"\xa3\xe6\xf2ang", "Đặng"),
        (b"Nguy\xe3\xe4en", "Nguyễn"),
        (b"Nguy\xe4\xe3en", "Nguyễn"),  # the two marks the other way round
        (b"Tr\xe3\xe1an", "Trần"),
        (b"L\xe3e", "Lê"),
        (b"Ph\xf2am", "Phạm"),
        (b"\xe0an", "ản"),
        (b"V\xe4u", "Vũ"),
        (b"H\xe3\xf2au", "Hậu"),
        (b"th\xbd\xe1\xbcng", "thường"),
        (b"\xb3\xe2\xbcn", "đớn"),
        (b"\xad, \xac, \xa1\xb1", "Ư, Ơ, Łł"),
        (b"\xe8uber \xc7", "über ß"),
    ],
)
def test_marks_before_letters_become_composed_letters(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_marks_split_between_two_reads_find_their_letter() -> None:
    decoder = AnselDecoder()
    pieces = [decoder.decode(bytes([byte])) for byte in b"Nguy\xe3\xe4en"]
    text = "".join(pieces) + decoder.decode(b"", True)
    assert unicodedata.normalize("NFC", text) == "Nguyễn"


def test_marks_at_a_line_end_are_not_put_on_the_letter_before() -> None:
    assert AnselDecoder().decode(b"arr\xe3\nx", True) == f"arr{ORPHAN}\u0302\nx"


def test_unknown_bytes_give_the_replacement_character() -> None:
    assert decode(b"a\xd5b") == "a\ufffdb"


def test_cp1252_letters_at_word_ends_do_not_fit_ansel() -> None:
    misfits, high = misfit_share("Noé, né à Orléans. ".encode("cp1252"))
    assert misfits * 2 > high


def test_ansel_text_fits_ansel() -> None:
    assert misfit_share(b"Nguy\xe3\xe4en V\xe4u D\xbd\xbcng\n")[0] == 0
