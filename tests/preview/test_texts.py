"""Texts of the gia phả before they are saved: phả ký, a branch's words, a person's life."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from cms.preview.models import PreviewToken
from genealogy.domain.viewer import Mark
from genealogy.models import Person
from genealogy.services.erasing import person_erase
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)
from tests.preview.conftest import FRONT, api, token_in

pytestmark = pytest.mark.django_db

TYPED = "<p>Chữ chưa lưu của họ</p>"


@pytest.fixture
def tree(db):
    clan = ClanFactory(introduction="<p>Phả ký cũ</p>")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1800", death="1870")
    son = PersonFactory(clan=clan, given_name="Cả", birth="1830", death="1900")
    living = LivingPersonFactory(clan=clan, given_name="Kín", birth="1990")
    family(founder, None, son)
    family(son, None, living)
    found(founder)
    branch = BranchFactory(clan=clan, founder=son)
    return {"clan": clan, "branch": branch, "person": founder, "living": living}


def send(browser, kind, owner, name="genealogy_text_preview", **more):
    field = "biography" if kind == "person" else "introduction"
    sent = {field: rich_text(TYPED, features=["h3", "bold"]), **more}
    return browser.post(reverse(name, args=[kind, owner.uuid]), sent)


@pytest.mark.parametrize("kind", ["clan", "branch", "person"])
def test_an_unsaved_text_is_seen_at_the_front_end(front_end, root_client, stranger, tree, kind):
    owner = tree[kind]
    opened = send(root_client, kind, owner)["Location"]
    assert opened.startswith(f"{FRONT}/api/preview?token=")
    assert opened.endswith(f"&path={owner.get_absolute_url()}")
    told = stranger.get(api(token_in(opened))).json()
    assert told["kind"] == kind
    record = told["record"]
    assert "Chữ chưa lưu của họ" in record["biography" if kind == "person" else "introduction"]
    public = stranger.get(told["detail_url"]).json()
    assert set(record) == set(public)
    for name in set(public) - {"biography", "introduction"}:
        assert record[name] == public[name], name
    assert "Chữ chưa lưu" not in str(public)
    assert "Kín" not in str(record)


@pytest.mark.parametrize("kind", ["clan", "branch", "person"])
def test_without_a_front_end_our_own_page_shows_it(root_client, tree, kind):
    answer = send(root_client, kind, tree[kind])
    assert answer.status_code == 200
    assert "Chữ chưa lưu của họ" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert not PreviewToken.objects.exists()


def test_a_living_persons_life_never_leaves_for_the_front_end(front_end, root_client, tree):
    answer = send(root_client, "person", tree["living"])
    assert answer.status_code == 200
    assert not PreviewToken.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"visibility": Mark.EDITORS}, {"visibility": Mark.MEMBERS}, {"presumed_living": True}],
)
def test_a_preview_dies_when_the_person_is_hidden(front_end, root_client, stranger, tree, change):
    token = token_in(send(root_client, "person", tree["person"])["Location"])
    assert stranger.get(api(token)).status_code == 200
    Person.objects.filter(pk=tree["person"].pk).update(**change)
    assert stranger.get(api(token)).status_code == 404


def test_previews_of_a_closed_clan_die(front_end, root_client, stranger, tree):
    tokens = [token_in(send(root_client, kind, tree[kind])["Location"]) for kind in
              ("clan", "branch", "person")]  # fmt: skip
    type(tree["clan"]).objects.update(is_public=False)
    assert [stranger.get(api(token)).status_code for token in tokens] == [404] * 3


def test_a_preview_dies_when_the_text_is_saved(front_end, root_client, stranger, tree):
    token = token_in(send(root_client, "clan", tree["clan"])["Location"])
    type(tree["clan"]).objects.update(introduction="<p>Đã lưu</p>")
    assert stranger.get(api(token)).status_code == 404


def test_a_preview_dies_with_the_person_and_with_the_right_to_edit(
    front_end, client, stranger, editor_user, tree
):
    client.force_login(editor_user)
    token = token_in(send(client, "person", tree["person"])["Location"])
    editor_user.user_permissions.clear()
    assert stranger.get(api(token)).status_code == 404


def test_who_may_not_edit_previews_nothing(front_end, desk, editor_client, tree):
    """The newsroom edits no book; a compiler without that right edits no clan."""
    assert send(editor_client, "clan", tree["clan"]).status_code == 404
    assert send(editor_client, "person", tree["person"]).status_code == 302


def test_the_newsroom_may_not_preview_texts(front_end, desk, tree):
    for kind in ("clan", "branch", "person"):
        assert send(desk, kind, tree[kind]).status_code == 404
        assert send(desk, kind, tree[kind], "preview_links:text").status_code == 404


def test_the_form_of_a_text_leads_to_its_preview(front_end, root_client, tree):
    for kind, name in (("clan", "clan"), ("branch", "branch"), ("person", "person")):
        page = root_client.get(reverse(f"genealogy_{name}:edit", args=[tree[kind].pk]))
        html = page.content.decode()
        assert reverse("genealogy_text_preview", args=[kind, tree[kind].uuid]) in html
        assert reverse("preview_links:text", args=[kind, tree[kind].uuid]) in html
        assert FRONT in page["Content-Security-Policy"]


def test_a_text_is_shared_as_it_was_typed(front_end, root_client, stranger, tree):
    first = send(root_client, "clan", tree["clan"], "preview_links:text")
    typed = first.context_data["typed"]
    address = reverse("preview_links:text", args=["clan", tree["clan"].uuid])
    made = root_client.post(address, {typed["name"]: typed["value"], "hours": 168})
    token = token_in(made.context_data["link"])
    assert "Chữ chưa lưu" in stranger.get(api(token)).json()["record"]["introduction"]
    row = PreviewToken.objects.get()
    assert row.kind == "shared"
    listed = root_client.get(address).context_data["links"]
    assert listed == [row]


def test_what_is_no_text_of_the_editor_is_refused(front_end, root_client, tree):
    for sent in ("nonsense", "[]", "{}", '{"blocks": 7}', ""):
        answer = root_client.post(
            reverse("genealogy_text_preview", args=["clan", tree["clan"].uuid]),
            {"introduction": sent},
        )
        assert answer.status_code in {302, 400}, sent


def test_hostile_markup_of_a_text_is_dropped(front_end, root_client, stranger, tree):
    import json

    block = {
        "key": "a", "text": "<script>x</script>", "type": "unstyled", "depth": 0,
        "inlineStyleRanges": [], "entityRanges": [{"offset": 0, "length": 2, "key": 0}],
    }  # fmt: skip
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    sent = {"introduction": json.dumps({"blocks": [block], "entityMap": {"0": link}})}
    address = reverse("genealogy_text_preview", args=["clan", tree["clan"].uuid])
    opened = root_client.post(address, sent)["Location"]
    html = stranger.get(api(token_in(opened))).json()["record"]["introduction"]
    assert "<script" not in html
    assert "javascript:" not in html


def test_an_erasure_takes_the_words_typed_of_the_person(front_end, root_client, tree):
    send(root_client, "person", tree["person"])
    send(root_client, "clan", tree["clan"])
    person_erase(tree["person"], by=None)
    assert [token.subject for token in PreviewToken.objects.all()] == ["clan"]
