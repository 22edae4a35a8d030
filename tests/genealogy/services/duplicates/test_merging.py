"""Making one person of two: nothing lost, nothing twice, refused where it cannot be."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.media.models import ClanImage
from genealogy.enums import (
    ChangeKind,
    EventType,
    LivingState,
    NameKind,
    Sex,
    Visibility,
)
from genealogy.models import (
    ChangeSet,
    Citation,
    Event,
    MediaLink,
    Note,
    Person,
    PersonRedirect,
)
from genealogy.services.derived import verify_clan
from genealogy.services.duplicates import (
    merge_preview,
    merge_refusal,
    person_merge,
)
from genealogy.services.history import change_set_undo, clan_rows
from tests.genealogy.factories import (
    PersonFactory,
    PlaceFactory,
    SourceFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


def merge(keep, drop, **choices):
    return person_merge(keep=keep, drop=drop, choices=choices)


def death(person) -> Event:
    return Event.objects.get(person=person, type=EventType.DEATH)


def notes(person) -> list[str]:
    return [note.text for note in Note.objects.filter(person=person)]


# Columns --------------------------------------------------------------------------------------


def test_an_empty_column_is_filled_and_a_full_one_stays(man):
    keep = man(child_order=2, living_state=LivingState.UNKNOWN)
    drop = man(child_order=3, rank_override=1)
    person = merge(keep, drop)
    assert (person.child_order, person.rank_override) == (2, 1)
    assert person.living_state == LivingState.DECEASED


def test_a_chosen_column_is_taken_from_the_other(man):
    person = merge(man(child_order=2), man(child_order=3), child_order="drop")
    assert person.child_order == 3


@pytest.mark.parametrize("choice", ["keep", "drop"])
def test_the_name_not_chosen_becomes_another_name(clan, choice):
    keep = PersonFactory(clan=clan, given_name="An")
    drop = PersonFactory(clan=clan, middle_name="Công", given_name="Tuấn")
    person = merge(keep, drop, name=choice)
    names = {"keep": "Dương Văn An", "drop": "Dương Công Tuấn"}
    assert person.full_name == names.pop(choice)
    (other,) = person.names.all()
    assert (other.kind, other.value) == (NameKind.OTHER, *names.values())
    assert "cong" in person.search_fold


def test_who_may_see_the_person_is_the_narrower_circle(man):
    assert merge(man(), man(visibility=Visibility.EDITORS)).visibility == Visibility.EDITORS
    assert merge(man(visibility=Visibility.PUBLIC), man()).visibility == Visibility.DEFAULT


def test_two_biographies_are_joined_and_a_second_portrait_becomes_a_picture(man):
    mine, theirs = (
        ClanImage.objects.create(title=title, width=4, height=4, file=f"{title}.jpg")
        for title in ("một", "hai")
    )
    keep = man(biography="<p>Đỗ cử nhân.</p>", portrait=mine)
    person = merge(keep, man(biography="<p>Dựng nhà thờ.</p>", portrait=theirs))
    assert person.biography == "<p>Đỗ cử nhân.</p><p>Dựng nhà thờ.</p>"
    assert person.portrait == mine
    assert [link.image for link in MediaLink.objects.filter(person=person)] == [theirs]


def test_raw_tags_of_both_stay(man):
    keep, drop = man(), man()
    Person.objects.filter(pk=keep.pk).update(extra=["1 _A"])
    Person.objects.filter(pk=drop.pk).update(extra=["1 _A", "1 _B"], source_xref="@I7@")
    person = merge(keep, drop)
    assert (person.extra, person.source_xref) == (["1 _A", "1 _B"], "@I7@")


@pytest.mark.parametrize(
    "choices", [{"sex": "both"}, {"nothing": "keep"}, {"name": "nobody"}], ids=str
)
def test_an_unknown_choice_is_refused(man, choices):
    with pytest.raises(ValidationError) as caught:
        merge(man(), man(), **choices)
    assert caught.value.code == "choice"


# Names, events, what is attached --------------------------------------------------------------


def test_names_of_both_stand_once(man):
    keep = man(names=[{"kind": "tu", "value": "Tử Khiêm", "note": "theo bia"}])
    drop = man(
        names=[
            {"kind": "tu", "value": "Tử Khiêm", "note": "theo phả"},
            {"kind": "hieu", "value": "Tử Khiêm"},
        ]
    )
    names = merge(keep, drop).names.all()
    assert [(name.kind, name.value) for name in names] == [
        ("tu", "Tử Khiêm"),
        ("hieu", "Tử Khiêm"),
    ]
    assert names[0].note == "theo bia; theo phả"


def test_the_same_death_written_in_two_ways_is_one_that_knows_what_either_knew(clan, man):
    place = PlaceFactory(clan=clan)
    keep = man(death="27/9 âm lịch")
    drop = man(events=[{"type": "death", "date": "27-9 al", "place": place, "cause": "bệnh"}])
    person = merge(keep, drop)
    assert (death(person).place, death(person).cause) == (place, "bệnh")
    assert death(person).date.text == "27/9 âm lịch"
    assert notes(person) == []


@pytest.mark.parametrize(("choice", "day"), [("keep", (9, 27)), ("drop", (3, 2))])
def test_of_two_deaths_one_is_chosen_and_the_other_told_in_a_note(clan, man, choice, day):
    keep = man(death="27/9 âm lịch")
    drop = man(death="2/3 âm lịch")
    lost = {"keep": drop, "drop": keep}[choice]
    source = SourceFactory(clan=clan)
    Citation.objects.create(event=death(lost), source=source, page="12")
    person = merge(keep, drop, death=choice)
    assert (person.memorial_month, person.memorial_day) == day
    assert Event.objects.filter(person=person, type=EventType.DEATH).count() == 1
    (note,) = notes(person)
    assert {"keep": "2 tháng 3", "drop": "27 tháng 9"}[choice] in note
    assert Citation.objects.get(source=source).person == person


def test_the_cause_of_a_death_not_chosen_stays_for_compilers_alone(man):
    merge(man(death="1890"), man(events=[{"type": "death", "date": "1920", "cause": "bị giết"}]))
    note = Note.objects.get()
    assert "bị giết" in note.text
    assert note.is_sensitive


def test_other_events_are_united_only_when_they_say_the_same(clan, man):
    place = PlaceFactory(clan=clan)
    work = {"type": "occupation", "date": "1850", "place": place}
    keep = man(events=[{**work, "description": "dạy học"}, {"type": "burial", "date": "1890"}])
    drop = man(
        events=[
            work,
            {**work, "description": "làm thuốc"},
            {"type": "burial", "date": "1890", "grave_direction": "Tây"},
        ]
    )
    person = merge(keep, drop)
    events = Event.objects.filter(person=person, type=EventType.OCCUPATION)
    assert sorted(event.description for event in events) == ["dạy học", "làm thuốc"]
    assert Event.objects.get(person=person, type=EventType.BURIAL).grave_direction == "Tây"


def test_a_sensitive_event_stays_sensitive(man):
    told = {"type": "other", "date": "1850", "description": "việc làng"}
    person = merge(man(events=[told]), man(events=[{**told, "is_sensitive": True}]))
    assert Event.objects.get(person=person).is_sensitive


def test_notes_citations_and_pictures_stand_once(clan, man):
    keep, drop = man(), man()
    source = SourceFactory(clan=clan)
    for person in (keep, drop):
        Note.objects.create(person=person, text="Theo lời kể")
        Citation.objects.create(person=person, source=source, page="3")
        MediaLink.objects.create(person=person, file_name="a.jpg")
    Note.objects.create(person=drop, text="Có hai bà", is_sensitive=True)
    Citation.objects.create(person=drop, source=source, page="4")
    MediaLink.objects.filter(person=drop).update(caption="Mộ cụ")
    person = merge(keep, drop)
    assert sorted(notes(person)) == ["Có hai bà", "Theo lời kể"]
    assert sorted(person.citations.values_list("page", flat=True)) == ["3", "4"]
    assert person.medialinks.get().caption == "Mộ cụ"


# Refusals -------------------------------------------------------------------------------------


def test_people_who_cannot_be_one_are_refused(clan, man):
    above, middle, below = man(), man(), man()
    family(above, None, middle)
    family(middle, None, below)
    husband, wife = man(), WomanFactory(clan=clan)
    family(husband, wife)
    staged = man()
    Person.objects.filter(pk=staged.pk).update(is_staged=True)
    staged.refresh_from_db()
    for keep, drop, code in (
        (above, above, "same"),
        (above, PersonFactory(), "other_clan"),
        (above, below, "ancestor"),
        (below, above, "ancestor"),
        (husband, wife, "spouses"),
        (above, staged, "staged"),
    ):
        with pytest.raises(ValidationError) as caught:
            merge(keep, drop)
        assert caught.value.code == merge_refusal(keep, drop).code == code
        assert merge_preview(keep, drop).refusal == caught.value.messages[0]
    assert not PersonRedirect.objects.exists()


# Preview and undo -----------------------------------------------------------------------------


def test_the_preview_proposes_what_the_merge_then_does(clan, man):
    father, child = man(), man()
    keep = man(birth="1800", child_order=1)
    drop = man(birth="1801", death="2/3 âm lịch", sex=Sex.UNKNOWN)
    family(father, None, keep)
    family(drop, WomanFactory(clan=clan, given_name="Mai"), child)
    preview = merge_preview(keep, drop)
    fields = {field.name: field for field in preview.fields}
    assert [name for name, field in fields.items() if field.is_conflict] == ["birth"]
    assert (fields["birth"].keep, fields["birth"].drop) == ("1800", "1801")
    assert fields["death"].drop.startswith("2 tháng 3")
    assert fields["parents"].keep == "Dương Văn An (con đẻ)"
    moving = {moving.label: moving.items for moving in preview.moving}
    assert moving["con"] == ("Dương Văn An",)
    assert moving["vợ chồng"] == ("Dương Văn An – Lê Thị Mai",)
    person = merge(keep, drop)
    assert (person.birth_year, person.sex, person.child_order) == (1800, Sex.MALE, 1)


def test_the_preview_warns_of_a_brother_with_the_same_number(man):
    father, brother, keep, drop = man(), man(child_order=2), man(), man(child_order=2)
    family(father, None, brother, keep)
    (warning,) = merge_preview(keep, drop).warnings
    assert "con thứ 2" in warning


def test_a_merge_is_one_change_set_with_its_reason_and_is_taken_back_whole(clan, man, admin_user):
    keep, drop = man(death="27/9 âm lịch"), man(death="2/3 âm lịch")
    wife = WomanFactory(clan=clan)
    family(keep, wife, man())
    family(drop, wife, man())
    old, before = drop.uuid, list(clan_rows(clan))
    count = ChangeSet.objects.count()
    person_merge(keep=keep, drop=drop, by=admin_user, reason="cùng một cụ")
    change_set = ChangeSet.objects.latest("pk")
    assert ChangeSet.objects.count() == count + 1
    assert (change_set.kind, change_set.reason) == (ChangeKind.MERGE, "cùng một cụ")
    assert change_set.author == admin_user
    subjects = set(change_set.subjects.values_list("person_uuid", flat=True))
    assert {keep.uuid, old} <= subjects
    change_set_undo(change_set, by=admin_user)
    assert list(clan_rows(clan)) == before
    assert Person.objects.get(uuid=old).pk == drop.pk
    assert verify_clan(clan) == ([], [])


def test_a_merge_asks_no_more_the_larger_the_clan(clan, man, django_assert_max_num_queries):
    root = man()
    family(root, None, *(man() for _ in range(12)))
    found(root)
    keep, drop = man(), man()
    with django_assert_max_num_queries(176):
        merge(keep, drop)


def test_a_memorial_without_a_year_is_held_by_the_same_day_of_a_year(man):
    keep = man(death="18/11 âm lịch")
    person = merge(keep, man(death="18/11/1957 âm lịch"))
    assert (death(person).date.text, notes(person)) == ("18/11/1957 âm lịch", [])
    again = merge(person, man(death="18-11 al"))
    assert death(again).date.text == "18/11/1957 âm lịch"
