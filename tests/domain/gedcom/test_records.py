from __future__ import annotations

import json

import pytest

from genealogy.domain.gedcom import (
    FamilyRecord,
    Identifier,
    IssueLog,
    MediaRecord,
    NoteRecord,
    PersonRecord,
    RawStructure,
    RepositoryRecord,
    SourceRecord,
    record_from_data,
    record_kind,
    record_to_data,
    to_family,
    to_media,
    to_note,
    to_person,
    to_repository,
    to_source,
)

from .reading import HEAD_7, read_body

PERSON = """\
0 @I1@ INDI
1 RESN Confidential
1 NAME Văn Tùng /Dương/
2 TYPE birth
2 GIVN Văn Tùng
2 SURN Dương
2 NPFX Cụ
2 NSFX tự Hải
2 NICK Tư
2 SPFX de
2 SOUR @S1@
3 PAGE 7
1 NAME Hải
2 TYPE aka
1 SEX m
1 BIRT
2 DATE ABT 1820
2 PLAC Thôn Đông, Hà Nội
3 MAP
4 LATI N20.9
4 LONG E105.8
3 FORM Thôn, Tỉnh
2 SOUR Gia phả chép tay
3 QUAY 2
2 NOTE sinh giờ Tý
2 FAMC @F1@
1 DEAT Y
2 AGE 70y
2 CAUS bệnh
2 _GRAVE gò Mã
3 _ROW 5
1 OCCU Thầy đồ
2 DATE FROM 1840 TO 1850
1 RESI
2 ADDR
3 CITY Hà Nội
3 CTRY Việt Nam
2 PHON 000
1 FAMC @F1@
2 PEDI Birth
1 FAMC @F2@
2 PEDI adopted
2 NOTE thừa tự
1 FAMS @F3@
1 FAMS @F4@
1 ASSO @I9@
2 RELA bạn
1 ALIA @I8@
1 ALIA Tư Hải
1 NOTE @N1@
1 NOTE người có công
1 SOUR @S1@
1 OBJE @O1@
1 OBJE
2 FILE a.jpg
2 FORM jpg
2 TITL Chân dung
1 REFN 12
2 TYPE số chi
1 _UID ABC
1 CHAN
2 DATE 1 JAN 2020
3 TIME 10:00
1 _CHI Ất
2 _NHANH 3
"""


@pytest.fixture
def person() -> PersonRecord:
    return read_body(PERSON).person()


def test_names_keep_order_parts_and_sources(person: PersonRecord) -> None:
    first, second = person.names
    assert first[:8] == (
        "Văn Tùng /Dương/", "birth", "Văn Tùng", "Dương", "Cụ", "tự Hải", "Tư", "de",
    )  # fmt: skip
    assert (first.sources[0].xref, first.sources[0].page) == ("S1", "7")
    assert (second.value, second.type) == ("Hải", "aka")


def test_events_and_attributes_come_in_file_order(person: PersonRecord) -> None:
    assert [event.tag for event in person.events] == ["BIRT", "DEAT", "OCCU", "RESI"]
    birth, death, work, home = person.events
    assert (birth.date, birth.place) == ("ABT 1820", "Thôn Đông, Hà Nội")
    assert birth.place_coordinates == ("N20.9", "E105.8")
    assert (birth.sources[0].text, birth.sources[0].quality) == ("Gia phả chép tay", "2")
    assert (birth.note, birth.family) == ("sinh giờ Tý", "F1")
    assert birth.extra == (RawStructure(26, "PLAC", "3 FORM Thôn, Tỉnh"),)
    assert (death.value, death.age, death.cause) == ("Y", "70y", "bệnh")
    assert death.extra == (RawStructure(34, "", "2 _GRAVE gò Mã\n3 _ROW 5"),)
    assert (work.value, work.date) == ("Thầy đồ", "FROM 1840 TO 1850")
    assert home.address == "Hà Nội, Việt Nam"
    assert home.contacts == (("PHON", "000"),)


def test_links_keep_order_and_kind(person: PersonRecord) -> None:
    assert [(link.family, link.pedigree) for link in person.child_of] == [
        ("F1", "birth"),
        ("F2", "adopted"),
    ]
    assert person.child_of[1].extra[0].text == "2 NOTE thừa tự"
    assert person.spouse_of == ("F3", "F4")
    assert (person.associations[0].xref, person.associations[0].relation) == ("I9", "bạn")
    assert [(alias.xref, alias.text) for alias in person.aliases] == [("I8", ""), ("", "Tư Hải")]


def test_the_rest_of_a_person(person: PersonRecord) -> None:
    assert (person.xref, person.sex, person.dead) == ("I1", "M", True)
    assert person.restriction == "confidential"
    assert [(note.xref, note.text) for note in person.notes] == [
        ("N1", ""),
        ("", "người có công"),
    ]
    assert [(ref.xref, ref.file, ref.title) for ref in person.media] == [
        ("O1", "", ""),
        ("", "a.jpg", "Chân dung"),
    ]
    assert person.identifiers == (
        Identifier("REFN", "12", "số chi", 62),
        Identifier("_UID", "ABC", "", 64),
    )
    assert person.changed == "1 JAN 2020 10:00"


def test_unknown_tags_are_kept_as_text_and_said_once_per_path() -> None:
    reading = read_body(PERSON + PERSON.replace("I1", "I2"))
    log = IssueLog(reading.issues.append)
    people = [to_person(record, log) for record in reading.records]
    for person in people:
        assert [raw.text for raw in person.unknown] == ["1 _CHI Ất\n2 _NHANH 3"]
    paths = [i.facts["path"] for i in reading.issues if i.code == "unknown_tag"]
    assert paths.count("INDI._CHI") == 1


def test_every_line_of_a_record_is_in_a_field_or_kept() -> None:
    """Values of a record given back as data hold every word of the lines read."""
    data = json.dumps(record_to_data(read_body(PERSON).person()), ensure_ascii=False).lower()
    for line in PERSON.splitlines()[1:]:
        value = line.split(" ", 2)[2:] or [""]
        assert value[0].strip("@").lower() in data, line


def test_records_go_through_json_unchanged(person: PersonRecord) -> None:
    data = json.loads(json.dumps(record_to_data(person)))
    assert record_from_data(PersonRecord, data) == person


@pytest.mark.parametrize(
    ("lines", "dead"),
    [
        ("1 DEAT Y", True),
        ("1 DEAT\n2 DATE 1900", True),
        ("1 DEAT", None),
        ("1 BURI\n2 PLAC gò Mã", True),
        ("1 DEAT N", None),
        ("1 BIRT Y", None),
        ("1 NO DEAT", False),
        ("1 NO DEAT\n2 DATE FROM 1900 TO 1910", None),
    ],
)
def test_death_is_claimed_only_by_a_fact(lines: str, dead: bool | None) -> None:
    assert read_body(f"0 @I1@ INDI\n{lines}\n").person().dead is dead


@pytest.mark.parametrize(
    ("value", "sex"), [("M", "M"), ("f", "F"), ("X", "X"), ("U", "U"), ("N", "U"), ("", "")]
)
def test_sex_is_one_of_four_or_not_said(value: str, sex: str) -> None:
    reading = read_body(f"0 @I1@ INDI\n1 SEX {value}\n")
    person = reading.person()
    assert person.sex == sex
    assert ("unknown_sex" in reading.codes) == (value == "N")
    assert [raw.text for raw in person.unknown] == (["1 SEX N"] if value == "N" else [])


@pytest.mark.parametrize("value", ["Dương", "@F1", "@VOID@", ""])
def test_a_link_to_nobody_is_kept_as_text(value: str) -> None:
    reading = read_body(f"0 @I1@ INDI\n1 FAMC {value}\n2 PEDI birth\n")
    person = reading.person()
    assert person.child_of == ()
    assert person.unknown[0].text == f"1 FAMC {'@' * (value == '@F1') + value}".rstrip() + (
        "\n2 PEDI birth"
    )
    assert reading.codes == ["void_pointer" if value == "@VOID@" else "bad_pointer"]


def test_a_repeated_fact_is_kept() -> None:
    reading = read_body("0 @I1@ INDI\n1 BIRT\n2 DATE 1900\n2 DATE 1901\n2 CAUS a\n2 CAUS b\n")
    birth = reading.person().events[0]
    assert (birth.date, birth.cause) == ("1900", "a")
    assert [raw.text for raw in birth.extra] == ["2 DATE 1901", "2 CAUS b"]


def test_a_value_a_record_should_not_have_is_kept() -> None:
    person = read_body("0 @I1@ INDI lạc\n").person()
    assert "lạc" in person.unknown[0].text


def test_an_adoption_names_its_family_and_who_adopted() -> None:
    body = "0 @I1@ INDI\n1 ADOP\n2 FAMC @F2@\n3 ADOP HUSB\n"
    adoption = read_body(body).person().events[0]
    assert (adoption.family, adoption.adopted_by) == ("F2", "HUSB")


def test_phrases_of_version_seven_are_read() -> None:
    body = "0 @I1@ INDI\n1 DEAT\n2 DATE 27 MAR 1850\n3 PHRASE 15/2 âm lịch\n3 TIME 8:00\n"
    death = read_body(body, head=HEAD_7).person().events[0]
    assert (death.date, death.date_phrase) == ("27 MAR 1850", "15/2 âm lịch")
    assert death.extra[0][1:] == ("DATE", "3 TIME 8:00")


FAMILY = """\
0 @F1@ FAM
1 HUSB @I1@
1 WIFE @I2@
2 _ORDER 2
1 WIFE @I3@
1 CHIL @I5@
2 _FREL Natural
2 _MREL Adopted
1 CHIL @I4@
1 CHIL @VOID@
2 PHRASE con thứ ba
1 MARR Y
2 DATE 1840
2 HUSB
3 AGE 20y
1 NCHI 3
1 RESN locked
1 SLGS
"""


def test_a_family_keeps_partners_children_and_their_order() -> None:
    family = to_family(read_body(FAMILY).records[0])
    assert (family.husband, family.wife) == ("I1", "I2")
    assert family.partners == ("I1", "I2", "I3")
    assert family.partner_links[1].extra[0].text == "2 _ORDER 2"
    assert family.children == ("I5", "I4")
    assert family.child_links[0][1:3] == ("natural", "adopted")
    assert [event.tag for event in family.events] == ["MARR", "NCHI"]
    assert family.events[0].extra[0].text == "2 HUSB\n3 AGE 20y"
    assert family.restriction == "locked"
    assert [raw.text for raw in family.unknown] == [
        "1 CHIL @VOID@\n2 PHRASE con thứ ba",
        "1 SLGS",
    ]
    assert record_from_data(FamilyRecord, record_to_data(family)) == family


def test_a_family_without_partners_has_no_husband() -> None:
    family = to_family(read_body("0 @F1@ FAM\n1 CHIL @I1@\n").records[0])
    assert (family.husband, family.wife, family.partners) == ("", "", ())


def test_one_sided_links_are_on_the_side_that_has_them() -> None:
    first, family, second = read_body(
        "0 @I1@ INDI\n1 FAMC @F1@\n0 @F1@ FAM\n1 CHIL @I2@\n0 @I2@ INDI\n"
    ).records
    assert to_person(first).child_of[0].family == "F1"
    assert to_family(family).children == ("I2",)
    assert to_person(second).child_of == ()


def test_sources_repositories_notes_and_media_are_read() -> None:
    source, repository, note, media = read_body(
        "0 @S1@ SOUR\n1 TITL Gia phả\n1 AUTH Cụ Hải\n1 PUBL 1890\n1 ABBR GP\n1 TEXT chữ Nôm\n"
        "1 REPO @R1@\n2 CALN A.12\n3 MEDI Book\n1 DATA\n2 AGNC x\n"
        "0 @R1@ REPO\n1 NAME Từ đường\n1 ADDR Thôn Đông\n2 CONT Hà Nội\n1 PHON 000\n"
        "0 @N1@ NOTE một\n1 CONT hai\n1 SOUR @S1@\n"
        "0 @O1@ OBJE\n1 FILE media/a.jpg\n2 FORM image/jpeg\n2 TITL Bia\n1 FILE media/b.jpg\n"
    ).records
    book = to_source(source)
    assert book[2:7] == ("Gia phả", "Cụ Hải", "1890", "GP", "chữ Nôm")
    assert (book.repositories[0].xref, book.repositories[0].call_number) == ("R1", "A.12")
    assert book.unknown[0].text == "1 DATA\n2 AGNC x"
    place = to_repository(repository)
    assert (place.name, place.address) == ("Từ đường", "Thôn Đông\nHà Nội")
    assert (to_note(note).text, to_note(note).sources[0].xref) == ("một\nhai", "S1")
    files = to_media(media).files
    assert [(file.path, file.form, file.title) for file in files] == [
        ("media/a.jpg", "image/jpeg", "Bia"),
        ("media/b.jpg", "", ""),
    ]
    for kind, record in (
        (SourceRecord, book),
        (RepositoryRecord, place),
        (NoteRecord, to_note(note)),
        (MediaRecord, to_media(media)),
    ):
        assert record_from_data(kind, record_to_data(record)) == record


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("0 @I1@ INDI", "person"),
        ("0 INDI\n1 NAME An", "person"),
        ("0 INDI\n1 NOTE ai đó", "other"),
        ("0 @F1@ FAM", "family"),
        ("0 FAM\n1 HUSB @I1@", "family"),
        ("0 FAM", "other"),
        ("0 @N1@ SNOTE a", "note"),
        ("0 @U1@ SUBM", "submitter"),
        ("0 @L1@ _LOC", "other"),
    ],
)
def test_records_are_told_apart(line: str, kind: str) -> None:
    assert record_kind(read_body(line + "\n").records[0]) == kind
