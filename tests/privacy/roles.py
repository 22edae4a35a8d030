"""Who asks in the privacy tests, and how much of whom each of them may see.

The table is written out by hand from the design ("Who may see what") and asks nothing of the code
under test.
"""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from cms.accounts import roles as site_roles
from cms.accounts.services import roles_ensure
from genealogy.enums import BranchOfficeKind, RequestState
from genealogy.models import BranchOffice, ClanMember
from tests.privacy.facts import EDITOR, FILE_FACTS, FULL, KIN, MEMBER, NOTHING, Fact, Only

STRANGER = "stranger"
NEWSROOM = "newsroom editor"
RELATIVE = "member"
OTHER_HEAD = "branch editor of another branch"
OWN_HEAD = "branch editor of the branch"
REVIEWER = "reviewer"
GENEALOGIST = "genealogist"
ADMINISTRATOR = "administrator"
ROLES = (
    STRANGER, NEWSROOM, RELATIVE, OTHER_HEAD, OWN_HEAD, REVIEWER, GENEALOGIST, ADMINISTRATOR,
)  # fmt: skip
OUTSIDERS = frozenset({STRANGER, NEWSROOM})
DECIDERS = frozenset({OWN_HEAD, REVIEWER, GENEALOGIST, ADMINISTRATOR})
ALL_SEEING = frozenset({REVIEWER, GENEALOGIST, ADMINISTRATOR})

_EVERYBODY_IN_FULL = (FULL, FULL, FULL, FULL, FULL, EDITOR, EDITOR, EDITOR)
_INSIDERS_IN_FULL = (NOTHING, NOTHING, FULL, FULL, FULL, EDITOR, EDITOR, EDITOR)
#: State of a life -> how much each of `ROLES` sees on pages and in the API.
STATES = {
    "dead": _EVERYBODY_IN_FULL,
    "dead by age": _EVERYBODY_IN_FULL,
    "living adult": (NOTHING, NOTHING, MEMBER, MEMBER, FULL, EDITOR, EDITOR, EDITOR),
    "living child": (NOTHING, NOTHING, KIN, KIN, FULL, EDITOR, EDITOR, EDITOR),
    "unknown": (NOTHING, NOTHING, KIN, KIN, FULL, EDITOR, EDITOR, EDITOR),
    "living, public": _EVERYBODY_IN_FULL,
    "dead, members": _INSIDERS_IN_FULL,
    "dead, editors": (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, EDITOR, EDITOR, EDITOR),
    "staged": (NOTHING,) * 8,
    # A living brother of the member who asks: own close family in full.
    "own brother": (NOTHING, NOTHING, FULL, MEMBER, FULL, EDITOR, EDITOR, EDITOR),
}

PAGES, ADMIN, CONTACTS = "pages", "admin", "contacts"


def detail(role: str, state: str, door: str) -> int:
    """Say how much of somebody in this state the role sees behind a door."""
    seen = STATES[state][ROLES.index(role)]
    if door == PAGES:
        return seen
    if role in ALL_SEEING:
        return EDITOR
    # In the editors' pages a branch editor works on the people of his branch, with all they hold.
    if role == OWN_HEAD and state != "staged":
        return EDITOR
    return seen


def may_see(role: str, state: str, fact: Fact, door: str) -> bool:
    """Say whether the role may meet this fact of somebody in this state behind a door."""
    if fact.only is Only.CONTACT:
        return role == ADMINISTRATOR and door == CONTACTS
    if fact.only is Only.DECIDERS:
        return role in DECIDERS
    if fact.only is Only.ADMIN_PAGES and door == PAGES:
        return False
    if fact.only is Only.INSIDERS and role in OUTSIDERS:
        return False
    if fact.name in FILE_FACTS and state == "staged":
        # Pictures of an unfinished import lie in the library that its editors work in.
        return role in ALL_SEEING
    return detail(role, state, door) >= max(fact.least, 1)


def _group(constant: str, *permissions: str) -> Group:
    """Give the group of a role; one that is not made yet, by its permissions."""
    name = getattr(site_roles, constant, constant)
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        for permission in permissions:
            app_label, codename = permission.split(".")
            group.permissions.add(
                Permission.objects.get(content_type__app_label=app_label, codename=codename)
            )
    return group


def _account(name: str, *groups: Group):
    user = get_user_model().objects.create_user(username=name, password=f"{name}-password")
    user.groups.set(groups)
    return user


def make_accounts(clan, branch, other_branch) -> dict:
    """Make an account for each role; the stranger has none."""
    roles_ensure()
    members = _group("MEMBERS", "genealogy.browse_living")
    heads = _group("BRANCH_EDITORS", "genealogy.edit_branch", "genealogy.browse_living")
    accounts = {
        NEWSROOM: _account("newsroom", _group("EDITORS")),
        RELATIVE: _account("member", members),
        OTHER_HEAD: _account("otherhead", heads),
        OWN_HEAD: _account("ownhead", heads),
        REVIEWER: _account("reviewer", _group("REVIEWERS", "genealogy.review_proposals")),
        GENEALOGIST: _account("genealogist", _group("GENEALOGISTS")),
        ADMINISTRATOR: get_user_model().objects.create_superuser("root", password="root-password"),
    }
    for role, own in ((RELATIVE, branch), (OWN_HEAD, branch), (OTHER_HEAD, other_branch)):
        ClanMember.objects.create(
            user=accounts[role], clan=clan, branch=own, state=RequestState.ACCEPTED
        )
    for role, own in ((OWN_HEAD, branch), (OTHER_HEAD, other_branch)):
        BranchOffice.objects.create(
            user=accounts[role], clan=clan, branch=own, kind=BranchOfficeKind.EDITOR
        )
    return accounts
