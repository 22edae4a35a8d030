"""The rule in SQL and the rule for a row already read say the same, for every kind of row."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genealogy.domain.calendars import date_to_jdn
from genealogy.domain.viewer import (
    ADULT_AGE,
    Detail,
    LivingPolicy,
    Mark,
    Role,
    Viewer,
    VisibilityFacts,
    detail_level,
)
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.cards import person_detail

TODAY = date(2026, 11, 23)
SIXTEEN = date_to_jdn(date(2010, 11, 23))

#: (presumed_living, presumed_living_until)
LIVES = [
    (False, None),
    (True, None),
    (True, TODAY),
    (True, TODAY - timedelta(days=1)),
]
#: Last possible day of birth.
BIRTHS = [None, SIXTEEN, SIXTEEN + 1, SIXTEEN - 20_000]


@pytest.fixture(scope="module")
def book(django_db_setup, django_db_blocker):
    """768 people: one of each kind, in rows that no service would make."""
    with django_db_blocker.unblock():
        people = []
        clans = []
        for is_public, policy in product((True, False), LivingPolicy):
            clan = Clan.objects.create(
                name="Họ", slug=f"luat-{is_public}-{policy}", is_public=is_public
            )
            Clan.objects.filter(pk=clan.pk).update(living_policy=policy)
            clan.living_policy = policy
            clans.append(clan)
            branches = [
                Branch.objects.create(clan=clan, name=name, slug=f"{name}-{clan.pk}")
                for name in ("a", "b")
            ]
            for branch, life, born, mark in product((*branches, None), LIVES, BIRTHS, Mark):
                people.append(
                    Person(
                        clan=clan,
                        branch=branch,
                        presumed_living=life[0],
                        presumed_living_until=life[1],
                        latest_birth=born,
                        visibility=mark,
                    )
                )
        Person.objects.bulk_create(people)
        rows = list(Person.objects.filter(clan__in=clans).select_related("clan", "branch"))
        yield rows
        Person.objects.filter(clan__in=clans).delete()
        Branch.objects.filter(clan__in=clans).delete()
        Clan.objects.filter(pk__in=[clan.pk for clan in clans]).delete()


def viewers(rows):
    """Give every kind of reader, those no door makes among them."""
    near = frozenset(one.pk for one in rows[::5])
    own = frozenset(one.branch_id for one in rows if one.branch and one.branch.name == "a")
    key = frozenset(one.branch_id for one in rows if one.branch and one.branch.name == "b")
    for role, close, full, open_to in product(
        Role, (frozenset(), near), (frozenset(), own), (frozenset(), key, own | key)
    ):
        yield Viewer(
            role,
            TODAY,
            close_person_ids=close,
            full_branch_ids=full,
            member_branch_ids=open_to,
        )


@pytest.mark.django_db
def test_every_kind_of_row_and_reader_is_told_the_same_in_sql_and_in_python(book):
    keys = [one.pk for one in book]
    assert len(book) == 2 * 2 * 3 * len(LIVES) * len(BIRTHS) * len(Mark)
    compared = 0
    for viewer in viewers(book):
        people = Person.objects.filter(pk__in=keys)
        visible = set(people.visible_to(viewer).values_list("pk", flat=True))
        detailed = set(people.detailed_to(viewer).values_list("pk", flat=True))
        for person in book:
            detail = person_detail(person, viewer)
            told = (person.pk in visible, person.pk in detailed)
            expected = (detail > Detail.NOTHING, detail >= Detail.FULL)
            assert told == expected, (viewer.role, detail, person.visibility, vars(person))
            compared += 1
    assert compared == len(book) * len(Role) * 2 * 2 * 3


@pytest.mark.django_db
def test_the_rule_reaches_people_through_other_models_alike(book):
    from genealogy.querysets import detailed_people, visible_people

    keys = [one.pk for one in book]
    some = Clan.objects.filter(people__in=keys)
    for viewer in list(viewers(book))[::7]:
        for rule, method in ((visible_people, "visible_to"), (detailed_people, "detailed_to")):
            people = getattr(Person.objects.filter(pk__in=keys), method)(viewer)
            through = some.filter(rule(viewer, "people__")).values_list("people", flat=True)
            assert set(through) & set(keys) == set(people.values_list("pk", flat=True))


@pytest.mark.django_db
def test_staged_rows_are_nobodys(book):
    Person.objects.filter(pk=book[0].pk).update(is_staged=True)
    try:
        for viewer in viewers(book):
            assert not Person.objects.visible_to(viewer).filter(pk=book[0].pk).exists()
            assert not Person.objects.detailed_to(viewer).filter(pk=book[0].pk).exists()
    finally:
        Person.objects.filter(pk=book[0].pk).update(is_staged=False)


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31))


def birthday(born, age):
    """Give the day one is so many years old; who is born on 29 February is so on 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


@given(born=DAYS, today=DAYS)
@settings(max_examples=400)
def test_nobody_under_sixteen_counts_as_grown_up(born, today):
    is_grown_up = date_to_jdn(born) <= Viewer(Role.MEMBER, today).adults_born_by

    if is_grown_up:
        assert birthday(born, ADULT_AGE) <= today
    elif birthday(born, ADULT_AGE) < today:
        # Only the birthday of who was born on 29 February may be a day late.
        assert (born.month, born.day) == (2, 29)


@given(
    role=st.sampled_from(Role),
    is_living=st.booleans(),
    is_child=st.booleans(),
    mark=st.sampled_from(Mark),
    policy=st.sampled_from(LivingPolicy),
    is_public=st.booleans(),
)
def test_a_higher_role_never_sees_less(role, is_living, is_child, mark, policy, is_public):
    facts = VisibilityFacts(1, 1, is_living, is_child, mark, policy, is_public)
    seen = [detail_level(Viewer(one, TODAY), facts) for one in Role if one >= role]

    assert seen == sorted(seen)


@given(
    role=st.sampled_from([Role.ANONYMOUS, Role.MEMBER]),
    is_child=st.booleans(),
    mark=st.sampled_from(Mark),
    policy=st.sampled_from(LivingPolicy),
    is_public=st.booleans(),
)
def test_a_dead_person_is_never_shown_less_than_the_same_one_living(
    role, is_child, mark, policy, is_public
):
    levels = [
        detail_level(
            Viewer(role, TODAY),
            VisibilityFacts(1, 1, is_living, is_child, mark, policy, is_public),
        )
        for is_living in (True, False)
    ]
    assert levels == sorted(levels)
