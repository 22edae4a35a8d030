"""An import is taken back as a whole, unless later work hangs on it."""

from __future__ import annotations

import pytest

from genealogy.enums import ImportState
from genealogy.models import (
    Branch,
    CheckFinding,
    Citation,
    Clan,
    DuplicateDismissal,
    DuplicatePair,
    Event,
    Note,
    ParentLink,
    Person,
    PersonContact,
    PersonName,
    Place,
    Source,
    Union,
    UnionMember,
)
from genealogy.services import families, people
from genealogy.services.derived import verify_clan
from genealogy.services.imports import (
    UndoBlocked,
    WrongImportState,
    import_discard,
    import_undo,
    undo,
    undo_blockers,
)
from tests.genealogy.imports.gedcom import CLAN, applied, staged

pytestmark = pytest.mark.django_db

RICH = f"""{CLAN}
0 @I9@ INDI
1 NAME Chín /Lê/
2 NICK Cu Chín
1 NOTE Ghi
1 SOUR @S1@
0 @S1@ SOUR
1 TITL Sách
"""


def test_nothing_of_an_undone_import_is_left(clan):
    run = applied(clan, RICH, root_xref="I1")
    import_undo(run)
    assert run.state == ImportState.UNDONE
    for model in (
        Person, PersonName, Event, Union, UnionMember, ParentLink, Note, Citation, Source, Place,
    ):  # fmt: skip
        assert not model.objects.exists(), model
    clan.refresh_from_db()
    assert clan.founder is None


def test_undo_leaves_people_of_other_origin_alone(clan):
    own = people.person_create(clan=clan, surname="Lê", given_name="Tại")
    first = applied(clan)
    second = applied(clan, CLAN.replace("Văn", "Hữu"))
    import_undo(first)
    assert Person.objects.filter(pk=own.pk).exists()
    assert Person.objects.filter(import_run=second).count() == 7
    assert verify_clan(clan)[0] == []


def test_undo_twice_is_undo_once(clan):
    run = applied(clan)
    import_undo(run)
    assert import_undo(run).state == ImportState.UNDONE


def test_undo_hides_at_once_and_goes_on_after_a_crash(clan, editor, monkeypatch):
    run = applied(clan)

    def crash(run):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(undo, "run_rows_delete", crash)
        with pytest.raises(MemoryError):
            import_undo(run)
    assert Person.objects.visible_to(editor).count() == 0
    assert Person.objects.count() == 7
    import_undo(run)
    assert Person.objects.count() == 0


def test_link_to_a_person_from_elsewhere_blocks_undo(clan):
    run = applied(clan)
    later = people.person_create(clan=clan, surname="Dương", given_name="Mới")
    families.child_link(child=later, parent=Person.objects.get(source_xref="I7"))
    with pytest.raises(UndoBlocked) as error:
        import_undo(run)
    [(what, count, names)] = error.value.blockers
    assert (what, count) == ("cha mẹ", 1)
    assert "Mới" in names[0]
    run.refresh_from_db()
    assert run.state == ImportState.APPLIED
    assert Person.objects.filter(is_staged=True).count() == 0


@pytest.mark.parametrize("role", ["founder", "head"])
def test_branch_of_an_imported_person_blocks_undo(clan, role):
    run = applied(clan)
    Branch.objects.create(
        clan=clan, slug="chi", name="Chi", **{role: Person.objects.get(source_xref="I4")}
    )
    assert len(undo_blockers(run)) == 1


def test_founder_set_by_hand_blocks_undo(clan):
    run = applied(clan)
    Clan.objects.filter(pk=clan.pk).update(founder=Person.objects.get(source_xref="I1"))
    assert len(undo_blockers(run)) == 1


def test_contact_of_an_imported_person_blocks_undo(clan):
    run = applied(clan)
    PersonContact.objects.create(person=Person.objects.get(source_xref="I7"), phone="1")
    assert len(undo_blockers(run)) == 1


def test_edited_person_blocks_undo_unless_edits_may_go(clan):
    run = applied(clan)
    people.person_update(Person.objects.get(source_xref="I7"), given_name="Khác")
    with pytest.raises(UndoBlocked):
        import_undo(run)
    import_undo(run, discard_edits=True)
    assert not Person.objects.exists()


def test_place_and_source_used_elsewhere_stay(clan):
    run = applied(clan, RICH)
    own = people.person_create(clan=clan, surname="Lê", given_name="Tại")
    place = Place.objects.get(text="Xứ Đồng Gò")
    Event.objects.create(person=own, type="residence", place=place)
    Citation.objects.create(person=own, source=Source.objects.get())
    import_undo(run)
    assert list(Place.objects.values_list("text", "import_run")) == [("Xứ Đồng Gò", None)]
    assert Source.objects.get().import_run is None


def test_place_of_a_hall_stays(clan):
    run = applied(clan)
    hall = Place.objects.get(text="Xứ Đồng Gò")
    Branch.objects.create(clan=clan, slug="chi", name="Chi", hall=hall)
    import_undo(run)
    assert Place.objects.get() == hall


def test_findings_and_pairs_of_the_machine_go_with_the_people(clan):
    run = applied(clan)
    first, second = Person.objects.order_by("pk")[:2]
    CheckFinding.objects.create(clan=clan, code="x", severity="info", person=first)
    DuplicatePair.objects.create(first=first, second=second, score=0.9)
    DuplicateDismissal.objects.create(first=first, second=second)
    import_undo(run)
    assert not CheckFinding.objects.exists()
    assert not DuplicatePair.objects.exists()


def test_staged_run_is_discarded_not_undone(clan):
    run = staged(clan, CLAN)
    with pytest.raises(WrongImportState):
        import_undo(run)
    import_discard(run)
    assert not clan.imports.exists()


def test_applied_run_is_not_discarded(clan):
    run = applied(clan)
    with pytest.raises(WrongImportState):
        import_discard(run)
