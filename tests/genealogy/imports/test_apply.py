"""Staged records become people, couples and links, all at once."""

from __future__ import annotations

import pytest

from genealogy.domain.viewer import Role
from genealogy.enums import ImportState
from genealogy.models import (
    ChangeSet,
    Citation,
    Event,
    ImportRow,
    ImportRun,
    MediaLink,
    Note,
    ParentLink,
    Person,
    Place,
    Source,
    Union,
    UnionMember,
)
from genealogy.services.derived import verify_clan
from genealogy.services.imports import UnknownRoot, WrongImportState, import_apply
from genealogy.services.imports import apply as apply_module
from tests.genealogy.imports.gedcom import CLAN, applied, codes, staged

pytestmark = pytest.mark.django_db


def person(xref: str) -> Person:
    return Person.objects.get(source_xref=xref)


def test_derived_columns_equal_what_a_rebuild_would_write(clan):
    applied(clan, root_xref="@I1@")
    faults, cycles = verify_clan(clan)
    assert faults == []
    assert cycles == []


def test_people_families_and_links_stand_in_the_tree(clan):
    run = applied(clan)
    assert run.state == ImportState.APPLIED
    assert (run.counts["people"], run.counts["families"]) == (7, 3)
    assert Person.objects.filter(clan=clan, is_staged=False).count() == 7
    assert Union.objects.filter(clan=clan, is_staged=False).count() == 3
    grandchild = person("I7")
    assert [str(link.parent) for link in grandchild.parent_links.all()] == ["Dương Văn Trưởng"]
    assert grandchild.parent_links.get().is_lineage


def test_wives_are_numbered_for_their_husband(clan):
    applied(clan)
    members = UnionMember.objects.filter(person=person("I1")).order_by("order_for_person")
    wives = [member.union.members.get(role="wife").person for member in members]
    assert [str(wife) for wife in wives] == ["Nguyễn Thị Cả", "Lê Thị Hai"]


def test_children_of_both_wives_are_numbered_together(clan):
    applied(clan)
    orders = [person(xref).child_order for xref in ("I4", "I5", "I6")]
    assert orders == [1, 2, 3]


def test_adopted_child_keeps_its_kind_of_link(clan):
    applied(clan)
    kinds = set(ParentLink.objects.filter(child=person("I6")).values_list("kind", flat=True))
    assert kinds == {"adopted"}


def test_vietnamese_name_is_split_into_surname_middle_and_given(clan):
    applied(clan)
    founder = person("I1")
    assert (founder.surname, founder.middle_name, founder.given_name) == ("Dương", "Văn", "Tổ")
    assert founder.full_name == "Dương Văn Tổ"


def test_given_names_stay_whole_in_a_clan_that_writes_them_first(clan):
    clan.name_order = "given_first"
    clan.save()
    applied(clan, "0 @I1@ INDI\n1 NAME Anna Maria /Dupont/")
    anna = person("I1")
    assert (anna.surname, anna.middle_name, anna.given_name) == ("Dupont", "", "Anna Maria")
    assert anna.full_name == "Anna Maria Dupont"


def test_root_becomes_founder_and_generations_count_from_it(clan):
    run = applied(clan, root_xref="I1")
    clan.refresh_from_db()
    assert clan.founder == person("I1")
    assert [person(xref).generation for xref in ("I1", "I2", "I4", "I7")] == [1, 1, 2, 3]
    assert run.root_xref == "I1"


def test_founder_set_before_is_kept(clan):
    clan.founder = Person.objects.create(clan=clan, given_name="Tổ cũ")
    clan.save()
    run = applied(clan, root_xref="I1")
    clan.refresh_from_db()
    assert str(clan.founder.given_name) == "Tổ cũ"
    assert run.counts["founder_set"] is False


def test_unknown_root_is_refused_before_anything_is_written(clan):
    run = staged(clan, CLAN)
    with pytest.raises(UnknownRoot):
        import_apply(run, root_xref="@NOBODY@")
    run.refresh_from_db()
    assert run.state == ImportState.STAGED
    assert not Person.objects.exists()


def test_lunar_death_day_without_year_becomes_the_memorial(clan):
    applied(clan)
    founder = person("I1")
    assert (founder.memorial_month, founder.memorial_day) == (9, 27)
    death = founder.events.get(type="death")
    assert (death.lunar_month, death.lunar_day) == (9, 27)
    assert founder.birth_year == 1820


def test_grave_has_its_place_and_coordinates(clan):
    applied(clan)
    grave = person("I1").events.get(type="burial")
    assert grave.place.text == "Xứ Đồng Gò"
    assert (str(grave.latitude), str(grave.longitude)) == ("19.800000", "105.700000")


def test_place_known_to_the_clan_is_used_again(clan):
    known = Place.objects.create(clan=clan, text="Làng Yên Lộc, tổng Nội")
    applied(clan)
    assert person("I1").events.get(type="birth").place == known


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ("1 DEAT", "unknown"),
        ("1 DEAT Y", "deceased"),
        ("1 BURI\n2 PLAC Xứ Gò", "deceased"),
        ("1 DEAT N", "unknown"),
        ("1 SEX M", "unknown"),
    ],
)
def test_only_an_asserted_death_is_a_death(clan, lines, state):
    applied(clan, f"0 @I1@ INDI\n1 NAME An /Lê/\n{lines}")
    assert person("I1").living_state == state
    assert verify_clan(clan)[0] == []


def test_further_names_become_rows_with_their_kind(clan):
    applied(
        clan,
        """
0 @I1@ INDI
1 NAME Văn An /Lê/
2 NICK Cu Tí
2 NPFX Cử nhân
2 ROMN Van An /Le/
3 TYPE ascii
1 NAME Thuần Cẩn
2 TYPE thụy
1 NAME 黎文安
1 ALIA Ông Cả
""",
    )
    names = list(person("I1").names.values_list("kind", "value"))
    assert names == [
        ("title", "Cử nhân"),
        ("everyday", "Cu Tí"),
        ("other", "Le Van An"),
        ("thuy", "Thuần Cẩn"),
        ("han_nom", "黎文安"),
        ("other", "Ông Cả"),
    ]
    assert "thuan can" in person("I1").search_fold


def test_unknown_tags_are_kept_with_their_line(clan):
    applied(
        clan,
        """
0 @I1@ INDI
1 NAME An /Lê/
1 _HOBBY đánh cờ
2 _LEVEL cao
1 REFN 77
1 BIRT
2 DATE 1900
2 _WITNESS Bà Hai
0 @F1@ FAM
1 _SEAL son
""",
    )
    texts = [entry["text"] for entry in person("I1").extra]
    assert texts == ["1 _HOBBY đánh cờ\n2 _LEVEL cao", "1 REFN 77"]
    assert person("I1").events.get().extra[0]["text"] == "2 _WITNESS Bà Hai"
    assert Union.objects.get().extra[0]["line"] == 15


def test_confidential_person_is_for_editors_only(clan, anonymous, member, editor):
    applied(clan, "0 @I1@ INDI\n1 NAME An /Lê/\n1 RESN confidential\n1 DEAT Y")
    for viewer in (anonymous, member, editor):
        seen = Person.objects.visible_to(viewer).exists()
        assert seen is (viewer.role >= Role.EDITOR)


def test_adoption_event_is_marked_sensitive(clan):
    applied(clan, "0 @I1@ INDI\n1 NAME An /Lê/\n1 ADOP Y\n1 OCCU Thợ")
    assert Event.objects.get(type="adoption").is_sensitive
    assert not Event.objects.get(type="occupation").is_sensitive


def test_notes_sources_and_media_hang_on_their_owner(clan):
    applied(
        clan,
        """
0 @I1@ INDI
1 NAME An /Lê/
1 NOTE Chép tay
1 NOTE @N1@
1 SOUR @S1@
2 PAGE tờ 7
2 QUAY 3
2 DATA
3 TEXT Nguyên văn dòng một
4 CONT dòng hai
1 OBJE @M1@
1 BIRT Y
2 SOUR Lời kể của cụ Tư
0 @F1@ FAM
1 HUSB @I1@
1 NOTE @N1@
0 @N1@ NOTE Ghi chú chung
1 CONT hai dòng
0 @S1@ SOUR
1 TITL Gia phả họ Lê
1 AUTH Lê A
1 TEXT Có <b> và & trong sách
1 REPO @R1@
0 @R1@ REPO
1 NAME Nhà thờ họ
0 @M1@ OBJE
1 FILE anh/to.jpg
2 FORM jpg
2 TITL Ảnh thờ
""",
    )
    an = person("I1")
    assert set(an.notes.values_list("text", flat=True)) == {"Chép tay", "Ghi chú chung\nhai dòng"}
    assert Note.objects.filter(union__isnull=False).get().text == "Ghi chú chung\nhai dòng"
    citation = an.citations.get()
    assert (citation.page, citation.quality) == ("tờ 7", 3)
    assert citation.text == "Nguyên văn dòng một\ndòng hai"
    source = Source.objects.get(source_xref="S1")
    assert (source.title, source.repository) == ("Gia phả họ Lê", "Nhà thờ họ")
    assert "&lt;b&gt;" in source.text
    assert Citation.objects.get(event__isnull=False).source.title == "Lời kể của cụ Tư"
    media = MediaLink.objects.get(person=an)
    assert (media.file_name, media.caption) == ("anh/to.jpg", "Ảnh thờ")


def test_pointer_to_a_missing_record_is_kept_as_text(clan):
    applied(clan, "0 @I1@ INDI\n1 NAME An /Lê/\n1 SOUR @S9@\n1 NOTE @N9@")
    assert {entry["text"] for entry in person("I1").extra} == {"1 SOUR @S9@", "1 NOTE @N9@"}


def test_two_records_of_one_identifier_are_both_kept(clan):
    run = applied(clan, "0 @I1@ INDI\n1 NAME An /Lê/\n0 @I1@ INDI\n1 NAME Bình /Lê/")
    names = dict(Person.objects.values_list("source_xref", "full_name"))
    assert names == {"I1": "Lê An", "I1~2": "Lê Bình"}
    assert "duplicate_xref" in codes(run)


def test_couple_of_one_sex_stands_as_partners(clan):
    applied(
        clan,
        "0 @I1@ INDI\n1 SEX M\n1 NAME A /B/\n1 FAMS @F1@\n0 @I2@ INDI\n1 SEX M\n1 NAME C /D/\n"
        "1 FAMS @F1@\n0 @F1@ FAM\n1 HUSB @I1@\n1 WIFE @I2@",
    )
    assert set(UnionMember.objects.values_list("role", flat=True)) == {"partner"}


def test_overlong_texts_are_cut_for_their_column_and_kept_whole(clan):
    long = "Rất dài " * 60
    applied(clan, f"0 @I1@ INDI\n1 NAME {long}/Lê/\n1 BIRT\n2 PLAC {long}\n1 DEAT\n2 CAUS {long}")
    an = person("I1")
    assert len(an.middle_name) <= 120
    assert "Rất dài " * 59 in an.extra[0]["text"]
    birth = an.events.get(type="birth")
    assert len(birth.place.text) <= 250
    assert long.strip() in birth.extra[0]["text"]


def test_readers_see_nothing_until_all_is_written(clan, editor, monkeypatch):
    run = staged(clan, CLAN)
    seen = []

    def look(self, founder):
        seen.append(
            (
                Person.objects.filter(clan=clan).count(),
                Person.objects.visible_to(editor).count(),
                Union.objects.filter(clan=clan, is_staged=False).count(),
            )
        )
        return switch(self, founder)

    switch = apply_module._Applier._switch
    monkeypatch.setattr(apply_module._Applier, "_switch", look)
    import_apply(run)
    assert seen == [(7, 0, 0)]
    assert Person.objects.visible_to(editor).count() == 7


def test_crash_in_the_middle_shows_nothing_and_can_be_resumed(clan, editor, monkeypatch):
    run = staged(clan, CLAN)

    def crash(self, *keys):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(apply_module._Applier, "_write_families", crash)
        with pytest.raises(MemoryError):
            import_apply(run)
    run = ImportRun.objects.get(pk=run.pk)
    assert run.state == ImportState.APPLYING
    assert Person.objects.visible_to(editor).count() == 0
    with pytest.raises(WrongImportState):
        import_apply(run)
    import_apply(run, resume=True, root_xref="I1")
    assert Person.objects.filter(clan=clan).count() == 7
    assert Person.objects.visible_to(editor).count() == 7
    assert verify_clan(clan)[0] == []


def test_run_is_applied_once(clan):
    run = applied(clan)
    with pytest.raises(WrongImportState):
        import_apply(run)
    assert Person.objects.count() == 7


def test_applying_from_the_rows_alone_gives_the_same_tree(clan):
    run = staged(clan, CLAN)
    import_apply(ImportRun.objects.get(pk=run.pk), root_xref="I1")
    assert verify_clan(clan)[0] == []
    assert person("I7").generation == 3


def test_staging_rows_go_once_their_content_is_in_the_tree(clan):
    run = applied(clan, f"{CLAN}\n0 @U1@ SUBM\n1 NAME Ban biên soạn")
    assert list(ImportRow.objects.filter(run=run).values_list("kind", flat=True)) == ["submitter"]


def test_import_is_written_down_as_a_change(clan):
    run = applied(clan)
    change = ChangeSet.objects.get(import_run=run)
    assert (change.kind, change.state) == ("import", "applied")


def test_keys_of_later_people_do_not_collide(clan):
    applied(clan)
    later = Person.objects.create(clan=clan, given_name="Sau")
    assert later.pk > max(Person.objects.exclude(pk=later.pk).values_list("pk", flat=True))
    Event.objects.create(person=later, type="birth")
    Place.objects.create(clan=clan, text="Nơi khác")
