"""Where the demo's accounts belong: a member and the heads of two branches of the invented clan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction

from cms.accounts.models import User
from genealogy.services.members import claim_accept, claim_make, membership_give, office_give
from home.demo.books import TABLES, clan_of


@dataclass(frozen=True)
class Seat:
    """A place of an account in the demo's first clan: its branch, and whether it heads it.

    `person` is the key of who the account is in the book; empty for nobody.
    """

    username: str
    branch: str
    is_head: bool = False
    person: str = ""


SEATS = (
    Seat("thanhvien", "chi-giap"),
    Seat("truongchigiap", "chi-giap", is_head=True, person="K1"),
    Seat("truongchiat", "chi-at", is_head=True),
)


@transaction.atomic
def demo_members() -> None:
    """Give the demo's accounts their places and offices; a place that is there stays as it is.

    One head is linked to his invented person, so that "Họ hàng của tôi" shows something; the member
    is not: whoever tries the site does that.
    """
    clan = clan_of(TABLES[0])
    if clan is None:
        return
    # As in `clan_of`: the demo must know what is there whoever may see it.
    branches = {
        branch.slug: branch
        for branch in apps.get_model("genealogy", "Branch").objects.filter(clan=clan)
    }
    placed = apps.get_model("genealogy", "ClanMember").objects.filter(clan=clan)
    seated = set(placed.values_list("user__username", flat=True))
    accounts = {user.username: user for user in User.objects.filter(username__in=_names())}
    for seat in SEATS:
        user, branch = accounts.get(seat.username), branches.get(seat.branch)
        if user is not None and branch is not None and seat.username not in seated:
            _seat(user, clan, branch, is_head=seat.is_head)
            if seat.person:
                _link(user, clan, seat.person)


def _names() -> list[str]:
    return [seat.username for seat in SEATS]


def _seat(user: User, clan: Any, branch: Any, *, is_head: bool) -> None:
    membership_give(user=user, clan=clan, branch=branch)
    if is_head:
        office_give(user=user, clan=clan, branch=branch)


def _link(user: User, clan: Any, key: str) -> None:
    """Say who the account is, decided by an administrator as on a real site."""
    people = apps.get_model("genealogy", "Person").objects.filter(clan=clan, source_xref=key)
    person = people.first()
    decider = User.objects.filter(is_superuser=True).first()
    if person is not None and decider is not None:
        claim_accept(claim_make(user=user, person=person), by=decider)
