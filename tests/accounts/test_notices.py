from __future__ import annotations

from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from cms.accounts.models import Notice
from cms.accounts.notices import digests_send, notices_mark_read, notify, unread_count

pytestmark = pytest.mark.django_db

LIST = "/tai-khoan/thong-bao/"


@pytest.fixture
def reader(member_user):
    member_user.email = "doc@example.org"
    member_user.display_name = "Cô Tư"
    member_user.save()
    return member_user


def tell(*users, text="Đề nghị của bạn đã được nhận.", path="/gia-pha/de-nghi/1/"):
    return notify(users, kind="proposal_accepted", text=text, path=path)


def test_each_account_is_told_once(reader, editor_user):
    assert tell(reader, reader, editor_user) == 2
    assert unread_count(reader) == 1


def test_the_same_unread_line_is_not_told_twice(reader):
    tell(reader)

    assert tell(reader) == 0
    assert unread_count(reader) == 1


def test_a_line_that_was_read_may_come_again(reader):
    tell(reader)
    notices_mark_read(reader)

    assert tell(reader) == 1


def test_a_closed_account_is_not_told(reader):
    reader.is_active = False

    assert tell(reader) == 0


def test_page_shows_ones_own_lines_only(client, reader, editor_user):
    tell(reader, text="Dòng của tôi")
    tell(editor_user, text="Dòng của người khác")
    client.force_login(reader)

    page = client.get(LIST).content.decode()

    assert "Dòng của tôi" in page
    assert "Dòng của người khác" not in page


@pytest.mark.parametrize("path", ["/tai-khoan/", LIST])
def test_strangers_are_sent_to_sign_in(client, path):
    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/tai-khoan/login/")


def test_opening_a_line_reads_it_and_goes_where_it_points(client, reader):
    tell(reader)
    client.force_login(reader)

    response = client.post(f"{LIST}{Notice.objects.get().pk}/")

    assert response["Location"] == "/gia-pha/de-nghi/1/"
    assert unread_count(reader) == 0


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_a_line_leads_to_no_other_house(client, reader, path):
    tell(reader, path=path)
    client.force_login(reader)

    assert client.post(f"{LIST}{Notice.objects.get().pk}/")["Location"] == LIST


def test_a_line_of_somebody_else_is_not_there(client, reader, editor_user):
    tell(editor_user)
    client.force_login(reader)

    assert client.post(f"{LIST}{Notice.objects.get().pk}/").status_code == 404
    assert unread_count(editor_user) == 1


def test_reading_all_leaves_those_of_others(client, reader, editor_user):
    tell(reader, editor_user)
    client.force_login(reader)

    client.post(f"{LIST}da-doc/")

    assert (unread_count(reader), unread_count(editor_user)) == (0, 1)


def test_a_look_changes_nothing(client, reader):
    tell(reader)
    client.force_login(reader)

    client.get(LIST)
    assert client.get(f"{LIST}da-doc/").status_code == 405
    assert unread_count(reader) == 1


def test_one_mail_tells_all_unread_lines_and_comes_once(reader):
    tell(reader, text="Việc thứ nhất")
    tell(reader, text="Việc thứ hai")

    assert digests_send() == (1, 0)
    assert digests_send() == (0, 0)
    (letter,) = mail.outbox
    assert letter.to == ["doc@example.org"]
    assert letter.subject == "Bạn có 2 thông báo chưa đọc – Từ Đường"
    assert "Kính chào Cô Tư," in letter.body
    assert "Việc thứ nhất" in letter.body
    assert "http://testserver/gia-pha/de-nghi/1/" in letter.body
    assert f"http://testserver{LIST}" in letter.body


def test_who_read_it_or_has_no_mail_gets_none(reader, editor_user):
    tell(reader, editor_user)
    notices_mark_read(reader)

    assert digests_send() == (0, 0)


def test_a_mail_that_failed_is_sent_by_the_next_run(reader, monkeypatch):
    tell(reader)

    def broken(self, messages):
        raise SMTPException

    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", broken)
        with pytest.raises(CommandError):
            call_command("send_digests")
    call_command("send_digests")

    assert len(mail.outbox) == 1
