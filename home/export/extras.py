"""Files of the export that are no page of the site: for static hosts, and what pages look like."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation

from home.export.addresses import Address, Fate
from home.export.rendering import Moment, redirect_page

#: Says that a folder was made by an export; it also tells pages the day of the copy.
STATUS = "ban-tinh.json"
#: Scripts and styles the export itself adds to pages.
OWN_STATIC = ("export/search.js", "export/export.css")
_CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)["']?""")
_JS_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
_JS_BESIDE = re.compile(r"""new URL\(\s*["'](\.{1,2}/[^"']+)["']""")


def status_file(today: date) -> tuple[str, bytes]:
    """Give the file that names the day of the copy."""
    return STATUS, json.dumps({"ngay": today.isoformat()}).encode() + b"\n"


def host_files(
    moment: Moment, moved: Iterable[tuple[str, str, int]]
) -> Iterator[tuple[str, bytes]]:
    """Give what hosts read: headers, redirects, and the sign that nothing is to be built."""
    base = moment.places.base
    yield ".nojekyll", b""
    lines = [
        f"{base}/*",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        f"  Content-Security-Policy: {_content_policy()}",
        f"{base}/api/*",
        "  Access-Control-Allow-Origin: *",
        f"{base}/gia-pha/*.ics",
        "  Content-Type: text/calendar; charset=utf-8",
    ]
    yield "_headers", ("\n".join(lines) + "\n").encode()
    rules = [f"{base}{old} {new} {status}" for old, new, status in moved]
    yield "_redirects", ("\n".join(rules) + "\n").encode() if rules else b""


def _content_policy() -> str:
    told = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    # What a page may be framed by is for hosts that know it; the rest is the living site's.
    return "; ".join(f"{name} {' '.join(values)}" for name, values in told.items())


def redirect_files(
    moment: Moment, moved: Iterable[tuple[str, str, int]], taken: set[str]
) -> Iterator[tuple[str, bytes]]:
    """Give a page that leads on for each old address, where no page stands."""
    for old, new, _status in moved:
        address = Address.read(old if old.endswith("/") else f"{old}/")
        file = str(address.file)
        if file not in taken and "?" not in old and ".." not in old:
            yield file, redirect_page(new).encode()


def moved_addresses(
    moment: Moment, rows: Iterable[tuple[str, str, int]]
) -> list[tuple[str, str, int]]:
    """Keep the redirects that lead somewhere here or to another host."""
    kept = []
    for old, new, status in rows:
        rooted = moment.places.rooted(new)
        if rooted is None:
            kept.append((old, new, status))
            continue
        fate, address = moment.sitemap.fate_of(rooted)
        if fate is Fate.FILE and address is not None:
            kept.append((old, moment.places.href(address), status))
    return kept


class StaticFiles:
    """Reads static files with everything they name: fonts, pictures, modules."""

    def __init__(self) -> None:
        self.url = settings.STATIC_URL

    def with_all_they_name(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Give path from the root of the site -> bytes; what is not there is left out."""
        found: dict[str, bytes] = {}
        waiting = sorted(set(paths))
        while waiting:
            path = waiting.pop()
            data = None if path in found else self._read(path)
            if data is None:
                continue
            found[path] = data
            waiting += [one for one in self._named(path, data) if one not in found]
        return found

    def _read(self, path: str) -> bytes | None:
        name = path.removeprefix(self.url)
        try:
            place: str | None = staticfiles_storage.path(name)
            if place is None or not Path(place).is_file():
                place = finders.find(name)
        except SuspiciousFileOperation:
            return None
        return Path(place).read_bytes() if place else None

    def _named(self, path: str, data: bytes) -> Iterator[str]:
        suffix = posixpath.splitext(path)[1]
        patterns = {".css": (_CSS_URL,), ".js": (_JS_IMPORT, _JS_BESIDE)}.get(suffix, ())
        for pattern in patterns:
            for named in pattern.findall(data.decode(errors="ignore")):
                if named.startswith(("data:", "http:", "https:", "#", "//")):
                    continue
                clean = re.split(r"[?#]", named)[0]
                yield posixpath.normpath(posixpath.join(posixpath.dirname(path), clean))
