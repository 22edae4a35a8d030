"""Secret addresses of calendars."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from genealogy.models import CalendarLink
from genealogy.services.calendar_links import (
    MOST_LINKS,
    UNUSED_DAYS,
    calendar_link_create,
    calendar_link_open,
    calendar_link_revoke,
    calendar_links_alive,
)
from tests.genealogy.factories import BranchFactory, ClanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(member_user):
    clan = ClanFactory()
    link, secret = calendar_link_create(user=member_user, clan=clan)
    return clan, link, secret


def test_the_database_keeps_the_digest_and_never_the_secret(made):
    _clan, link, secret = made
    row = CalendarLink.objects.filter(pk=link.pk).values().get()
    assert row["digest"] == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(row)
    # 32 bytes in base 64 are 43 signs.
    assert len(secret) >= 43


def test_two_addresses_differ(made, member_user):
    clan, link, secret = made
    other, other_secret = calendar_link_create(user=member_user, clan=clan)
    assert secret != other_secret
    assert calendar_link_open(secret).pk == link.pk
    assert calendar_link_open(other_secret).pk == other.pk


@pytest.mark.parametrize("wrong", ["", "x", "0" * 43])
def test_an_unknown_secret_opens_nothing(made, wrong):
    assert calendar_link_open(wrong) is None
    assert calendar_link_open(made[1].digest) is None


def test_a_revoked_address_opens_nothing(made, member_user):
    clan, link, secret = made
    assert calendar_link_revoke(user=member_user, clan=clan, pk=link.pk)
    assert calendar_link_open(secret) is None
    assert not calendar_link_revoke(user=member_user, clan=clan, pk=link.pk)
    assert list(calendar_links_alive(user=member_user, clan=clan)) == []


def test_nobody_revokes_the_address_of_another(made, admin_account):
    clan, link, secret = made
    assert not calendar_link_revoke(user=admin_account, clan=clan, pk=link.pk)
    assert calendar_link_open(secret) is not None


def test_a_disabled_account_closes_its_addresses(made, member_user):
    secret = made[2]
    member_user.is_active = False
    member_user.save()
    assert calendar_link_open(secret) is None


def test_an_address_long_unused_is_dead(made):
    _clan, link, secret = made
    long_ago = timezone.now() - timedelta(days=UNUSED_DAYS + 1)
    CalendarLink.objects.filter(pk=link.pk).update(created_at=long_ago)
    assert calendar_link_open(secret) is None
    CalendarLink.objects.filter(pk=link.pk).update(last_used_at=timezone.now())
    assert calendar_link_open(secret) is not None


def test_the_last_use_is_written_once_an_hour(made):
    _clan, link, secret = made

    def last_used():
        return CalendarLink.objects.get(pk=link.pk).last_used_at

    calendar_link_open(secret)
    first = last_used()
    assert first is not None
    calendar_link_open(secret)
    assert last_used() == first
    CalendarLink.objects.filter(pk=link.pk).update(last_used_at=first - timedelta(hours=2))
    calendar_link_open(secret)
    assert last_used() >= first


def test_an_account_has_a_handful_of_addresses(made, member_user):
    clan = made[0]
    for _ in range(MOST_LINKS - 1):
        calendar_link_create(user=member_user, clan=clan)
    with pytest.raises(ValidationError):
        calendar_link_create(user=member_user, clan=clan)


def test_a_branch_of_another_clan_is_refused(made, member_user):
    with pytest.raises(ValidationError):
        calendar_link_create(user=member_user, clan=made[0], branch=BranchFactory())
