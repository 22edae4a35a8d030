"""Reminders of giỗ by mail: wishes, what is due, what an account is told, how it ends."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError

from genealogy.domain.viewer import Mark
from genealogy.enums import RequestState
from genealogy.models import MemorialReminder, PersonAccount
from genealogy.services import reminders
from genealogy.services.feasts import feast_create
from genealogy.services.people import person_update
from genealogy.services.reminders import (
    reminder_create,
    reminder_remove,
    reminders_send,
    reminders_stop,
    stop_token,
    stoppable,
)
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
)

pytestmark = pytest.mark.django_db

#: 18 tháng 10 năm Bính Ngọ, three days after the first run.
HELD = date(2026, 11, 26)
FIRST = date(2026, 11, 23)


@pytest.fixture
def clan():
    return ClanFactory(slug="ho-thu", name="Họ Thử")


@pytest.fixture
def dead(clan):
    return PersonFactory(clan=clan, given_name="Khiêm", death="18/10 âm lịch")


@pytest.fixture
def user(member_user):
    member_user.email = "thanhvien@vidu.vn"
    member_user.save()
    return member_user


def wish(user, clan, **more):
    return reminder_create(user=user, clan=clan, **{"days_before": 3, **more})


def test_a_mail_tells_who_when_in_both_calendars_and_how_to_stop(user, clan, dead):
    wish(user, clan, person=dead)
    assert reminders_send(today=FIRST) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == ["thanhvien@vidu.vn"]
    assert letter.subject == "Giỗ Dương Văn Khiêm, ngày 26/11"
    html = letter.alternatives[0][0]
    for text in (letter.body, html):
        assert "Dương Văn Khiêm" in text
        assert "Thứ Năm, 26/11/2026" in text
        assert "18 tháng 10 năm Bính Ngọ" in text
        assert "Còn 3 ngày" in text
        assert "Tiên thường: chiều Thứ Tư, 25/11" in text
        assert f"http://testserver/gia-pha/nguoi/{dead.uuid}/" in text
        assert "/gia-pha/nhac-gio/thoi/" in text
    assert "/gia-pha/nhac-gio/thoi/" in letter.extra_headers["List-Unsubscribe"]


def test_nothing_is_sent_before_the_day_and_nothing_twice(user, clan, dead):
    wish(user, clan, person=dead)
    told = []
    for step in range(-5, 12):
        today = FIRST + timedelta(days=step)
        reminders_send(today=today)
        reminders_send(today=today)
        told.append((step, len(mail.outbox)))
    assert [
        step
        for (step, count), before in zip(told, [0, *(n for _s, n in told)], strict=False)
        if count > before
    ] == [0]


def test_a_day_without_a_run_is_made_up_for(user, clan, dead):
    wish(user, clan, person=dead)
    reminders_send(today=FIRST - timedelta(days=4))
    assert reminders_send(today=HELD) == (1, 0)
    assert "Hôm nay" in mail.outbox[0].body


def test_a_gio_that_is_over_is_not_told(user, clan, dead):
    wish(user, clan, person=dead)
    assert reminders_send(today=HELD + timedelta(days=1)) == (0, 0)


def test_each_year_is_told_again(user, clan, dead):
    wish(user, clan, person=dead)
    day, sent = FIRST - timedelta(days=10), []
    while day < date(2028, 12, 31):
        if reminders_send(today=day)[0]:
            sent.append(day + timedelta(days=3))
        day += timedelta(days=1)
    # 18 tháng 10 of 2026, 2027 and 2028 in the tables of Hồ Ngọc Đức.
    assert sent == [date(2026, 11, 26), date(2027, 11, 15), date(2028, 12, 3)]


def test_one_mail_holds_all_of_an_account_and_names_a_gio_once(user, clan, dead):
    PersonFactory(clan=clan, given_name="Cùng", death="18/10 âm lịch")
    feast_create(clan=clan, name="Chạp họ", lunar_month=10, lunar_day=17)
    wish(user, clan, person=dead)
    wish(user, clan)
    assert reminders_send(today=FIRST) == (1, 0)
    body = mail.outbox[0].body
    assert body.count("Dương Văn Khiêm") == 1
    assert "Dương Văn Cùng" in body
    assert "Chạp họ" in body
    assert mail.outbox[0].subject == "3 ngày giỗ sắp tới, từ 25/11"


def test_a_wish_for_one_person_tells_of_nobody_else_and_of_no_feast(user, clan, dead):
    PersonFactory(clan=clan, given_name="Khác", death="18/10 âm lịch")
    feast_create(clan=clan, name="Chạp họ", lunar_month=10, lunar_day=18)
    wish(user, clan, person=dead)
    reminders_send(today=FIRST)
    assert "Khác" not in mail.outbox[0].body
    assert "Chạp họ" not in mail.outbox[0].body


def test_a_branch_has_its_own_people(user, clan, dead):
    branch = BranchFactory(clan=clan, name="Chi Giáp", slug="chi-giap")
    inside = PersonFactory(clan=clan, given_name="Trong", death="18/10 âm lịch")
    branch.people.add(inside)
    wish(user, clan, branch=branch)
    reminders_send(today=FIRST)
    assert "Dương Văn Trong" in mail.outbox[0].body
    assert "Khiêm" not in mail.outbox[0].body


def test_the_own_line_has_forebears_with_their_wives_and_their_names_of_kin(user, clan, dead):
    me = LivingPersonFactory(clan=clan, given_name="Tôi", birth="1990")
    father = PersonFactory(clan=clan, given_name="Cha", death="17/10 âm lịch")
    grandfather = PersonFactory(clan=clan, given_name="Nội", death="18/10 âm lịch")
    second = WomanFactory(clan=clan, given_name="Hai", death="18/10 âm lịch")
    family(grandfather, None, father)
    family(grandfather, second, order=2)
    family(father, None, me)
    PersonAccount.objects.create(user=user, person=me, state=RequestState.ACCEPTED)
    wish(user, clan, my_line=True)
    reminders_send(today=FIRST)
    body = mail.outbox[0].body
    assert "Dương Văn Cha, bố của bạn" in body or "Dương Văn Cha, cha của bạn" in body
    assert "Dương Văn Nội, ông nội của bạn" in body
    assert "Lê Thị Hai" in body
    assert "Khiêm" not in body


def test_who_was_hidden_later_is_not_named(user, clan, dead):
    wish(user, clan, person=dead)
    wish(user, clan)
    person_update(person=dead, visibility=Mark.EDITORS)
    assert reminders_send(today=FIRST) == (0, 0)
    assert mail.outbox == []


@pytest.mark.parametrize("change", ["inactive", "no right", "closed clan", "no address"])
def test_an_account_that_lost_its_right_is_told_nothing(user, clan, dead, change):
    wish(user, clan, person=dead)
    if change == "inactive":
        user.is_active = False
    elif change == "no right":
        user.user_permissions.clear()
    elif change == "no address":
        user.email = ""
    else:
        user.user_permissions.clear()
        clan.is_public = False
        clan.save()
    user.save()
    assert reminders_send(today=FIRST) == (0, 0)
    assert mail.outbox == []


def test_a_mail_that_failed_is_tried_again(user, clan, dead, monkeypatch):
    wish(user, clan, person=dead)

    def refuse(_self):
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr(reminders.EmailMultiAlternatives, "send", refuse)
        assert reminders_send(today=FIRST) == (0, 1)
    assert reminders_send(today=FIRST) == (1, 0)


def test_two_runs_at_once_send_one_mail(user, clan, dead, monkeypatch):
    wish(user, clan, person=dead)
    send = reminders.EmailMultiAlternatives.send

    def send_while_another_runs(self):
        assert reminders_send(today=FIRST) == (0, 0)
        return send(self)

    monkeypatch.setattr(reminders.EmailMultiAlternatives, "send", send_while_another_runs)
    assert reminders_send(today=FIRST) == (1, 0)
    assert len(mail.outbox) == 1


def test_the_same_wish_again_only_takes_the_new_days(user, clan, dead):
    wish(user, clan, person=dead)
    wish(user, clan, person=dead, days_before=7)
    assert MemorialReminder.objects.get().days_before == 7


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"days_before": 61}, "days"),
        ({"days_before": -1}, "days"),
        ({"my_line": True}, "two_wishes"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(user, clan, dead, more, code):
    with pytest.raises(ValidationError) as error:
        wish(user, clan, person=dead, **more)
    assert error.value.code == code


def test_an_account_without_an_address_or_with_too_many_wishes_is_refused(
    member_user, clan, dead, monkeypatch
):
    with pytest.raises(ValidationError, match="thư điện tử"):
        wish(member_user, clan)
    member_user.email = "a@vidu.vn"
    monkeypatch.setattr(reminders, "MOST_REMINDERS", 1)
    wish(member_user, clan)
    with pytest.raises(ValidationError, match="bỏ bớt"):
        wish(member_user, clan, person=dead)


def test_a_wish_is_removed_by_its_owner_alone(user, clan, dead, admin_account):
    row = wish(user, clan, person=dead)
    assert not reminder_remove(user=admin_account, clan=clan, pk=row.pk)
    assert reminder_remove(user=user, clan=clan, pk=row.pk)
    assert not MemorialReminder.objects.exists()


def test_the_link_of_a_mail_ends_the_wishes_of_its_account_alone(user, clan, dead, admin_account):
    admin_account.email = "b@vidu.vn"
    wish(user, clan)
    kept = wish(admin_account, clan)
    assert reminders_stop(stop_token(user)) == 1
    assert list(MemorialReminder.objects.all()) == [kept]


@pytest.mark.parametrize("token", ["", "1", "1:abc", "abc:def:ghi"])
def test_a_link_that_is_not_ours_ends_nothing(user, clan, token):
    wish(user, clan)
    assert stoppable(token) is None
    assert reminders_stop(token) is None
    assert MemorialReminder.objects.count() == 1


def test_the_command_says_what_was_sent_and_fails_when_some_was_not(
    user, clan, dead, monkeypatch, capsys
):
    wish(user, clan, person=dead)
    monkeypatch.setattr(
        reminders.EmailMultiAlternatives, "send", lambda _self: (_ for _ in ()).throw(OSError)
    )
    with pytest.raises(CommandError):
        call_command("send_reminders", today=FIRST)
    monkeypatch.undo()
    call_command("send_reminders", today=FIRST)
    assert "Đã gửi 1 thư nhắc giỗ." in capsys.readouterr().out
