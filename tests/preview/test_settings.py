"""What the settings of a front end may be; the oracle is what a browser would open."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cms.preview.addresses import (
    ROUTE,
    address_clean,
    opened,
    origin_of,
    origins_read,
    route_check,
)
from cms.preview.models import FrontEnd
from tests.preview.conftest import FRONT


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://ho-duong.example", "https://ho-duong.example"),
        ("https://ho-duong.example/", "https://ho-duong.example"),
        ("https://Ho-Duong.example:443/mai/", "https://ho-duong.example/mai"),
        ("https://ho-duong.example:8443", "https://ho-duong.example:8443"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ],
)
def test_an_address_has_one_form(address, kept):
    assert address_clean(address) == kept


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://ho-duong.example",
        "http://127.0.0.1.example",
        "http://127.0.0.2",
        "ftp://ho-duong.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "//ho-duong.example",
        "ho-duong.example",
        "https://",
        "https://nguoi:mat-khau@ho-duong.example",
        "https://@ho-duong.example",
        "https://ho-duong.example@ke-khac.example",
        "https://ho-duong.example?x=1",
        "https://ho-duong.example#x",
        "https://ho-duong.example/a b",
        "https://ho-duong.example/../x",
        "https://ho-duong.example//x",
        "https://ho-duong.example\\@ke-khac.example",
        "https://ho-duong.example:99999",
        "https://*.example",
        "https://ho dương.example",
        "https://ho-duong.example/{token}",
    ],
)
def test_what_is_no_safe_address_is_refused(address):
    with pytest.raises(ValidationError):
        address_clean(address)


@pytest.mark.parametrize(
    "route",
    [
        "",
        "api/preview?token={token}",
        "//ke-khac.example/{token}",
        "/\\ke-khac.example/{token}",
        "@ke-khac.example/{token}",
        ".ke-khac.example/{token}",
        ":8443/{token}",
        "/x",
        "/x?path={path}",
        "/x?token={token}&again={token}",
        "/x?token={token.__class__}",
        "/x?token={token!r}",
        "/x?token={token:>9}",
        "/x?token={token}&y={settings}",
        "/x?token={token}#{path}",
        "/x y?token={token}",
        "/x?token={token}{",
        "/{}{token}",
    ],
)
def test_a_route_that_could_lead_elsewhere_is_refused(route):
    with pytest.raises(ValidationError):
        route_check(route)


@given(
    path=st.text(min_size=1, max_size=60).filter(lambda text: _encodable(text)),
    token=st.text(alphabet="abcXYZ019-_", min_size=43, max_size=43),
)
def test_no_path_of_a_page_leads_away_from_the_front_end(path, token):
    whole = opened(FRONT, ROUTE, token=token, path=f"/{path}")
    parts = urlsplit(whole)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "ho-duong.example", "/api/preview")
    assert parse_qs(parts.query, keep_blank_values=True) == {"token": [token], "path": [f"/{path}"]}
    assert origin_of(whole) == FRONT


def _encodable(text: str) -> bool:
    return not any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)


@pytest.mark.parametrize(
    "lines",
    [
        "*", "null", "https://*.example", "https://a.example/x", "http://a.example", "a.example",
        "https://a:b@a.example", "https://a.example?x",
        "\n".join(f"https://a{n}.example" for n in range(11)),
    ],
)  # fmt: skip
def test_what_is_no_origin_is_refused(lines):
    with pytest.raises(ValidationError):
        origins_read(lines)


def test_origins_are_read_line_by_line_each_once():
    lines = " https://a.example \n\nhttps://A.example:443/\nhttp://localhost:5173"
    assert origins_read(lines) == ["https://a.example", "http://localhost:5173"]


@pytest.mark.django_db
def test_the_form_names_each_wrong_field_and_keeps_nothing(root_client, front_end):
    address = reverse("wagtailsettings:edit", args=["preview", "frontend", front_end.site_id])
    wrong = {
        "is_on": "on",
        "address": "http://ho-duong.example",
        "route": "//ke-khac.example/{token}",
        "allowed_origins": "*",
    }
    answer = root_client.post(address, wrong)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"address", "route", "allowed_origins"}
    front_end.refresh_from_db()
    assert front_end.address == FRONT
    right = {"is_on": "on", "address": f"{FRONT}:8443/", "route": ROUTE, "allowed_origins": ""}
    assert root_client.post(address, right).status_code == 302
    front_end.refresh_from_db()
    assert front_end.address == f"{FRONT}:8443"


@pytest.mark.django_db
def test_it_cannot_be_switched_on_without_an_address(front_end):
    with pytest.raises(ValidationError):
        FrontEnd(site=front_end.site, is_on=True).clean()


@pytest.mark.django_db
def test_only_administrators_set_where_drafts_go(desk, front_end):
    address = reverse("wagtailsettings:edit", args=["preview", "frontend", front_end.site_id])
    assert desk.get(address).status_code == 302


@pytest.mark.django_db
def test_settings_spoiled_in_the_database_lead_nowhere_else(front_end, desk, article):
    from tests.preview.conftest import look

    FrontEnd.objects.update(route="@ke-khac.example/{token}")
    answer = look(desk, article)
    assert answer.status_code == 200
    assert "ke-khac" not in str(answer.headers)
