from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.accounts.breaches import breach_save, clock_words
from cms.accounts.models import Breach, Notice
from genealogy.enums import DutyKind, DutyState, RequestState, Visibility
from genealogy.models import Consent, DataRequest, Erasure, PersonAccount
from genealogy.selectors.duties import Urgency, urgency_of
from genealogy.services.duties import (
    due_dates,
    duties_remind,
    request_answer,
    request_extend,
    request_finish,
    request_from_account,
    request_from_stranger,
    request_link,
    request_refuse,
)
from tests.genealogy.factories import ClanFactory, LivingPersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(member_user):
    person = LivingPersonFactory()
    PersonAccount.objects.create(user=member_user, person=person, state=RequestState.ACCEPTED)
    return person


def ask(user, kind=DutyKind.HIDE, **more):
    return request_from_account(user=user, kind=kind, **more)


def stranger_asks(clan, kind=DutyKind.HIDE):
    return request_from_stranger(
        clan=clan, kind=kind, name="Người lạ", contact="0900", message="về con tôi"
    )


@pytest.mark.parametrize(
    ("kind", "answer", "deed"),
    [
        (DutyKind.HIDE, date(2026, 11, 24), date(2026, 12, 7)),  # the 5th is a Saturday
        (DutyKind.WITHDRAW, date(2026, 11, 24), date(2026, 12, 7)),
        (DutyKind.ERASE, date(2026, 11, 24), date(2026, 12, 10)),
        (DutyKind.EXPORT, date(2026, 11, 24), date(2026, 11, 30)),
    ],
)
def test_due_dates_follow_the_law(kind, answer, deed):
    assert due_dates(kind, date(2026, 11, 20)) == (answer, deed)


@pytest.mark.parametrize("kind", [DutyKind.HIDE, DutyKind.WITHDRAW, DutyKind.ERASE])
def test_a_confirmed_person_is_hidden_at_once(person, member_user, kind):
    Consent.objects.create(
        person=person, scope="public", given_by="x", evidence="x", given_on=date(2026, 1, 1)
    )
    request = ask(member_user, kind)
    person.refresh_from_db()
    assert person.visibility == Visibility.EDITORS
    assert request.state == DutyState.OPEN
    assert (request.person, request.person_uuid) == (person, person.uuid)
    is_left = Consent.objects.filter(withdrawn_at__isnull=True).exists()
    assert is_left is (kind != DutyKind.WITHDRAW)


@pytest.mark.parametrize("kind", [DutyKind.CORRECT, DutyKind.EXPORT])
def test_other_requests_hide_nobody(person, member_user, kind):
    ask(member_user, kind)
    person.refresh_from_db()
    assert person.visibility == Visibility.DEFAULT


def test_a_claim_nobody_confirmed_hides_nobody(member_user):
    person = LivingPersonFactory()
    PersonAccount.objects.create(user=member_user, person=person)
    request = ask(member_user, clan=person.clan)
    person.refresh_from_db()
    assert person.visibility == Visibility.DEFAULT
    assert request.person is None


def test_the_same_request_twice_is_one(person, member_user):
    first = ask(member_user, message="một")
    assert ask(member_user, message="hai") == first
    assert DataRequest.objects.count() == 1
    assert DataRequest.objects.get().message == "một\nhai"


def test_without_a_book_nothing_is_taken_in(member_user):
    with pytest.raises(ValidationError):
        ask(member_user)


def test_compilers_and_administrators_are_told_and_no_name_travels(
    person, member_user, editor_user, admin_account
):
    ask(member_user)
    told = Notice.objects.filter(kind="data_request_new")
    assert {notice.user for notice in told} == {editor_user, admin_account}
    assert not any(person.given_name in notice.text.split() for notice in told)


def test_a_request_of_a_stranger_touches_nobody_before_a_person_looked(editor_user):
    person = LivingPersonFactory()
    request = stranger_asks(person.clan)
    with pytest.raises(ValidationError):
        request_finish(request, outcome="đã ẩn", by=editor_user)
    request_link(request, person, by=editor_user)
    request_finish(request, outcome="đã ẩn", by=editor_user)
    person.refresh_from_db()
    assert person.visibility == Visibility.EDITORS
    assert request.state == DutyState.DONE


def test_an_erasure_is_done_when_it_happened(editor_user):
    person = LivingPersonFactory()
    request = stranger_asks(person.clan, DutyKind.ERASE)
    request_link(request, person, by=editor_user)
    with pytest.raises(ValidationError, match="erase_person"):
        request_finish(request, outcome="đã xoá", by=editor_user)
    Erasure.objects.create(person_uuid=person.uuid)
    request_finish(request, outcome="đã xoá", by=editor_user)


def test_a_request_is_extended_once_by_fifteen_days_with_a_reason(editor_user):
    request = stranger_asks(ClanFactory())
    late = request.due_on + timedelta(days=16)
    for until, reason in ((late, "chờ giấy"), (request.due_on, "x"), (late - timedelta(1), " ")):
        with pytest.raises(ValidationError):
            request_extend(request, until=until, reason=reason, by=editor_user)
    request_extend(request, until=late - timedelta(days=1), reason="chờ giấy", by=editor_user)
    with pytest.raises(ValidationError):
        request_extend(request, until=late - timedelta(days=1), reason="nữa", by=editor_user)


def test_what_is_over_stays_over(editor_user, member_user, person):
    request = ask(member_user, DutyKind.CORRECT)
    request_refuse(request, outcome="không đúng", by=editor_user)
    with pytest.raises(ValidationError):
        request_answer(request, by=editor_user)
    assert Notice.objects.filter(user=member_user, kind="data_request_decided").exists()


def test_a_request_closes_with_words_only(editor_user):
    with pytest.raises(ValidationError):
        request_refuse(stranger_asks(ClanFactory()), outcome="  ", by=editor_user)


def test_a_person_of_another_clan_is_refused(editor_user):
    with pytest.raises(ValidationError):
        request_link(stranger_asks(ClanFactory()), LivingPersonFactory(), by=editor_user)


@pytest.mark.parametrize(
    ("today", "answered", "level"),
    [
        (date(2026, 11, 20), False, Urgency.CALM),
        (date(2026, 11, 23), False, Urgency.SOON),
        (date(2026, 11, 25), False, Urgency.LATE),
        (date(2026, 11, 25), True, Urgency.CALM),
        (date(2026, 12, 3), True, Urgency.SOON),
        (date(2026, 12, 8), True, Urgency.LATE),
    ],
)
def test_the_standing_of_a_request_is_told_in_words(today, answered, level):
    request = DataRequest(
        kind=DutyKind.HIDE,
        state=DutyState.OPEN,
        answer_due_on=date(2026, 11, 24),
        due_on=date(2026, 12, 7),
        answered_at=timezone.now() if answered else None,
    )
    standing = urgency_of(request, today)
    assert standing.level == level
    assert standing.words


def test_what_is_late_or_near_is_called_out_once_a_day(editor_user):
    stranger_asks(ClanFactory())
    Notice.objects.all().delete()
    later = timezone.now() + timedelta(days=60)
    assert duties_remind(later) == 1
    assert duties_remind(later) == 0
    assert Notice.objects.get().kind == "data_request_late"


def test_a_breach_runs_for_72_hours(admin_account):
    found_at = timezone.now() - timedelta(hours=50)
    breach = breach_save(Breach(title="Mất máy", discovered_at=found_at), by=admin_account)
    assert breach.notify_by == found_at + timedelta(hours=72)
    assert clock_words(breach, found_at + timedelta(hours=50)) == "còn 22 giờ để báo"
    assert "quá hạn" in clock_words(breach, found_at + timedelta(hours=80))
    assert duties_remind() == 1
    breach.notified_at = timezone.now()
    breach_save(breach, by=admin_account)
    assert clock_words(breach, timezone.now()) == "đã báo đúng hạn"


def test_a_breach_of_tomorrow_is_refused():
    with pytest.raises(ValidationError):
        breach_save(Breach(title="x", discovered_at=timezone.now() + timedelta(hours=1)))
