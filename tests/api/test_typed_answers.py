"""Real answers are what the description promises: each record of each kind, nothing undescribed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import islice

import pytest
from django.core.exceptions import ImproperlyConfigured
from openapi_spec_validator import validate
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.core.api.records import record_kinds
from cms.council.models import EventIndexPage, EventPage
from cms.media.api_components import block_shapes
from cms.media.blocks import ArticleBlocks
from cms.programmes.models import EpisodePage, ProgrammeIndexPage, ProgrammePage
from home.models import HomePage, StandardPage
from tests.api.answers import faults, schema_of
from tests.api.conftest import add_image
from tests.genealogy.factories import (
    BranchFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)
from tests.news.factories import add_author, add_news, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client):
    return client.get("/api/v2/openapi.json").json()


def every_block(image: int, document: int) -> list[dict]:
    """Give an article that has each block of the library once."""
    picture = {"image": image, "alt": "", "caption": "Ảnh", "credit": ""}
    video = {
        "title": "Phim",
        "url": "https://www.youtube.com/watch?v=abcdefghijk",
        "media": None,
        "poster": image,
    }
    columns = [{"type": "text", "heading": "Chi"}, {"type": "number", "heading": "Số"}]
    table = {"columns": columns, "rows": [{"values": ["Giáp", "12"]}], "caption": "Đóng góp"}
    values = {
        "paragraph": "<p>Tối ngày 26/4.</p>",
        "heading": {"text": "Mục", "level": "h2"},
        "image": picture,
        "gallery": {"images": [picture, picture], "caption": ""},
        "quote": {"text": "Uống nước nhớ nguồn", "source": ""},
        "video": video,
        "table": table,
        "document": {"document": document, "title": ""},
        "callout": {"title": "", "text": "<p>Giờ Thìn.</p>"},
    }
    assert set(values) == set(ArticleBlocks().child_blocks)
    return [{"type": name, "value": value} for name, value in values.items()]


@pytest.fixture
def house(home_page):
    """One of everything."""
    from django.core.files.base import ContentFile

    from cms.media.models import ClanDocument

    image = add_image("Ảnh")
    paper = ClanDocument(title="Phả", file=ContentFile(b"%PDF-1.4", name="pha.pdf"))
    paper.save()
    father = PersonFactory(birth="khoảng 1820", death="27/9/1890 âm lịch", burial="1890")
    mother, son = WomanFactory(clan=father.clan), PersonFactory(clan=father.clan, birth="1850")
    family(father, mother, son)
    found(father)
    branch = BranchFactory(clan=father.clan, founder=son)
    body = every_block(image.pk, paper.pk)
    add_news(
        "Một tin",
        author=add_author("Ban", portrait=image),
        topics=[add_topic()],
        people=[father],
        branches=[branch],
        body=body,
        cover_image=image,
    )
    series = ProgrammePage(title="Chuyện họ nhà", cover_image=image)
    ProgrammeIndexPage.objects.get().add_child(instance=series)
    series.add_child(
        instance=EpisodePage(
            title="Tập 1",
            video_url="https://www.youtube.com/watch?v=abcdefghijk",
            duration_seconds=65,
            poster=image,
            transcript="<p>Lời.</p>",
        )
    )
    moment = datetime(2026, 12, 1, 3, tzinfo=UTC)
    event = EventPage(title="Giỗ tổ", starts_at=moment, branch=branch, body=json.dumps(body))
    EventIndexPage.objects.get().add_child(instance=event)
    home_page.add_child(instance=StandardPage(title="Giới thiệu", body=json.dumps(body)))
    Redirect.objects.create(old_path="/cu", redirect_link="https://example.org/")
    return {"slug": father.clan.slug, "person": str(father.uuid), "other": str(son.uuid)}


@pytest.fixture
def home_page(db):
    return HomePage.objects.get()


LISTS = {
    "news": "id",
    "programmes": "id",
    "episodes": "id",
    "events": "id",
    "topics": "slug",
    "authors": "slug",
    "clans": "slug",
    "branches": "id",
    "people": "id",
    "pages": "id",
    "images": "id",
    "documents": "id",
    "redirects": "id",
}


def test_every_list_and_every_record_is_as_described(client, document, house):
    wrong = []
    for name, key in LISTS.items():
        listing = client.get(f"/api/v2/{name}/?limit=100").json()
        wrong += _faults(document, f"/api/v2/{name}/", listing)
        detail = next(path for path in document["paths"] if _is_record(path, name))
        assert listing["items"], name
        for item in listing["items"]:
            answer = client.get(f"/api/v2/{name}/{item[key]}/")
            wrong += _faults(document, detail, answer.json())
    assert wrong == []


def test_what_include_adds_is_as_described(client, document, house):
    wrong = []
    for name in ("news", "events"):
        answer = client.get(f"/api/v2/{name}/?include=body,body_html,translations").json()
        assert {block["type"] for block in answer["items"][0]["body"]} == set(
            ArticleBlocks().child_blocks
        )
        wrong += _faults(document, f"/api/v2/{name}/", answer)
    person = client.get(f"/api/v2/people/{house['person']}/?include=news").json()
    assert person["news"]
    wrong += _faults(document, "/api/v2/people/{uuid}/", person)
    part = client.get("/api/v2/news/?fields=title,people&facets=topic,year&count=0").json()
    wrong += _faults(document, "/api/v2/news/", part)
    assert wrong == []


def test_every_further_address_is_as_described(client, document, house):
    given = {"{slug}": house["slug"], "{uuid}": house["person"]}
    wrong, asked = [], 0
    for path, operations in document["paths"].items():
        if not path.startswith(("/api/v2/clans/{", "/api/v2/people/{")):
            continue
        place = next(one for one in given if one in path)
        if path.endswith((".svg", ".ics")) or "get" not in operations:
            continue
        query = f"?to={house['other']}" if path.endswith("relationship/") else ""
        answer = client.get(path.replace(place, given[place]) + query)
        assert answer.status_code == 200, path
        wrong += _faults(document, path, answer.json())
        asked += 1
    for address in ("/api/v2/site/", "/api/v2/search/?q=mot"):
        wrong += _faults(document, address.partition("?")[0], client.get(address).json())
    assert asked >= 10
    assert wrong == []


def test_every_page_of_the_tree_has_a_whole_record(client, document, house):
    """Nothing an editor can make is out of reach of a front end."""
    for page in Page.objects.filter(depth__gt=1):
        record = client.get(f"/api/v2/pages/{page.pk}/").json()["record"]
        assert record is not None, page.specific_class
        assert record["type"] == page.specific_class._meta.label
    types = {type(page.specific) for page in Page.objects.filter(depth__gt=1)}
    assert types == set(record_kinds())


def test_refusals_are_as_described(client, document):
    for address, status in (("news/?x=1", "400"), ("news/0/", "404")):
        answer = client.get(f"/api/v2/{address}")
        path = "/api/v2/news/" if status == "400" else "/api/v2/news/{id}/"
        assert str(answer.status_code) == status
        assert faults(document, schema_of(document, path, status), answer.json()) == []


def test_the_description_is_valid_and_its_names_are_pretty_and_unique(document):
    validate(document)
    names = [
        operation["operationId"]
        for operations in document["paths"].values()
        for operation in operations.values()
    ]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() and name == name.lower() for name in names)
    assert {"news_list", "news_get", "people_timeline", "site", "pages_find"} <= set(names)


def test_a_block_without_a_shape_stops_the_description():
    class MapBlock(blocks.StructBlock):
        place = blocks.CharBlock()

    class WithMap(ArticleBlocks):
        map = MapBlock()

    with pytest.raises(ImproperlyConfigured, match="map"):
        block_shapes(WithMap())


def test_the_union_knows_every_block_by_its_type(document):
    union = document["components"]["schemas"]["Block"]
    assert set(union["discriminator"]["mapping"]) == set(ArticleBlocks().child_blocks)
    assert len(union["oneOf"]) == len(ArticleBlocks().child_blocks)


def _is_record(path: str, name: str) -> bool:
    parts = path.strip("/").split("/")
    return parts[2] == name and len(parts) == 4 and parts[3].startswith("{")


def _faults(document: dict, path: str, body: dict) -> list[str]:
    found_faults = faults(document, schema_of(document, path), body)
    return [f"{path}: {fault}" for fault in islice(found_faults, 3)]
