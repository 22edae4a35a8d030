"""Who stands where in the book."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.book.arrangement import ChapterKind, arrange
from genealogy.domain.book.facts import Belonging, Bond, BranchFacts, PersonFacts
from genealogy.domain.book.volumes import volumes_of
from genealogy.domain.text import name_sort_key

_keys = count(1)


def person(given="An", belonging=Belonging.LINEAGE, bonds=(), **facts):
    key = facts.pop("key", None) or next(_keys)
    return PersonFacts(
        key=key,
        uuid=str(key),
        name=f"Dương Văn {given}" if given else "Khuyết danh",
        name_key=name_sort_key("Dương", "Văn", given) if given else "",
        given_name=given,
        belonging=belonging,
        bonds=tuple(Bond(one.key, one.name, "Vợ") for one in bonds),
        **facts,
    )


def numbers(arrangement):
    return [(entry.number, entry.person.given_name) for entry in arrangement.entries]


def test_entries_follow_branch_then_generation_then_line():
    """The trunk first, then branches as given, each by đời and within it by the line."""
    late = person("Ba", generation=3, line_key="000000010002", branch=7)
    early = person("Hai", generation=2, line_key="00000001", branch=7)
    first = person("Một", generation=1, line_key="0000")
    elder = person("Tư", generation=3, line_key="000000010001", branch=7)
    other = person("Năm", generation=2, line_key="00000002", branch=8)
    branches = [BranchFacts(8, "Chi Hai"), BranchFacts(7, "Chi Một")]
    found = arrange([late, elder, early, first, other], branches)
    assert numbers(found) == [(1, "Một"), (2, "Năm"), (3, "Hai"), (4, "Tư"), (5, "Ba")]
    assert [chapter.kind for chapter in found.chapters] == [
        ChapterKind.TRUNK,
        ChapterKind.BRANCH,
        ChapterKind.BRANCH,
    ]
    assert [s.generation for s in found.chapters[2].sections] == [2, 3]


def test_a_wife_is_told_of_in_her_husbands_entry_and_leads_to_its_number():
    """She has no entry of her own; whoever names her is led to his."""
    wife = person("Lan", Belonging.MARRIED_IN, generation=1)
    man = person("Một", generation=1, line_key="0000", bonds=[wife])
    found = arrange([wife, man], [])
    assert numbers(found) == [(1, "Một")]
    assert found.places == {man.key: 1, wife.key: 1}
    (entry,) = found.entries
    assert [partner.person for partner in entry.partners] == [wife]


def test_a_wife_of_two_husbands_is_told_of_once():
    """The second entry names her and leads to the first."""
    wife = person("Lan", Belonging.MARRIED_IN, generation=2)
    men = [person(name, generation=2, line_key=name, bonds=[wife]) for name in ("A", "B")]
    first, second = arrange([wife, *men], []).entries
    assert first.partners[0].person == wife
    assert second.partners[0].person is None


def test_a_wife_of_the_clan_keeps_her_own_entry():
    """Cousins who marry stand each in their own line."""
    her = person("Cúc", generation=3, line_key="2")
    him = person("Đạt", generation=3, line_key="1", bonds=[her])
    found = arrange([her, him], [])
    assert len(list(found.entries)) == 2
    assert all(p.person is None for entry in found.entries for p in entry.partners)


def test_a_widow_of_somebody_hidden_has_an_entry_of_her_own():
    """Nobody visible may be lost because the other side is not in the book."""
    widow = person("Lan", Belonging.MARRIED_IN, generation=2, branch=7)
    found = arrange([widow], [BranchFacts(7, "Chi Một")])
    assert found.places == {widow.key: 1}
    assert found.chapters[0].branch.key == 7


def test_bare_names_close_their_generation_by_name():
    """Where somebody known by name alone stands tells nothing of the line."""
    bare = [person(name, Belonging.BARE, generation=2) for name in ("Yên", "Ân", "An")]
    told = person("Zung", generation=2, line_key="9999")
    found = arrange([*bare, told], [])
    assert [name for _number, name in numbers(found)] == ["Zung", "An", "Ân", "Yên"]


def test_children_of_daughters_come_last_as_outside():
    """Ngoại phả closes the lines."""
    found = arrange(
        [
            person("Ngoại", Belonging.MATERNAL, generation=1),
            person("Nội", generation=9, line_key="0"),
        ],
        [],
    )
    assert [chapter.kind for chapter in found.chapters] == [ChapterKind.TRUNK, ChapterKind.OUTSIDE]


@st.composite
def crowds(draw):
    size = draw(st.integers(0, 25))
    belongings = draw(st.lists(st.sampled_from(Belonging), min_size=size, max_size=size))
    bonds = draw(st.lists(st.lists(st.integers(1, 30), max_size=3), min_size=size, max_size=size))
    return [
        PersonFacts(
            key=key,
            uuid=str(key),
            name=f"N{key}",
            name_key=f"{key:03}",
            given_name=f"N{key}",
            belonging=belonging,
            generation=draw(st.one_of(st.none(), st.integers(-1, 4))),
            branch=draw(st.sampled_from([None, 1, 2, 99])),
            bonds=tuple(Bond(other, f"N{other}", "Vợ") for other in mates if other <= size),
        )
        for key, belonging, mates in zip(range(1, size + 1), belongings, bonds, strict=True)
    ]


@given(crowds())
def test_everybody_stands_in_exactly_one_place(people):
    """Whatever rings of marriages there are, nobody is lost and nobody is told of twice."""
    found = arrange(people, [BranchFacts(1, "Chi Một"), BranchFacts(2, "Chi Hai")])
    told = [one.key for entry in found.entries for one in entry.people]
    assert sorted(told) == [one.key for one in people]
    assert [entry.number for entry in found.entries] == list(range(1, 1 + len(list(found.entries))))
    for entry in found.entries:
        assert {found.places[one.key] for one in entry.people} == {entry.number}


@given(crowds())
def test_the_order_of_reading_changes_nothing(people):
    """The database gives rows in any order; the book is the same."""
    branches = [BranchFacts(1, "Chi Một"), BranchFacts(2, "Chi Hai")]
    assert arrange(people, branches).places == arrange(people[::-1], branches).places


@pytest.mark.parametrize(
    ("most", "sizes"), [(3, [[2], [3], [1]]), (5, [[2, 3], [1]]), (9, [[2, 3, 1]])]
)
def test_volumes_keep_chapters_whole(most, sizes):
    """A volume is full before the next begins, and no chapter is torn."""
    branches = [BranchFacts(key, str(key)) for key in (1, 2, 3)]
    people = [
        person("An", generation=1, line_key=str(place), branch=key)
        for key, many in ((1, 2), (2, 3), (3, 1))
        for place in range(many)
    ]
    chapters = arrange(people, branches).chapters
    assert [[one.size for one in volume] for volume in volumes_of(chapters, most)] == sizes
