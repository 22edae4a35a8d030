"""Factories of the gia phả. Everything goes through the services, so derived columns are true.

clan = ClanFactory()
father = PersonFactory(clan=clan, given_name="An", birth="1820", death="27/9/1890 âm lịch")
mother = PersonFactory(clan=clan, sex="f", surname="Lê", middle_name="Thị")
son = PersonFactory(clan=clan, child_order=1)
couple = family(father, mother, son)
found(father)  # makes him the founder (thủy tổ)
"""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from genealogy.domain.dates import parse_vietnamese
from genealogy.enums import EventType, LivingState, Sex, Standing, UnionRole
from genealogy.models import Branch, Clan, Person, Place, Source, Union
from genealogy.services import branches, clans, families, people
from genealogy.services.derived import rebuild_after

GIVEN_NAMES = ["An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khánh", "Lâm", "Minh", "Nghĩa"]


class ClanFactory(DjangoModelFactory):
    class Meta:
        model = Clan

    name = factory.Sequence(lambda n: f"Họ Dương thử {n + 1}")
    slug = factory.Sequence(lambda n: f"ho-duong-thu-{n + 1}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return clans.clan_create(**kwargs)


class PersonFactory(DjangoModelFactory):
    """A dead man of the clan; `birth`, `death` and `burial` take dates as an editor writes them."""

    class Meta:
        model = Person

    clan = factory.SubFactory(ClanFactory)
    sex = Sex.MALE
    surname = "Dương"
    middle_name = "Văn"
    given_name = factory.Sequence(lambda n: GIVEN_NAMES[n % len(GIVEN_NAMES)])
    living_state = LivingState.DECEASED

    @classmethod
    def _create(cls, model_class, *args, birth="", death="", burial="", **kwargs):
        written = {EventType.BIRTH: birth, EventType.DEATH: death, EventType.BURIAL: burial}
        events = [
            {"type": kind, "date": parse_vietnamese(text)} for kind, text in written.items() if text
        ]
        return people.person_create(events=[*kwargs.pop("events", ()), *events], **kwargs)


class WomanFactory(PersonFactory):
    """A dead woman from another clan, such as a wife (dâu)."""

    sex = Sex.FEMALE
    surname = "Lê"
    middle_name = "Thị"


class LivingPersonFactory(PersonFactory):
    """Somebody alive."""

    living_state = LivingState.LIVING


class BranchFactory(DjangoModelFactory):
    class Meta:
        model = Branch

    clan = factory.SubFactory(ClanFactory)
    name = factory.Sequence(lambda n: f"Chi thử {n + 1}")
    slug = factory.Sequence(lambda n: f"chi-thu-{n + 1}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return branches.branch_create(**kwargs)


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    clan = factory.SubFactory(ClanFactory)
    text = factory.Sequence(lambda n: f"Làng thử {n + 1}")


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    clan = factory.SubFactory(ClanFactory)
    title = factory.Sequence(lambda n: f"Gia phả chép tay {n + 1}")


def family(
    father: Person | None,
    mother: Person | None,
    *children: Person,
    order: int = 1,
    standing: str = Standing.NONE,
    **fields: object,
) -> Union:
    """Join the couple and give them these children; the lineage follows the father if there is one.

    `order` and `standing` say which of the man's wives she is. The objects passed in are
    refreshed, so their derived columns can be read at once.
    """
    members = []
    if father is not None:
        members.append((father, UnionRole.HUSBAND, order, Standing.NONE))
    if mother is not None:
        members.append((mother, UnionRole.WIFE, 1, standing))
    clan = next(person.clan for person in (father, mother, *children) if person is not None)
    # Once at the end: most of the time of many tests was the columns after each single link.
    with rebuild_after(clan):
        union = families.union_create(clan=clan, members=members, **fields)
        for child in children:
            for parent in (father, mother):
                if parent is not None:
                    families.child_link(child=child, parent=parent, union=union)
    for person in (father, mother, *children):
        if person is not None:
            person.refresh_from_db()
    return union


def found(person: Person) -> Clan:
    """Make the person the founder (thủy tổ) of the clan; other objects need refresh_from_db()."""
    clans.founder_set(clan=person.clan, person=person)
    person.refresh_from_db()
    return person.clan
