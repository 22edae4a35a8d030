"""Where the things of the demo stand, asked of its own public API."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from functools import cached_property

CLAN = "ho-duong-thanh-hoa"
MISSING = "/khong-co-trang-nay/"
#: One page of each kind a stranger can open.
PAGES = (
    "home",
    "news index",
    "article",
    "author",
    "topic",
    "programme index",
    "series",
    "episode",
    "events",
    "event",
    "standard page",
    "clan list",
    "clan",
    "branch",
    "person",
    "descendants",
    "memorials",
    "calendar",
    "statistics",
    "relationship",
    "relationship, nobody chosen",
    "people search",
    "site search",
    "login",
    "missing",
)


class Demo:
    """Addresses, as paths, of one of each kind of page."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str) -> tuple[int, str]:
        """Fetch as a stranger; return status and body."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def api(self, path: str) -> dict:
        """Fetch JSON of `/api/v2/` as a stranger."""
        status, body = self.get(f"/api/v2/{path}")
        assert status == 200, body
        return json.loads(body)

    def first(self, path: str) -> str:
        """Return the page of the first item of a list of the API."""
        return self.path(self.api(path)["items"][0]["url"])

    def path(self, url: str) -> str:
        """Cut scheme and host off."""
        return urllib.parse.urlsplit(url).path

    @cached_property
    def descendants(self) -> str:
        """The list of everybody under the founder."""
        _, body = self.get(f"/gia-pha/{CLAN}/")
        return re.search(r"/gia-pha/nguoi/[0-9a-f-]{36}/con-chau/", body).group()

    @cached_property
    def relationship(self) -> str:
        """How somebody four generations below is related to somebody of another line."""
        dead = [
            item["id"]
            for item in self.api(f"people/?clan={CLAN}&generation=5&limit=10")["items"]
            if not item.get("is_opaque")
        ]
        return f"/gia-pha/quan-he/?tu={dead[0]}&den={dead[-1]}"

    @cached_property
    def pages(self) -> dict[str, str]:
        """Path of each of `PAGES`."""
        paths = {
            "home": "/",
            "news index": "/tin-tuc/",
            "article": "/tin-tuc/dung-lai-gian-tho-phia-dong/",
            "author": self.first("authors/?limit=1"),
            "topic": self.first("topics/?limit=1"),
            "programme index": "/truyen-hinh/",
            "series": self.first("programmes/?limit=1"),
            "episode": self.first("episodes/?limit=1"),
            "events": "/su-kien/",
            "event": self.first("events/?limit=1"),
            "standard page": "/gioi-thieu/",
            "clan list": "/gia-pha/",
            "clan": f"/gia-pha/{CLAN}/",
            "branch": self.first(f"branches/?clan={CLAN}&limit=1"),
            "person": self.descendants.removesuffix("con-chau/"),
            "descendants": self.descendants,
            "memorials": f"/gia-pha/{CLAN}/ngay-gio/",
            "calendar": f"/gia-pha/{CLAN}/lich/",
            "statistics": f"/gia-pha/{CLAN}/so-lieu/",
            "relationship": self.relationship,
            "relationship, nobody chosen": "/gia-pha/quan-he/",
            "people search": "/gia-pha/tim/?q=duong+cong",
            "site search": "/tim-kiem/?q=duong",
            "login": "/tai-khoan/login/",
            "missing": MISSING,
        }
        assert set(paths) == set(PAGES)
        return paths
