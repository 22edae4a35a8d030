"""A preview's token opens one draft, the same to everybody, and tells what a stranger may know."""

from __future__ import annotations

import json

import pytest
from wagtail.models import Site

from cms.preview.models import FrontEnd, SubjectKind
from cms.preview.services import shared_token_make, text_token_make
from genealogy.public import stored_text
from tests.privacy.asking import tells
from tests.privacy.facts import FACT
from tests.privacy.matrix import asker, scanner
from tests.privacy.roles import (
    ADMINISTRATOR,
    OWN_HEAD,
    PAGES,
    ROLES,
    STATES,
    STRANGER,
    may_see,
)
from tests.privacy.world import change
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FRONT = "https://ho.example"
TYPED = "<p>Chữ đang viết dở</p>"


@pytest.fixture(scope="module")
def tokens(world):
    """A token of a draft that names everybody, and of each text, by what it opens."""
    with change():
        site = Site.objects.get(is_default_site=True)
        FrontEnd.objects.create(site=site, is_on=True, address=FRONT)
        common = {"site": site, "by": world.accounts[ADMINISTRATOR]}
        news = world.news
        news.title = "Tựa đang viết dở"
        news.save_revision()
        found = {("page", str(news.pk)): shared_token_make(page=news, **common)}
        for kind, owner in _owners(world):
            found[kind, str(owner.uuid)] = text_token_make(
                subject=SubjectKind(kind),
                uuid=owner.uuid,
                text=TYPED,
                stored=stored_text(owner),
                **common,
            )
        yield found


def _owners(world):
    yield "clan", world.clan
    yield "branch", world.branch
    for subject in world.subjects.values():
        yield "person", subject.person


def _address(token: str) -> str:
    return f"/api/v2/preview/{token}/"


def _told(answer) -> tuple[int, bytes, dict[str, str]]:
    """Give what a caller can tell apart; the budget only counts calls."""
    headers = {name: text for name, text in answer.headers.items() if "RateLimit" not in name}
    return answer.status, answer.body, headers


def test_no_token_tells_what_a_stranger_may_not_know(world, tokens):
    somebody, eyes = asker(STRANGER, world), scanner(world)
    for of, token in tokens.items():
        for address in (_address(token), f"{_address(token)}userbar/"):
            answer = somebody.get(address, origin=FRONT)
            assert answer.status in {200, 404}, address
            for state, fact in sorted(tells(answer, eyes)):
                assert may_see(STRANGER, state, FACT[fact], PAGES), (of, state, fact)


@pytest.mark.parametrize("role", ROLES if IS_FULL else [OWN_HEAD, ADMINISTRATOR])
def test_a_token_tells_everybody_what_it_tells_a_stranger(role, world, tokens):
    somebody, stranger = asker(role, world), asker(STRANGER, world)
    for of, token in tokens.items():
        told, known = (_told(one.get(_address(token))) for one in (somebody, stranger))
        assert told == known, of


def test_a_token_opens_one_draft_and_lives_of_public_people_alone(world, tokens):
    stranger = asker(STRANGER, world)
    public = {
        str(world.subjects[state].person.uuid)
        for state in STATES
        if may_see(STRANGER, state, FACT["biography"], PAGES)
    }
    for (kind, key), token in tokens.items():
        answer = stranger.get(_address(token))
        if kind == "person" and key not in public:
            assert answer.status == 404
            continue
        facts = json.loads(answer.body)
        assert facts["kind"] == kind
        text = "Tựa đang viết dở" if kind == "page" else "Chữ đang viết dở"
        assert text in answer.body.decode()
        if kind in {"page", "person"}:
            assert str(facts["id"]) == key
        # The others' drafts are not in it, and what it shows stands nowhere without the token.
        assert ("Tựa" in answer.body.decode()) == (kind == "page")
        public_one = stranger.get(facts["detail_url"].partition("testserver")[2] or "/khong-co/")
        assert "đang viết dở" not in public_one.body.decode()


def test_a_token_is_no_key_to_anything_else(world, tokens):
    stranger = asker(STRANGER, world)
    token = next(iter(tokens.values()))
    page = f"/api/v2/news/{world.news.pk}/"
    plain = stranger.get(page)
    for headers in ({"authorization": f"Bearer {token}"}, {"x_preview_token": token}):
        answer = stranger.get(page, **headers)
        assert "đang viết dở" not in answer.body.decode()
    assert stranger.get(page).body == plain.body
    for address in (f"{page}?token={token}", f"/tin-tuc/tin-cua-ho-0/?token={token}"):
        assert "đang viết dở" not in stranger.get(address).body.decode()
