"""Dismissals, checks after an edit, jobs and the command."""

from __future__ import annotations

import json
import random

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from genealogy.domain.checks import RULES
from genealogy.domain.dates import parse_vietnamese
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import ParentKind
from genealogy.models import CheckDismissal, CheckFinding, Event, ParentLink, Person, Union
from genealogy.selectors.findings import (
    FindingFilters,
    all_findings,
    filtered_findings,
    last_check,
    person_findings,
    severity_counts,
)
from genealogy.services import families
from genealogy.services.checks import around as around_module
from genealogy.services.checks import (
    check_people,
    check_running,
    check_start,
    finding_dismiss,
    finding_restore,
    tree_check,
)
from genealogy.services.checks.around import TooManyPeople
from genealogy.services.derived import rebuild_clan
from genealogy.services.people import person_delete, person_update
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found
from tests.genealogy.services.checks.book import Book
from tests.genealogy.services.checks.test_planted import plant_all
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

EDITOR = Viewer(Role.EDITOR, timezone.localdate())


@pytest.fixture
def clan():
    founder = PersonFactory(birth="1800", death="1870", given_name="Tổ")
    son = PersonFactory(clan=founder.clan, birth="1805", death="1880", given_name="Con")
    family(founder, None, son)
    return found(founder)


def stored(clan):
    """Give what the editors are shown, without derived columns, which an edit keeps true."""
    rows = CheckFinding.objects.filter(clan=clan).exclude(code="derived_column")
    return {row.fingerprint: (row.code, row.facts) for row in rows}


def test_a_dismissed_finding_stays_dismissed_over_checks(clan):
    tree_check(clan)
    finding = CheckFinding.objects.get(clan=clan, code="parent_gap_small")
    by = get_user_model().objects.create(username="soan")
    finding_dismiss(finding, reason="Sách chép đúng vậy", by=by)
    tree_check(clan)
    assert CheckFinding.objects.get(clan=clan, code="parent_gap_small").pk == finding.pk
    assert not filtered_findings(clan, FindingFilters(code="parent_gap_small"), EDITOR)
    (kept,) = filtered_findings(clan, FindingFilters(is_dismissed=True), EDITOR)
    assert kept == finding
    assert severity_counts(clan, EDITOR)["dismissed"] == 1
    dismissal = CheckDismissal.objects.get()
    assert (dismissal.reason, dismissal.created_by) == ("Sách chép đúng vậy", by)


def test_a_dismissal_is_taken_back(clan):
    tree_check(clan)
    finding = CheckFinding.objects.get(clan=clan, code="parent_gap_small")
    finding_dismiss(finding, reason="Nhầm")
    finding_restore(finding)
    assert filtered_findings(clan, FindingFilters(code="parent_gap_small"), EDITOR)


def test_a_dismissal_needs_a_reason(clan):
    tree_check(clan)
    with pytest.raises(ValidationError):
        finding_dismiss(CheckFinding.objects.first(), reason="  ")
    assert not CheckDismissal.objects.exists()


def test_a_mended_fault_is_no_longer_listed(clan):
    tree_check(clan)
    son = Person.objects.get(clan=clan, given_name="Con")
    Event.objects.filter(person=son, type="birth").delete()
    tree_check(clan)
    assert not CheckFinding.objects.filter(clan=clan, code="parent_gap_small").exists()


def test_nothing_is_kept_when_not_asked_for(clan):
    assert tree_check(clan, is_stored=False)
    assert not CheckFinding.objects.exists()
    assert last_check(clan) is None


def test_the_last_whole_check_is_remembered(clan):
    tree_check(clan)
    checked = last_check(clan)
    assert (checked.people, checked.is_outdated) == (2, False)
    rebuild_clan(clan)
    assert last_check(clan).is_outdated


def test_an_edit_is_checked_once_it_is_committed(clan, django_capture_on_commit_callbacks):
    son = Person.objects.get(clan=clan, given_name="Con")
    events = [{"type": "birth", "date": "1850"}, {"type": "death", "date": "1840"}]
    with django_capture_on_commit_callbacks(execute=True):
        person_update(son, events=events)
    assert CheckFinding.objects.filter(person=son, code="birth_after_death").exists()
    with django_capture_on_commit_callbacks(execute=True):
        person_update(son, events=events[:1])
    assert not CheckFinding.objects.filter(person=son, code="birth_after_death").exists()


def test_a_failing_check_does_not_harm_the_edit(
    clan, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("genealogy.services.checks.listening.check_people", fail)
    son = Person.objects.get(clan=clan, given_name="Con")
    with django_capture_on_commit_callbacks(execute=True):
        person_update(son, given_name="Khác")
    assert Person.objects.get(pk=son.pk).given_name == "Khác"


def test_an_edit_of_too_many_waits_for_a_whole_check(clan, monkeypatch):
    monkeypatch.setattr(around_module, "MOST_SUBJECTS", 1)
    with pytest.raises(TooManyPeople):
        check_people(clan, Person.objects.filter(clan=clan).values_list("pk", flat=True))


def test_checking_everybody_around_planted_faults_changes_nothing():
    book = Book()
    plant_all(book)
    tree_check(book.clan)
    before = stored(book.clan)
    for pk in Person.objects.filter(clan=book.clan).values_list("pk", flat=True)[::5]:
        try:
            check_people(book.clan, [pk])
        except TooManyPeople:
            continue
    assert CheckFinding.objects.filter(clan=book.clan).exclude(
        code__in=["derived_column"]
    ).count() == len(before)
    assert stored(book.clan) == before


@pytest.mark.parametrize("seed", range(6 if IS_FULL else 2))
def test_checks_after_random_edits_come_to_what_a_whole_check_finds(
    seed, django_capture_on_commit_callbacks
):
    chance = random.Random(seed)
    clan = _random_clan(chance)
    tree_check(clan)
    for _ in range(25):
        with django_capture_on_commit_callbacks(execute=True):
            _edit(clan, chance)
    after_edits = stored(clan)
    tree_check(clan)
    whole = stored(clan)
    assert {value[0] for key, value in after_edits.items() if key not in whole} == set()
    assert {value[0] for key, value in whole.items() if key not in after_edits} == set()
    assert after_edits == whole
    assert len(whole) > 5


def _random_clan(chance):
    founder = PersonFactory(birth="1700", death="1770", given_name="Khởi")
    clan = found(founder)
    generation = [founder]
    for year in (1725, 1750, 1775, 1800, 1825):
        born = []
        for father in generation:
            mother = WomanFactory(clan=clan, birth=str(year - 22))
            children = [
                PersonFactory(
                    clan=clan,
                    birth=str(year + 3 * position),
                    given_name=chance.choice(["An", "Bình", "Chi", "Dũng", "Giang"]),
                    sex=chance.choice("mmf"),
                    child_order=position + 1,
                )
                for position in range(chance.randrange(1, 3))
            ]
            family(father, mother, *children)
            born += [child for child in children if child.sex == "m"]
        generation = born[:3] or generation
    return clan


def _edit(clan, chance):
    """Make one edit through the services, as an editor would."""
    person = chance.choice(list(Person.objects.filter(clan=clan).order_by("pk")))
    edits = [_rename, _redate, _renumber, _relink, _unlink, _marry, _part, _delete]
    try:
        chance.choice(edits)(clan, person, chance)
    except ValidationError:
        return


def _rename(clan, person, chance):
    names = {"given_name": chance.choice(["An", "Bình", "Khởi", ""])}
    person_update(person, surname=chance.choice(["Dương", "Đinh"]), **names)


def _redate(clan, person, chance):
    year = chance.randrange(1690, 1850)
    events = [{"type": "birth", "date": parse_vietnamese(str(year))}]
    if chance.random() < 0.7:
        events.append({"type": "death", "date": str(year + chance.randrange(-5, 110))})
    person_update(person, events=events)


def _renumber(clan, person, chance):
    override = chance.choice([None, None, 4])
    person_update(person, child_order=chance.choice([1, 2, 4]), generation_override=override)


def _relink(clan, person, chance):
    parent = chance.choice(list(Person.objects.filter(clan=clan).order_by("pk")))
    families.child_link(child=person, parent=parent, kind=chance.choice(ParentKind.values))


def _unlink(clan, person, chance):
    link = ParentLink.objects.filter(child=person).first()
    if link is not None:
        families.child_unlink(child=person, parent=link.parent)


def _marry(clan, person, chance):
    other = chance.choice(list(Person.objects.filter(clan=clan).order_by("pk")))
    if other != person:
        wedding = {"type": "marriage", "date": str(chance.randrange(1700, 1850))}
        members = [(person, "husband", chance.choice([1, 2, 3]), ""), (other, "wife", 1, "")]
        families.union_create(clan=clan, members=members, events=[wedding])


def _part(clan, person, chance):
    union = Union.objects.filter(members__person=person).order_by("pk").first()
    if union is not None:
        families.union_delete(union)


def _delete(clan, person, chance):
    person_delete(person)


def test_findings_are_for_editors_only(clan):
    tree_check(clan)
    son = Person.objects.get(clan=clan, given_name="Con")
    assert all_findings(clan, EDITOR)
    assert person_findings(son, EDITOR)
    for role in (Role.ANONYMOUS, Role.MEMBER):
        viewer = Viewer(role, timezone.localdate())
        assert not all_findings(clan, viewer)
        assert person_findings(son, viewer) == []
        assert sum(severity_counts(clan, viewer).values()) == 0


def test_findings_are_sifted_by_name_branch_and_rule(clan):
    from genealogy.services.branches import branch_create

    son = Person.objects.get(clan=clan, given_name="Con")
    branch = branch_create(clan=clan, founder=son)
    tree_check(clan)

    def codes(**filters):
        found = filtered_findings(clan, FindingFilters(**filters), EDITOR)
        return {row.code for row in found}

    assert "parent_gap_small" in codes(query="con duong")
    assert "parent_gap_small" in codes(branch=branch)
    assert codes(code="parent_gap_small", query="khong co ai") == set()
    assert codes(severity="error") == {"parent_gap_small"}


def test_a_large_clan_is_checked_by_one_job(clan):
    from cms.jobs.worker import job_run_pending

    job = check_start(clan)
    assert check_start(clan) == job
    assert check_running(clan) == job
    job_run_pending()
    assert check_running(clan) is None
    assert CheckFinding.objects.filter(clan=clan, code="parent_gap_small").exists()


def test_the_command_tells_errors_by_its_exit_code_and_dismissed_ones_do_not_count(clan, capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("check_tree", clan=clan.slug, severity="error")
    assert stop.value.code == 1
    assert "mới 5 tuổi khi sinh Dương Văn Con" in capsys.readouterr().out
    finding_dismiss(CheckFinding.objects.get(code="parent_gap_small"), reason="Đúng vậy")
    call_command("check_tree", "--json", clan=clan.slug)
    body = json.loads(capsys.readouterr().out)
    assert body["dismissed"] == 1
    assert all(fault["severity"] != "error" for fault in body["faults"])


def test_the_command_leaves_nothing_behind_when_told_so(clan, capsys):
    with pytest.raises(SystemExit):
        call_command("check_tree", "--no-store", clan=clan.slug)
    assert not CheckFinding.objects.exists()


def test_a_derived_column_out_of_date_is_found(clan):
    Person.objects.filter(clan=clan, given_name="Con").update(generation=7)
    columns = [f.facts for f in tree_check(clan) if f.code == "derived_column"]
    assert columns == [{"column": "generation", "stored": 7, "expected": 2}]
    rebuild_clan(clan)
    assert all(finding.code != "derived_column" for finding in tree_check(clan))


def test_every_rule_has_words():
    from genealogy.check_messages import GROUPS, TEXTS, sentence

    assert TEXTS.keys() == RULES.keys()
    assert {code for _, codes in GROUPS for code in codes} == RULES.keys()
    for code in RULES:
        words = sentence(code, {"event": "birth"}, person="A", others=["B", "C"], union="U")
        assert "%" not in words


def test_a_clan_without_people_gives_nothing():
    assert tree_check(ClanFactory()) == []
