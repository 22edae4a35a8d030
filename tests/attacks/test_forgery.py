"""Another site's page cannot act with the cookies of somebody signed in here (CSRF, CORS)."""

from __future__ import annotations

import pytest

from cms.api import router
from tests.attacks.house import House
from tests.attacks.routes import all_routes

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

EVIL = "https://evil.example"


#: Previews only read, know no account, and are open to the origins of the front end alone.
ASKS_NOBODY = "/api/v2/preview/"


@pytest.fixture
def addresses(house: House) -> list[str]:
    """One address of every route."""
    return [route.paths(house.choices, most=1)[0] for route in all_routes()]


def test_no_route_takes_a_post_without_the_token_of_its_form(addresses, enter, writes):
    client = enter("root", enforce_csrf_checks=True)
    writes.taken()
    open_doors = []
    for path in addresses:
        for method in ("post", "delete"):
            status = getattr(client, method)(path, {"x": "1"}).status_code
            if status != 403 and not (status == 405 and path.startswith(ASKS_NOBODY)):
                open_doors.append(f"{method.upper()} {path}: {status}")
    assert not open_doors, "\n".join(open_doors)
    assert writes.taken() == []


def test_a_right_token_from_another_origin_is_refused(addresses, enter, writes):
    client = enter("member", enforce_csrf_checks=True)
    client.get("/tai-khoan/password/change/")
    token = client.cookies["csrftoken"].value
    writes.taken()
    for path in addresses:
        if path.startswith("/admin/"):
            continue
        response = client.post(
            path, {"csrfmiddlewaretoken": token}, headers={"origin": EVIL, "x-csrftoken": token}
        )
        refused = 405 if path.startswith(ASKS_NOBODY) else 403
        assert response.status_code == refused, path
    assert writes.taken() == []


def test_a_simple_content_type_is_no_way_into_the_api(house: House, enter, writes):
    """A form of another page may send text/plain without asking; the API reads JSON alone."""
    client = enter("root", enforce_csrf_checks=True)
    writes.taken()
    for name in router._endpoints:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            response = client.post(f"/api/v2/{name}/", b'{"title": "x"}', content_type=kind)
            assert response.status_code in {403, 405, 415}, (name, kind)
    assert writes.taken() == []


@pytest.mark.parametrize("role", [None, "member"])
def test_other_origins_never_get_an_answer_with_cookies(addresses, enter, role):
    client = enter(role)
    for path in addresses:
        response = client.get(path, headers={"origin": EVIL})
        allowed = response.headers.get("Access-Control-Allow-Origin")
        assert "Access-Control-Allow-Credentials" not in response.headers, path
        is_open = path.startswith("/api/v2/") and not path.startswith(ASKS_NOBODY)
        assert allowed == ("*" if is_open else None), path


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_preflight_allows_no_writing(enter, method):
    client = enter(None)
    for name in router._endpoints:
        response = client.options(
            f"/api/v2/{name}/",
            headers={
                "origin": EVIL,
                "access-control-request-method": method,
                "access-control-request-headers": "x-csrftoken",
            },
        )
        allowed = response.headers.get("Access-Control-Allow-Methods", "")
        assert method not in allowed.replace(" ", "").split(","), name
        assert "Access-Control-Allow-Credentials" not in response.headers
    outside = client.options(
        "/tai-khoan/login/", headers={"origin": EVIL, "access-control-request-method": "POST"}
    )
    assert "Access-Control-Allow-Origin" not in outside.headers
