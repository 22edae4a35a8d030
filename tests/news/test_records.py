"""Articles written field by field say what the serializer would say."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory
from rest_framework.request import Request

from cms.media.at_hand import bodies_at_hand
from cms.news import api
from cms.news.records import ArticleWriter
from genealogy.public import cards_of_branch_links, cards_of_person_links, viewer_of
from tests.api.conftest import add_image
from tests.genealogy.factories import BranchFactory, LivingPersonFactory, PersonFactory
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db
SHAPES = [api.NewsItem, api.NewsDetail]


@pytest.fixture
def pages():
    image = add_image("Ảnh")
    body = [
        {"type": "paragraph", "value": '<p>Xem <a href="/x/">đây</a>.</p>'},
        {"type": "heading", "value": {"text": "Mục", "level": "h2"}},
        {"type": "quote", "value": {"text": "Lời", "source": ""}},
        {"type": "image", "value": {"image": image.pk, "alt": "a", "caption": "", "credit": ""}},
    ]
    return [
        add_news(
            "Đủ cả",
            lead="Sa-pô",
            author=add_author("Ban Thông tin"),
            topics=[add_topic("Thời sự"), add_topic("Giỗ tổ")],
            people=[PersonFactory(), LivingPersonFactory()],
            branches=[BranchFactory()],
            cover_image=image,
            cover_alt="Cụ",
            body=body,
        ),
        add_news("Chẳng có gì"),
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_record_is_the_serializers(pages, shape):
    request = Request(RequestFactory().get("/api/v2/news/"))
    viewer = viewer_of(request)
    people = cards_of_person_links(api.NewsPerson.objects.filter(page__in=pages), viewer)
    branches = cards_of_branch_links(api.NewsBranch.objects.filter(page__in=pages), viewer)
    context = {"request": request, "people": people, "branches": branches}
    names = api.usual_names(shape)
    writer = ArticleWriter(shape, request, names=names, people=people, branches=branches)
    with bodies_at_hand([page.body for page in pages], [], request):
        by_field = writer.write(pages)
        by_serializer = shape(pages, many=True, context=context).data
    assert list(by_field[0]) == list(by_serializer[0])
    assert json.dumps(by_field) == json.dumps(by_serializer)
    assert by_field[0]["people"]
    assert len(by_field[0]["people"]) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_is_written_at_hand(shape):
    """A field left to the serializer is right but slow."""
    missing = [
        name for name in shape().get_fields() if not hasattr(ArticleWriter, f"_write_{name}")
    ]
    assert missing == ["translations"] or missing == []


def test_a_field_it_does_not_know_is_left_to_the_serializer(client):
    page = add_news("Một")
    answer = client.get(f"/api/v2/news/{page.pk}/?fields=id,translations")
    assert answer.json() == {"id": page.pk, "translations": []}


def test_a_picture_that_once_showed_somebody_is_no_cover(client):
    """The short question which pictures can be hidden at all names these as well."""
    image = add_image("Ảnh cũ")
    page = add_news("Một", cover_image=image)
    address = f"/api/v2/news/{page.pk}/"
    assert client.get(address).json()["cover"]["id"] == image.pk
    type(image).objects.filter(pk=image.pk).update(of_people=True)
    assert client.get(address).json()["cover"] is None
