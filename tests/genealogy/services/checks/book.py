"""A book written row by row, past all services, so that any fault can be planted in it."""

from __future__ import annotations

from itertools import count, product

from genealogy.domain.dates import parse_vietnamese
from genealogy.enums import EventType
from genealogy.models import (
    Branch,
    Clan,
    Event,
    ParentLink,
    Person,
    PersonName,
    Place,
    Union,
    UnionMember,
)


class Book:
    """A clan of which the founder, born 1780, has as many sons as are asked for."""

    def __init__(self, slug="sach-thu", **fields):
        self.clan = Clan.objects.create(slug=slug, name=slug, **fields)
        self.names = ("Q" + "".join(letters) for letters in product("aeiouy", repeat=4))
        self.numbers = count(1)
        self.founder = self.person(birth="1780", death="1850")
        Clan.objects.filter(pk=self.clan.pk).update(founder=self.founder)

    def person(self, father=None, mother=None, union=None, *, birth="1850", death="1910", **fields):
        fields = {
            "clan": self.clan,
            "sex": "m",
            "surname": "Dương",
            "middle_name": "Văn",
            "given_name": next(self.names),
            "living_state": "deceased",
            **fields,
        }
        person = Person.objects.create(**fields)
        if birth:
            self.event(person, EventType.BIRTH, birth)
        if death:
            self.event(person, EventType.DEATH, death)
        if father is not None:
            self.link(person, father, union=union, is_lineage=True)
        if mother is not None:
            self.link(person, mother, union=union, is_lineage=father is None)
        return person

    def father(self, birth="1810", death="1880", **fields):
        """Give a new son of the founder."""
        return self.person(self.founder, birth=birth, death=death, **fields)

    def woman(self, birth="1815", death="1870", **fields):
        """Give a woman from outside, linked to nobody yet."""
        fields = {"sex": "f", "surname": "Lê", "middle_name": "Thị", **fields}
        return self.person(birth=birth, death=death, **fields)

    def couple(
        self, husband, wife, *, order=1, own=1, standing="", wedding="", roles=None, **fields
    ):
        union = Union.objects.create(clan=self.clan, **fields)
        first, second = roles or ("husband", "wife")
        UnionMember.objects.create(union=union, person=husband, role=first, order_for_person=order)
        UnionMember.objects.create(
            union=union, person=wife, role=second, order_for_person=own, standing=standing
        )
        if wedding:
            self.union_event(union, EventType.MARRIAGE, wedding)
        return union

    def link(self, child, parent, **fields):
        return ParentLink.objects.create(child=child, parent=parent, **fields)

    def event(self, person, kind, date=None, **fields):
        date = parse_vietnamese(date) if isinstance(date, str) else date
        return Event.objects.create(person=person, type=kind, date=date, **fields)

    def union_event(self, union, kind, date):
        date = parse_vietnamese(date) if isinstance(date, str) else date
        return Event.objects.create(union=union, type=kind, date=date)

    def name(self, person, kind, value):
        return PersonName.objects.create(person=person, kind=kind, value=value)

    def place(self, text="", **fields):
        return Place.objects.create(clan=self.clan, text=text, **fields)

    def branch(self, founder=None, **fields):
        fields = {"name": f"Chi {next(self.names)}", "slug": f"chi-{next(self.numbers)}", **fields}
        return Branch.objects.create(**{"clan": self.clan, "founder": founder, **fields})
