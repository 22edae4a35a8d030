from __future__ import annotations

import codecs
import io
import unicodedata

import pytest

from genealogy.domain.gedcom import GedcomRefused, known_encodings, read_gedcom, register_encoding
from genealogy.domain.gedcom.encodings import Encoding, find_encoding

from .reading import read

NAME = "Văn Tùng /Dương/"
FRENCH = "Noémie /Lefèvre/"


def text_of(char: str = "", name: str = NAME, end: str = "\n") -> str:
    char_line = f"1 CHAR {char}{end}" if char else ""
    lines = ["0 HEAD", "1 GEDC", "2 VERS 5.5.1"]
    people = ["0 @I1@ INDI", f"1 NAME {name}", "0 TRLR", ""]
    return end.join([*lines, ""]) + char_line + end.join(people)


def name_of(data: bytes, **options: str) -> str:
    return read(data, **options).person().names[0].value


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (text_of("UTF-8").encode(), "UTF-8"),
        (text_of("UTF-8").encode("utf-8-sig"), "UTF-8"),
        (text_of("").encode(), "UTF-8"),
        (text_of("UNICODE").encode("utf-16"), "UTF-16-LE"),
        (codecs.BOM_UTF16_BE + text_of("UNICODE").encode("utf-16-be"), "UTF-16-BE"),
        (text_of("UNICODE").encode("utf-16-le"), "UTF-16-LE"),
        (text_of("UNICODE").encode("utf-16-be"), "UTF-16-BE"),
        (text_of("UTF-8").encode("utf-32"), "UTF-32-LE"),
    ],
)
def test_unicode_files_are_read_with_or_without_a_mark(data: bytes, encoding: str) -> None:
    reading = read(data)
    assert reading.file.header.encoding == encoding
    assert reading.person().names[0].value == NAME


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be"])
def test_all_line_ends_are_read_in_all_encodings(end: str, codec: str) -> None:
    reading = read(text_of("UTF-8", end=end).encode(codec))
    assert reading.person().names[0].value == NAME
    assert reading.person().names[0].line == 6


@pytest.mark.parametrize(
    ("char", "codec", "encoding"),
    [
        ("ANSI", "cp1252", "CP1252"),
        ("IBM WINDOWS", "cp1252", "CP1252"),
        ("windows-1252", "cp1252", "CP1252"),
        ("ISO-8859-1", "latin-1", "CP1252"),
        ("IBMPC", "cp437", "CP437"),
        ("MACINTOSH", "mac-roman", "MACINTOSH"),
        ("CP1250", "cp1250", "CP1250"),
    ],
)
def test_declared_single_byte_encodings_are_believed(char: str, codec: str, encoding: str) -> None:
    name = "Zoé /Müller/"
    reading = read(text_of(char, name).encode(codec))
    assert reading.file.header.encoding == encoding
    assert reading.person().names[0].value == name


def test_cp1258_comes_out_composed() -> None:
    data = text_of("CP1258", "§").encode().replace("§".encode(), "Tùng".encode("cp1252"))
    decomposed = "Nguyê\u0303n".encode("cp1258")
    data = data.replace("Tùng".encode("cp1252"), decomposed)
    assert name_of(data) == "Nguyễn"


def test_ansel_is_read_when_declared() -> None:
    data = text_of("ANSEL", "§").encode().replace("§".encode(), b"V\xe4u /D\xbd\xbcng/")
    reading = read(data)
    assert reading.person().names[0].value == "Vũ /Dương/"
    assert reading.codes == []


@pytest.mark.parametrize(
    ("data", "used"),
    [
        (text_of("ANSEL").encode("utf-16"), "UTF-16-LE"),
        (text_of("ANSEL").encode("utf-8-sig"), "UTF-8"),
        (text_of("ANSEL").encode(), "UTF-8"),
        (text_of("ANSI").encode(), "UTF-8"),
        (text_of("ASCII").encode(), "UTF-8"),
        (text_of("UNICODE").encode(), "UTF-8"),
        (text_of("UTF-8", FRENCH).encode("cp1252"), "CP1252"),
        (text_of("UNICODE", FRENCH).encode("cp1252"), "CP1252"),
        (text_of("ASCII", FRENCH).encode("cp1252"), "CP1252"),
        (text_of("ANSEL", "Noé, né à Liège, décédé à Condé").encode("cp1252"), "CP1252"),
    ],
)
def test_a_declaration_the_bytes_contradict_gives_an_issue_at_its_line(
    data: bytes, used: str
) -> None:
    reading = read(data)
    assert reading.file.header.encoding == used
    assert reading.lines_of("encoding_contradicted") == [4]
    assert reading.person().names[0].value in (NAME, FRENCH, "Noé, né à Liège, décédé à Condé")


def test_plain_ascii_contradicts_no_single_byte_declaration() -> None:
    for char in ("ANSEL", "ANSI", "IBMPC", "ASCII", "UTF-8"):
        assert read(text_of(char, "An /Le/").encode()).codes == []


def test_without_a_declaration_stray_bytes_are_guessed_and_said() -> None:
    reading = read(text_of("", FRENCH).encode("cp1252"))
    assert reading.codes == ["encoding_guessed"]
    assert reading.person().names[0].value == FRENCH


def test_an_unknown_declaration_is_said_and_the_bytes_decide() -> None:
    reading = read(text_of("KLINGON").encode())
    assert reading.lines_of("encoding_unknown") == [4]
    assert reading.person().names[0].value == NAME


def test_an_ambiguous_declaration_is_said() -> None:
    assert "encoding_ambiguous" in read(text_of("IBMPC", "Zoé").encode("cp437")).codes


def test_few_bad_bytes_in_utf8_cost_only_their_letters_and_name_the_line() -> None:
    data = text_of("UTF-8").encode().replace(b"0 TRLR", b"1 NOTE caf\xe9\n0 TRLR")
    reading = read(data)
    assert reading.file.header.encoding == "UTF-8"
    assert reading.person().names[0].value == NAME
    assert reading.person().notes[0].text == "café"
    assert reading.lines_of("bad_bytes") == [7]


def test_a_utf8_letter_cut_by_a_conc_line_is_put_together() -> None:
    name = "ễ".encode()
    data = (
        text_of("UTF-8")
        .encode()
        .replace(b"0 TRLR", b"1 NOTE Nguy" + name[:2] + b"\r\n2 CONC " + name[2:] + b"n\n0 TRLR")
    )
    reading = read(data)
    assert reading.person().notes[0].text == "Nguyễn"
    assert reading.codes == ["character_rejoined"]


def test_an_ansel_mark_cut_from_its_letter_by_a_conc_line_finds_it() -> None:
    data = text_of("ANSEL", "A").encode().replace(b"0 TRLR", b"1 NOTE arr\xe3\n2 CONC ete\n0 TRLR")
    reading = read(data)
    assert reading.person().notes[0].text == "arrête"
    assert reading.lines_of("character_rejoined") == [7]


def test_decomposed_letters_are_composed() -> None:
    data = text_of("UTF-8", unicodedata.normalize("NFD", NAME)).encode()
    assert name_of(data) == NAME


def test_nul_bytes_are_removed_and_said() -> None:
    reading = read(text_of("UTF-8").encode().replace(b"/D", b"/\0D"))
    assert reading.person().names[0].value == NAME
    assert reading.lines_of("nul_removed") == [6]


def test_a_forced_encoding_wins_over_the_file() -> None:
    data = text_of("UTF-8", FRENCH).encode("mac-roman")
    reading = read(data, encoding="Macintosh")
    assert reading.person().names[0].value == FRENCH
    assert reading.codes == ["encoding_forced"]


def test_a_forced_encoding_skips_the_mark() -> None:
    assert read(text_of("").encode("utf-8-sig"), encoding="utf8").codes == []
    data = codecs.BOM_UTF16_BE + text_of("").encode("utf-16-be")
    assert read(data, encoding="UTF-16").person().names[0].value == NAME


def test_an_unknown_forced_encoding_is_refused() -> None:
    with pytest.raises(GedcomRefused) as caught:
        read_gedcom(io.BytesIO(b"0 HEAD\n"), encoding="KLINGON")
    assert caught.value.reason == "unknown_encoding"


def test_further_encodings_can_be_registered() -> None:
    register_encoding(Encoding("KOI8-R", codecs.getincrementaldecoder("koi8-r")), "KOI8")
    assert "KOI8-R" in known_encodings()
    assert find_encoding("koi8r").name == "KOI8-R"
    assert name_of(text_of("KOI8-R", "Иван").encode("koi8-r")) == "Иван"


def test_a_letter_across_two_chunks_is_whole() -> None:
    filler = "1 NOTE " + "ễ" * 300 + "\n"
    body = filler * 600
    data = text_of("UTF-8").replace("0 TRLR", body + "0 TRLR").encode()
    reading = read(data)
    assert reading.codes == []
    assert {note.text for note in reading.person().notes} == {"ễ" * 300}
