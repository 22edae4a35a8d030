"""The table of roles is tried line by line: whoever it lets in gets in, nobody else does."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from cms.accounts.doings import DOINGS, Answer, Who, table_markdown
from cms.accounts.roles import BRANCH_EDITORS, EDITORS, GENEALOGISTS, MEMBERS, REVIEWERS
from genealogy.domain.viewer import Role
from genealogy.enums import EventType, NameKind
from genealogy.models import BranchOffice, ChangeSet
from genealogy.selectors.offices import may_decide
from genealogy.selectors.viewers import viewer_for
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db

GROUPS = {
    Who.MEMBER: MEMBERS,
    Who.NEWS_EDITOR: EDITORS,
    Who.BRANCH_EDITOR: BRANCH_EDITORS,
    Who.REVIEWER: REVIEWERS,
    Who.GENEALOGIST: GENEALOGISTS,
}


@pytest.fixture
def book():
    """Two branches with the same people in each; one is the branch editor's own."""
    clan = ClanFactory(slug="ho-bang-quyen")
    founder = PersonFactory(clan=clan, given_name="Tổ", death="1/1 âm lịch")
    heads = [PersonFactory(clan=clan, child_order=order) for order in (1, 2)]
    family(founder, None, *heads)
    found(founder)
    sides = {}
    for side, head in zip(("own", "other"), heads, strict=True):
        wife = WomanFactory(clan=clan)
        living = LivingPersonFactory(
            clan=clan,
            given_name=f"Sống{side}",
            birth="3/4/1977",
            names=[
                {"kind": NameKind.TU, "value": f"Tự{side}"},
                {"kind": NameKind.OTHER, "value": f"Kín{side}", "is_sensitive": True},
            ],
        )
        dead = PersonFactory(clan=clan, child_order=2, death="1/2/1990")
        union = family(head, wife, living, dead)
        branch = BranchFactory(clan=clan, founder=head)
        for person in (head, wife, living, dead):
            person.refresh_from_db()
        sides[side] = {
            "branch": branch,
            "head": head,
            "living": living,
            "dead": dead,
            "union": union,
            "event": dead.events.get(type=EventType.DEATH),
        }
    return {"clan": clan, "founder": founder, **sides}


@pytest.fixture
def account(django_user_model, book):
    def make(who):
        if who is Who.GUEST:
            return None
        if who is Who.ADMINISTRATOR:
            return django_user_model.objects.create_superuser(username="qt", password="qt-pass")
        user = django_user_model.objects.create_user(username="ai", password="ai-pass")
        user.groups.add(Group.objects.get(name=GROUPS[who]))
        if who is Who.BRANCH_EDITOR:
            office = {"clan": book["clan"], "branch": book["own"]["branch"]}
            BranchOffice.objects.create(user=user, **office)
        return user

    return make


def opens(name, *args):
    """Give a trial: the address answers with a page."""

    def trial(client, user, side, book):
        keys = [side[key].pk if isinstance(key, str) else key for key in args]
        return client.get(reverse(name, args=keys)).status_code == 200

    return trial


def shows(path, text):
    """Give a trial: the answer at the address holds the text."""

    def trial(client, user, side, book):
        response = client.get(path(side))
        return response.status_code == 200 and text(side) in response.content.decode()

    return trial


def page_of(key):
    return lambda side: side[key].get_absolute_url()


def api_of(key):
    return lambda side: f"/api/v2/people/{side[key].uuid}/"


def name_kind(word):
    return lambda side: f"{word}{side['living'].given_name.removeprefix('Sống')}"


def listed(client, user, side, book):
    response = client.get(reverse("genealogy_person:index"), {"q": side["living"].given_name})
    name = f"{side['living'].given_name}\n"
    return response.status_code == 200 and name.strip() in response.content.decode().replace(
        f'value="{name.strip()}"', ""
    )


def chooses(what, key):
    def trial(client, user, side, book):
        response = client.get(reverse(f"{what}_chooser:chosen", args=[side[key].pk]))
        return response.status_code == 200

    return trial


def undoes(client, user, side, book):
    last = ChangeSet.objects.order_by("-pk").first()
    return client.get(reverse("genealogy_history:undo", args=[last.pk])).status_code == 200


def decides(client, user, side, book):
    branch = side["branch"].pk
    return user is not None and may_decide(user, clan_id=book["clan"].pk, branch_id=branch)


def proposes(client, user, side, book):
    return user is not None and viewer_for(user).role >= Role.MEMBER


TRIALS = {
    "see_dead": shows(page_of("dead"), lambda side: str(side["dead"])),
    "see_living": shows(page_of("living"), lambda side: str(side["living"])),
    "see_living_api": shows(api_of("living"), lambda side: str(side["living"])),
    "see_life": shows(page_of("living"), name_kind("Tự")),
    "see_sensitive": shows(page_of("living"), name_kind("Kín")),
    "propose": proposes,
    "decide": decides,
    "open_admin": opens("wagtailadmin_home"),
    "write_news": opens("wagtailsnippets_news_topic:add"),
    "list_people": listed,
    "edit_person": opens("genealogy_person:edit", "living"),
    "delete_person": opens("genealogy_person:delete", "dead"),
    "edit_union": opens("genealogy_union:edit", "union"),
    "edit_event": opens("genealogy_event:edit", "event"),
    "move": opens("genealogy_move:reorder", "head"),
    "choose_person": chooses("person", "dead"),
    "choose_union": chooses("union", "union"),
    "read_history": opens("genealogy_history:index"),
    "undo": undoes,
    "merge": opens("genealogy_duplicate:choose", "dead"),
    "read_findings": opens("genealogy_finding:index"),
    "import_file": opens("genealogy_import:add"),
    "edit_clan": opens("genealogy_clan:add"),
    "manage_accounts": opens("wagtailusers_users:index"),
    "see_contacts": opens("genealogy_contact:index"),
    "view_as": opens("genealogy_view_as:index"),
}


def test_every_line_of_the_table_is_tried():
    assert set(TRIALS) == {doing.key for doing in DOINGS}


@pytest.mark.parametrize("who", list(Who), ids=lambda who: who.name)
def test_the_table_is_true(client, account, book, who):
    user = account(who)
    if user is not None:
        client.force_login(user)
        user = type(user).objects.get(pk=user.pk)
    wrong = []
    for doing in DOINGS:
        told = doing.answer(who)
        expected = (told is not Answer.NO, told is Answer.YES)
        done = tuple(
            bool(TRIALS[doing.key](client, user, book[side], book)) for side in ("own", "other")
        )
        # What concerns no branch is the same on both sides.
        if done != expected:
            wrong.append((doing.key, told, done))
    assert wrong == []


def test_a_disabled_account_may_what_a_guest_may(client, account, book):
    user = account(Who.GENEALOGIST)
    client.force_login(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert client.get(reverse("genealogy_person:index")).status_code == 302
    assert client.get(book["own"]["living"].get_absolute_url()).status_code == 404


def test_rights_taken_away_are_gone_at_the_next_request(client, account, book):
    user = account(Who.BRANCH_EDITOR)
    client.force_login(user)
    form = reverse("genealogy_person:edit", args=[book["own"]["living"].pk])
    assert client.get(form).status_code == 200

    user.groups.clear()

    assert client.get(form).status_code == 302
    assert client.get(book["own"]["living"].get_absolute_url()).status_code == 404


def test_the_table_is_printed_for_the_docs():
    out = StringIO()
    call_command("roles_table", stdout=out)

    assert out.getvalue().strip() == table_markdown()
    lines = table_markdown().splitlines()
    assert len(lines) == 2 + len(DOINGS)
    assert len({line.count("|") for line in lines}) == 1
