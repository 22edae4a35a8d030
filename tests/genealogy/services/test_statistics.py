"""Numbers of a clan against a count by hand, person by person, for each audience."""

import random
from collections import Counter

import pytest

from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.enums import Audience, Membership
from genealogy.models import ParentLink, Person, UnionMember
from genealogy.selectors.cards import person_detail
from genealogy.selectors.clans import branch_and_below
from genealogy.services.derived import rebuild_after
from genealogy.services.statistics import clan_count
from tests.conftest import TODAY
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db

ROLES = {
    Audience.PUBLIC: Role.ANONYMOUS,
    Audience.MEMBERS: Role.MEMBER,
    Audience.EDITORS: Role.EDITOR,
}


def random_clan(seed):
    """Give a clan of forty or so, of every mark and state, with two branches one in the other."""
    dice = random.Random(seed)
    clan = ClanFactory(living_policy=dice.choice(["hidden", "name_only"]))
    with rebuild_after(clan):
        founder = PersonFactory(clan=clan, birth="1700", death="5/6/1760")
        heads = [founder]
        row = [founder]
        for generation in range(1, 5):
            row = [child for man in row for child in _family(clan, dice, man, generation)]
            heads += row[:1]
        outer = BranchFactory(clan=clan, founder=heads[1])
        BranchFactory(clan=clan, founder=heads[2], parent=outer)
    found(founder)
    clan.refresh_from_db()
    return clan


def _family(clan, dice, father, generation):
    sons = []
    is_early = generation <= 2
    for order in range(1, dice.choice([2, 3] if is_early else [1, 2, 3])):
        mark = dice.choice(["default"] * 4 + ["public", "members", "editors"])
        wife = dice.choice([WomanFactory, LivingPersonFactory])(
            clan=clan, sex="f", surname=dice.choice(["Lê", "Đỗ"]), visibility=mark
        )
        children = [_child(clan, dice, generation) for _ in range(dice.choice([0, 1, 2, 3]))]
        if is_early:
            children.append(PersonFactory(clan=clan))
        family(father, wife, *children, order=order)
        sons += [child for child in children if child.sex == "m"]
    return sons[:2]


def _child(clan, dice, generation):
    born = 1700 + 60 * generation + dice.randrange(30)
    facts = {
        "clan": clan,
        "sex": dice.choice("mmffu"),
        "given_name": dice.choice(["An", "Ân", "Đức", "ĐỨC", ""]),
        "visibility": dice.choice(["default"] * 5 + ["public", "members", "editors"]),
        "birth": dice.choice(["", str(born)]),
    }
    if generation >= 3 and dice.random() < 0.5:
        return LivingPersonFactory(**facts)
    return PersonFactory(**facts, death=dice.choice(["", f"3/4/{born + dice.randrange(1, 90)}"]))


def seen_by_hand(clan, audience):
    """Give who counts, by the rule for one row, which is not the rule in SQL."""
    viewer = Viewer(ROLES[audience], TODAY)
    least = Detail.FULL if audience == Audience.PUBLIC else Detail.NAME
    people = Person.objects.filter(clan=clan, is_staged=False).select_related("clan")
    return {one.pk: one for one in people if person_detail(one, viewer) >= least}


def is_dead(person):
    return not person.is_living_on(TODAY)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("audience", list(Audience))
def test_numbers_are_those_of_a_count_by_hand(seed, audience):
    clan = random_clan(seed)
    count = clan_count(clan, audience, today=TODAY)
    assert set(count.statistics) == {None, *clan.branches.values_list("pk", flat=True)}
    seen = seen_by_hand(clan, audience)
    for branch in (None, *clan.branches.all()):
        inside = None if branch is None else {one.pk for one in branch_and_below(branch)}
        people = {pk: one for pk, one in seen.items() if inside is None or one.branch_id in inside}
        key = None if branch is None else branch.pk
        compare(count.statistics[key], people, seen, audience)


def compare(numbers, people, seen, audience):
    """Compare the numbers of `people`; their relatives may be any of `seen`."""
    knows = {pk: one for pk, one in people.items() if is_dead(one) or audience != Audience.MEMBERS}
    assert numbers.people == len(people)
    assert {row.generation: row.people for row in numbers.generations} == Counter(
        one.generation for one in people.values()
    )
    of_lineage = [one for one in people.values() if one.membership == Membership.LINEAGE]
    assert numbers.total("sons") == sum(one.sex == "m" for one in of_lineage)
    assert numbers.total("daughters") == sum(one.sex == "f" for one in of_lineage)
    assert numbers.total("wives") == sum(
        one.membership == Membership.WIFE for one in people.values()
    )
    assert sum(row.births for row in numbers.periods) == sum(
        one.birth_year is not None for one in people.values()
    )
    assert numbers.with_death == sum(one.death_year is not None for one in knows.values())
    assert list(numbers.memorials) == [
        sum(one.memorial_month == month for one in knows.values()) for month in range(1, 13)
    ]
    names = Counter(
        one.given_name.capitalize() for one in of_lineage if one.sex == "m" and one.given_name
    )
    assert dict(numbers.names_of_men) == names
    compare_families(numbers, of_lineage, seen)
    if audience == Audience.PUBLIC:
        assert (numbers.living, numbers.dead, numbers.ended) == (None, None, None)
        return
    assert numbers.dead == sum(map(is_dead, people.values()))
    assert numbers.living == len(people) - numbers.dead


def compare_families(numbers, of_lineage, seen):
    men = {one.pk: one for one in of_lineage if one.sex == "m"}
    children = Counter()
    heirs = Counter()
    for link in ParentLink.objects.filter(is_lineage=True, parent__in=men, child__in=seen):
        children[link.parent_id] += 1
        heirs[link.parent_id] += seen[link.child_id].sex != "f"
    assert numbers.total("fathers") == len(children)
    assert numbers.total("children") == children.total()
    wives = Counter()
    for member in UnionMember.objects.filter(person__in=men):
        others = member.union.members.filter(person__in=seen, person__sex="f")
        wives[member.person_id] += others.count()
    assert dict(numbers.wives) == Counter(count for count in wives.values() if count)
    if numbers.ended is not None:
        grown = [
            man
            for man in men.values()
            if is_dead(man)
            and (None in (man.birth_year, man.death_year) or man.death_year - man.birth_year >= 16)
        ]
        assert numbers.ended == sum(not heirs[man.pk] for man in grown)


def numbers_for_strangers(clan):
    clan.refresh_from_db()
    return clan_count(clan, Audience.PUBLIC, today=TODAY).statistics


def test_a_hidden_living_person_changes_no_number_of_strangers():
    clan = ClanFactory()
    founder = PersonFactory(clan=clan, birth="1850", death="3/2/1920")
    mother = WomanFactory(clan=clan)
    dead = PersonFactory(clan=clan, birth="1880", death="1950")
    family(founder, mother, dead)
    found(founder)
    before = numbers_for_strangers(clan)
    # The only son of a dead man, and the only wife of another, a daughter, a nameless one.
    son, daughter = (LivingPersonFactory(clan=clan, sex=sex, birth="1945") for sex in "mf")
    family(dead, LivingPersonFactory(clan=clan, sex="f"), son, daughter)
    LivingPersonFactory(clan=clan, given_name="")
    assert numbers_for_strangers(clan) == before


@pytest.mark.parametrize("policy", ["hidden", "name_only"])
def test_names_opened_to_strangers_open_no_numbers(policy):
    clan = ClanFactory(living_policy=policy)
    founder = PersonFactory(clan=clan, birth="1850", death="3/2/1920")
    found(founder)
    before = numbers_for_strangers(clan)
    LivingPersonFactory(clan=clan, birth="1990")
    assert numbers_for_strangers(clan) == before


def test_those_whose_presumption_ends_are_waited_for():
    clan = ClanFactory()
    old = PersonFactory(clan=clan, birth="10/10/1910", living_state="unknown")
    PersonFactory(clan=clan, birth="1/1/1930", living_state="unknown")
    PersonFactory(clan=clan, birth="1700", living_state="unknown")
    count = clan_count(clan, Audience.PUBLIC, today=TODAY)
    old.refresh_from_db()
    assert count.valid_until == old.presumed_living_until
    assert count.statistics[None].people == 1
    later = old.presumed_living_until.replace(year=old.presumed_living_until.year + 1)
    assert clan_count(clan, Audience.PUBLIC, today=later).statistics[None].people == 2


def test_counting_asks_few_questions_whatever_the_branches(django_assert_num_queries):
    clan = random_clan(1)
    for _ in range(6):
        BranchFactory(clan=clan)
    with django_assert_num_queries(5):
        clan_count(clan, Audience.MEMBERS, today=TODAY)
