"""Differences in the words of an editor; nothing of them for anybody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.models import ChangeSet
from genealogy.selectors.history import (
    change_sets_for,
    entries_of,
    person_change_sets,
    subjects_in_words,
)
from genealogy.services import branches, clans, events, families, people
from genealogy.services.history import change_set_undo
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


@pytest.fixture
def an(clan):
    return PersonFactory(clan=clan, given_name="An", death="3/2 âm lịch")


def last() -> ChangeSet:
    return ChangeSet.objects.order_by("-pk").first()


def texts(viewer, seen_from=None, change_set=None) -> list[str]:
    pk = seen_from.pk if seen_from else None
    (entry,) = entries_of([change_set or last()], viewer, seen_from=pk)
    return [line.text for line in entry.lines]


def test_the_day_of_death_is_told_before_and_after(an, editor):
    event = an.events.get()
    event.date = people._read_date("4/2 âm lịch")
    events.event_save(event)
    told = "Ngày mất: 3 tháng 2 âm lịch, không rõ năm → 4 tháng 2 âm lịch, không rõ năm"
    assert texts(editor) == [told]


def test_events_written_anew_are_told_by_what_differs(an, editor):
    written = [{"type": "death", "date": "3/2 âm lịch", "cause": "già yếu"}]
    people.person_update(an, events=written)
    assert texts(editor) == ["Mất, nguyên nhân: – → già yếu"]


def test_names_come_and_go_by_their_kind(an, editor):
    people.person_update(an, names=[{"kind": "tu", "value": "Văn Lang"}])
    assert texts(editor) == ["Thêm tên tự: Văn Lang"]
    people.person_update(an, names=[{"kind": "tu", "value": "Văn Giang"}])
    assert texts(editor) == ["Tên tự: Văn Lang → Văn Giang"]
    people.person_update(an, names=[])
    assert texts(editor) == ["Bỏ tên tự: Văn Giang"]


def test_choices_and_marks_are_told_in_words(an, editor):
    people.person_update(an, sex="f", memorial_in_leap_month=True)
    assert texts(editor) == [
        "Giới tính: nam → nữ",
        "Năm nhuận thì giỗ vào tháng nhuận: không → có",
    ]


def test_a_link_reads_from_either_end(clan, an, editor):
    child, mother = PersonFactory(clan=clan, given_name="Con"), WomanFactory(clan=clan)
    families.child_link(child=child, parent=an)
    assert texts(editor, an) == ["Thêm con: Dương Văn Con (con đẻ); tính dòng họ theo người này"]
    assert texts(editor, child) == ["Thêm cha: Dương Văn An (con đẻ); tính dòng họ theo người này"]
    families.child_link(child=child, parent=mother, kind="adopted")
    assert texts(editor, child) == [f"Thêm mẹ: {mother} (con nuôi)"]


def test_a_couple_is_told_in_one_line_to_both(clan, an, editor):
    wife = WomanFactory(clan=clan)
    families.union_create(clan=clan, members=[(an, "husband"), (wife, "wife")])
    assert texts(editor, an) == texts(editor, wife) == [f"Thêm cặp vợ chồng: {an} – {wife}"]


def test_somebody_deleted_is_still_named(clan, an, editor):
    child = PersonFactory(clan=clan, given_name="Con")
    families.child_link(child=child, parent=an)
    linked = last()
    people.person_delete(child)
    assert texts(editor)[-1].startswith("Bỏ người: Dương Văn Con")
    assert texts(editor, an, linked) == [
        "Thêm con: Dương Văn Con (con đẻ); tính dòng họ theo người này"
    ]


def test_branches_and_the_clan_are_told(clan, an, editor):
    branch = branches.branch_create(clan=clan, label="chi", ordinal=1, founder=an)
    assert texts(editor)[0].startswith("Thêm chi phái: Chi 1; ")
    branches.branch_update(branch, founder=None)
    assert texts(editor) == ["Chi phái Chi 1, tổ chi: Dương Văn An → –"]
    clans.clan_update(clan, motto="Uống nước nhớ nguồn")
    assert texts(editor) == ["Câu răn của họ: – → Uống nước nhớ nguồn"]


def test_a_long_text_is_cut_to_where_it_differs(an, editor):
    start = "<p>" + "Cụ dựng nhà thờ họ ở quê. " * 20
    people.person_update(an, biography=f"{start} Mất năm 1890.</p>")
    people.person_update(an, biography=f"{start} Mất năm 1891.</p>")
    (line,) = texts(editor)
    assert line.endswith("Mất năm 1891.")
    assert len(line) < 200


def test_an_undone_set_offers_no_second_undo(an, editor):
    people.person_update(an, given_name="Ân")
    edit = last()
    assert entries_of([edit], editor)[0].is_undoable
    change_set_undo(edit, by=None)
    edit.refresh_from_db()
    assert not entries_of([edit], editor)[0].is_undoable


def test_a_large_set_tells_how_much_is_left_out(an, editor):
    people.person_update(an, names=[{"kind": "tu", "value": f"{n}"} for n in range(9)])
    (entry,) = entries_of([last()], editor, limit=4)
    assert (len(entry.lines), entry.left_out) == (4, 5)


def test_nobody_but_compilers_is_told_anything(an, anonymous, member, editor):
    people.person_update(an, given_name="Ân")
    for viewer in (anonymous, member):
        assert not change_sets_for(viewer).exists()
        assert not person_change_sets(viewer, an.uuid).exists()
        assert entries_of([last()], viewer) == []
    assert person_change_sets(editor, an.uuid).count() == 2
    assert subjects_in_words([last()], editor) == {last().pk: "Dương Văn Ân"}


def test_a_page_of_history_costs_a_fixed_number_of_queries(clan, editor):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            entries_of(change_sets_for(editor), editor)
        return len(queries)

    family(PersonFactory(clan=clan), WomanFactory(clan=clan), PersonFactory(clan=clan))
    first = cost()
    for _ in range(3):
        family(PersonFactory(clan=clan), WomanFactory(clan=clan), PersonFactory(clan=clan))
    assert cost() <= first
