"""Pages and files of drawings, by who asks."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from genealogy.models import PrintOrder
from genealogy.services.derived import rebuild_clan
from genealogy.views import drawings
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def father():
    clan = ClanFactory(name="Họ Dương thử", slug="ho-duong")
    father = PersonFactory(clan=clan, given_name="Ngưỡng", birth="1820", death="1890")
    son = PersonFactory(clan=clan, given_name="Quỳnh")
    family(father, WomanFactory(clan=clan, given_name="Hiển"), son)
    family(son, None, LivingPersonFactory(clan=clan, given_name="Bí"))
    found(father)
    rebuild_clan(clan)
    father.refresh_from_db()
    return father


def page(person, query=""):
    return f"/gia-pha/nguoi/{person.uuid}/ve/{query}"


def words_of(content):
    return " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())


def test_the_page_shows_size_preview_and_files(client, father):
    answer = client.get(page(father, "?dang=the&doi=3"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Khổ giấy" in text
    assert "cm</dd>" in text
    assert "<svg" in text
    assert "Ngưỡng" in text
    assert f'href="/gia-pha/nguoi/{father.uuid}/ve/pha-do.pdf?dang=the&amp;doi=3"' in text
    assert "Dương Văn Bí" not in text


def test_the_file_is_cut_to_who_asks(client, father, member_user):
    address = page(father, "pha-do.pdf?doi=5")
    open_words = words_of(client.get(address).content)
    assert "Ngưỡng" in open_words
    assert "Bí" not in open_words
    assert "NỘI BỘ" not in open_words
    client.force_login(member_user)
    answer = client.get(address)
    assert "Bí" in words_of(answer.content)
    assert "NỘI BỘ" in words_of(answer.content)
    assert "no-store" in answer["Cache-Control"]


def test_a_file_is_named_after_nobody(client, father):
    for ending, kind in (("svg", "image/svg+xml"), ("pdf", "application/pdf")):
        answer = client.get(page(father, f"pha-do.{ending}"))
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"] == f'inline; filename="pha-do.{ending}"'


@pytest.mark.parametrize("kind", ["quat-to-tien", "tren-duoi", "doi-nguoi"])
def test_every_kind_is_given_as_svg_and_pdf(client, father, kind):
    assert b"<svg" in client.get(page(father, f"{kind}.svg")).content
    assert client.get(page(father, f"{kind}.pdf")).content.startswith(b"%PDF")


def test_hidden_and_unknown_people_answer_alike(client, father):
    living = father.clan.people.get(given_name="Bí")
    unknown = "11111111-1111-4111-8111-111111111111"
    for rest in ("", "pha-do.svg", "pha-do.pdf"):
        answers = [client.get(f"/gia-pha/nguoi/{key}/ve/{rest}") for key in (living.uuid, unknown)]
        assert [answer.status_code for answer in answers] == [404, 404]
        bodies = [
            answer.content.replace(str(key).encode(), b"")
            for answer, key in zip(answers, (living.uuid, unknown), strict=True)
        ]
        assert bodies[0] == bodies[1]


def test_a_kind_that_is_none_is_not_found(client, father):
    assert client.get(page(father, "khac.svg")).status_code == 404
    assert client.get(page(father, "duong-noi.svg?den=x")).status_code == 404
    assert client.get(page(father, "pha-do.png")).status_code == 404


def test_strange_choices_are_left_at_what_is_usual(client, father):
    answer = client.get(page(father, "?ve=x&dang=%00&doi=-3&chu=9&giay=a9&con=%F0%9F%98%80"))
    assert answer.status_code == 200


def test_too_many_people_are_sent_to_the_page_of_choices(client, father, monkeypatch):
    monkeypatch.setattr(drawings, "AT_ONCE", 1)
    answer = client.get(page(father, "pha-do.pdf?doi=9"))
    assert answer.status_code == 413
    assert "đặt bản in" in answer.content.decode()


def test_a_large_drawing_is_ordered_by_members_only(client, father, member_user, monkeypatch):
    monkeypatch.setattr(drawings, "_PREVIEW_MOST", 1)
    text = client.get(page(father, "?doi=9")).content.decode()
    assert "<svg viewBox" not in text
    assert "Đặt bản in" not in text
    assert client.post(page(father, "dat-in/"), {"ve": "pha-do"}).status_code == 302
    assert not PrintOrder.objects.exists()
    client.force_login(member_user)
    assert "Đặt bản in" in client.get(page(father, "?doi=9")).content.decode()
    answer = client.post(page(father, "dat-in/"), {"ve": "pha-do", "doi": "9", "dang": "the"})
    assert answer.status_code == 302
    order = PrintOrder.objects.get()
    assert order.options == {"kind": "pha-do", "form": "the", "generations": 9}
    assert (order.user, order.person) == (member_user, father)


def test_the_preview_holds_no_script_and_no_style(client, father):
    father.given_name = '<script>alert("1")</script>'
    father.save()
    type(father).objects.filter(pk=father.pk).update(full_name='Dương <script>alert("1")</script>')
    text = client.get(page(father, "?doi=3")).content.decode()
    assert "<script>alert" not in text
    svg = text[text.index("<svg xmlns") : text.index("</svg>")]
    assert "style=" not in svg.replace("font-style=", "")
    assert "onload" not in svg
