"""Whatever is moved, at once or by a worker, leaves exactly what a full rebuild would make."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import ValidationError

from cms.jobs.models import Job, JobState
from cms.jobs.worker import job_run_pending
from genealogy.enums import ParentKind, Sex
from genealogy.models import Branch, Person, Union
from genealogy.services import branches, clans, families, move_jobs, moves, people
from genealogy.services.derived import verify_clan
from tests.genealogy.factories import ClanFactory, PersonFactory, WomanFactory, family, found
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


class Mover:
    """Moves lines of a grown clan at random; every second one of `through_jobs` by a worker."""

    def __init__(self, seed: int, *, through_jobs: bool) -> None:
        self.random = random.Random(seed)
        self.through_jobs = through_jobs
        self.clan = ClanFactory()
        self.refused = 0
        founder = PersonFactory(clan=self.clan, given_name="Tổ")
        fathers = [founder]
        for _ in range(6):
            self._add_family(fathers)
        found(founder)

    def _add_family(self, fathers: list[Person]) -> None:
        father = self.random.choice(fathers)
        for order in range(1, self.random.choice([2, 2, 3])):
            children = [
                PersonFactory(
                    clan=self.clan,
                    sex=self.random.choice([Sex.MALE, Sex.MALE, Sex.FEMALE]),
                    child_order=self.random.choice([None, 1, 2, 3]),
                )
                for _ in range(self.random.randrange(1, 4))
            ]
            family(father, WomanFactory(clan=self.clan), *children, order=order)
            fathers += [child for child in children if child.sex == Sex.MALE]

    def anybody(self) -> Person:
        return self.random.choice(list(Person.objects.filter(clan=self.clan).order_by("pk")))

    def any_parent(self) -> Person:
        parents = Person.objects.filter(clan=self.clan, child_links__is_lineage=True).distinct()
        return self.random.choice(list(parents.order_by("pk")))

    def do(self, move: move_jobs.Move) -> None:
        if not self.through_jobs:
            move_jobs.move_run(move.kind, move.arguments)
            return
        job = move_jobs.move_or_enqueue(move)
        assert job is not None
        assert job_run_pending() == 1
        job.refresh_from_db()
        self.refused += job.state == JobState.FAILED

    def change_father(self) -> None:
        unions = Union.objects.filter(clan=self.clan).order_by("pk")
        father = self.anybody()
        own = list(unions.filter(members__person=father))
        self.do(
            move_jobs.father_change_move(
                person=self.anybody(),
                new_father=father,
                union=self.random.choice([None, *own]),
                child_order=self.random.choice([None, 1, 4]),
            )
        )

    def insert_generation(self) -> None:
        father = self.any_parent()
        children = moves.children_of(father)
        chosen = self.random.sample(children, self.random.randrange(1, len(children) + 1))
        person = moves.inserted_person(father)
        self.do(move_jobs.generation_insert_move(father=father, children=chosen, person=person))

    def reorder(self) -> None:
        father = self.any_parent()
        children = [child.pk for child in moves.children_of(father)]
        self.random.shuffle(children)
        self.do(move_jobs.children_reorder_move(father=father, children=children))

    def delete_leaf(self) -> None:
        people.person_delete(self.anybody())

    def open_branch(self) -> None:
        existing = list(Branch.objects.filter(clan=self.clan).order_by("pk"))
        branches.branch_create(
            clan=self.clan,
            ordinal=len(existing) + 1,
            founder=self.anybody(),
            parent=self.random.choice([None, *existing]),
        )

    def move_branch(self) -> None:
        existing = list(Branch.objects.filter(clan=self.clan).order_by("pk"))
        if not existing:
            return
        branch = self.random.choice(existing)
        if self.random.random() < 0.5:
            branches.branch_update(branch, founder=self.anybody())
            return
        self.do(
            move_jobs.branch_move_move(branch=branch, parent=self.random.choice([None, *existing]))
        )

    def change_union(self) -> None:
        union = self.random.choice(list(Union.objects.filter(clan=self.clan).order_by("pk")))
        members = [
            (member.person, member.role, self.random.randrange(1, 4))
            for member in union.members.order_by("pk")
        ]
        families.union_update(union, members=members)

    def adopt(self) -> None:
        families.child_link(
            child=self.anybody(),
            parent=self.anybody(),
            kind=self.random.choice([ParentKind.ADOPTED, ParentKind.HEIR]),
            is_lineage=self.random.choice([True, False]),
        )

    def switch_ranks(self) -> None:
        clans.clan_update(self.clan, ranks_by_mother=not self.clan.ranks_by_mother)

    def set_ranks(self) -> None:
        people.person_update(
            self.anybody(),
            rank_override=self.random.choice([None, 1, 2, 9]),
            generation_override=self.random.choice([None, None, None, 3]),
        )

    def step(self) -> str:
        edits = {
            self.change_father: 6,
            self.insert_generation: 3,
            self.reorder: 4,
            self.delete_leaf: 1,
            self.open_branch: 1,
            self.move_branch: 2,
            self.change_union: 2,
            self.adopt: 2,
            self.switch_ranks: 1,
            self.set_ranks: 2,
        }
        (edit,) = self.random.choices(list(edits), weights=list(edits.values()))
        try:
            edit()
        except ValidationError:
            self.refused += 1
            return f"{edit.__name__} (refused)"
        return edit.__name__


@pytest.fixture(params=["at once", "by a worker"])
def through_jobs(request, monkeypatch):
    if request.param == "by a worker":
        monkeypatch.setattr(move_jobs, "INLINE_LIMIT", -1)
    return request.param == "by a worker"


@pytest.mark.parametrize("seed", range(3 if IS_FULL else 1))
def test_moves_leave_what_a_full_rebuild_would_make(seed, through_jobs):
    mover = Mover(seed, through_jobs=through_jobs)
    for number in range(30):
        done = mover.step()
        faults, cycles = verify_clan(mover.clan)
        assert not cycles, (number, done)
        assert not faults, f"step {number}, after {done}: {faults[:4]}"
    assert mover.refused < 20
    assert not Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).exists()
    assert not Job.objects.filter(error__contains="Lỗi").exists()
