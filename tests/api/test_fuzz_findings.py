"""What questions made at random (`make fuzz`) found: each was an answer nobody had described."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from rest_framework.exceptions import ValidationError

from cms.core.api.filters import WORDS
from cms.core.api.strict_fields import Text, YesOrNo
from cms.news.api_write import BlocksGiven
from tests.api.conftest import add_image
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db

LISTS = ("news", "people", "paths", "pages", "images", "documents", "media", "site", "search")


@pytest.mark.parametrize("name", LISTS)
def test_options_are_told_to_everybody_whatever_stands_beside(client, name):
    answer = client.options(f"/api/v2/{name}/?limit=3&nonsense=1")
    assert answer.status_code == 200
    assert "OPTIONS" in answer.headers["Allow"]


@pytest.mark.parametrize("name", ["images", "documents"])
def test_options_with_a_file_break_nothing(client, name):
    body = "--x\r\nContent-Disposition: form-data; name=file; filename=a.png\r\n\r\na\r\n--x--\r\n"
    answer = client.generic(
        "OPTIONS", f"/api/v2/{name}/", body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("method", ["TRACE", "DELETE"])
def test_another_method_is_refused_as_such_whatever_is_asked(client, name, method):
    answer = client.generic(method, f"/api/v2/{name}/?limit=5&since=&nonsense=1")
    assert answer.status_code == 405
    assert answer.json()["status"] == 405


@pytest.mark.parametrize("words", ["giỗ\ttổ", "giỗ\x1ftổ", "giỗ\x00tổ", "\x00"])
@pytest.mark.parametrize(
    "place", ["news/?search", "people/?search", "documents/?search", "search/?q"]
)
def test_the_description_says_which_words_are_taken(client, place, words):
    answer = client.get(f"/api/v2/{place}=", query_params={place.partition("?")[2]: words})
    is_described = re.search(WORDS["pattern"], words) is not None
    assert answer.status_code == (200 if is_described else 400)


@pytest.mark.parametrize("name", ["news", "people", "pages", "images", "documents", "redirects"])
def test_no_list_looks_for_a_novel(client, name):
    answer = client.get(f"/api/v2/{name}/?search={'a' * 101}")
    assert answer.status_code == 400
    assert "search" in answer.json()["errors"]


@pytest.mark.parametrize("name", ["news", "programmes", "episodes", "events", "pages"])
@pytest.mark.parametrize("value", ["null", "0", "VI", "vi_VN", "vi,en"])
def test_what_is_no_language_is_refused_by_name(client, name, value):
    answer = client.get(f"/api/v2/{name}/?locale={value}")
    assert answer.status_code == 400
    assert "locale" in answer.json()["errors"]


@pytest.mark.parametrize(
    "question",
    ["first_published_at=abc", "alias_of=x", "show_in_menus=maybe", "id=x", "id=1e9", "tags=%40"],
)
def test_a_filter_of_wagtail_with_no_value_of_its_field_breaks_nothing(client, question):
    name = question.partition("=")[0]
    answer = client.get(f"/api/v2/{'images' if name == 'tags' else 'pages'}/?{question}")
    if name == "tags":
        assert answer.status_code == 200
    else:
        assert answer.status_code == 400
        assert name in answer.json()["errors"]


@pytest.mark.parametrize("value", ["0.5", "khuyến-học", "a/b"])
def test_what_is_no_slug_is_refused_by_name(client, value):
    page = add_news("Một tin")
    assert client.get(f"/api/v2/pages/?slug={page.slug}").json()["meta"]["total_count"] == 1
    answer = client.get(f"/api/v2/pages/?slug={value}")
    assert answer.status_code == 400
    assert "slug" in answer.json()["errors"]


@pytest.mark.parametrize("wrong", [5, True, ["a"], {"a": 1}])
def test_a_block_whose_id_is_no_text_is_refused(wrong):
    block = {"type": "paragraph", "value": "<p>Một</p>"}
    field = BlocksGiven()
    field._context = {"writer": None}
    assert field.to_internal_value([{**block, "id": None}]) == [block]
    with pytest.raises(ValidationError, match="khối 2"):
        field.to_internal_value([block, {**block, "id": wrong}])


@pytest.mark.parametrize("wrong", ["yes", "off", 0, 1, [], "true"])
def test_a_yes_is_true_and_nothing_else(wrong):
    assert YesOrNo().run_validation(True) is True
    with pytest.raises(ValidationError):
        YesOrNo().run_validation(wrong)


# What a stranger building a site stumbled over ----------------------------------------------------


@pytest.mark.parametrize("name", ["news", "people", "site", "pages"])
def test_a_format_is_never_a_page_that_is_not_there(client, name):
    answer = client.get(f"/api/v2/{name}/?format=xml")
    assert answer.status_code == 400
    assert "format" in answer.json()["errors"]


def test_an_address_without_its_last_slash_leads_on(client):
    answer = client.get("/api/v2/news?limit=1")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v2/news/?limit=1")
    assert client.get("/api/v2/people/00000000-0000-4000-8000-000000000000").status_code == 301
    assert client.get("/api/v2/nothing").status_code == 404
    assert client.get("/api/v2/preview/abc").status_code == 404
    assert client.post("/api/v2/news").status_code == 404


def test_finding_a_page_leads_to_a_clean_address(client):
    page = add_news("Một tin")
    answer = client.get(f"/api/v2/pages/find/?id={page.pk}")
    assert answer["Location"].endswith(f"/api/v2/pages/{page.pk}/")
    asked = client.get(f"/api/v2/pages/find/?id={page.pk}&fields=title")
    assert asked["Location"].endswith(f"/api/v2/pages/{page.pk}/?fields=title")


def test_the_file_of_a_picture_has_scheme_and_host(client):
    image = add_image("Cổng làng")
    meta = client.get(f"/api/v2/images/{image.pk}/").json()["meta"]
    assert meta["download_url"].startswith("http://testserver/media/")
    listed = client.get("/api/v2/images/?fields=_,download_url").json()["items"][0]["meta"]
    assert listed == {"download_url": meta["download_url"]}


def test_refusals_of_the_framework_are_in_vietnamese(client, staff):
    client.force_login(staff)
    said = [
        Client().post("/api/v2/news/"),
        client.get("/api/v2/news/", headers={"accept": "text/xml"}),
        client.post("/api/v2/news/", "a", content_type="text/plain"),
        client.post("/api/v2/news/", "{", content_type="application/json"),
    ]
    assert [answer.status_code for answer in said[:2]] == [401, 406]
    for answer in said:
        assert answer.status_code in {400, 401, 403, 406, 415}
        assert re.search("[ảạấầậệịọổộửđ]", answer.json()["detail"]), answer.json()


@pytest.mark.parametrize("value", [0, 1.5, True, None, ["a"]])
def test_a_text_is_a_string_and_nothing_that_could_be_written_as_one(value):
    with pytest.raises(ValidationError):
        Text().run_validation(value)
    assert Text().run_validation(" 0 ") == "0"
