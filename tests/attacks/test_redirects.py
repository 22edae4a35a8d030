"""No address of ours sends a reader on to another house."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from tests.attacks.house import PASSWORD, House
from tests.attacks.routes import all_routes

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NAMES = (
    "next", "redirect", "redirect_to", "redirect_url", "return", "return_to", "return_url", "url",
    "goto", "continue", "back", "from", "ve", "tiep",
)  # fmt: skip
HOST = "evil.example"
#: Written as a browser sends them: what is not percent-coded here is taken literally.
TARGETS = [
    f"//{HOST}/",
    f"///{HOST}/",
    f"/\\{HOST}/",
    f"\\\\{HOST}/",
    f"https:{HOST}/",
    f"https:/{HOST}/",
    f"https://{HOST}/",
    f"HTTPS://{HOST}/",
    f"\thttps://{HOST}/",
    f"/\t/{HOST}/",
    f"/\n/{HOST}/",
    f"\x00//{HOST}/",
    f"\u00a0//{HOST}/",
    f"%2F%2F{HOST}/",
    f"/%2F{HOST}/",
    f"/%5C{HOST}/",
    f"http://testserver@{HOST}/",
    f"//testserver@{HOST}/",
    f"https://{HOST}#@testserver/",
    f"https://{HOST}?.testserver/",
    f"//{HOST}\u3002vn/",
    f"//{HOST}\uff0evn/",
    f"\uff0f\uff0f{HOST}/",
    f"https://testserver.{HOST}/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    f"ftp://{HOST}/",
    f"/x/..//{HOST}/",
]


def leads_away(location: str) -> bool:
    """Say whether a browser on http://testserver/ would leave it.

    Browsers drop tabs and line ends anywhere, blanks at the ends, and read \\ as /.
    """
    seen = "".join(sign for sign in location if sign not in "\t\r\n").strip(" \x00\x0b\x0c\x1f")
    seen = seen.replace("\\", "/")
    if seen.startswith("//"):
        return urlsplit(f"http:{seen}").hostname != "testserver"
    scheme, colon, rest = seen.partition(":")
    if colon and "/" not in scheme and "?" not in scheme:
        if scheme.lower() not in {"http", "https"}:
            return True
        return urlsplit(f"http://{rest.lstrip('/')}").hostname != "testserver"
    return False


@pytest.mark.parametrize("target", TARGETS[:9] + TARGETS[16:20] + TARGETS[24:28])
def test_the_judge_of_this_module_sees_an_open_redirect(target):
    assert leads_away(target)


def _query(target: str) -> str:
    return "&".join(f"{name}={quote(target, safe='')}" for name in NAMES)


@pytest.mark.parametrize("role", [None, "root"])
def test_no_route_redirects_away(house: House, enter, role):
    """Each route is asked by GET and POST with three of the targets; all targets get their turn."""
    client = enter(role)
    away = []
    for number, route in enumerate(all_routes()):
        path = route.paths(house.choices, most=1)[0]
        if role is None and route.is_admin and number % 20:
            # Strangers are sent to the login everywhere there.
            continue
        if path.startswith("/tai-khoan/logout/"):
            continue
        for turn in range(2):
            target = TARGETS[(number * 2 + turn) % len(TARGETS)]
            answers = [client.get(f"{path}?{_query(target)}")]
            if not route.is_admin:
                answers.append(client.post(path, dict.fromkeys(NAMES, target)))
            away += [
                f"{path} with {target!r}: {answer['Location']}"
                for answer in answers
                if "Location" in answer.headers and leads_away(answer["Location"])
            ]
    assert not away, "\n".join(away)


@pytest.mark.parametrize("door", ["/tai-khoan/login/", "/tai-khoan/logout/", "/admin/login/"])
def test_doors_of_login_and_logout_take_none_of_the_targets(house: House, enter, door):
    for target in TARGETS:
        client = enter("member" if "logout" in door else None)
        sent = {"login": "member", "password": PASSWORD, "next": target}
        for answer in (
            client.get(f"{door}?next={quote(target, safe='')}"),
            client.post(f"{door}?next={quote(target, safe='')}", sent),
        ):
            assert not leads_away(answer.headers.get("Location", "/")), (door, target)
            # Nor does the form carry it on, nor a link of the page lead there.
            assert f'href="{target}"' not in answer.content.decode()


def test_an_address_with_two_slashes_is_not_completed_to_another_host(enter):
    """CommonMiddleware adds the slash at the end; `//evil.example` must not become a host."""
    client = enter(None)
    for path in (f"//{HOST}", f"///{HOST}", f"/%2F{HOST}", f"/\\{HOST}", f"/%5C{HOST}"):
        answer = client.get(path)
        assert not leads_away(answer.headers.get("Location", "/")), path
