"""What a secret of a preview opens, and when it stops."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.preview.keys import key_digests, key_make
from cms.preview.models import FrontEnd, PreviewToken
from cms.preview.services import shared_token_make, token_revoke, tokens_drop
from cms.preview.throttles import RATES
from tests.news.factories import add_news
from tests.preview.conftest import LATER, api, bare, look, share, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(front_end, desk, article):
    return token_in(look(desk, article)["Location"])


@pytest.fixture
def unknown(stranger, front_end):
    return bare(stranger.get(api(key_make().text)))


def test_the_secret_is_kept_nowhere_but_as_a_keyed_digest(opened, settings):
    row = PreviewToken.objects.get()
    stored = " ".join(str(value) for value in PreviewToken.objects.values().get().values())
    assert len(opened) == 43
    assert opened not in stored
    assert row.digest == key_digests(opened)[0]
    settings.SECRET_KEY = "another key of the site, thrown away after this"
    assert key_digests(opened)[0] != row.digest


def test_a_secret_outlives_a_change_of_the_sites_key(opened, stranger, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site, thrown away after this"
    assert stranger.get(api(opened)).status_code == 200


def test_two_previews_never_have_one_secret():
    assert len({key_make().text for _ in range(1000)}) == 1000


def test_a_preview_of_a_session_lasts_an_hour(opened, stranger, time_machine_at):
    row = PreviewToken.objects.get()
    assert row.expires_at - row.created_at == pytest.approx(timedelta(hours=1), abs=timedelta(1))
    time_machine_at(timezone.now() + LATER)
    assert stranger.get(api(opened)).status_code == 404


@pytest.fixture
def time_machine_at(monkeypatch):
    """Let previews believe that it is later."""

    def _at(moment):
        for name in ("selectors", "services"):
            monkeypatch.setattr(f"cms.preview.{name}.timezone.now", lambda: moment)

    return _at


def test_unknown_expired_revoked_and_outlived_secrets_answer_alike(
    opened, unknown, stranger, desk, newsroom, article, time_machine_at
):
    row = PreviewToken.objects.get()
    token_revoke(token=row, by=newsroom)
    assert bare(stranger.get(api(opened))) == unknown
    for ended in (_expire, _publish, _close, _forbid, _switch_off, _delete):
        token = token_in(look(desk, article)["Location"])
        assert stranger.get(api(token)).status_code == 200
        undo = ended(PreviewToken.objects.first(), article, newsroom)
        assert bare(stranger.get(api(token))) == unknown, ended.__name__
        if undo:
            undo()
    for text in ("x", "a" * 43, "a" * 44, "%00" * 43, "ă" * 43):
        assert bare(stranger.get(api(text))) == unknown, text


def _expire(token, article, user):
    PreviewToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def _publish(token, article, user):
    Page.objects.get(pk=article.pk).specific.save_revision(user=user).publish()


def _close(token, article, user):
    type(user).objects.update(is_active=False)
    return lambda: type(user).objects.update(is_active=True)


def _forbid(token, article, user):
    groups = list(user.groups.all())
    user.groups.clear()
    return lambda: user.groups.set(groups)


def _switch_off(token, article, user):
    FrontEnd.objects.update(is_on=False)
    return lambda: FrontEnd.objects.update(is_on=True)


def _delete(token, article, user):
    Page.objects.get(pk=article.pk).delete()


def test_a_secret_of_one_object_opens_no_other(front_end, desk, stranger, article, draft):
    """Whatever is done to the address, a secret shows the object it was made for."""
    mine, other = share(desk, article), share(desk, draft)
    told = {token: stranger.get(api(token)).json() for token in (mine, other)}
    assert told[mine]["id"] == article.pk
    assert told[other]["id"] == draft.pk
    assert "Chưa ai biết" not in stranger.get(api(mine)).content.decode()
    for query in (f"?id={draft.pk}", f"?revision={draft.latest_revision_id}", "?fields=*"):
        assert stranger.get(api(mine) + query).status_code == 400
    for address in (
        f"/api/v2/news/{draft.pk}/",
        f"/api/v2/pages/{draft.pk}/",
        f"/api/v2/preview/{mine}/{draft.pk}/",
        f"/api/v2/preview/{mine}{other}/",
    ):
        answer = stranger.get(address, headers={"authorization": f"Bearer {mine}"})
        assert answer.status_code in {401, 404}, address


def test_a_revision_of_another_page_is_not_shown(front_end, newsroom, stranger, article, draft):
    token = shared_token_make(page=article, site=front_end.site, by=newsroom)
    PreviewToken.objects.update(revision=draft.latest_revision)
    assert stranger.get(api(token)).status_code == 404


def test_a_shared_link_shows_the_revision_it_was_made_of(front_end, desk, stranger, draft):
    token = share(desk, draft)
    draft.title = "Tựa sửa sau"
    draft.save_revision()
    assert stranger.get(api(token)).json()["record"]["title"] == "Bài nháp kín"
    assert PreviewToken.objects.get().content is None


def test_a_link_is_of_no_use_once_its_page_is_published(front_end, desk, stranger, draft):
    token = share(desk, draft)
    draft.get_latest_revision().publish()
    assert stranger.get(api(token)).status_code == 404
    assert not PreviewToken.objects.exists()


def test_a_link_is_of_no_use_after_a_publication_nobody_heard_of(front_end, desk, stranger, draft):
    token = share(desk, draft)
    Page.objects.filter(pk=draft.pk).update(last_published_at=timezone.now())
    assert stranger.get(api(token)).status_code == 404


def test_a_new_page_that_is_published_ends_its_previews(front_end, newsroom, stranger, article):
    parent = article.get_parent()
    page = type(article)(title="Mới", slug="moi", owner=newsroom, locale=parent.locale)
    page.depth, page.path = parent.depth + 1, parent.path + "0009"
    page.set_url_path(parent)
    from cms.preview.services import session_token_make

    token = session_token_make(page=page, site=front_end.site, by=newsroom)
    assert stranger.get(api(token)).status_code == 200
    add_news("Mới", owner=newsroom)
    assert stranger.get(api(token)).status_code == 404


@pytest.mark.parametrize("life", [timedelta(0), timedelta(days=7, seconds=1), -timedelta(1)])
def test_no_link_lives_longer_than_a_week(front_end, newsroom, article, life):
    with pytest.raises(ValidationError):
        shared_token_make(page=article, site=front_end.site, by=newsroom, life=life)


def test_reading_is_counted(opened, stranger):
    for _ in range(3):
        stranger.get(api(opened))
    row = PreviewToken.objects.get()
    assert row.use_count == 3
    assert row.last_used_at is not None


def test_guessing_is_slowed_and_a_right_secret_still_opens(opened, stranger):
    """A front end asks for everybody from one address: nonsense must not close it to editors."""
    allowed = int(next(iter(RATES.values())).split("/")[0])
    answers = [stranger.get(api(key_make().text)).status_code for _ in range(allowed + 3)]
    assert answers == [404] * allowed + [429] * 3
    refused = stranger.get(api(key_make().text))
    assert int(refused["Retry-After"]) > 0
    assert refused["Cache-Control"] == "private, no-store"
    assert stranger.get(api(opened)).status_code == 200


def test_nobody_who_asks_is_more_than_a_stranger(opened, stranger, root_client):
    """A session and a wrong key change nothing: the same bytes for everybody."""
    first = stranger.get(api(opened))
    second = root_client.get(api(opened))
    third = stranger.get(api(opened), headers={"authorization": "Bearer td_wrong"})
    assert first.content == second.content == third.content


def test_reading_costs_the_same_whatever_the_number_of_previews(front_end, desk, stranger, article):
    def cost(token):
        with CaptureQueriesContext(connection) as queries:
            assert stranger.get(api(token)).status_code == 200
        return len(queries)

    first = cost(share(desk, article))
    for number in range(5):
        share(desk, add_news(f"Tin {number}"))
    assert cost(share(desk, article)) <= first


def test_expired_previews_are_deleted_by_the_command_and_by_the_next_one(front_end, desk, article):
    look(desk, article)
    PreviewToken.objects.update(expires_at=timezone.now())
    said = StringIO()
    call_command("clear_previews", stdout=said)
    assert "1" in said.getvalue()
    assert not PreviewToken.objects.exists()
    look(desk, article)
    PreviewToken.objects.update(expires_at=timezone.now())
    look(desk, article)
    assert PreviewToken.objects.count() == 1


def test_no_preview_comes_back_with_a_backup(opened, tmp_path):
    tokens_drop(tmp_path)
    assert not PreviewToken.objects.exists()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_preview_is_only_read(opened, stranger, method):
    assert getattr(stranger, method)(api(opened)).status_code == 405
