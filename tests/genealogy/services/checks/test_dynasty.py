"""The findings in a real genealogy are exactly those a reader of the books would name."""

from __future__ import annotations

from collections import Counter

import pytest

from genealogy.models import CheckFinding, Person
from genealogy.services.checks import tree_check
from home.demo.books import book_write

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: (code, whose record, the others it is about) and why it is right to say so. Keys are those of
#: the table of the house of Nguyễn Phúc.
EXPECTED = {
    # Khoát and Ngọc Cầu are grandchildren of Chu (N7): a marriage of cousins, as the annals say.
    ("close_kin_marriage", "N9", ("N9W3", "N7")),
    # The three adopted sons of Tự Đức were nephews: two lines up to Minh Mạng.
    ("heir_counted_twice", "V5", ("HY", "V4")),
    ("heir_counted_twice", "V7", ("HC", "V4")),
    ("heir_counted_twice", "V9", ("HC", "V4")),
    # Wives called Nguyễn Thị in a house called Nguyễn; of N10bW2 no given name is known, and the
    # house was Nguyễn Phúc by then, another surname.
    ("spouse_same_surname", "N1", ("N1W1",)),
    ("spouse_same_surname", "N2", ("N2W1",)),
    # Written without the surname: Cường Để by his title of childhood, the exile's children by the
    # names they bore in Algiers.
    ("surname_missing", "CD", ()),
    ("surname_missing", "V8c1", ()),
    ("surname_missing", "V8c2", ()),
    ("surname_missing", "V8c3", ()),
    # The table leaves out most sons: their numbers are those of the whole row of sons.
    ("child_order_gap", "TK", ()),
    ("child_order_gap", "N7", ()),
    ("child_order_gap", "N9", ()),
    ("child_order_gap", "N10b", ()),
    ("child_order_gap", "V2", ()),
    ("child_order_gap", "V3", ()),
    ("child_order_gap", "HY", ()),
    ("child_order_gap", "HC", ()),
    ("child_order_gap", "V5", ()),
    ("child_order_gap", "V10", ()),
    # Two sons of Chu Thị Viên, born 1640 and 1653; the children between them were another's.
    ("children_far_apart", "N5", ("N6a", "N6d")),
    # Emperors with more wives than three.
    ("married_often", "V1", ()),
    ("married_often", "V2", ()),
    ("married_often", "V3", ()),
    # Từ Dụ 1810-1902, Như Mai 1905-1999, Như Luân 1908-2005, Từ Cung 1890-1980.
    ("old_at_death", "V3W1", ()),
    ("old_at_death", "V8c1", ()),
    ("old_at_death", "V8c2", ()),
    ("old_at_death", "V12W2", ()),
    # Married as princes did, at sixteen or seventeen; Hồ Thị Hoa (1791) bore Thiệu Trị in 1807.
    ("young_father", "N9", ("N8",)),
    ("young_father", "V3", ("V2",)),
    ("young_father", "HB", ("V3",)),
    ("young_mother", "N6a", ("N5W1",)),
    ("young_mother", "N9", ("N8W1",)),
    ("young_mother", "V3", ("V2W1",)),
}


def told(clan):
    """Give the findings as (code, whose record, the others), in keys of the table."""
    keys = dict(Person.objects.filter(clan=clan).values_list("pk", "source_xref"))
    return Counter(
        (finding.code, keys.get(finding.person), tuple(keys[key] for key in finding.people))
        for finding in tree_check(clan)
    )


def test_the_findings_in_the_dynasty_are_those_written_down_by_hand():
    assert told(book_write("phuc")) == Counter(EXPECTED)


def test_none_of_them_is_an_error_and_the_cousins_are_the_only_warning():
    clan = book_write("phuc")
    tree_check(clan)
    rows = CheckFinding.objects.filter(clan=clan).exclude(severity="info")
    assert [(row.code, row.severity) for row in rows] == [("close_kin_marriage", "warning")]
