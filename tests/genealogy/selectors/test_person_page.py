"""The page of one person, by viewer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.domain.viewer import Detail, LivingPolicy, Mark, Role, Viewer
from genealogy.enums import EventType, NameKind, ParentKind, Standing
from genealogy.models import Citation, Event, Note, PersonName
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.person_page import person_view
from genealogy.services import families
from tests.conftest import TODAY
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    SourceFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


def page(person, viewer, **options):
    seen = person_by_uuid(person.uuid, viewer)
    assert seen is not None
    return person_view(seen, viewer, **options)


def names(cards):
    return [card.name for card in cards]


@pytest.fixture
def house():
    """A man of đời 2 with two wives and four children, one of them alive."""
    clan = ClanFactory(name="Họ Dương làng Thử")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1790", death="1850")
    man = PersonFactory(
        clan=clan, given_name="Phúc", child_order=2, birth="khoảng 1820", death="27/9 âm lịch"
    )
    brother = PersonFactory(clan=clan, given_name="Lộc", child_order=1)
    first = WomanFactory(clan=clan, given_name="Từ")
    second = WomanFactory(clan=clan, given_name="Diệu")
    found(founder)
    family(founder, None, brother, man)
    sons = [
        PersonFactory(clan=clan, given_name="Đức", child_order=2),
        PersonFactory(clan=clan, given_name="Minh", child_order=1),
    ]
    family(man, first, *sons, order=1, standing=Standing.PRINCIPAL)
    alive = LivingPersonFactory(clan=clan, given_name="Canary", child_order=3, birth="1/2/1991")
    family(man, second, alive, order=2)
    orphan = PersonFactory(clan=clan, given_name="Lễ", child_order=4)
    family(man, None, orphan)
    man.refresh_from_db()
    alive.refresh_from_db()
    return {
        "clan": clan,
        "founder": founder,
        "man": man,
        "brother": brother,
        "first": first,
        "second": second,
        "sons": sons,
        "alive": alive,
        "orphan": orphan,
    }


def test_children_stand_under_their_mothers_in_rank_order(house, member):
    view = page(house["man"], member)
    wives = [(item.order_label, item.card.name, names(item.children)) for item in view.spouses]
    assert wives == [
        ("Chính thất", "Lê Thị Từ", ["Dương Văn Minh", "Dương Văn Đức"]),
        ("Vợ hai", "Lê Thị Diệu", ["Dương Văn Canary"]),
    ]
    assert names(view.children_without_mother) == ["Dương Văn Lễ"]


def test_a_hidden_child_is_absent_for_strangers(house, anonymous):
    view = page(house["man"], anonymous)
    assert [names(item.children) for item in view.spouses][1] == []
    assert "Canary" not in repr(view)
    assert str(house["alive"].uuid) not in repr(view)


def test_the_page_tells_line_parents_and_siblings(house, anonymous):
    view = page(house["man"], anonymous)
    assert [(step.generation, step.name) for step in view.lineage] == [
        (1, "Dương Văn Tổ"),
        (2, "Dương Văn Phúc"),
    ]
    assert [(card.note, card.name) for card in view.parents] == [("Cha", "Dương Văn Tổ")]
    assert names(view.siblings) == ["Dương Văn Lộc"]
    assert view.position_label == "con trai thứ 2"


def test_a_woman_sees_her_husband_and_children(house, member):
    view = page(house["first"], member)
    (husband,) = view.spouses
    assert husband.order_label == "Chồng"
    assert names(husband.children) == ["Dương Văn Minh", "Dương Văn Đức"]


def test_the_day_of_death_gives_the_next_memorial(house, anonymous):
    memorial = page(house["man"], anonymous).memorial
    assert (memorial.lunar_month, memorial.lunar_day) == (9, 27)
    assert memorial.lunar_text == "27 tháng 9"
    assert memorial.solar_date > TODAY
    assert memorial.days_left == (memorial.solar_date - TODAY).days


def test_dates_are_told_in_both_calendars(anonymous):
    person = PersonFactory(birth="1790", death="3/2/1820")
    view = page(person, anonymous)
    assert view.birth_text == "1790"
    assert view.death_text == "3/2/1820 (19 tháng 12 năm Kỷ Mão)"


def test_a_member_sees_of_the_living_the_year_of_birth_only(house, member):
    alive = house["alive"]
    PersonName.objects.create(person=alive, kind=NameKind.EVERYDAY, value="Bí danh")
    Note.objects.create(person=alive, text="Ghi chú kín")
    alive.biography = "<p>Chuyện đời</p>"
    alive.save(update_fields=["biography"])
    view = page(alive, member)
    assert view.detail is Detail.MEMBER
    assert view.birth_text == "1991"
    assert view.events == []
    assert view.biography == ""
    assert view.other_names == []
    assert view.notes == []
    assert names(view.parents) == ["Dương Văn Phúc", "Lê Thị Diệu"]


def test_close_family_is_seen_in_full(house):
    viewer = Viewer(Role.MEMBER, TODAY, frozenset({house["alive"].pk}))
    view = page(house["alive"], viewer)
    assert view.birth_text.startswith("1/2/1991")


def test_name_only_gives_nothing_but_name_generation_and_branch(house, anonymous):
    clan = house["clan"]
    clan.living_policy = LivingPolicy.NAME_ONLY
    clan.save()
    view = page(house["alive"], anonymous)
    assert (view.name, view.generation, view.detail) == ("Dương Văn Canary", 3, Detail.NAME)
    assert view.sex == "u"
    assert "1991" not in repr(view)
    assert not (view.parents)
    assert not (view.lineage)
    assert not (view.siblings)
    assert not (view.spouses)
    assert not (view.events)
    (card,) = page(house["man"], anonymous).spouses[1].children
    assert (card.years, card.sex, card.note) == ("", "u", "")


def test_sensitive_events_and_notes_are_for_editors(house, anonymous, member, editor):
    man = house["man"]
    Event.objects.create(
        person=man, type=EventType.OTHER, description="điều kín", is_sensitive=True
    )
    Event.objects.create(person=man, type=EventType.OTHER, description="điều hở", cause="bệnh")
    Note.objects.create(person=man, text="lời kín", is_sensitive=True)
    for viewer in (anonymous, member):
        shown = repr(page(man, viewer))
        assert "điều hở" in shown
        assert "điều kín" not in shown
        assert "lời kín" not in shown
        assert "bệnh" not in shown
    shown = repr(page(man, editor))
    assert "điều kín" in shown
    assert "lời kín" in shown
    assert "bệnh" in shown


def test_an_event_of_a_couple_is_untold_while_one_of_them_is_alive(anonymous, member, editor):
    clan = ClanFactory()
    husband = PersonFactory(clan=clan)
    wife = LivingPersonFactory(clan=clan, sex="f", given_name="Canary")
    couple = family(husband, wife)
    Event.objects.create(union=couple, type=EventType.MARRIAGE, description="ngày cưới")
    for viewer in (anonymous, member):
        assert "ngày cưới" not in repr(page(husband, viewer))
    (event,) = [event for event in page(husband, editor).events if event.type == "marriage"]
    assert event.label == "Cưới với Dương Văn Canary"


def test_graves_and_sources_are_told(house, anonymous):
    man = house["man"]
    grave = Event.objects.create(
        person=man, type=EventType.REBURIAL, grave_direction="đông nam", description="quy tập"
    )
    source = SourceFactory(clan=house["clan"], title="Phả cũ", author="cụ đồ")
    Citation.objects.create(source=source, event=grave, page="tờ 3")
    view = page(man, anonymous)
    assert [item.text for item in view.graves] == ["hướng đông nam"]
    assert [(item.title, item.detail) for item in view.sources] == [("Phả cũ", "cụ đồ, tờ 3")]


@pytest.mark.parametrize("kind", [ParentKind.ADOPTED, ParentKind.HEIR, ParentKind.STEP])
def test_adoption_is_told_of_the_dead_and_not_of_the_living(kind, member, editor):
    clan = ClanFactory()
    father, adopter = PersonFactory(clan=clan), PersonFactory(clan=clan, given_name="Dưỡng")
    dead = PersonFactory(clan=clan, given_name="Xưa")
    alive = LivingPersonFactory(clan=clan, given_name="Nay")
    for child in (dead, alive):
        families.child_link(child=child, parent=father, is_lineage=False)
        families.child_link(child=child, parent=adopter, kind=kind, is_lineage=True)
    shown = {card.name: card for card in page(adopter, member).children}
    assert shown["Dương Văn Xưa"].is_adopted
    assert not shown["Dương Văn Nay"].is_adopted
    assert shown["Dương Văn Nay"].note == "con trai"
    assert names(page(father, member).children) == ["Dương Văn Xưa"]
    assert names(page(alive, member).parents) == ["Dương Văn Dưỡng"]
    assert {card.name: card for card in page(adopter, editor).children}["Dương Văn Nay"].is_adopted


def test_a_hidden_ancestor_in_the_middle_is_opaque(house, anonymous):
    man, son = house["man"], house["sons"][0]
    man.visibility = Mark.MEMBERS
    man.save(update_fields=["visibility"])
    lineage = page(son, anonymous).lineage
    assert [(step.generation, step.is_opaque) for step in lineage] == [
        (1, False),
        (2, True),
        (3, False),
    ]
    assert "Phúc" not in repr(lineage)
    assert str(man.uuid) not in repr(lineage)


def test_hidden_ancestors_on_top_leave_no_trace(house, anonymous):
    for person in (house["founder"], house["man"]):
        person.visibility = Mark.MEMBERS
        person.save(update_fields=["visibility"])
    assert names(page(house["sons"][0], anonymous).lineage) == ["Dương Văn Đức"]


def test_hidden_and_unknown_are_one(house, anonymous):
    assert person_by_uuid(house["alive"].uuid, anonymous) is None
    assert person_by_uuid("11111111-1111-4111-8111-111111111111", anonymous) is None
    assert person_by_uuid("not a uuid", anonymous) is None


def test_the_branch_counts_its_own_generations(anonymous):
    clan = ClanFactory()
    founder, son = PersonFactory(clan=clan), PersonFactory(clan=clan)
    found(founder)
    family(founder, None, son)
    BranchFactory(clan=clan, name="Chi Giáp", founder=son, since_generation=2)
    view = page(son, anonymous)
    assert view.branch.title == "Chi Giáp"
    assert view.branch_generation_label == "đời 1 Chi Giáp"


@pytest.mark.parametrize("count", [2, 8])
@pytest.mark.parametrize("with_news", [False, True])
def test_eight_queries_whatever_the_family(with_news, count, member):
    clan = ClanFactory()
    father, man, wife = PersonFactory(clan=clan), PersonFactory(clan=clan), WomanFactory(clan=clan)
    family(father, None, man, *(PersonFactory(clan=clan) for _ in range(count)))
    family(man, wife, *(PersonFactory(clan=clan, birth="1850") for _ in range(count)))
    with CaptureQueriesContext(connection) as queries:
        view = page(man, member, with_news=with_news)
    assert len(view.children) == len(view.siblings) == count
    assert len(queries) <= (8 if with_news else 6)
