"""After somebody is erased no proposal tells of them; photographs nobody took are gone."""

from __future__ import annotations

from io import BytesIO, StringIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from cms.media.models import ClanImage
from genealogy.enums import ProposalState
from genealogy.models import MediaLink, Proposal, ProposalComment, ProposalItem
from genealogy.selectors.portraits import hidden_image_keys
from genealogy.selectors.viewers import viewer_for
from genealogy.services.proposals import (
    proposal_accept,
    proposal_comment,
    proposal_submit,
    proposal_take_back,
    proposals_forget,
)
from tests.genealogy.factories import ClanFactory, LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db

CANARY = "Chimkín"


@pytest.fixture
def person():
    return LivingPersonFactory(clan=ClanFactory())


def jpeg():
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = CANARY
    Image.new("RGB", (30, 40), "red").save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


def submit(author, subject, *items, note=""):
    return proposal_submit(
        author=author,
        viewer=viewer_for(author),
        subject=subject,
        kind="correction",
        items=items,
        note=note,
    )


def dump():
    connection.ensure_connection()
    out = StringIO()
    for model in (Proposal, ProposalItem, ProposalComment):
        for row in model.objects.values():
            out.write(repr(row))
    return out.getvalue()


def test_nothing_of_an_erased_person_stays_in_any_proposal(person, member_user, editor_user):
    other = LivingPersonFactory(clan=person.clan)
    named = {"field": "given_name", "value": CANARY}
    about = submit(member_user, person, {"action": "set_field", "data": named}, note=CANARY)
    proposal_comment(proposal=about, by=editor_user, text=CANARY)
    born = {"given_name": CANARY, "sex": "m"}
    birth = submit(member_user, other, {"action": "add_child", "data": born}, note=CANARY)
    birth = proposal_accept(proposal=birth, by=editor_user, reason=CANARY)
    made = birth.items.get().result_uuid
    assert proposals_forget(person.uuid) == 2
    assert proposals_forget(made) == 1
    assert CANARY not in dump()
    assert str(person.uuid) not in dump()
    assert str(made) not in dump()


def test_what_is_asked_for_others_stays_without_the_tie(person, member_user):
    other = LivingPersonFactory(clan=person.clan)
    kid = {"given_name": "Tí", "other_parent": str(person.uuid)}
    proposal = submit(member_user, other, {"action": "add_child", "data": kid}, note="lời")
    proposals_forget(person.uuid)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.note) == (ProposalState.OPEN, "")
    assert proposal.items.get().data == {"given_name": "Tí"}


def test_a_photograph_that_waits_goes_with_the_person(person, member_user):
    photo = {"action": "add_picture", "data": {}, "file": jpeg()}
    image = submit(member_user, person, photo).items.get().image
    name = image.file.name
    assert default_storage.exists(name)
    proposals_forget(person.uuid)
    assert not ClanImage.objects.filter(pk=image.pk).exists()


def test_a_photograph_keeps_nothing_but_the_picture(person, member_user):
    photo = {"action": "add_picture", "data": {}, "file": jpeg()}
    image = submit(member_user, person, photo).items.get().image
    with image.file.open("rb") as file:
        assert CANARY.encode() not in file.read()
    assert person.given_name not in image.title


def hidden(user):
    queries = hidden_image_keys(viewer_for(user))
    return {pk for query in queries for row in query for pk in row.values()}


def test_a_photograph_is_hidden_until_accepted_and_again_when_taken_back(member_user, editor_user):
    person = PersonFactory()
    photo = {"action": "add_picture", "data": {"is_portrait": True}, "file": jpeg()}
    proposal = submit(member_user, person, photo)
    image = proposal.items.get().image
    assert image.pk in hidden(member_user)
    assert image.collection.get_view_restrictions().exists()
    proposal = proposal_accept(proposal=proposal, by=editor_user)
    assert MediaLink.objects.filter(person=person, image=image).exists()
    assert not ClanImage.objects.get(pk=image.pk).collection.get_view_restrictions().exists()
    assert image.pk not in hidden(member_user)
    proposal_take_back(proposal=proposal, by=member_user)
    assert image.pk in hidden(member_user)
    assert ClanImage.objects.get(pk=image.pk).collection.get_view_restrictions().exists()
