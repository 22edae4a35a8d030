"""Kept numbers: served while true, never when they would show somebody hidden since."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from cms.jobs.models import Job
from cms.jobs.worker import job_run_pending
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import Audience, LivingState, Visibility
from genealogy.models import TreeStatistics
from genealogy.services.branches import branch_update
from genealogy.services.clans import clan_update
from genealogy.services.derived import rebuild_clan
from genealogy.services.people import person_create, person_delete, person_update
from genealogy.services.statistics import asking, statistics_count, statistics_for
from tests.conftest import TODAY
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db

STRANGER = Viewer(Role.ANONYMOUS, TODAY)
MEMBER = Viewer(Role.MEMBER, TODAY)
EDITOR = Viewer(Role.EDITOR, TODAY)


@pytest.fixture
def clan():
    clan = ClanFactory()
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1800", death="3/2/1860")
    family(founder, None, PersonFactory(clan=clan, given_name="Hiếm", death="5/5/1900"))
    found(founder)
    clan.refresh_from_db()
    return clan


@pytest.fixture
def big(monkeypatch):
    """Let every clan count as a big one, which is not counted while the reader waits."""
    monkeypatch.setattr(asking, "COUNTED_AT_ONCE", 0)
    monkeypatch.setattr(asking, "COUNTED_AT_ONCE_FOR_EDITORS", 0)


def rare(clan):
    return clan.people.get(given_name="Hiếm")


def names(shown):
    return {row.name for row in shown.statistics.names_of_men}


def count_all(clan):
    for audience in Audience:
        statistics_count(clan, audience)


def test_kept_numbers_are_read_in_two_queries(clan, django_assert_num_queries):
    first = statistics_for(clan, None, MEMBER)
    with django_assert_num_queries(2):
        again = statistics_for(clan, None, MEMBER)
    assert again == first
    assert again.statistics.people == 2


def test_a_small_clan_is_counted_anew_at_once(clan):
    statistics_for(clan, None, MEMBER)
    PersonFactory(clan=clan)
    shown = statistics_for(clan, None, MEMBER)
    assert (shown.statistics.people, shown.is_current, shown.counted_at) == (3, True, None)
    assert TreeStatistics.objects.filter(clan=clan, branch=None).count() == 1


def test_each_audience_has_its_own_numbers(clan):
    LivingPersonFactory(clan=clan)
    PersonFactory(clan=clan, visibility=Visibility.EDITORS)
    people = [
        statistics_for(clan, None, who).statistics.people for who in (STRANGER, MEMBER, EDITOR)
    ]
    assert people == [2, 3, 4]


def test_a_branch_has_its_people_and_those_within(clan):
    outer = BranchFactory(clan=clan, founder=rare(clan))
    inner = BranchFactory(clan=clan, parent=outer)
    shown = statistics_for(clan, outer, MEMBER)
    assert shown.statistics.people == 1
    assert [row.branch for row in shown.statistics.branches] == [inner.pk]
    assert statistics_for(clan, inner, MEMBER).statistics.people == 0


def test_a_branch_put_under_another_counts_there(clan):
    outer = BranchFactory(clan=clan)
    inner = BranchFactory(clan=clan, founder=rare(clan))
    assert statistics_for(clan, outer, MEMBER).statistics.people == 0
    branch_update(inner, parent=outer)
    assert statistics_for(clan, outer, MEMBER).statistics.people == 1


def test_the_end_of_a_presumption_is_a_reason_to_count(clan):
    old = PersonFactory(clan=clan, birth="10/10/1910", living_state="unknown")
    old.refresh_from_db()
    assert statistics_for(clan, None, STRANGER).statistics.people == 2
    after = old.presumed_living_until + timedelta(days=1)
    assert statistics_for(clan, None, Viewer(Role.ANONYMOUS, after)).statistics.people == 3


def test_a_locked_database_does_not_cost_the_reader_the_numbers(clan, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("genealogy.services.statistics.keeping.count_keep", locked)
    assert statistics_for(clan, None, MEMBER).statistics.people == 2
    assert not TreeStatistics.objects.exists()


def test_an_older_count_does_not_replace_a_newer_one(clan):
    statistics_for(clan, None, MEMBER)
    newer = TreeStatistics.objects.get(branch=None)
    TreeStatistics.objects.update(version=newer.version + 5)
    statistics_count(clan, Audience.MEMBERS)
    assert TreeStatistics.objects.get(branch=None).version == newer.version + 5


# Big clans ---------------------------------------------------------------------------------------


def test_a_big_clan_shows_old_numbers_and_asks_for_new_ones_once(clan, big):
    count_all(clan)
    PersonFactory(clan=clan)
    for _ in range(3):
        shown = statistics_for(clan, None, STRANGER)
        assert (shown.statistics.people, shown.is_current) == (2, False)
        assert shown.counted_at is not None
    assert Job.objects.count() == 1
    job_run_pending()
    shown = statistics_for(clan, None, STRANGER)
    assert (shown.statistics.people, shown.is_current, shown.counted_at) == (3, True, None)


def test_a_row_never_counted_is_counted_at_once_even_in_a_big_clan(clan, big):
    assert statistics_for(clan, None, STRANGER).statistics.people == 2


def hide_by_mark(person):
    person_update(person, visibility=Visibility.EDITORS)


def hide_by_life(person):
    person_update(person, living_state=LivingState.LIVING)


def hide_by_deletion(person):
    person_delete(person)


@pytest.mark.parametrize("hide", [hide_by_mark, hide_by_life, hide_by_deletion])
def test_whoever_is_hidden_is_in_no_number_of_strangers_from_then_on(clan, big, hide):
    count_all(clan)
    assert "Hiếm" in names(statistics_for(clan, None, STRANGER))
    hide(rare(clan))
    shown = statistics_for(clan, None, STRANGER)
    assert "Hiếm" not in names(shown)
    assert shown.statistics.people == 1


@pytest.mark.parametrize("hide", [hide_by_mark, hide_by_deletion])
def test_whoever_is_hidden_is_in_no_number_of_members(clan, big, hide):
    count_all(clan)
    hide(rare(clan))
    assert "Hiếm" not in names(statistics_for(clan, None, MEMBER))


def test_the_death_of_somebody_found_alive_is_told_to_no_member(clan, big):
    count_all(clan)
    before = statistics_for(clan, None, MEMBER).statistics
    hide_by_life(rare(clan))
    after = statistics_for(clan, None, MEMBER).statistics
    assert (before.with_death, after.with_death) == (2, 1)


def test_somebody_deleted_is_in_no_number_of_editors(clan, big):
    count_all(clan)
    hide_by_deletion(rare(clan))
    assert "Hiếm" not in names(statistics_for(clan, None, EDITOR))


def test_hiding_after_other_edits_is_not_forgotten(clan, big):
    count_all(clan)
    person = rare(clan)
    hide_by_mark(person)
    for _ in range(3):
        PersonFactory(clan=clan)
    assert "Hiếm" not in names(statistics_for(clan, None, STRANGER))


def test_a_rebuild_of_the_whole_clan_is_trusted_with_nothing(clan, big):
    count_all(clan)
    person = rare(clan)
    person.visibility = Visibility.EDITORS
    person.save()
    rebuild_clan(clan)
    assert "Hiếm" not in names(statistics_for(clan, None, STRANGER))


def test_a_policy_of_the_clan_makes_rows_unreadable(clan, big):
    count_all(clan)
    TreeStatistics.objects.filter(branch=None, audience=Audience.PUBLIC).update(
        counted_at=TODAY.isoformat() + "T00:00:00Z"
    )
    clan_update(clan, living_policy="name_only")
    shown = statistics_for(clan, None, STRANGER)
    assert shown.is_current
    row = TreeStatistics.objects.get(branch=None, audience=Audience.PUBLIC)
    assert row.counted_at.hour or row.counted_at.minute or row.counted_at.second


def test_a_clan_counted_while_closed_is_counted_anew_when_opened(clan, big):
    clan_update(clan, is_public=False)
    count_all(clan)
    clan_update(clan, is_public=True)
    assert statistics_for(clan, None, STRANGER).statistics.people == 2


def test_edits_of_hidden_people_leave_no_trace_for_strangers(clan, big):
    """Not even the mark of old numbers, by which a stranger could tell that something happened."""
    hidden = LivingPersonFactory(clan=clan)
    count_all(clan)
    before = statistics_for(clan, None, STRANGER)
    person_update(hidden, given_name="Khác")
    LivingPersonFactory(clan=clan)
    person_delete(hidden)
    assert statistics_for(clan, None, STRANGER) == before
    assert not Job.objects.exists()


def test_a_row_found_true_is_stamped_so_that_the_next_reader_need_not_ask(
    clan, big, django_assert_num_queries
):
    count_all(clan)
    LivingPersonFactory(clan=clan)
    statistics_for(clan, None, STRANGER)
    with django_assert_num_queries(2):
        assert statistics_for(clan, None, STRANGER).is_current


def test_a_stamp_does_not_outlive_the_presumption_of_somebody_new(clan, big):
    count_all(clan)
    new = person_create(
        clan=clan, events=[{"type": "birth", "date": "10/10/1910"}], sex="m", given_name="Lão"
    )
    new.refresh_from_db()
    assert statistics_for(clan, None, STRANGER).is_current
    after = Viewer(Role.ANONYMOUS, new.presumed_living_until + timedelta(days=1))
    assert not statistics_for(clan, None, after).is_current


def test_a_job_for_a_clan_that_is_gone_is_refused(clan, big):
    count_all(clan)
    PersonFactory(clan=clan)
    statistics_for(clan, None, MEMBER)
    Job.objects.update(arguments={"clan": 0, "audience": "members"})
    job_run_pending()
    assert Job.objects.get().state == "failed"
