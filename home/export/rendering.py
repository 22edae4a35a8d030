"""One file of the export from one answer of the site."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from home.export.addresses import SEARCH, Address, Fate, Sitemap
from home.export.api_files import asked_of_site, written_answer
from home.export.asking import Answer, Stranger
from home.export.dependence import day_to_come, names_in, names_of, names_of_files
from home.export.folder import Folder, digest_of
from home.export.ledger import Written
from home.export.marks import Marks
from home.export.rewriting import Found, HasAsset, Places, Rewriter
from home.export.search_index import ROOT as SEARCH_ROOT

#: Stands for the day of writing until it is known whether anything else has changed.
_DAY_MARK = "\x01ngay\x01"
_TEXTS = (
    "application/rss+xml", "application/xml", "text/calendar", "text/plain", "text/javascript",
    "application/manifest+json", "application/vnd.oai.openapi", "image/svg+xml", "text/xml",
)  # fmt: skip


@dataclass
class Moment:
    """What all files of one export share."""

    today: date
    places: Places
    sitemap: Sitemap
    marks: Marks


@dataclass(frozen=True)
class Made:
    """What became of an address: a row for the ledger, or nothing when there is no such page."""

    written: Written | None
    #: Whether the bytes on the disk changed.
    is_new: bool = False
    #: Where the address leads on, as the static site knows it; empty for a page of its own.
    leads_to: str = ""
    links: tuple[str, ...] = field(default=())


class _StrangersFiles(HasAsset):
    """Asks the site whether strangers may have a file; each file once."""

    def __init__(self, stranger: Stranger) -> None:
        self.stranger = stranger
        self.known: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        if path not in self.known:
            self.known[path] = self.stranger.ask(quote(path), method="HEAD").status == 200
        return self.known[path]


class Renderer:
    """Makes files; one in each process."""

    def __init__(self, stranger: Stranger, folder: Folder, moment: Moment) -> None:
        self.stranger = stranger
        self.folder = folder
        self.moment = moment
        self.rewriter = Rewriter(moment.places, moment.sitemap, _StrangersFiles(stranger))

    def make(self, address: Address, before: Written | None) -> Made:
        """Write the file of an address, unless what is there says the same.

        Raises:
            PageBroken: the site answered with an error.
        """
        answer = self.stranger.ask(asked_of_site(address))
        if answer.status in {301, 302, 307, 308}:
            return self._leads_on(address, answer, before)
        if answer.status != 200:
            return Made(None)
        found = Found()
        content, kind = self._content(address, answer, found)
        return self._put(address, content, kind, found, before)

    def fetch(self, address: Address, before: Written | None) -> Made:
        """Copy a file of the library as strangers get it."""
        answer = self.stranger.ask(quote(address.path))
        if answer.status != 200:
            return Made(None)
        names = names_of_files([address.path], self.moment.marks)
        digest = digest_of(answer.body)
        file = address.path.lstrip("/")
        is_new = self.folder.put(file, answer.body)
        del before
        mark = self.moment.marks.over(names)
        row = Written(file, "asset", address.asked, digest, digest, names=tuple(names), mark=mark)
        return Made(row, is_new)

    def missing_page(self, found: Found) -> bytes:
        """Give the page hosts show for an address they do not know."""
        address = Address("/404.html")
        body = self.stranger.ask("/khong-co-trang-nay/").body.decode()
        text = self.rewriter.html(body, address, found, self._foot(address))
        return text.replace(_DAY_MARK, _day_words(self.moment.today.isoformat())).encode()

    def _content(self, address: Address, answer: Answer, found: Found) -> tuple[bytes, str]:
        media_type = answer.content_type.partition(";")[0].strip()
        if media_type == "text/html":
            text = self.rewriter.html(answer.body.decode(), address, found, self._foot(address))
            return self._with_own_parts(address, text, found).encode(), "page"
        if media_type == "application/json" and not address.path.endswith("openapi.json"):
            return written_answer(answer.body, address, self.rewriter, found), "api"
        if media_type.startswith(_TEXTS) or address.path.endswith((".json", ".js")):
            return self._text(address, answer.body.decode(), found).encode(), "text"
        return answer.body, "file"

    def _with_own_parts(self, address: Address, text: str, found: Found) -> str:
        """Add what only the copy has: a style of its own, and the search that needs no server."""
        base = self.moment.places.base
        head = f'<link rel="stylesheet" href="{base}/static/export/export.css">\n'
        found.static.add("/static/export/export.css")
        if address.path == SEARCH:
            head += f'<script type="module" src="{base}/static/export/search.js"></script>\n'
            found.static.add("/static/export/search.js")
            part = render_to_string("export/search.html", {"index": f"{base}/{SEARCH_ROOT}"})
            before, end, after = text.rpartition("</main>")
            text = f"{before}{part}{end}{after}"
        return text.replace("</head>", f"{head}</head>", 1)

    def _text(self, address: Address, text: str, found: Found) -> str:
        if address.path == "/robots.txt":
            return f"User-agent: *\nAllow: /\n\nSitemap: {self.moment.places.address}/sitemap.xml\n"
        if address.path.endswith("openapi.json"):
            # The order of its parts depends on what was asked before.
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True)
        if address.path.endswith((".js", ".webmanifest", ".json")):
            return self._rooted_texts(text, found)
        written = self.rewriter.data(text, address, found)
        if text.startswith("BEGIN:VCALENDAR"):
            # The moment of making is no fact of the calendar.
            lines = written.split("\r\n")
            fixed = ("DTSTAMP:", "LAST-MODIFIED:")
            stamp = self.moment.today.strftime("%Y%m%dT000000Z")
            lines = [
                f"{line.partition(':')[0]}:{stamp}" if line.startswith(fixed) else line
                for line in lines
            ]
            written = "\r\n".join(lines)
        return written

    def _rooted_texts(self, text: str, found: Found) -> str:
        """Rewrite addresses that stand in quotes in a script or a manifest."""

        def quoted(match: re.Match[str]) -> str:
            _fate, target = self.rewriter.target(match[1], found, Address("/"))
            return f'"{target or match[1]}"'

        return re.sub(r'"(/(?:[\w./~-]*))"', quoted, text)

    def _foot(self, address: Address) -> str:
        """Give the line that says this is a copy, of which day, and where the living site is."""
        living = self.moment.places.living
        return render_to_string(
            "export/foot.html",
            {"day": _DAY_MARK, "living_url": f"{living}{address.asked}" if living else ""},
        )

    def _leads_on(self, address: Address, answer: Answer, before: Written | None) -> Made:
        """Write a page that leads on, for an address the site answers with a redirect."""
        rooted = self.moment.places.rooted(answer.location)
        if rooted is None:
            return Made(None)
        fate, target = self.moment.sitemap.fate_of(rooted)
        if fate is not Fate.FILE or target is None or address.is_api:
            return Made(None)
        found = Found(pages={target})
        content = redirect_page(self.moment.places.href(target)).encode()
        made = self._put(address, content, "page", found, before)
        return replace(made, leads_to=self.moment.places.href(target))

    def _put(
        self, address: Address, content: bytes, kind: str, found: Found, before: Written | None
    ) -> Made:
        marks, today = self.moment.marks, self.moment.today
        text = content.decode(errors="ignore") if kind != "file" else ""
        names = names_of(address, marks) | names_in(address, text, marks, found.pages)
        names |= names_of_files(found.assets, marks)
        file, told, day = str(address.file), digest_of(content), today.isoformat()
        if before is not None and before.told == told and before.day:
            day = before.day
        content = content.replace(_DAY_MARK.encode(), _day_words(day).encode())
        is_new = self.folder.put(file, content)
        written = Written(
            file=file,
            kind=kind,
            asked=address.asked,
            told=told,
            digest=digest_of(content),
            day=day,
            until="" if "day" in names else day_to_come(text, today),
            names=tuple(sorted(names)),
            mark=marks.over(names),
            pages=tuple(sorted(one.asked for one in found.pages)),
            assets=tuple(sorted(found.assets | found.static)),
        )
        return Made(written, is_new)


def _day_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)}/{int(month)}/{year}"


def redirect_page(href: str) -> str:
    """Write a page that leads on where no file of redirects is understood."""
    shown = html.escape(href)
    words = {"title": _("Trang đã dời chỗ"), "link": _("Mở trang mới")}
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{words["title"]}'
        f'</title><meta http-equiv="refresh" content="0; url={shown}">'
        f'<meta name="robots" content="noindex"><link rel="canonical" href="{shown}"></head>'
        f'<body><p><a href="{shown}">{words["link"]}</a></p></body></html>\n'
    )
