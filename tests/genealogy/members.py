"""People and accounts for the tests of membership: a clan of two branches with their heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cms.accounts.roles import BRANCH_EDITORS, GENEALOGISTS, MEMBERS
from genealogy.models import BranchOffice
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)

PASSWORD = "mot cau de nho 2026"


def account(name: str, *roles: str, **fields: Any) -> Any:
    """Make an account in the groups of these roles."""
    user = get_user_model().objects.create_user(username=name, password=PASSWORD, **fields)
    user.groups.set([Group.objects.get(name=role) for role in roles])
    return get_user_model().objects.get(pk=user.pk)


def again(user: Any) -> Any:
    """Read an account anew, with the rights it has now."""
    return get_user_model().objects.get(pk=user.pk)


@dataclass
class House:
    """A clan, its branches Giáp and Ất, one living person in each, and a head for each."""

    clan: Any
    giap: Any
    at: Any
    living: Any
    other: Any
    ancestor: Any
    head: Any
    other_head: Any
    compiler: Any


def house() -> House:
    """Build it."""
    clan = ClanFactory(slug="ho-nha", name="Họ Nhà")
    ancestor = PersonFactory(clan=clan, given_name="Tổ", death="1850")
    sons = [PersonFactory(clan=clan, given_name=name, death="1890") for name in ("Giáp", "Ất")]
    living = LivingPersonFactory(clan=clan, given_name="Sống", birth="1990")
    other = LivingPersonFactory(clan=clan, given_name="Khác", birth="1991")
    family(ancestor, None, *sons)
    family(sons[0], None, living)
    family(sons[1], None, other)
    found(ancestor)
    giap = BranchFactory(clan=clan, slug="chi-giap", name="Chi Giáp", founder=sons[0])
    at = BranchFactory(clan=clan, slug="chi-at", name="Chi Ất", founder=sons[1])
    for person in (living, other):
        person.refresh_from_db()
    heads = []
    for name, branch in (("truong-giap", giap), ("truong-at", at)):
        head = account(name, BRANCH_EDITORS, display_name=f"Trưởng {branch.name}")
        BranchOffice.objects.create(user=head, clan=clan, branch=branch)
        heads.append(head)
    clan.refresh_from_db()
    return House(
        clan=clan,
        giap=giap,
        at=at,
        living=living,
        other=other,
        ancestor=ancestor,
        head=heads[0],
        other_head=heads[1],
        compiler=account("bien-soan", GENEALOGISTS),
    )


def member(name: str = "0987000111", **fields: Any) -> Any:
    """Make a member's account."""
    return account(name, MEMBERS, **fields)
