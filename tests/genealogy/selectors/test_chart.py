"""The window of the tree explorer: who stands in it, under whom, and what of hidden people."""

from __future__ import annotations

import pytest

from genealogy.enums import LivingVisibility, ParentKind, Sex, Standing
from genealogy.models import Clan, ParentLink
from genealogy.selectors.chart import branch_below, chart
from genealogy.services import families
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
)
from tests.genealogy.selectors.chart_clans import (
    box_of,
    drawn,
    lettered_house,
    mark,
    names,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


@pytest.fixture
def house(clan):
    return lettered_house(clan)


def test_the_lineage_the_brothers_of_two_steps_and_two_generations_below(house, anonymous):
    answer = chart(house["F"], anonymous)
    assert drawn(answer) == [
        ("A", None),
        ("B", "A"),
        ("D", "B"),
        ("F", "D"),
        ("H", "F"),
        ("I", "H"),
        ("G", "D"),
        ("E", "B"),
    ]
    assert answer.root == house["A"].uuid
    assert answer.generations == [1, 6]
    assert answer.people == 8
    top = box_of(answer, house["A"])
    assert (top.children, top.below, top.is_open) == (2, 2, False)
    assert box_of(answer, house["D"]).is_open
    assert [box.rank for box in answer.boxes] == [1, 1, 1, 1, 1, 1, 2, 2]


def test_up_and_down_cut_the_window(house, anonymous):
    assert names(chart(house["F"], anonymous, up=0, down=0)) == "F"
    assert names(chart(house["F"], anonymous, up=1, down=0)) == "DFG"
    assert names(chart(house["F"], anonymous, up=2, down=1)) == "BDFHGE"
    assert chart(house["F"], anonymous, up=0, down=0).boxes[0].below == 2


def test_the_boxes_below_one_person_begin_under_it(house, anonymous):
    answer = branch_below(house["B"], anonymous, down=2)
    assert drawn(answer)[0] == ("D", str(house["B"].uuid))
    assert names(answer) == "DFGE"
    assert box_of(answer, house["F"]).below == 2


def test_a_hidden_leaf_leaves_no_trace(house, anonymous, editor):
    before = chart(house["F"], anonymous), branch_below(house["A"], anonymous, down=6)
    extra = PersonFactory(clan=house["A"].clan, given_name="Z", child_order=9)
    mark(extra)
    for parent in (house["A"], house["G"]):
        families.child_link(child=extra, parent=parent, is_lineage=parent is house["A"])
    assert (chart(house["F"], anonymous), branch_below(house["A"], anonymous, down=6)) == before
    assert box_of(chart(house["F"], editor), house["A"]).below == 3


def test_somebody_hidden_stands_as_an_opaque_box_only_between_visible_people(house, anonymous):
    mark(house["B"])
    mark(house["H"])
    answer = chart(house["F"], anonymous)
    assert drawn(answer) == [
        ("A", None),
        ("?", "A"),
        ("D", "?"),
        ("F", "D"),
        ("?", "F"),
        ("I", "?"),
        ("G", "D"),
        ("E", "?"),
    ]
    opaque = answer.boxes[1]
    assert (opaque.key, opaque.card, opaque.partners, opaque.line) == ("x1", None, [], "birth")
    assert (opaque.generation, opaque.is_living) == (2, None)
    assert [box.key for box in answer.boxes if box.card is None] == ["x1", "x2"]


def test_below_somebody_hidden_the_window_goes_on_to_somebody_visible(house, anonymous):
    mark(house["D"])
    mark(house["F"])
    assert names(chart(house["B"], anonymous, up=0, down=1)) == "BE?G?H"
    mark(house["H"])
    mark(house["I"])
    assert names(chart(house["B"], anonymous, up=0, down=1)) == "BE?G"
    mark(house["G"])
    assert names(chart(house["B"], anonymous, up=0, down=1)) == "BE"
    assert box_of(chart(house["B"], anonymous, up=0, down=1), house["B"]).children == 1


def test_hidden_ancestors_on_top_are_left_out(house, anonymous):
    mark(house["A"])
    answer = chart(house["D"], anonymous)
    assert names(answer) == "BDFHGE"
    assert answer.root is None
    mark(house["B"])
    assert names(chart(house["D"], anonymous)) == "DFHG"
    assert names(chart(house["F"], anonymous, up=2)) == "DFHIG"


def test_the_lineage_down_to_somebody_else_is_added(house, anonymous):
    answer = chart(house["F"], anonymous, other=house["J"])
    assert drawn(answer)[-2:] == [("C", "A"), ("J", "C")]
    near = chart(house["F"], anonymous, up=0, down=0, other=house["G"])
    assert names(near) == "DFG"
    assert names(chart(house["B"], anonymous, up=0, down=0, other=house["I"])) == "BDFHI"
    assert names(chart(house["I"], anonymous, up=0, down=0, other=house["B"])) == "BDFHI"


def test_no_line_to_somebody_of_no_or_another_lineage(house, anonymous):
    stranger = PersonFactory(clan=house["A"].clan)
    abroad = PersonFactory()
    assert chart(house["F"], anonymous, other=stranger) is None
    assert chart(house["F"], anonymous, other=abroad) is None
    # A line turns at nobody hidden who stands on top.
    mark(house["A"])
    assert chart(house["F"], anonymous, other=house["J"]) is None


def test_children_stand_under_their_mothers(clan, anonymous):
    man = PersonFactory(clan=clan, given_name="M")
    wives = [WomanFactory(clan=clan, given_name=f"W{number}") for number in range(12)]
    children = [PersonFactory(clan=clan, given_name=f"C{number}") for number in range(12)]
    for order, (wife, child) in enumerate(zip(wives, children, strict=True), 1):
        family(man, wife, child, order=order, standing=Standing.PRINCIPAL if order == 1 else "")
    # One child more of a woman who stands in no union with him, one of nobody known.
    other, late, alone = (
        WomanFactory(clan=clan, given_name="O"),
        PersonFactory(clan=clan, given_name="L"),
        PersonFactory(clan=clan, given_name="K"),
    )
    families.child_link(child=late, parent=man)
    families.child_link(child=late, parent=other)
    families.child_link(child=alone, parent=man)
    answer = chart(man, anonymous)
    top = box_of(answer, man)
    assert [row.card.uuid for row in top.partners] == [one.uuid for one in (*wives, other)]
    assert [row.order for row in top.partners] == list(range(1, 14))
    assert [row.label for row in top.partners[:3]] == ["Chính thất", "Vợ hai", "Vợ ba"]
    assert top.partners[-1].label == "Mẹ"
    for wife, child in zip(wives, children, strict=True):
        assert box_of(answer, child).mother == wife.uuid
    assert box_of(answer, late).mother == other.uuid
    assert box_of(answer, alone).mother is None
    # A hidden wife leaves no gap in the count of the others.
    mark(wives[1])
    answer = chart(man, anonymous)
    assert [row.label for row in box_of(answer, man).partners[:3]] == [
        "Chính thất",
        "Vợ hai",
        "Vợ ba",
    ]
    assert box_of(answer, children[1]).mother is None


def test_a_marriage_within_the_clan_is_a_card_that_leads_to_the_other_box(house, anonymous):
    clan = house["A"].clan
    cousin = PersonFactory(clan=clan, given_name="Q", sex=Sex.FEMALE)
    family(house["C"], None, cousin)
    child = PersonFactory(clan=clan, given_name="P")
    family(house["D"], cousin, child)
    branch = BranchFactory(clan=clan, founder=house["C"], name="Chi Hai")
    answer = branch_below(house["A"], anonymous, down=6)
    assert sum(box.key == str(cousin.uuid) for box in answer.boxes) == 1
    assert sum(box.key == str(child.uuid) for box in answer.boxes) == 1
    assert box_of(answer, child).mother == cousin.uuid
    (wife,) = box_of(answer, house["D"]).partners
    assert wife.clan_branch == branch.title
    (husband,) = box_of(answer, cousin).partners
    assert husband.clan_branch == clan.name
    assert box_of(answer, cousin).children == 0


def test_a_wife_stands_in_her_husbands_box(house, anonymous, member):
    wife = WomanFactory(clan=house["A"].clan)
    family(house["D"], wife)
    answer = chart(wife, anonymous)
    assert answer.focus == wife.uuid
    assert [box.key for box in answer.boxes] == [
        box.key for box in chart(house["D"], anonymous).boxes
    ]
    assert names(chart(house["J"], anonymous, other=wife, down=0)) == "ABDCJ"
    mark(house["D"])
    assert [box.key for box in chart(wife, anonymous).boxes] == [str(wife.uuid)]


def test_an_adopted_child_is_told_of_the_dead_and_stands_once(house, anonymous, editor):
    clan = house["A"].clan
    child = PersonFactory(clan=clan, given_name="N")
    families.child_link(child=child, parent=house["G"], kind=ParentKind.BIRTH, is_lineage=False)
    families.child_link(child=child, parent=house["E"], kind=ParentKind.ADOPTED, is_lineage=True)
    answer = branch_below(house["B"], anonymous, down=6)
    assert [pair for pair in drawn(answer) if pair[0] == "N"] == [("N", "E")]
    assert box_of(answer, child).line == ParentKind.ADOPTED
    assert box_of(answer, house["G"]).children == 0


def test_a_sensitive_adoption_is_a_plain_birth_to_all_but_editors(house, anonymous, member, editor):
    clan = house["A"].clan
    child = PersonFactory(clan=clan, given_name="N")
    families.child_link(child=child, parent=house["G"], kind=ParentKind.BIRTH, is_lineage=False)
    families.child_link(child=child, parent=house["E"], kind=ParentKind.ADOPTED, is_lineage=True)
    ParentLink.objects.filter(child=child).update(is_sensitive=True)
    plain = PersonFactory(clan=clan, given_name="P")
    families.child_link(child=plain, parent=house["E"])
    for viewer in (anonymous, member):
        answer = branch_below(house["B"], viewer, down=6)
        secret, birth = box_of(answer, child), box_of(answer, plain)
        assert (secret.line, secret.card.note) == (birth.line, birth.card.note)
        assert secret.card.is_adopted is False
        assert secret.mother is None
    assert box_of(branch_below(house["B"], editor, down=6), child).line == ParentKind.ADOPTED


def test_no_adoption_of_the_living_is_told(house, member):
    child = LivingPersonFactory(clan=house["A"].clan, given_name="N", birth="2001")
    families.child_link(child=child, parent=house["E"], kind=ParentKind.ADOPTED)
    box = box_of(branch_below(house["B"], member, down=6), child)
    assert (box.line, box.is_living, box.card.is_adopted) == (ParentKind.BIRTH, True, False)


def test_sons_leave_out_daughters_who_carry_no_line_on(house, anonymous):
    clan = house["A"].clan
    lonely = PersonFactory(clan=clan, given_name="X", sex=Sex.FEMALE)
    heir = PersonFactory(clan=clan, given_name="Y", sex=Sex.FEMALE)
    grandson = PersonFactory(clan=clan, given_name="Z")
    family(house["E"], None, lonely, heir)
    family(None, heir, grandson)
    whole = branch_below(house["B"], anonymous, down=2)
    sons = branch_below(house["B"], anonymous, down=2, sons=True)
    assert set(names(whole)) - set(names(sons)) == {"X"}
    assert box_of(whole, house["E"]).children == 2
    assert box_of(sons, house["E"]).children == 1
    assert chart(house["A"], anonymous, down=0).boxes[0].below == 12
    assert chart(house["A"], anonymous, down=0, sons=True).boxes[0].below == 11
    # Whom one asks for stands in the drawing all the same.
    asked = chart(lonely, anonymous, sons=True)
    assert names(asked).count("X") == 1
    # Were she shown for a hidden son, her box would tell of him.
    mark(grandson)
    assert "Y" not in names(branch_below(house["B"], anonymous, down=2, sons=True))


def test_the_sex_of_somebody_known_by_name_alone_is_not_told_by_a_filter(house, anonymous):
    Clan.objects.update(living_policy=LivingVisibility.NAME_ONLY)
    girl = LivingPersonFactory(clan=house["A"].clan, given_name="N", sex=Sex.FEMALE, birth="1980")
    family(house["E"], None, girl)
    house["B"].clan.refresh_from_db()
    answer = branch_below(house["B"], anonymous, sons=True)
    box = box_of(answer, girl)
    assert (box.card.sex, box.is_living, box.card.years, box.card.note) == ("u", None, "", "")
    alone = chart(girl, anonymous)
    assert [box.key for box in alone.boxes] == [str(girl.uuid)]
    assert branch_below(girl, anonymous).boxes == []
    assert chart(house["F"], anonymous, other=girl) is None
