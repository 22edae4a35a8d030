"""A refresh after any edit leaves exactly what a full rebuild would make."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import ValidationError

from genealogy.enums import EventType, LivingState, ParentKind, Sex, UnionRole
from genealogy.models import Branch, ParentLink, Person, Union
from genealogy.services import branches, clans, families, people
from genealogy.services.derived import verify_clan
from tests.genealogy.factories import ClanFactory, PersonFactory
from tests.sizes import IS_FULL

pytestmark = pytest.mark.django_db

DATES = ["1700", "khoảng 1750", "3/2/1820", "trước 1850", "1890", "1930", "2001", "27/9 âm lịch"]


class Editor:
    """Edits a small clan at random through the services."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.clan = ClanFactory()
        for _ in range(12):
            self.add_person()

    def anybody(self) -> Person:
        return self.random.choice(list(Person.objects.filter(clan=self.clan).order_by("pk")))

    def any_date(self) -> str:
        return self.random.choice(DATES)

    def add_person(self) -> None:
        PersonFactory(
            clan=self.clan,
            sex=self.random.choice(Sex.values),
            living_state=self.random.choice(LivingState.values),
            birth=self.random.choice(["", self.any_date()]),
            child_order=self.random.choice([None, 1, 2, 3]),
        )

    def edit_facts(self) -> None:
        facts = {
            "child_order": self.random.choice([None, 1, 2, 3]),
            "rank_override": self.random.choice([None, None, 1, 2]),
            "generation_override": self.random.choice([None, None, None, 4, -1]),
            "living_state": self.random.choice(LivingState.values),
            "sex": self.random.choice(Sex.values),
            "given_name": self.random.choice(["An", "Đức", ""]),
        }
        name = self.random.choice(list(facts))
        people.person_update(self.anybody(), **{name: facts[name]})

    def edit_events(self) -> None:
        kinds = [EventType.BIRTH, EventType.DEATH, EventType.RESIDENCE, EventType.BURIAL]
        events = [
            {"type": self.random.choice(kinds), "date": self.any_date()}
            for _ in range(self.random.randrange(3))
        ]
        people.person_update(self.anybody(), events=events)

    def link(self) -> None:
        unions = list(Union.objects.filter(clan=self.clan).order_by("pk"))
        families.child_link(
            child=self.anybody(),
            parent=self.anybody(),
            union=self.random.choice([None, *unions]),
            kind=self.random.choice([ParentKind.BIRTH] * 5 + ParentKind.values),
            is_lineage=self.random.choice([None, None, None, True, False]),
        )

    def unlink(self) -> None:
        links = ParentLink.objects.filter(child__clan=self.clan).order_by("pk")
        if links:
            link = self.random.choice(list(links))
            families.child_unlink(child=link.child, parent=link.parent)

    def marry(self) -> None:
        families.union_create(
            clan=self.clan,
            members=[
                (self.anybody(), UnionRole.HUSBAND, self.random.randrange(1, 4)),
                (self.anybody(), UnionRole.WIFE, self.random.randrange(1, 3)),
            ],
            events=[{"type": EventType.MARRIAGE, "date": self.any_date()}],
        )

    def change_union(self) -> None:
        unions = list(Union.objects.filter(clan=self.clan).order_by("pk"))
        if not unions:
            return
        union = self.random.choice(unions)
        if self.random.random() < 0.4:
            families.union_delete(union)
        else:
            families.union_update(
                union, members=[(self.anybody(), UnionRole.WIFE, 2), (self.anybody(),)]
            )

    def edit_branch(self) -> None:
        existing = list(Branch.objects.filter(clan=self.clan).order_by("pk"))
        chance = self.random.random()
        if not existing or chance < 0.3:
            branches.branch_create(
                clan=self.clan,
                ordinal=len(existing) + 1,
                founder=self.anybody(),
                parent=self.random.choice([None, *existing]),
            )
        elif chance < 0.8:
            branches.branch_update(
                self.random.choice(existing),
                founder=self.random.choice([None, self.anybody()]),
                parent=self.random.choice([None, *existing]),
            )
        else:
            branches.branch_delete(self.random.choice(existing))

    def set_founder(self) -> None:
        clans.founder_set(self.clan, self.anybody())

    def delete(self) -> None:
        people.person_delete(self.anybody())

    def step(self) -> str:
        edits = {
            self.add_person: 1,
            self.edit_facts: 3,
            self.edit_events: 3,
            self.link: 8,
            self.unlink: 2,
            self.marry: 3,
            self.change_union: 2,
            self.edit_branch: 2,
            self.set_founder: 1,
            self.delete: 1,
        }
        (edit,) = self.random.choices(list(edits), weights=list(edits.values()))
        try:
            edit()
        except ValidationError:
            return f"{edit.__name__} (refused)"
        return edit.__name__


@pytest.mark.parametrize("seed", range(3 if IS_FULL else 2))
def test_refreshed_columns_equal_a_full_rebuild(seed):
    editor = Editor(seed)
    for _ in range(40):
        done = editor.step()
        faults, cycles = verify_clan(editor.clan)
        assert not cycles, done
        assert not faults, f"after {done}: {faults[:4]}"
