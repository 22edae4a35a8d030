"""Edits of a small clan at random, through every service that writes to the tree."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError

from genealogy.enums import EventType, FeastKind, NameKind, NameOrder, Visibility
from genealogy.models import (
    Branch,
    ChangeSet,
    Citation,
    ClanFeast,
    Event,
    Note,
    Place,
    Source,
    Union,
)
from genealogy.services import clans, events, feasts, moves, people, places, sources
from genealogy.services.history import recorded
from tests.genealogy.services.test_derived_properties import DATES, Editor


class EveryEditor(Editor):
    """Does what editors do, and remembers the change sets that came of it, the oldest first."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.made = list(self.change_sets())
        self.first = len(self.made)

    def change_sets(self):
        return ChangeSet.objects.filter(clan=self.clan).order_by("pk")

    def one_of(self, rows):
        rows = list(rows.order_by("pk"))
        return self.random.choice(rows) if rows else None

    def edit_names(self) -> None:
        kinds = self.random.sample(NameKind.values, self.random.randrange(3))
        names = [{"kind": kind, "value": f"Văn {kind}"} for kind in kinds]
        fields = {"visibility": self.random.choice(Visibility.values)}
        people.person_update(self.anybody(), names=names, **fields)

    def write_event(self) -> None:
        event = self.one_of(Event.objects.filter(person__clan=self.clan))
        if event is None or self.random.random() < 0.4:
            event = Event(person=self.anybody(), type=self.random.choice(EventType.values))
        elif self.random.random() < 0.3:
            event.person = self.anybody()
        event.date = people._read_date(self.random.choice(["", *DATES]))
        event.place = self.random.choice([None, self.one_of(Place.objects.filter(clan=self.clan))])
        events.event_save(event)

    def delete_event(self) -> None:
        event = self.one_of(
            Event.objects.filter(person__clan=self.clan)
            | Event.objects.filter(union__clan=self.clan)
        )
        if event is not None:
            events.event_delete(event)

    def write_place(self) -> None:
        name = f"Làng {self.random.randrange(6)}"
        place = places.place_get_or_create(clan=self.clan, text=name)
        above = self.one_of(Place.objects.filter(clan=self.clan).exclude(pk=place.pk))
        if above is not None and above.parent_id is None:
            places.place_save(place, parent=above, current_name=self.random.choice(["", "Phú Hoà"]))

    def delete_place(self) -> None:
        place = self.one_of(Place.objects.filter(clan=self.clan))
        if place is not None:
            places.place_delete(place)

    def write_source(self) -> None:
        source = self.one_of(Source.objects.filter(clan=self.clan))
        if source is None or self.random.random() < 0.4:
            source = Source(clan=self.clan)
        sources.source_save(source, title=f"Gia phả {self.random.randrange(9)}")

    def delete_source(self) -> None:
        source = self.one_of(Source.objects.filter(clan=self.clan))
        if source is not None:
            sources.source_delete(source)

    def attach(self) -> None:
        """Cite and remark; there is no form for these yet, so the rows are written directly."""
        source = self.one_of(Source.objects.filter(clan=self.clan))
        event = self.one_of(Event.objects.filter(person__clan=self.clan))
        union = self.one_of(Union.objects.filter(clan=self.clan))
        with recorded(self.clan) as recording:
            person = self.anybody()
            recording.created(Note.objects.create(person=person, text="Theo lời kể"))
            if union is not None:
                recording.created(Note.objects.create(union=union, text="Cưới ở làng"))
            if source is not None and event is not None:
                recording.created(Citation.objects.create(event=event, source=source, page="12"))

    def write_feast(self) -> None:
        feast = self.one_of(ClanFeast.objects.filter(clan=self.clan))
        branch = self.one_of(Branch.objects.filter(clan=self.clan))
        chance = self.random.random()
        if feast is None or chance < 0.4:
            kind = FeastKind.MEMORIAL
            facts = {"person": self.anybody(), "branch": branch, "name": "Giỗ họ"}
            feasts.feast_create(clan=self.clan, kind=kind, **facts)
        elif chance < 0.7:
            feasts.feast_update(feast, person=self.anybody(), name=f"Giỗ {len(self.made)}")
        else:
            feasts.feast_delete(feast)

    def edit_clan(self) -> None:
        fields = {
            "motto": self.random.choice(["", "Uống nước nhớ nguồn"]),
            "head": self.random.choice([None, self.anybody()]),
            "name_order": self.random.choice(NameOrder.values),
            "founder_generation": self.random.choice([1, 1, 2]),
        }
        name = self.random.choice(list(fields))
        clans.clan_update(self.clan, **{name: fields[name]})

    def change_father(self) -> None:
        couple = self.random.choice([None, self.one_of(Union.objects.filter(clan=self.clan))])
        moves.father_change(person=self.anybody(), new_father=self.anybody(), union=couple)

    def insert_generation(self) -> None:
        father = self.anybody()
        children = moves.children_of(father)
        if children:
            some = self.random.sample(children, self.random.randrange(1, len(children) + 1))
            moves.generation_insert(father=father, children=some, given_name="Xen")

    def reorder_children(self) -> None:
        father = self.anybody()
        children = [child.pk for child in moves.children_of(father)]
        self.random.shuffle(children)
        moves.children_reorder(father=father, children=children)

    def move_branch(self) -> None:
        branch = self.one_of(Branch.objects.filter(clan=self.clan))
        if branch is not None:
            others = Branch.objects.filter(clan=self.clan).exclude(pk=branch.pk)
            moves.branch_move(branch=branch, parent=self.one_of(others))

    def many_at_once(self) -> None:
        """Do several edits in one recording, as a form or a bulk edit does."""
        with recorded(self.clan):
            for edit in (self.add_person, self.marry, self.link, self.edit_names, self.write_event):
                edit()

    def step(self) -> str:
        edits: dict[Callable[[], None], int] = {
            self.add_person: 2,
            self.edit_facts: 2,
            self.edit_names: 2,
            self.edit_events: 2,
            self.write_event: 3,
            self.delete_event: 1,
            self.link: 8,
            self.unlink: 2,
            self.marry: 3,
            self.change_union: 2,
            self.edit_branch: 2,
            self.set_founder: 1,
            self.edit_clan: 1,
            self.delete: 2,
            self.write_place: 2,
            self.delete_place: 1,
            self.write_source: 1,
            self.delete_source: 1,
            self.attach: 2,
            self.write_feast: 1,
            self.many_at_once: 1,
            self.change_father: 3,
            self.insert_generation: 1,
            self.reorder_children: 1,
            self.move_branch: 1,
            **self.more_edits(),
        }
        (edit,) = self.random.choices(list(edits), weights=list(edits.values()))
        self.clan.refresh_from_db()
        try:
            edit()
        except ValidationError:
            return f"{edit.__name__} (refused)"
        self.made.extend(self.change_sets().filter(pk__gt=self.made[-1].pk))
        return edit.__name__

    def more_edits(self) -> dict[Callable[[], None], int]:
        """Give edits with their weights that later services bring, such as merges."""
        return {}
