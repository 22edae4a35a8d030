"""A small site that answers as the API does, with the records a test gives it."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CLAN = "ho-duong-thanh-hoa"
FOUNDER, CHILD, STRANGER = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
ARTICLE = "/tin-tuc/mung-tho/"


class SmallApi:
    """The site; `records` by path, `changed` what `paths?since=` tells of pages, `asked` the log.

    `wait` gives the seconds an address keeps its asker waiting.
    """

    def __init__(self) -> None:
        self.records: dict[str, dict] = {}
        self.changed: list[dict] = []
        self.asked: list[tuple[str, int]] = []
        self.wait: Callable[[str], float] = lambda _path: 0
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                time.sleep(api.wait(self.path))
                found = api._answer(self.path)
                body = json.dumps(found if found is not None else {"status": 404}).encode()
                mark = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
                status = 404 if found is None else 200
                if found is not None and self.headers.get("If-None-Match") == mark:
                    status, body = 304, b""
                api.asked.append((urlsplit(self.path).path, status))
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Cache-Control", "public, max-age=60")
                self.send_header("ETag", mark)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self._fill()

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def take_log(self) -> list[tuple[str, int]]:
        """Give what was asked since the last time: path and status."""
        asked, self.asked = self.asked, []
        return asked

    # What is there --------------------------------------------------------------------------

    def person(self, key: str, name: str, clan: str = CLAN, **more) -> None:
        """Put somebody there, who stands below nobody unless told."""
        path = f"/gia-pha/nguoi/{key}/"
        self.records[path] = {
            "endpoint": "people", "kind": "person", "id": key, "name": name, "years": "",
            "url": self.address + path,
            "clan": {"slug": clan, "url": f"{self.address}/gia-pha/{clan}/", "name": clan},
            "other_names": [], "memorial": None, "spouses": [], "lineage": [], "graves": [],
            "parents": [], "children_without_mother": [], "siblings": [], "mentions": [],
            "sources": [], "sex": "m", **more,
        }  # fmt: skip

    def short(self, key: str) -> dict:
        """Give somebody as other records name him."""
        record = self.records[f"/gia-pha/nguoi/{key}/"]
        return {name: record[name] for name in ("id", "name", "url", "years", "sex")}

    def branch(self, slug: str, title: str, parent: str | None = None, **more) -> None:
        """Put a branch there; its id is its slug."""
        path = f"/gia-pha/{CLAN}/chi/{slug}/"
        self.records[path] = {
            "endpoint": "branches", "kind": "branch", "id": slug, "slug": slug, "title": title,
            "url": self.address + path, "clan": CLAN, "parent": parent, "ordinal": None,
            "introduction": "", "hall": "", "founder": None, "head": None,
            "since_generation": 1, "mentions": [], **more,
        }  # fmt: skip

    def article(self, path: str, title: str, people: list[dict], **more) -> None:
        """Put an article there, with one paragraph of text."""
        self.records[path] = {
            "endpoint": "news", "kind": "page", "id": len(self.records) + 1, "title": title,
            "url": self.address + path, "lead": "", "search_description": "", "topics": [],
            "display_date": "2026-11-01T08:00:00+07:00", "last_published_at": None,
            "author": None, "cover": None, "updated_note": "", "people": people, "branches": [],
            "body": [{"type": "paragraph", "id": "1", "html": "<p>Chữ</p>", "value": "<p>Chữ</p>"}],
            **more,
        }  # fmt: skip

    def _fill(self) -> None:
        self.records[f"/gia-pha/{CLAN}/"] = {
            "endpoint": "clans", "kind": "clan", "id": CLAN, "slug": CLAN, "name": "Họ Dương",
            "url": f"{self.address}/gia-pha/{CLAN}/", "motto": "", "origin": "", "founder": None,
            "person_count": 2, "generations": [], "introduction": "",
        }  # fmt: skip
        self.person(FOUNDER, "Dương Công Định")
        self.person(CHILD, "Dương Công Minh", parents=[self.short(FOUNDER)])
        self.person(STRANGER, "Lê Văn Xa", clan="ho-le")
        self.branch("chi-binh", "Chi Bính")
        self.branch("phai-nhat", "Phái Nhất", "chi-binh")
        self.branch("phai-nhi", "Phái Nhị", "chi-binh", founder=self.short(CHILD))
        self.article(ARTICLE, "Mừng thọ", [self.short(FOUNDER)])
        self.article("/tin-tuc/khac/", "Tin khác", [])

    # How it answers -------------------------------------------------------------------------

    def item(self, path: str) -> dict:
        """Give an address as `paths` tells it."""
        record = self.records.get(path)
        if record is None:
            return {"path": path, "kind": "gone", "type": None, "endpoint": None, "id": None,
                    "detail_url": None, "changed_at": None}  # fmt: skip
        detail = f"{self.address}/api/v2/{record['endpoint']}/{record['id']}/"
        return {"path": path, "kind": record["kind"], "type": "", "endpoint": record["endpoint"],
                "id": str(record["id"]), "detail_url": detail, "changed_at": None}  # fmt: skip

    def _answer(self, address: str) -> object | None:
        parts, asked = urlsplit(address), {}
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        name = parts.path.removeprefix("/api/v2/").strip("/")
        if name == "site":
            return {"site_name": "Hội đồng họ"}
        if name == "topics" or name.endswith("/anniversaries"):
            return {"meta": {"total_count": 0}, "items": []}
        if name == "people":
            people = [one for one in self.records.values() if one["kind"] == "person"]
            shown = [one for one in people if one["clan"]["slug"] == asked["clan"]]
            return {"meta": {"total_count": len(shown)}, "items": shown}
        if name == "paths":
            return self._paths(asked.get("since"))
        endpoint, _sign, key = name.partition("/")
        for record in self.records.values():
            if record["endpoint"] == endpoint and str(record["id"]) == key:
                return record
        return None

    def _paths(self, since: str | None) -> dict:
        """Two steps: the pages, or what changed of them; then the gia phả, whole."""
        items = [self.item(path) for path in self.records]
        tree = [one for one in items if one["kind"] != "page"]
        if since == "tree":
            return {"meta": {"next": None, "cursor": "now"}, "items": tree}
        pages = self.changed if since else [one for one in items if one["kind"] == "page"]
        return {"meta": {"next": "tree", "cursor": "now"}, "items": pages}
