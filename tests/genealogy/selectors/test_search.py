"""Answering questions about people, and telling nobody more than the pages do."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.domain.viewer import LivingPolicy, Mark
from genealogy.enums import NameKind, ParentKind
from genealogy.models import ParentLink, PersonName
from genealogy.selectors.search import (
    BranchIndex,
    branch_hits,
    found_cards,
    other_names_of,
    people_found,
    question_of,
)
from genealogy.selectors.search_words import guesses, known_words, understood
from genealogy.services.derived import rebuild_clan
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


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def ask(text, viewer, **options):
    """Give the names that a question finds, in order."""
    index = BranchIndex(viewer)
    hits = people_found(question_of(text, index), viewer, index, **options)
    return [card.name for card in found_cards(hits.keys, viewer)]


@pytest.fixture
def book():
    """Three generations and two branches: Tổ, his sons Giáp and Ất, and their sons."""
    clan = ClanFactory()
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1790", death="15/1/1850 âm lịch")
    first = PersonFactory(clan=clan, given_name="Giáp", child_order=1, birth="1820", death="1890")
    second = PersonFactory(clan=clan, given_name="Ất", child_order=2, death="rằm tháng bảy")
    family(founder, None, first, second)
    found(founder)
    wife = WomanFactory(clan=clan, given_name="Hoa")
    family(first, wife, PersonFactory(clan=clan, given_name="Phúc"))
    family(second, None, PersonFactory(clan=clan, given_name="Lộc"))
    for number, ancestor in enumerate((first, second), start=1):
        BranchFactory(
            clan=clan, name="", label="chi", ordinal=number, ordinal_style="stem", founder=ancestor
        )
    rebuild_clan(clan)
    return clan


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("đời 3", ["Dương Văn Phúc", "Dương Văn Lộc"]),
        ("đời 3 chi 2", ["Dương Văn Lộc"]),
        ("chi giáp đời thứ ba", ["Dương Văn Phúc"]),
        ("phuc chi at", []),
        ("chi 9", []),
        ("đời 2-3 chi ất", ["Dương Văn Ất", "Dương Văn Lộc"]),
        ("con cụ Tổ", ["Dương Văn Giáp", "Dương Văn Ất"]),
        ("con ông Giáp", ["Dương Văn Phúc"]),
        ("con bà Hoa", ["Dương Văn Phúc"]),
        ("vợ ông Giáp", ["Lê Thị Hoa"]),
        ("chồng bà Hoa", ["Dương Văn Giáp"]),
        ("lộc con ông Giáp", []),
        ("giỗ rằm tháng giêng", ["Dương Văn Tổ"]),
        ("15/7", ["Dương Văn Ất"]),
        ("giỗ ngày 15", ["Dương Văn Tổ", "Dương Văn Ất"]),
        ("1790", ["Dương Văn Tổ"]),
        ("sinh 1780-1830", ["Dương Văn Tổ", "Dương Văn Giáp"]),
        ("mất thế kỷ 19", ["Dương Văn Tổ", "Dương Văn Giáp"]),
        ('"Văn Phúc"', ["Dương Văn Phúc"]),
        ('"Phúc Văn"', []),
        ("cụ Phúc", ["Dương Văn Phúc"]),
    ],
)
def test_facts_are_understood(book, anonymous, asked, names):
    assert ask(asked, anonymous) == names


def test_the_very_marks_come_first_then_whole_words_then_the_older(anonymous):
    clan = ClanFactory()
    for name in ("Hoàn", "Hoà", "Hoa"):
        PersonFactory(clan=clan, given_name=name)
    assert ask("hoà", anonymous) == ["Dương Văn Hoà", "Dương Văn Hoa", "Dương Văn Hoàn"]


def test_of_too_many_the_very_marks_are_kept(anonymous):
    clan = ClanFactory()
    for name in ("Hoa", "Hoa", "Hoa", "Hoà"):
        PersonFactory(clan=clan, given_name=name)
    index = BranchIndex(anonymous)
    hits = people_found(question_of("hoà", index), anonymous, index, limit=2)
    assert hits.is_more
    assert found_cards(hits.keys, anonymous)[0].name == "Dương Văn Hoà"


def test_days_and_families_of_the_living_find_nobody(anonymous, member, editor):
    clan = ClanFactory(living_policy=LivingPolicy.NAME_ONLY)
    father = LivingPersonFactory(clan=clan, given_name="Cha", birth="1960")
    son = LivingPersonFactory(clan=clan, given_name="Con", birth="1985")
    family(father, None, son)
    rebuild_clan(clan)
    assert ask("duong con", anonymous) == ["Dương Văn Con"]
    for asked in ("con ông Cha", "sinh 1985", "1960"):
        assert ask(asked, anonymous) == []
    assert ask("con ông Cha", member) == ["Dương Văn Con"]
    assert ask("sinh 1985", member) == []
    assert ask("sinh 1985", editor) == ["Dương Văn Con"]


def test_a_second_father_beside_a_sensitive_link_is_not_told(anonymous, editor):
    clan = ClanFactory()
    born_to, raised_by = (PersonFactory(clan=clan, given_name=name) for name in ("Sinh", "Nuôi"))
    child = PersonFactory(clan=clan, given_name="Bé")
    family(raised_by, None, child)
    ParentLink.objects.filter(child=child).update(is_sensitive=True, kind=ParentKind.ADOPTED)
    ParentLink.objects.create(child=child, parent=born_to, kind=ParentKind.BIRTH)
    assert ask("con ông Sinh", anonymous) == []
    assert ask("con ông Nuôi", anonymous) == ["Dương Văn Bé"]
    assert ask("con ông Sinh", editor) == ["Dương Văn Bé"]


def test_another_name_is_told_where_it_was_what_was_found(anonymous):
    clan = ClanFactory()
    dead = PersonFactory(clan=clan, given_name="Xưa")
    PersonName.objects.create(person=dead, kind=NameKind.TU, value="Nhuận Phủ")
    PersonName.objects.create(person=dead, kind=NameKind.HUY, value="Kín Đáo", is_sensitive=True)
    rebuild_clan(clan)
    index = BranchIndex(anonymous)
    hits = people_found(question_of("tự nhuận", index), anonymous, index)
    cards = found_cards(hits.keys, anonymous)
    assert other_names_of(cards, ["nhuận"], anonymous) == {dead.uuid: "tự Nhuận Phủ"}
    assert other_names_of(cards, ["xưa"], anonymous) == {}
    assert other_names_of(cards, ["kín"], anonymous) == {}
    assert ask("kín đáo", anonymous) == []


def test_a_misspelt_word_is_guessed_from_names_the_reader_may_know(anonymous, member):
    clan = ClanFactory()
    PersonFactory(clan=clan, given_name="Nghệ")
    LivingPersonFactory(clan=clan, given_name="Khuynh")
    asked = question_of("duong nhge", BranchIndex(anonymous))
    assert guesses(asked, known_words(anonymous))[0] == ("duong", "nghe")
    hidden = question_of("khuymh", BranchIndex(anonymous))
    assert guesses(hidden, known_words(anonymous)) == []
    assert guesses(hidden, known_words(member)) == [("khuynh",)]


def test_branches_and_clans_are_found_by_their_titles(book, anonymous):
    for asked, titles in {
        "chi ất": ["Chi Ất"],
        "chi 1": ["Chi Giáp"],
        "duong thu": [book.name],
        "chi 7": [],
        "giỗ 15/1": [],
    }.items():
        index = BranchIndex(anonymous)
        hits = branch_hits(question_of(asked, index), anonymous, index)
        assert [hit.title for hit in hits] == titles


def test_branches_of_a_closed_clan_are_not_there(book, anonymous, member):
    type(book).objects.update(is_public=False)
    for viewer, count in ((anonymous, 0), (member, 1)):
        index = BranchIndex(viewer)
        assert len(branch_hits(question_of("chi ất", index), viewer, index)) == count


def test_what_was_understood_is_said(anonymous):
    asked = question_of("đời 7 chi 2 giỗ 15/3 sinh 1890-1900 con cụ Nghệ", BranchIndex(anonymous))
    assert understood(asked) == [
        "Đời 7",
        "chi 2",
        "giỗ ngày 15 tháng 3 âm lịch",
        "sinh năm 1890 – 1900",
        "con của Nghệ",
    ]


@pytest.mark.parametrize("count", [1, 12])
def test_a_search_costs_the_same_whatever_it_finds(anonymous, count):
    clan = ClanFactory()
    family(
        PersonFactory(clan=clan),
        None,
        *(PersonFactory(clan=clan, given_name="Tùng") for _ in range(count)),
    )
    with CaptureQueriesContext(connection) as queries:
        assert len(ask("tùng con ông duong", anonymous)) == count
    assert len(queries) == 4


@pytest.mark.parametrize("asked", ["", "a", "%", "_", "\x00", "'", "\\", "()", "٣", "a" * 10_000])
def test_odd_questions_find_nobody(anonymous, asked):
    PersonFactory(given_name="An")
    assert ask(asked, anonymous) == []


def test_marked_records_are_found_by_editors_alone(anonymous, member, editor):
    PersonFactory(given_name="Kín", visibility=Mark.EDITORS)
    assert [ask("kín", one) for one in (anonymous, member)] == [[], []]
    assert ask("kín", editor) == ["Dương Văn Kín"]
