"""Who may keep, frame, log and read the answers at addresses of previews."""

from __future__ import annotations

import io
import logging

import pytest
from django.test import RequestFactory
from django.urls import reverse

from cms.preview.keys import key_make, secrets_hidden
from cms.preview.logs import HidePreviewSecrets
from cms.preview.middleware import PreviewAnswers
from cms.preview.models import FrontEnd
from tests.preview.conftest import FRONT, OTHER, api, bare, look, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(front_end, desk, article):
    return token_in(look(desk, article)["Location"])


def csp(answer) -> dict[str, set[str]]:
    rows = answer["Content-Security-Policy"].split(";")
    return {row.split()[0]: set(row.split()[1:]) for row in rows if row.strip()}


@pytest.mark.parametrize("is_known", [True, False])
def test_no_cache_and_no_search_engine_keeps_a_preview(opened, stranger, is_known):
    answer = stranger.get(api(opened if is_known else key_make().text))
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    for name in ("ETag", "Last-Modified", "Surrogate-Key", "Cache-Tag", "Expires", "Set-Cookie"):
        assert name not in answer, name
    assert stranger.get(api(opened), headers={"if-none-match": "*"}).status_code in {200, 404}


def test_a_preview_is_read_anew_each_time(opened, stranger, article):
    """Nothing between the database and the reader remembers it: it ends at once."""
    assert stranger.get(api(opened)).status_code == 200
    FrontEnd.objects.update(is_on=False)
    assert stranger.get(api(opened)).status_code == 404


def test_a_page_of_the_front_end_may_read(opened, stranger):
    answer = stranger.get(api(opened), headers={"origin": FRONT})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == FRONT
    assert "Access-Control-Allow-Credentials" not in answer
    assert "origin" in answer["Vary"].lower()


def test_a_page_of_another_origin_may_not_read_and_learns_nothing(opened, stranger):
    for origin in (OTHER, "null", f"{FRONT}.ke-khac.example", FRONT.replace("https", "http")):
        known = stranger.get(api(opened), headers={"origin": origin})
        unknown = stranger.get(api(key_make().text), headers={"origin": origin})
        assert known.status_code == 404
        assert "Access-Control-Allow-Origin" not in known
        assert bare(known) == bare(unknown)


def test_a_server_may_read_without_an_origin(opened, stranger):
    answer = stranger.get(api(opened))
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer


def test_further_origins_may_read(opened, stranger):
    FrontEnd.objects.update(allowed_origins=OTHER)
    assert stranger.get(api(opened), headers={"origin": OTHER}).status_code == 200


@pytest.mark.parametrize(("origin", "may"), [(FRONT, True), (OTHER, False)])
def test_a_browser_that_asks_before_is_told_the_same(opened, stranger, origin, may):
    answer = stranger.options(
        api(opened), headers={"origin": origin, "access-control-request-method": "GET"}
    )
    assert answer.get("Access-Control-Allow-Origin") == (origin if may else None)


def test_the_rest_of_the_api_is_still_open_to_every_page(front_end, stranger):
    answer = stranger.get("/api/v2/news/", headers={"origin": OTHER})
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_only_the_forms_that_preview_may_frame_the_front_end(front_end, desk, article):
    form = csp(desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])))
    assert FRONT in form["frame-src"]
    assert FRONT in form["form-action"]
    assert form["frame-ancestors"] == {"'self'"}
    assert OTHER not in str(form)
    for address in ("/admin/", "/", article.url, "/admin/pages/"):
        policy = csp(desk.get(address))
        assert FRONT not in str(policy), address


def test_without_a_front_end_the_forms_are_as_strict_as_before(desk, article):
    form = csp(desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])))
    assert form["form-action"] == {"'self'"}
    assert not any("example" in source for source in form["frame-src"])


def test_secrets_are_in_no_log_of_ours(opened, stranger):
    """Not of a right one, nor of one that was right once: Django logs the address of each error."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(HidePreviewSecrets())
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        stranger.get(api(opened))
        FrontEnd.objects.update(is_on=False)
        stranger.get(api(opened))
        stranger.post(api(opened))
        stranger.get(f"/api/v2/preview/{opened}/khong-co/")
        logging.getLogger("somebody").warning("GET %s failed", f"{FRONT}/x?token={opened}&path=/")
    finally:
        root.removeHandler(handler)
    assert "/preview/***" in stream.getvalue()
    assert "token=***&path=/" in stream.getvalue()
    assert opened not in stream.getvalue()


def test_every_handler_of_the_settings_hides_secrets(settings):
    handlers = settings.LOGGING["handlers"].values()
    assert all("no_preview_secrets" in handler["filters"] for handler in handlers)


def test_the_servers_access_log_prints_no_secret(opened):
    """gunicorn prints RAW_URI and the referrer of the environment, after the answer."""
    address = api(opened)
    request = RequestFactory().get(address, headers={"referer": f"{FRONT}/x?token={opened}"})
    request.META["RAW_URI"] = address
    from django.http import HttpResponse

    PreviewAnswers(lambda asked: HttpResponse("x"))(request)
    assert opened not in str(request.META)
    assert request.META["RAW_URI"] == "/api/v2/preview/***/"


def test_a_refused_request_prints_no_secret_either(opened):
    request = RequestFactory().get(api(opened))

    def fails(asked):
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        PreviewAnswers(fails)(request)
    assert opened not in request.META["PATH_INFO"]


def test_ordinary_words_are_left_alone():
    line = "GET /tin-tuc/preview-cua-ho/?q=token HTTP/1.1"
    assert secrets_hidden(line) == line
