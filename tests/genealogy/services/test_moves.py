"""Moving lines of the tree: who follows, what is refused, what becomes a job."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.jobs.models import Job, JobState
from cms.jobs.worker import job_run_pending
from genealogy.enums import ParentKind
from genealogy.models import ChangeSet, ParentLink, Person
from genealogy.services import clans, families, move_jobs, moves
from genealogy.services.branches import branch_create
from genealogy.services.derived import verify_clan
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found

pytestmark = pytest.mark.django_db


class House:
    """Founder with two sons; the elder has a son with a son of his own."""

    def __init__(self):
        self.clan = ClanFactory()
        make = {"clan": self.clan}
        self.founder = PersonFactory(**make, given_name="Tổ")
        self.mother = WomanFactory(**make)
        self.elder = PersonFactory(**make, given_name="Cả", child_order=1)
        self.younger = PersonFactory(**make, given_name="Hai", child_order=2)
        self.elder_wife, self.younger_wife = WomanFactory(**make), WomanFactory(**make)
        self.son = PersonFactory(**make, given_name="Con", child_order=1)
        self.son_wife = WomanFactory(**make)
        self.grandson = PersonFactory(**make, given_name="Cháu", child_order=1)
        family(self.founder, self.mother, self.elder, self.younger)
        self.elder_union = family(self.elder, self.elder_wife, self.son)
        self.younger_union = family(self.younger, self.younger_wife)
        family(self.son, self.son_wife, self.grandson)
        found(self.founder)
        self.reload()

    def reload(self):
        for value in vars(self).values():
            if isinstance(value, Person):
                value.refresh_from_db()
        faults, cycles = verify_clan(self.clan)
        assert not faults
        assert not cycles

    def parents(self, person):
        links = ParentLink.objects.filter(child=person).order_by("pk")
        return [(link.parent, link.kind, link.is_lineage) for link in links]


@pytest.fixture
def house():
    return House()


def test_descendants_follow_to_the_other_father(house):
    moves.father_change(person=house.son, new_father=house.younger)
    house.reload()
    assert house.grandson.lineage_path.startswith(house.younger.lineage_path)
    assert house.son_wife.generation == 3
    assert house.elder.descendant_count == 0
    assert house.younger.descendant_count == 2


def test_mother_of_the_former_couple_goes_and_the_one_of_the_named_couple_comes(house):
    moves.father_change(person=house.son, new_father=house.younger, union=house.younger_union)
    assert house.parents(house.son) == [
        (house.younger, ParentKind.BIRTH, True),
        (house.younger_wife, ParentKind.BIRTH, False),
    ]


def test_mother_stays_when_she_is_married_to_the_new_father_too(house):
    union = family(house.younger, house.elder_wife)
    moves.father_change(person=house.son, new_father=house.younger)
    assert [parent for parent, _, _ in house.parents(house.son)] == [
        house.younger,
        house.elder_wife,
    ]
    assert set(ParentLink.objects.filter(child=house.son).values_list("union", flat=True)) == {
        union.pk
    }


def test_adoptive_father_takes_over_the_lineage_and_birth_parents_stay(house):
    families.child_link(
        child=house.son, parent=house.younger, kind=ParentKind.HEIR, is_lineage=False
    )
    moves.father_change(person=house.son, new_father=house.younger)
    assert (house.elder, ParentKind.BIRTH, False) in house.parents(house.son)
    assert (house.younger, ParentKind.HEIR, True) in house.parents(house.son)
    house.reload()


def test_somebody_without_parents_gets_a_father(house):
    stranger = PersonFactory(clan=house.clan)
    moves.father_change(person=stranger, new_father=house.elder, child_order=2)
    stranger.refresh_from_db()
    assert (stranger.generation, stranger.child_order) == (3, 2)


def test_same_father_again_changes_nothing(house):
    count = ChangeSet.objects.count()
    assert moves.father_change(person=house.son, new_father=house.elder) == 0
    assert ChangeSet.objects.count() == count


def test_descendant_as_father_is_refused(house):
    with pytest.raises(ValidationError) as refused:
        moves.father_change(person=house.elder, new_father=house.grandson)
    assert refused.value.error_dict["parent"][0].code == "cycle"
    house.reload()


def test_couple_without_the_new_father_is_refused(house):
    with pytest.raises(ValidationError) as refused:
        moves.father_change(person=house.son, new_father=house.younger, union=house.elder_union)
    assert refused.value.error_dict["union"][0].code == "not_of_union"
    assert house.parents(house.son)[0][0] == house.elder


def test_father_of_another_clan_is_refused(house):
    with pytest.raises(ValidationError):
        moves.father_change(person=house.son, new_father=PersonFactory())


def test_change_is_one_change_set(house, admin_account):
    count = ChangeSet.objects.count()
    moves.father_change(
        person=house.son, new_father=house.younger, union=house.younger_union, by=admin_account
    )
    assert ChangeSet.objects.count() == count + 1


def test_inserted_generation_pushes_the_line_one_down(house):
    new = moves.generation_insert(father=house.elder, children=[house.son], given_name="Giữa")
    house.reload()
    assert (new.generation, new.surname, new.child_order) == (3, "Dương", 1)
    assert (house.son.generation, house.grandson.generation) == (4, 5)
    assert house.parents(house.son) == [(new, ParentKind.BIRTH, True)]
    assert [parent for parent, _, _ in house.parents(new)] == [house.elder, house.elder_wife]
    assert house.elder.descendant_count == 3


def test_generation_goes_in_above_several_children_who_keep_their_order(house):
    new = moves.generation_insert(father=house.founder, children=[house.younger, house.elder])
    house.reload()
    assert [child.pk for child in moves.children_of(new)] == [house.elder.pk, house.younger.pk]
    assert house.elder.generation == 3


def test_generation_between_strangers_is_refused_and_leaves_nobody_behind(house):
    count = Person.objects.count()
    with pytest.raises(ValidationError) as refused:
        moves.generation_insert(father=house.younger, children=[house.son])
    assert refused.value.code == "not_children"
    assert Person.objects.count() == count


def test_children_stand_in_the_order_given(house):
    PersonFactory(clan=house.clan)
    Person.objects.filter(pk=house.elder.pk).update(rank_override=1)
    moves.children_reorder(father=house.founder, children=[house.younger.pk, house.elder.pk])
    house.reload()
    assert house.younger.lineage_path < house.elder.lineage_path
    assert house.grandson.lineage_path.startswith(house.elder.lineage_path)
    assert (house.younger.child_order, house.elder.child_order) == (1, 2)
    assert house.elder.rank_override is None


def test_order_against_the_mothers_is_set_by_hand(house):
    second = WomanFactory(clan=house.clan)
    half = PersonFactory(clan=house.clan, child_order=3)
    family(house.founder, second, half, order=2)
    clans.clan_update(house.clan, ranks_by_mother=True)
    order = [half.pk, house.elder.pk, house.younger.pk]
    moves.children_reorder(father=house.founder, children=order)
    house.reload()
    assert [child.pk for child in moves.children_of(house.founder)] == order


def test_order_that_forgets_a_child_is_refused(house):
    with pytest.raises(ValidationError) as refused:
        moves.children_reorder(father=house.founder, children=[house.younger.pk])
    assert refused.value.code == "not_children"


def test_children_of_the_first_wife_stand_first_where_the_clan_ranks_by_mother(house):
    second = WomanFactory(clan=house.clan)
    born_first = PersonFactory(clan=house.clan, child_order=1)
    family(house.younger, second, born_first, order=2)
    of_first = PersonFactory(clan=house.clan, child_order=2)
    for parent in (house.younger, house.younger_wife):
        families.child_link(child=of_first, parent=parent, union=house.younger_union)
    assert [one.pk for one in moves.children_of(house.younger)] == [born_first.pk, of_first.pk]
    clans.clan_update(house.clan, ranks_by_mother=True)
    house.reload()
    assert [one.pk for one in moves.children_of(house.younger)] == [of_first.pk, born_first.pk]


def test_branch_under_itself_is_refused(house):
    upper = branch_create(clan=house.clan, ordinal=1, founder=house.elder)
    lower = branch_create(clan=house.clan, ordinal=2, founder=house.son, parent=upper)
    with pytest.raises(ValidationError):
        moves.branch_move(branch=upper, parent=lower)
    moves.branch_move(branch=lower, parent=None)
    house.reload()
    assert house.grandson.branch == lower


@pytest.fixture
def small_limit(monkeypatch):
    monkeypatch.setattr(move_jobs, "INLINE_LIMIT", 1)


def test_large_move_is_refused_in_a_request(house):
    with pytest.raises(ValidationError) as refused:
        moves.father_change(person=house.son, new_father=house.younger, limit=1)
    assert refused.value.code == "too_many"
    assert house.parents(house.son)[0][0] == house.elder


def test_small_move_is_done_at_once(house):
    move = move_jobs.father_change_move(person=house.grandson, new_father=house.younger)
    assert move_jobs.move_or_enqueue(move) is None
    house.reload()
    assert house.grandson.generation == 3


def test_large_move_waits_for_a_worker_and_counts_its_progress(house, small_limit, admin_account):
    move = move_jobs.father_change_move(
        person=house.son, new_father=house.younger, union=house.younger_union
    )
    job = move_jobs.move_or_enqueue(move, by=admin_account)
    assert house.parents(house.son)[0][0] == house.elder
    assert "Con" not in job.title
    assert job_run_pending() == 1
    job.refresh_from_db()
    assert (job.state, job.total, job.done) == (JobState.DONE, 2, 2)
    assert house.parents(house.son)[0][0] == house.younger
    assert ChangeSet.objects.first().author == admin_account
    house.reload()


@pytest.mark.parametrize("kind", ["insert", "reorder", "branch"])
def test_every_kind_of_move_runs_as_a_job(house, small_limit, kind):
    if kind == "insert":
        new = moves.inserted_person(house.founder, given_name="Giữa")
        move = move_jobs.generation_insert_move(
            father=house.founder, children=[house.elder], person=new
        )
    elif kind == "reorder":
        move = move_jobs.children_reorder_move(
            father=house.founder, children=[house.younger.pk, house.elder.pk]
        )
    else:
        one = branch_create(clan=house.clan, ordinal=1, founder=house.elder)
        branch_create(clan=house.clan, ordinal=2, founder=house.elder)
        move = move_jobs.branch_move_move(
            branch=one, parent=branch_create(clan=house.clan, ordinal=3)
        )
    assert move_jobs.move_or_enqueue(move) is not None
    job_run_pending()
    assert Job.objects.get().state == JobState.DONE, Job.objects.get().error
    house.reload()


def test_job_refused_meanwhile_says_so_without_a_name(house, small_limit):
    move = move_jobs.father_change_move(person=house.elder, new_father=house.younger)
    job = move_jobs.move_or_enqueue(move)
    moves.father_change(person=house.younger, new_father=house.grandson)
    job_run_pending()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "con cháu" in job.error
    assert "Hai" not in job.error
    house.reload()
