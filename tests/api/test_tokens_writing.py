"""What a program hands in: a draft of news, a proposal for the gia phả; nothing more."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.roles import EDITORS, MEMBERS
from cms.media.models import ClanImage
from cms.news.foreign_bodies import blocks_of_html
from cms.news.models import NewsIndexPage, NewsPage
from genealogy.models import Proposal
from tests.api.conftest import add_image
from tests.api.token_keys import a_key, bearer, grant
from tests.genealogy.factories import LivingPersonFactory, PersonFactory
from tests.news.factories import add_author, add_topic

pytestmark = pytest.mark.django_db

NEWS = "/api/v2/news/"
PROPOSALS = "/api/v2/proposals/"


@pytest.fixture
def writer(django_user_model):
    """An editor of news."""
    user = django_user_model.objects.create_user(username="viet-tin", password="viet-tin-password")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


@pytest.fixture
def send(client, writer):
    key = a_key(writer, "write:news")

    def _send(**words):
        return client.post(
            NEWS, json.dumps(words), content_type="application/json", headers=bearer(key)
        )

    return _send


def test_a_draft_lands_under_the_newsroom_unpublished_and_owned(client, send, writer):
    topic, author = add_topic("Khuyến học"), add_author()
    person, image = PersonFactory(), add_image("Ảnh bìa")
    answer = send(
        title="Trao học bổng ở Đông Sơn",
        lead="Bốn mươi sáu suất.",
        body=[
            {"type": "paragraph", "value": "<p>Chào <b>cả họ</b></p>"},
            {"type": "heading", "value": {"text": "Danh sách", "level": "h3"}},
            {"type": "quote", "value": {"text": "Học để làm người.", "source": "Cụ tổ"}},
            {"type": "callout", "value": {"title": "Nhớ", "text": "Ngày <b>mười</b>"}},
            {"type": "image", "value": {"image": image.pk, "alt": "Nhà thờ", "caption": ""}},
            {
                "type": "video",
                "value": {"title": "Lễ", "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"},
            },
        ],
        topics=[topic.slug],
        author=author.slug,
        people=[str(person.uuid)],
        cover_image=image.pk,
    )
    assert answer.status_code == 201, answer.content
    made = answer.json()
    page = NewsPage.objects.get(pk=made["id"])
    assert made["status"] == "draft"
    assert made["edit_url"].endswith(f"/admin/pages/{page.pk}/edit/")
    assert answer["Cache-Control"] == "private, no-store"
    assert (page.live, page.owner, page.slug) == (False, writer, "trao-hoc-bong-o-dong-son")
    assert page.get_parent().specific == NewsIndexPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == [
        "paragraph", "heading", "quote", "callout", "image", "video",
    ]  # fmt: skip
    assert list(draft.topics.all()) == [topic]
    assert [row.person_id for row in draft.person_links.all()] == [person.pk]
    assert client.get(f"{NEWS}{page.pk}/").status_code == 404
    client.force_login(writer)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_two_drafts_of_one_title_have_two_addresses(send):
    slugs = [send(title="Tin").json()["slug"] for _ in range(2)]
    assert slugs == ["tin", "tin-2"]


HTML = """
<h1>Đầu</h1><p onclick="alert(1)">Một <a href="javascript:alert(1)">liên kết</a>
<a href="https://a.example/" target=_blank style="color:red">tốt</a></p>
<script>alert(1)</script><style>p{}</style><iframe src="https://a.example"></iframe>
<img src=x onerror=alert(1)><svg/onload=alert(1)>
<ul><li>a</li><li>b</li></ul><blockquote><p>Lời <i>xưa</i></p></blockquote>
<h3>Sau</h3>chữ trần<!-- kín --><embed embedtype="image" id="1"><a linktype="page" id="3">x</a>
"""


def test_html_becomes_blocks_and_nothing_else_survives(send):
    answer = send(title="Tin", body_html=HTML)
    assert answer.status_code == 201, answer.content
    draft = NewsPage.objects.get(pk=answer.json()["id"]).get_latest_revision_as_object()
    kinds = [block.block_type for block in draft.body]
    assert kinds == ["heading", "paragraph", "quote", "heading", "paragraph"]
    raw = json.dumps(list(draft.body.raw_data))
    bad = ("alert", "onclick", "onerror", "script", "iframe", "style", "embed", "linktype", "<svg")
    assert not [word for word in bad if word in raw]
    assert 'href=\\"https://a.example/\\"' in raw
    assert "<li>" in raw


@pytest.mark.parametrize(
    "html",
    [
        "<math><mtext></p><style><!--</style><img title='--&gt;&lt;img src=x onerror=a()&gt;'>",
        "<a href='jav&#x09;ascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<p><noscript><p title='</noscript><img src=x onerror=alert(1)>'></p>",
        "<svg><p><style><g title='</style><img src onerror=alert(1)>'>",
        "<b><script>alert(1)</script></b>",
    ],
)
def test_no_trick_passes_the_cleaning(html):
    for block in blocks_of_html(html):
        text = str(block["value"])
        assert "<img" not in text
        assert "<script" not in text
        assert "href" not in text


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"title": "x", "live": True}, "live"),
        ({"title": "x", "owner": 1}, "owner"),
        ({"title": "x", "slug": "x"}, "slug"),
        ({"title": "x", "first_published_at": "2020-01-01"}, "first_published_at"),
        ({"title": "x", "topics": ["khong-co"]}, "topics"),
        ({"title": "x", "author": "khong-co"}, "author"),
        ({"title": "x", "people": [str(uuid4())]}, "people"),
        ({"title": "x", "people": ["x"]}, "people"),
        ({"title": "x", "cover_image": 999_999}, "cover_image"),
        ({"title": "x", "body": "chữ"}, "body"),
        ({"title": "x", "body": ["chữ"]}, "body"),
        ({"title": "x", "body": [{"type": "raw", "value": "x"}]}, "body"),
        ({"title": "x", "body": [{"type": "paragraph", "value": {}}]}, "body"),
        ({"title": "x", "body": [{"type": "heading", "value": {"text": 5}}]}, "body"),
        ({"title": "x", "body": [{"type": "heading", "value": {"text": "a", "x": 1}}]}, "body"),
        ({"title": "x", "body": [{"type": "heading", "value": {"level": "9"}}]}, "body"),
        ({"title": "x", "body": [{"type": "heading", "value": {"text": ""}}]}, "body"),
        ({"title": "x", "body": [{"type": "image", "value": {"image": "1"}}]}, "body"),
        ({"title": "x", "body": [{"type": "image", "value": {"image": 10**12}}]}, "body"),
        ({"title": "x", "body": [{"type": "video", "value": {"title": "a", "url": "x"}}]}, "body"),
        ({"title": "x", "body": [], "body_html": "x"}, "body_html"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_name_and_nothing_is_stored(send, words, field):
    answer = send(**words)
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["errors"]
    assert not NewsPage.objects.exists()


def test_a_hidden_person_and_a_hidden_picture_answer_as_unknown_ones(send):
    hidden, image = LivingPersonFactory(), add_image("Kín")
    LivingPersonFactory(clan=hidden.clan, portrait=image)
    for name, found, other in (
        ("people", [str(hidden.uuid)], [str(uuid4())]),
        ("cover_image", image.pk, 999_999),
    ):
        one = send(title="x", **{name: found}).json()["errors"][name]
        two = send(title="x", **{name: other}).json()["errors"][name]
        strip = str(found).strip("[']"), str(other).strip("[']")
        assert str(one).replace(strip[0], "") == str(two).replace(strip[1], "")
    assert ClanImage.objects.filter(pk=image.pk).exists()


def test_an_owner_who_may_add_no_news_is_refused(client, django_user_model):
    user = django_user_model.objects.create_user(username="a", password="a-long-password")
    grant(user, "wagtailadmin.access_admin")
    headers = bearer(a_key(user, "write:news"))
    answer = client.post(NEWS, {"title": "x"}, content_type="application/json", headers=headers)
    assert answer.status_code == 403
    assert not NewsPage.objects.exists()


def test_only_json_is_taken(client, writer):
    key = a_key(writer, "write:news")
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        answer = client.post(NEWS, b"title=x", content_type=kind, headers=bearer(key))
        assert answer.status_code == 415
    answer = client.post(NEWS, b"{", content_type="application/json", headers=bearer(key))
    assert answer.status_code == 400
    answer = client.post(NEWS, b"[1]", content_type="application/json", headers=bearer(key))
    assert answer.status_code == 400


def test_nobody_and_a_member_write_nothing(client, member_user):
    words = {"data": {"title": "x"}, "content_type": "application/json"}
    assert client.post(NEWS, **words).status_code == 401
    client.force_login(member_user)
    assert client.post(NEWS, **words).status_code == 403


def test_an_editor_signed_in_may_hand_in_a_draft_with_the_csrf_token(writer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer)
    words = {"data": {"title": "Tin"}, "content_type": "application/json"}
    assert strict.post(NEWS, **words).status_code == 403
    strict.get("/admin/")
    token = strict.cookies["csrftoken"].value
    answer = strict.post(NEWS, headers={"x-csrftoken": token}, **words)
    assert answer.status_code == 201


# Proposals -------------------------------------------------------------------------------------


@pytest.fixture
def relative(django_user_model):
    """A member who may enter the admin, so that he may have a key."""
    user = django_user_model.objects.create_user(
        username="nguoi-nha", password="nguoi-nha-password"
    )
    user.groups.add(Group.objects.get(name=MEMBERS))
    grant(user, "wagtailadmin.access_admin")
    return user


@pytest.fixture
def propose(client, relative):
    key = a_key(relative, "write:proposals")

    def _propose(**words):
        return client.post(
            PROPOSALS, json.dumps(words), content_type="application/json", headers=bearer(key)
        )

    return _propose


def test_a_proposal_waits_for_those_who_decide(propose, relative):
    person = PersonFactory()
    item = {"action": "set_field", "data": {"field": "given_name", "value": "Mẫn"}}
    answer = propose(subject=str(person.uuid), kind="correction", note="Theo bia mộ", items=[item])
    assert answer.status_code == 201, answer.content
    proposal = Proposal.objects.get()
    assert answer.json()["id"] == str(proposal.uuid)
    assert (proposal.author, proposal.subject, proposal.state) == (relative, person, "open")
    person.refresh_from_db()
    assert person.given_name != "Mẫn"


def test_a_hidden_person_cannot_be_named_and_answers_as_an_unknown_one(propose):
    hidden = LivingPersonFactory(visibility="editors")
    words = {"kind": "correction", "note": "x"}
    one = propose(subject=str(hidden.uuid), **words)
    two = propose(subject=str(uuid4()), **words)
    assert one.status_code == two.status_code == 400
    assert one.content == two.content
    assert not Proposal.objects.exists()


def correcting(**item) -> dict:
    return {"kind": "correction", "items": [{"action": "set_field", "data": {}, **item}]}


@pytest.mark.parametrize(
    "words",
    [
        {"kind": "khong-co"},
        {"kind": "correction"},
        correcting(action="add_picture"),
        correcting(action="delete"),
        correcting(data={"field": "version", "value": "1"}),
        correcting(data={"value": "\x00"}),
        correcting(data=[]),
        correcting(target="x y"),
        correcting(action="add_child", data={"other_parent": [1]}),
        {"kind": "correction", "items": "x"},
        {"kind": "correction", "items": [{"action": "set_field", "data": {}}] * 21},
    ],
)
def test_a_proposal_that_does_not_hold_is_400(propose, words):
    answer = propose(subject=str(PersonFactory().uuid), **words)
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"]
    assert not Proposal.objects.exists()


def test_proposals_cannot_be_read_here(client, relative):
    key = a_key(relative, "read:public", "write:proposals")
    assert client.get(PROPOSALS, headers=bearer(key)).status_code == 405


def test_an_owner_who_is_a_stranger_proposes_nothing(client, writer):
    key = a_key(writer, "write:proposals")
    answer = client.post(
        PROPOSALS,
        json.dumps({"subject": str(PersonFactory().uuid), "kind": "correction", "note": "x"}),
        content_type="application/json",
        headers=bearer(key),
    )
    assert answer.status_code == 403
