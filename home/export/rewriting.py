"""Addresses inside written files: from those of the living site to those of the static one."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from home.export.addresses import SEARCH, Address, Fate, Sitemap

#: A tag with its attributes; templates and the rich text editor write no others.
_ATTRIBUTE = r"""\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_TAG = re.compile(rf"<([a-zA-Z][\w-]*)((?:{_ATTRIBUTE})*)\s*(/?)>", re.ASCII)
_VALUE = re.compile(r"""\s(href|src|srcset|poster|action|content|imagesrcset)="([^"]*)\"""")
_SOURCES = re.compile(r'(?<=\ssrcset=")[^"]+')
_SAFE = "/:@!$&'()*+,;=~-._%"
#: What may stand behind scheme and host of an address in running text.
_REST = r"""(?![\w:.-])((?:/[^\s"'<>\\)]*)?)"""
#: Stands where something was taken out, until what it leaves empty is taken out too.
_GONE = "\x00"
_LEFT_EMPTY = (re.compile(r"<(li|p|nav|section|div|ul|ol|h2)\b[^>]*>(?:\s*\x00)+\s*</\1>"),)
#: Parts only a living server can fill: the day, who is signed in, days left until a giỗ, a search
#: that answers while one types, the tree drawn on demand.
_UNFIT = (
    re.compile(r'<p class="hall-today">.*?</p>', re.S),
    re.compile(r'<p class="page print-only print-source">.*?</p>', re.S),
    re.compile(r'<p class="memorial-left">.*?</p>', re.S),
    re.compile(r'<strong class="leaf-left">.*?</strong>', re.S),
    re.compile(r"<offline-save\b.*?</offline-save>", re.S),
    re.compile(r'<script id="tree-setup".*?</script>', re.S),
    re.compile(r'<script type="module" src="[^"]*/offline/(?:save|register)[^"]*"></script>'),
    re.compile(r'<script type="module" src="[^"]*/home/js/search[^"]*"></script>'),
    re.compile(r'<section class="section" aria-labelledby="vi-du">.*?</section>', re.S),
)
_FORM = re.compile(r"<form\b([^>]*)>.*?</form>", re.S)
_FORM_SHELL = re.compile(r"<search\b[^>]*>\s*\x00\s*</search>")
_IN_DETAILS = r"(?:(?!</details>).)*"
_DETAILS = re.compile(
    rf"<details\b[^>]*>\s*<summary\b{_IN_DETAILS}\x00{_IN_DETAILS}</details>", re.S
)
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.S)
_FOOT = "</footer>"


@dataclass
class Found:
    """What a written page needs beside it.

    Args:
        pages: addresses of other pages, which are written too.
        assets: paths of library files.
        static: paths of static files.
    """

    pages: set[Address] = field(default_factory=set)
    assets: set[str] = field(default_factory=set)
    static: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Places:
    """Where the static site will stand and where the living one stands.

    Args:
        address: address of the static site with no slash at its end: https://x.org/ho-duong.
        base: its path, with no slash at its end; empty at the root of a host.
        living: address of the living site that readers are led to, empty for none.
        origins: every scheme-and-host the living site may call itself by.
    """

    address: str
    base: str
    living: str
    origins: tuple[str, ...]

    def rooted(self, url: str) -> str | None:
        """Return an address from the root of the living site; None for another host's."""
        if url.startswith("/") and not url.startswith("//"):
            return url
        for origin in self.origins:
            if url == origin or url.startswith((f"{origin}/", f"{origin}?")):
                return url[len(origin) :] or "/"
        return None

    def href(self, address: Address) -> str:
        """Return the path of a file on the static host, encoded."""
        return quote(f"{self.base}{address.href}", safe=_SAFE)

    def absolute(self, address: Address) -> str:
        """Return the whole address of a file on the static host, encoded."""
        return self.address + quote(address.href, safe=_SAFE)


class Rewriter:
    """Rewrites what one page says.

    Args:
        places: where things stand.
        sitemap: what there is.
        has_asset: whether strangers may have a file of the library.
    """

    def __init__(self, places: Places, sitemap: Sitemap, has_asset: HasAsset) -> None:
        self.places = places
        self.sitemap = sitemap
        self.has_asset = has_asset

    def target(self, url: str, found: Found, at: Address) -> tuple[Fate, str]:
        """Say what becomes of a link found on a page, and where it leads from then on.

        Addresses of other hosts and anchors of the same page stay as they are.
        """
        if url.startswith("?"):
            url = at.path + url
        rooted = self.places.rooted(url)
        if rooted is None:
            return Fate.FILE, url
        fragment = urlsplit(rooted).fragment
        tail = f"#{fragment}" if fragment else ""
        if rooted.startswith("/static/"):
            path = rooted.partition("#")[0].partition("?")[0]
            found.static.add(path)
            return Fate.FILE, quote(f"{self.places.base}{path}", safe=_SAFE) + tail
        fate, address = self.sitemap.fate_of(rooted.partition("#")[0])
        if address is not None and address.path == SEARCH and urlsplit(rooted).query:
            tail = f"?{urlsplit(rooted).query}{tail}"
        if fate is Fate.ASSET and address is not None:
            if not self.has_asset(address.path):
                return Fate.NOTHING, ""
            found.assets.add(address.path)
        elif fate is Fate.FILE and address is not None:
            found.pages.add(address)
        else:
            return fate, f"{self.places.living}{rooted}" if self._is_lent(fate) else ""
        return fate, self.places.href(address) + tail

    def _is_lent(self, fate: Fate) -> bool:
        return bool(self.places.living) and fate is Fate.DEED

    def html(self, text: str, at: Address, found: Found, foot: str) -> str:
        """Rewrite a page: links, forms, parts that need a server; `foot` goes into the footer."""
        for part in _UNFIT:
            text = part.sub(_GONE, text)
        text = _FORM.sub(lambda match: self._form(match, at, found), text)
        text = _FORM_SHELL.sub(_GONE, text)
        text = _DETAILS.sub(_drop_empty_details, text)
        text = _ANCHOR.sub(lambda match: self._anchor(match, at, found), text)
        text = _TAG.sub(lambda match: self._tag(match, at, found), text)
        before = ""
        while before != text:
            before = text
            for part in _LEFT_EMPTY:
                text = part.sub(_GONE, text)
        text = self.text(text.replace(_GONE, ""), at, found)
        head, end, tail = text.rpartition(_FOOT)
        return f"{head}{foot}{end}{tail}" if end else text

    def _form(self, match: re.Match[str], at: Address, found: Found) -> str:
        """Keep forms that ask the search, which works here; the others need a server."""
        action = re.search(r'\saction="([^"]*)"', match[1])
        is_display = 'class="display-form"' in match[1]
        if is_display:
            return re.sub(r'\s(?:action|method)="[^"]*"|<input type="hidden"[^>]*>', "", match[0])
        if action is None or 'method="post"' in match[1]:
            return _GONE
        fate, _address = self.sitemap.fate_of(html.unescape(action[1]).partition("#")[0])
        if fate is not Fate.FILE or not _asks_search(action[1]):
            return _GONE
        kept = re.sub(r"<input type=\"hidden\"[^>]*>|\shx-[\w-]+=\"[^\"]*\"", "", match[0])
        return kept.replace(action[0], f' action="{SEARCH}"', 1)

    def _anchor(self, match: re.Match[str], at: Address, found: Found) -> str:
        """Take out links that lead nowhere here: deeds with their words, others without."""
        href = re.search(r'\shref="([^"]*)"', match[1])
        if href is None:
            return match[0]
        fate, target = self.target(html.unescape(href[1]), Found(), at)
        if target:
            return match[0]
        return _GONE if fate is Fate.DEED else f"<span>{match[2]}</span>"

    def _tag(self, match: re.Match[str], at: Address, found: Found) -> str:
        name, attributes = match[1].lower(), match[2]
        if "=" not in attributes:
            return match[0]
        is_link = name == "link"
        is_told = is_link and re.search(r'rel="(?:canonical|alternate)"', attributes)
        absolute = name == "meta" or is_told

        def value(part: re.Match[str]) -> str:
            return self._value(name, part, at, found, absolute=bool(absolute))

        written = _VALUE.sub(value, attributes)
        if _GONE in written:
            return "" if name in {"link", "meta", "img", "source", "track"} else match[0]
        return match[0] if written == attributes else f"<{match[1]}{written}{match[3]}>"

    def _value(
        self, name: str, part: re.Match[str], at: Address, found: Found, *, absolute: bool
    ) -> str:
        kind, told = part[1], html.unescape(part[2])
        if kind == "content" and name != "meta":
            return part[0]
        if kind == "content" and self.places.rooted(told) is None:
            return part[0]
        if kind == "content" and not told.startswith("http"):
            return part[0]
        if kind in {"srcset", "imagesrcset"}:
            sources = [self._source(source, at, found) for source in told.split(",")]
            kept = ", ".join(source for source in sources if source)
            return f' {kind}="{html.escape(kept)}"' if kept else _GONE
        if not told or told.startswith(("#", "data:", "mailto:", "tel:", "javascript:")):
            return part[0]
        if self.places.rooted(told) is None and not told.startswith("?"):
            return part[0]
        _fate, target = self.target(told, found, at)
        if not target:
            return _GONE
        if absolute and target.startswith("/"):
            target = self.places.address + target.removeprefix(self.places.base)
        return f' {kind}="{html.escape(target)}"'

    def _source(self, source: str, at: Address, found: Found) -> str:
        url, _space, width = source.strip().partition(" ")
        _fate, target = self.target(url, found, at)
        return f"{target} {width}".strip() if target else ""

    def data(self, text: str, at: Address, found: Found) -> str:
        """Rewrite what programs and readers of feeds take: there every address is a whole one."""
        origin = self.places.origins[0]
        whole = _SOURCES.sub(lambda match: _whole_sources(match[0], origin), text)
        return self.text(whole, at, found)

    def text(self, text: str, at: Address, found: Found) -> str:
        """Rewrite the whole addresses in a feed, a calendar or a map of the site."""

        def whole(match: re.Match[str]) -> str:
            fate, address = self.sitemap.fate_of(html.unescape(match[1]) or "/")
            if fate is Fate.ASSET and address is not None and self.has_asset(address.path):
                found.assets.add(address.path)
                return self.places.absolute(address)
            if fate is Fate.FILE and address is not None:
                found.pages.add(address)
                return self.places.absolute(address)
            if match[1].startswith("/static/"):
                found.static.add(match[1])
            return f"{self.places.living or self.places.address}{match[1]}"

        for origin in self.places.origins:
            if origin in text:
                text = re.sub(rf"{re.escape(origin)}{_REST}", whole, text)
            host = urlsplit(origin).netloc
            if f"webcal://{host}" in text:
                calendar = rf"webcal://{re.escape(host)}{_REST}"
                text = re.sub(calendar, lambda match: _as_calendar(whole(match)), text)
        return text


def _whole_sources(sources: str, origin: str) -> str:
    return re.sub(r"(^|,\s*)/(?!/)", rf"\g<1>{origin}/", sources)


def _as_calendar(url: str) -> str:
    return f"webcal://{url.partition('://')[2]}"


def _asks_search(action: str) -> bool:
    return action.startswith(("/tim-kiem/", "/gia-pha/tim/"))


def _drop_empty_details(match: re.Match[str]) -> str:
    """Take out what folds open onto nothing; keep it when something else is in it."""
    inside = re.sub(r"<summary\b.*?</summary>|<[^>]+>|\x00|\s", "", match[0], flags=re.S)
    return match[0] if inside else _GONE


class HasAsset:
    """Says whether strangers may have a file of the library."""

    def __call__(self, path: str) -> bool:
        """Answer for the path of a file, from the root of the site."""
        raise NotImplementedError
