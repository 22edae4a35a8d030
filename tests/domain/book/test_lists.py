"""The lists at the end of the book and the reading of formatted text."""

from genealogy.domain.book.facts import Belonging, Cited, Grave, Remembrance
from genealogy.domain.book.lists import (
    common_names,
    generation_numbers,
    grave_list,
    name_index,
    remembrance_list,
    source_list,
)
from genealogy.domain.book.rich_text import Run, blocks_of, rules_apart
from tests.domain.book.test_arrangement import person


def test_the_index_follows_the_vietnamese_alphabet():
    """Â after Ă after A, Đ after D, tones in their order (domain.md 5.2)."""
    names = ["Ơn", "Đào", "Em", "Ân", "Dương", "An", "Ánh", "Ấn", "Tùng", "Tụng"]
    groups = name_index(person(name) for name in names)
    assert [(group.letter, [one.given_name for one in group.people]) for group in groups] == [
        ("A", ["An", "Ánh"]),
        ("Â", ["Ân", "Ấn"]),
        ("D", ["Dương"]),
        ("Đ", ["Đào"]),
        ("E", ["Em"]),
        ("Ơ", ["Ơn"]),
        ("T", ["Tùng", "Tụng"]),
    ]


def test_the_nameless_stand_in_no_index_and_strange_signs_come_last():
    """Someone whose name is lost cannot be looked up by it."""
    groups = name_index([person(""), person("Яна"), person("Yên")])
    assert [group.letter for group in groups] == ["Y", "#"]


def test_remembrances_go_by_lunar_month_and_day():
    """Months without one are left out."""
    people = [
        person(name, remembrance=Remembrance(month, day, ""))
        for name, month, day in (("B", 12, 1), ("A", 1, 20), ("C", 1, 3))
    ]
    found = remembrance_list([*people, person("D")])
    assert [(m.month, [one.given_name for one in m.people]) for m in found] == [
        (1, ["C", "A"]),
        (12, ["B"]),
    ]


def test_graves_are_gathered_by_place():
    """Those of which no place is known come last."""
    graves = [("Mả Vua", "A"), ("", "B"), ("Ấp Trại", "C"), ("Mả Vua", "D")]
    people = [person(name, graves=(Grave("an táng", "", place),)) for place, name in graves]
    found = grave_list(people)
    assert [place.place for place in found] == ["Ấp Trại", "Mả Vua", ""]
    assert [row.person.given_name for row in found[1].rows] == ["A", "D"]


def test_a_source_stands_once_in_the_list():
    """Its leaves stand where it is cited."""
    people = [
        person("A", sources=(Cited("Phả cũ", "Cụ Đồ", "tờ 1"), Cited("Bia", leaf="mặt sau"))),
        person("B", sources=(Cited("Phả cũ", "Cụ Đồ", "tờ 2"),)),
    ]
    assert source_list(people) == [Cited("Bia"), Cited("Phả cũ", "Cụ Đồ")]


def test_numbers_by_generation_add_up():
    """Everybody is counted once."""
    people = [
        person("A", sex="m", generation=1),
        person("B", sex="f", generation=2),
        person("C", Belonging.MARRIED_IN, sex="f", generation=1),
        person("D", Belonging.BARE, generation=2),
        person("E", sex="u"),
    ]
    rows = generation_numbers(people)
    assert [(row.generation, row.people) for row in rows] == [(1, 2), (2, 2), (None, 1)]
    assert (rows[0].men, rows[0].married_in, rows[1].women, rows[1].others) == (1, 1, 1, 1)


def test_common_names_leave_out_those_borne_once():
    """Of the lineage only; equal counts by the alphabet."""
    people = [person(name, sex="m") for name in ("Đức", "An", "Đức", "An", "Bình")]
    assert common_names([*people, person("An", Belonging.BARE)], "m") == [("An", 2), ("Đức", 2)]


def test_formatted_text_becomes_blocks_and_nothing_else():
    """Scripts, tags and addresses are dropped; words stay words."""
    html = (
        "<h3>Tựa</h3><p>Cụ <b>An</b> &amp; <i>bà</i> <a href='javascript:x'>đây</a></p>"
        "<ol><li>một</li><li>hai</li></ol><script>alert(1)</script><p></p>"
    )
    blocks = blocks_of(html)
    assert [(b.kind, b.text, b.number) for b in blocks] == [
        ("h", "Tựa", 0),
        ("p", "Cụ An & bà đây", 0),
        ("li", "một", 1),
        ("li", "hai", 2),
    ]
    assert Run("An", bold=True) in blocks[1].runs


def test_the_rules_of_the_clan_are_taken_out_of_the_preface():
    """From the heading that names them to the next that does not."""
    html = (
        "<p>Nguồn gốc.</p><h3>Tộc ước</h3><p>Điều một.</p><h4>Gia huấn</h4><p>Điều hai.</p>"
        "<h3>Dời đô</h3><p>Năm sau.</p>"
    )
    preface, rules = rules_apart(blocks_of(html))
    assert [b.text for b in rules] == ["Điều một.", "Gia huấn", "Điều hai."]
    assert [b.text for b in preface] == ["Nguồn gốc.", "Dời đô", "Năm sau."]
    assert rules_apart(blocks_of("<p>Tộc ước</p>"))[1] == []
