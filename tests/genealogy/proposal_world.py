"""A clan of two branches with those who propose and those who decide, for tests of proposals."""

from __future__ import annotations

from types import SimpleNamespace

from django.contrib.auth.models import Permission

from cms.accounts.models import Notice
from genealogy.enums import BranchOfficeKind
from genealogy.models import BranchOffice
from genealogy.selectors.viewers import viewer_for
from genealogy.services.derived import rebuild_clan
from genealogy.services.proposals import proposal_submit
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)


def account(model, name, *rights):
    """Make an account with these rights of the genealogy."""
    user = model.objects.create_user(username=name)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def head_of(model, name, branch):
    """Make the account of a branch's head."""
    user = account(model, name, "edit_branch")
    BranchOffice.objects.create(
        user=user, clan=branch.clan, branch=branch, kind=BranchOfficeKind.EDITOR
    )
    return user


def build_world(model):
    """Give the founder, two living sons with a branch each, a member, both heads, a reviewer."""
    clan = ClanFactory()
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1890", death="1950")
    first = LivingPersonFactory(clan=clan, given_name="Giáp", birth="3/4/1960", child_order=1)
    second = LivingPersonFactory(clan=clan, given_name="Ất", birth="1962", child_order=2)
    found(founder)
    family(founder, None, first, second)
    one = BranchFactory(clan=clan, founder=first)
    two = BranchFactory(clan=clan, founder=second)
    rebuild_clan(clan)
    for person in (founder, first, second):
        person.refresh_from_db()
    return SimpleNamespace(
        clan=clan,
        founder=founder,
        first=first,
        second=second,
        member=account(model, "member", "browse_living"),
        head=head_of(model, "head", one),
        other_head=head_of(model, "other", two),
        reviewer=account(model, "reviewer", "review_proposals"),
    )


def submit(world, *items, subject=None, kind="correction", note="", author=None):
    """Propose these items as the member, about the first son where nobody else is named."""
    author = author or world.member
    return proposal_submit(
        author=author,
        viewer=viewer_for(author),
        subject=subject or world.first,
        kind=kind,
        items=items,
        note=note,
    )


def field(name, value, **more):
    """Ask for another value of a column."""
    return {"action": "set_field", "data": {"field": name, "value": value}, **more}


def child(name, **data):
    """Ask for one more child."""
    return {"action": "add_child", "data": {"given_name": name, **data}}


def told(user):
    """Give the kinds of notices an account got, in order."""
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))
