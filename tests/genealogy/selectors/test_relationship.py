"""How two people are related: words both ways, lines, and what strangers are not told."""

from __future__ import annotations

import itertools

import pytest

from genealogy.domain.dates import parse_vietnamese
from genealogy.domain.viewer import Mark
from genealogy.enums import EventType, KinshipRegion, LivingState, LivingVisibility, ParentKind
from genealogy.models import Event, Person
from genealogy.selectors import relationship as selector
from genealogy.selectors.graph_sql import SqlGraph
from genealogy.selectors.kin_answers import RelationKind
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.relationship import relationship
from genealogy.services import clans, families
from genealogy.services.events import event_save
from genealogy.services.people import person_update
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


class House:
    """A founder, two sons and a daughter, their children, wives and a husband; all dead.

    Founder Tổ and his wife Từ: Trưởng (1), Thứ (2), the daughter Gái (3).
    Trưởng and Huệ: Cháu (1), whose son is Chắt. Thứ and Lan: Em (1), whose son is Nhỏ.
    Gái and her husband Rể: Ngoại.
    """

    def __init__(self):
        self.clan = ClanFactory()
        men = {"to": None, "truong": 1, "thu": 2, "chau": 1, "chat": 1, "em": 1, "nho": 1}
        names = {
            "to": "Tổ", "truong": "Trưởng", "thu": "Thứ", "chau": "Cháu", "chat": "Chắt",
            "em": "Em", "nho": "Nhỏ",
        }  # fmt: skip
        for key, order in men.items():
            self.add(key, given_name=names[key], child_order=order)
        self.add("re", surname="Trần", given_name="Rể")
        self.add("ngoai", surname="Trần", given_name="Ngoại", child_order=1)
        self.add("gai", sex="f", middle_name="Thị", given_name="Gái", child_order=3)
        for key, name in {"tu": "Từ", "hue": "Huệ", "lan": "Lan"}.items():
            setattr(self, key, WomanFactory(clan=self.clan, given_name=name))
        family(self.to, self.tu, self.truong, self.thu, self.gai)
        family(self.truong, self.hue, self.chau)
        family(self.chau, None, self.chat)
        family(self.thu, self.lan, self.em)
        family(self.em, None, self.nho)
        family(self.re, self.gai, self.ngoai)
        found(self.to)
        self.clan.refresh_from_db()

    def add(self, key, **fields):
        person = PersonFactory(clan=self.clan, **fields)
        setattr(self, key, person)
        return person


@pytest.fixture
def house():
    return House()


@pytest.fixture
def ask(editor):
    """Ask how two people are related; the rows are read anew as a page reads them."""

    def _ask(first, second, viewer=editor, **options):
        people = [person_by_uuid(person.uuid, viewer) for person in (first, second)]
        return relationship(*people, viewer, **options)

    return _ask


def words(answer):
    main = answer.main
    return main.term, main.reciprocal


def names(path):
    return ["?" if node.card.is_opaque else node.card.name.split()[-1] for node in path]


@pytest.mark.parametrize(
    ("first", "second", "term", "reciprocal"),
    [
        ("truong", "to", "bố", "con trai"),
        ("gai", "tu", "mẹ", "con gái"),
        ("chau", "to", "ông nội", "cháu nội"),
        ("ngoai", "tu", "bà ngoại", "cháu ngoại"),
        ("truong", "thu", "em trai", "anh trai"),
        ("em", "truong", "bác", "cháu"),
        ("chau", "thu", "chú", "cháu"),
        ("chau", "gai", "cô", "cháu"),
        ("ngoai", "thu", "bác", "cháu"),
        ("chau", "em", "em họ", "anh họ"),
        ("chat", "em", "chú họ", "cháu họ"),
        ("chau", "hue", "mẹ", "con trai"),
    ],
)
def test_relatives_by_blood(house, ask, first, second, term, reciprocal):
    answer = ask(getattr(house, first), getattr(house, second))
    assert words(answer) == (term, reciprocal)
    assert answer.kind == RelationKind.BLOOD


@pytest.mark.parametrize(
    ("first", "second", "term"),
    [
        ("chau", "lan", "thím"),
        ("thu", "hue", "chị dâu"),
        ("gai", "lan", "chị dâu"),
        ("to", "re", "con rể"),
        ("hue", "to", "bố chồng"),
        ("truong", "re", "em rể"),
    ],
)
def test_relatives_by_marriage(house, ask, first, second, term):
    answer = ask(getattr(house, first), getattr(house, second))
    assert answer.main.term == term
    assert answer.kind == RelationKind.MARRIAGE


def test_the_line_leads_over_the_common_ancestors(house, ask):
    main = ask(house.chat, house.em).main
    assert names(main.path) == ["Chắt", "Cháu", "Trưởng", "Tổ", "Thứ", "Em"]
    assert [node.step for node in main.path] == ["", "parent", "parent", "parent", "child", "child"]
    assert [node.label for node in main.path][1:4] == ["cha", "cha", "cha"]
    assert [card.name.split()[-1] for card in main.common_ancestors] == ["Tổ", "Từ"]
    assert [node.is_common_ancestor for node in main.path].index(True) == 3
    assert main.generation_difference == 1


def test_one_person_is_an_answer_of_its_own(house, ask):
    answer = ask(house.to, house.to)
    assert (answer.kind, answer.lines) == (RelationKind.SELF, ())


def test_strangers_to_each_other_are_no_error(house, ask):
    answer = ask(house.to, PersonFactory(clan=house.clan, given_name="Lạ"))
    assert (answer.kind, answer.lines, answer.capped) == (RelationKind.NONE, (), False)


def test_people_of_two_clans_are_not_related(house, ask):
    assert ask(house.to, PersonFactory()).kind == RelationKind.NONE


def test_the_region_is_the_clan_s_own_or_the_one_asked_for(house, ask):
    assert ask(house.ngoai, house.truong).main.term == "bác"
    assert ask(house.ngoai, house.truong, region=KinshipRegion.SOUTH).main.term == "cậu"
    clans.clan_update(house.clan, kinship_region=KinshipRegion.SOUTH)
    answer = ask(house.ngoai, house.truong)
    assert (answer.main.term, answer.region) == ("cậu", "south")


def test_an_unknown_rank_gives_every_answer(house, ask):
    late = PersonFactory(clan=house.clan, given_name="Muộn")
    families.child_link(child=late, parent=house.to)
    main = ask(house.chau, late).main
    assert main.is_uncertain
    assert {option.term for option in main.options} == {"bác", "chú"}


def test_age_never_decides_between_cousins(ask):
    clan = ClanFactory()
    top, elder, younger = (PersonFactory(clan=clan, child_order=order) for order in (None, 1, 2))
    child = PersonFactory(clan=clan, birth="1850", child_order=1)
    nephew = PersonFactory(clan=clan, birth="1810", child_order=1)
    family(top, None, elder, younger)
    family(elder, None, child)
    family(younger, None, nephew)
    found(top)
    assert words(ask(nephew, child)) == ("anh họ", "em họ")


def test_half_brothers_have_their_father_in_common(ask):
    clan = ClanFactory()
    father = PersonFactory(clan=clan, given_name="Cha")
    one, two = (PersonFactory(clan=clan, child_order=order) for order in (1, 2))
    family(father, WomanFactory(clan=clan), one)
    family(father, WomanFactory(clan=clan), two, order=2)
    main = ask(one, two).main
    assert "em" in main.term
    assert "cùng cha khác mẹ" in f"{main.term} {main.note}"
    assert [card.name.split()[-1] for card in main.common_ancestors] == ["Cha"]


def test_a_marriage_of_cousins_gives_both_lines(house, ask):
    bride = PersonFactory(clan=house.clan, sex="f", given_name="Cầu", child_order=2)
    families.child_link(child=bride, parent=house.thu)
    family(house.chau, bride)
    answer = ask(house.chau, bride)
    kinds = [line.kind for line in answer.lines]
    assert kinds[0] == RelationKind.MARRIAGE
    assert RelationKind.BLOOD in kinds
    terms = " ".join(line.term for line in answer.lines)
    assert "em họ" in terms
    assert "vợ" in terms


def test_a_dead_adopted_son_is_told_as_one(house, ask):
    adopted = PersonFactory(clan=house.clan, given_name="Nuôi", child_order=4)
    families.child_link(child=adopted, parent=house.thu, kind=ParentKind.ADOPTED)
    answer = ask(adopted, house.thu)
    assert answer.kind == RelationKind.ADOPTION
    assert answer.main.path[1].is_adoption
    assert answer.main.note == "con nuôi"


# What viewers are not told ---------------------------------------------------------------------


def hide(person, mark=Mark.EDITORS):
    person.visibility = mark
    person.save(update_fields=["visibility"])


def live(person):
    """Make somebody of the dead alive again."""
    return person_update(person, living_state=LivingState.LIVING)


def bare(answer):
    """Give an answer without the cards of the two asked about."""
    return answer.kind, answer.lines, answer.capped


def test_a_hidden_father_between_gives_away_neither_sex_nor_rank(house, ask, anonymous, editor):
    live(house.truong)
    answer = ask(house.chau, house.to, anonymous)
    assert names(answer.main.path) == ["Cháu", "?", "Tổ"]
    assert answer.main.term == "ông nội hoặc ông ngoại"
    told = [node.label for node in answer.main.path]
    assert told == ["", "cha hoặc mẹ", "cha"]
    assert words(ask(house.chau, house.to, editor)) == ("ông nội", "cháu nội")


def test_a_change_of_the_hidden_changes_no_answer(house, ask, anonymous):
    live(house.truong)
    pairs = [(house.chau, house.to), (house.em, house.chau), (house.thu, house.chau)]
    before = [ask(*pair, anonymous) for pair in pairs]
    person_update(house.truong, sex="f", child_order=7, given_name="Đổi")
    assert [ask(*pair, anonymous) for pair in pairs] == before


def test_a_hidden_person_joins_no_brothers(ask, anonymous, editor):
    clan = ClanFactory()
    father = LivingPersonFactory(clan=clan)
    one, two = PersonFactory(clan=clan), PersonFactory(clan=clan)
    family(father, None, one, two)
    unrelated = PersonFactory(clan=clan)
    assert ask(one, two, editor).kind == RelationKind.BLOOD
    assert bare(ask(one, two, anonymous)) == bare(ask(one, unrelated, anonymous))


def test_brothers_of_a_hidden_father_are_joined_by_the_mother_all_see(ask, anonymous):
    clan = ClanFactory()
    mother = WomanFactory(clan=clan, given_name="Mẹ")
    one, two = (PersonFactory(clan=clan, child_order=order) for order in (1, 2))
    family(LivingPersonFactory(clan=clan), mother, one, two)
    main = ask(one, two, anonymous).main
    assert [card.name.split()[-1] for card in main.common_ancestors] == ["Mẹ"]
    assert names(main.path)[1] == "Mẹ"


def test_a_hidden_wife_joins_nobody(ask, anonymous, editor):
    clan = ClanFactory()
    husband, father_in_law = PersonFactory(clan=clan), PersonFactory(clan=clan)
    wife = LivingPersonFactory(clan=clan, sex="f")
    family(husband, wife)
    family(father_in_law, None, wife)
    assert ask(husband, father_in_law, editor).main.term == "bố vợ"
    assert ask(husband, father_in_law, anonymous).kind == RelationKind.NONE


def test_a_hidden_wife_leaves_no_gap(ask, anonymous):
    """A is brother-in-law of B by a brother's wife, and by his own living wife son-in-law."""
    clan = ClanFactory()
    a, brother, b = (PersonFactory(clan=clan, child_order=order) for order in (1, 2, 1))
    family(PersonFactory(clan=clan), None, a, brother)
    sister = WomanFactory(clan=clan, child_order=2)
    family(PersonFactory(clan=clan), None, b, sister)
    family(brother, sister)
    without = ask(a, b, anonymous)
    assert without.kind == RelationKind.MARRIAGE
    wife = LivingPersonFactory(clan=clan, sex="f")
    family(a, wife)
    family(b, None, wife)
    assert ask(a, b, anonymous) == without


def test_a_hidden_child_leaves_no_trace(ask, anonymous):
    clan = ClanFactory()
    a, b = PersonFactory(clan=clan), WomanFactory(clan=clan)
    assert ask(a, b, anonymous).kind == RelationKind.NONE
    for parent in (a, b):
        child = LivingPersonFactory(clan=clan)
        families.child_link(child=child, parent=parent)
    common = LivingPersonFactory(clan=clan)
    for parent in (a, b):
        families.child_link(child=common, parent=parent)
    assert ask(a, b, anonymous).kind == RelationKind.NONE


def test_somebody_known_by_name_alone_is_told_nothing_of(house, ask, anonymous):
    clans.clan_update(house.clan, living_policy=LivingVisibility.NAME_ONLY)
    child = LivingPersonFactory(clan=house.clan, birth="1990")
    families.child_link(child=child, parent=house.thu)
    assert ask(house.thu, child, anonymous).kind == RelationKind.NONE


def test_a_name_alone_on_the_line_keeps_sex_and_rank_to_itself(house, ask, anonymous):
    clans.clan_update(house.clan, living_policy=LivingVisibility.NAME_ONLY)
    live(house.truong)
    event_save(Event(person=house.truong, type=EventType.BIRTH, date=parse_vietnamese("1960")))
    main = ask(house.chau, house.to, anonymous).main
    assert names(main.path) == ["Cháu", "Trưởng", "Tổ"]
    assert main.term == "ông nội hoặc ông ngoại"


@pytest.fixture
def given_away(house):
    """A living son of Thứ who grew up as the child of the elder brother Trưởng."""
    child = LivingPersonFactory(clan=house.clan, given_name="Cho", child_order=2)
    families.child_link(child=child, parent=house.thu, is_lineage=False)
    families.child_link(child=child, parent=house.truong, kind=ParentKind.ADOPTED, is_lineage=True)
    return child


def test_members_are_not_told_an_adoption_of_the_living(house, ask, given_away, member, editor):
    told = ask(given_away, house.em, member)
    assert names(told.main.path) == ["Cho", "Trưởng", "Tổ", "Thứ", "Em"]
    assert told.kind == RelationKind.BLOOD
    assert not any(node.is_adoption for line in told.lines for node in line.path)
    assert len(told.lines) == 1
    by_birth = [line for line in ask(given_away, house.em, editor).lines if len(line.path) == 3]
    assert [names(line.path) for line in by_birth] == [["Cho", "Thứ", "Em"]]


def test_the_answer_is_that_of_a_child_by_birth(house, ask, given_away, member):
    own = LivingPersonFactory(clan=house.clan, given_name="Cho", child_order=2)
    families.child_link(child=own, parent=house.truong)
    for other in (house.to, house.truong, house.thu, house.em, house.lan, house.gai):
        one, two = (ask(child, other, member) for child in (given_away, own))
        assert [line.term for line in one.lines] == [line.term for line in two.lines]
        assert [line.code for line in one.lines] == [line.code for line in two.lines]
        assert one.kind == two.kind


def test_records_for_editors_only_are_opaque_to_members(house, ask, member):
    hide(house.truong)
    assert names(ask(house.chau, house.to, member).main.path) == ["Cháu", "?", "Tổ"]


def test_the_database_asked_alone_answers_the_same(house, ask, editor, anonymous, monkeypatch):
    live(house.truong)
    everybody = [
        one for one in vars(house).values() if isinstance(one, Person) and one != house.truong
    ]
    pairs = list(itertools.combinations(everybody, 2))
    before = [ask(*pair, viewer) for pair in pairs for viewer in (editor, anonymous)]
    monkeypatch.setattr(selector, "clan_graph", lambda clan: SqlGraph(clan.pk))
    assert [ask(*pair, viewer) for pair in pairs for viewer in (editor, anonymous)] == before
