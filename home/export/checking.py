"""Whether a folder is whole: every link leads to a file, and no file is a stranger's."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from home.export.folder import PARTIAL, Folder

_LINK = re.compile(r"""\s(?:href|src|poster|action)="([^"]*)\"""")
_SOURCES = re.compile(r"""\s(?:srcset|imagesrcset)="([^"]*)\"""")
_LOADED = re.compile(
    r"""<(?:img|script|source|video|audio|iframe|track|embed)\b[^>]*\s(?:src|poster)="(https?:)?//([^"/]+)"""
)


_ELSEWHERE = ("http:", "https:", "//", "mailto:", "tel:", "data:", "webcal:")


@dataclass
class FolderCheck:
    """What a check found.

    Args:
        broken: (file, link) of links that lead nowhere.
        partial: files left half written.
        hosts: other hosts that pages load something from by themselves.
    """

    files: int = 0
    links: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is missing and nothing half done."""
        return not self.broken and not self.partial

    def told(self) -> Iterator[str]:
        """Give what is wrong, a line each."""
        yield from (f"{file}: liên kết hỏng {link}" for file, link in self.broken[:50])
        yield from (f"{file}: ghi dở" for file in self.partial)
        yield from (f"tải từ máy khác: {host}" for host in sorted(self.hosts))


def folder_check(folder: Path, base: str, address: str = "") -> FolderCheck:
    """Follow every link of every page; addresses of other hosts are left alone.

    Args:
        folder: the static site.
        base: path it stands under, with no slash at its end.
        address: its whole address; links of the API and feeds are followed when it is given.
    """
    files = Folder(folder).files()
    found = FolderCheck(files=len(files))
    found.partial = sorted(file for file in files if file.endswith(PARTIAL))
    for file in sorted(files):
        if file.endswith(".html"):
            text = (folder / file).read_text(encoding="utf-8")
            found.hosts |= {match[1] for match in _LOADED.findall(text)}
            links = _links(text)
        elif address and file.startswith("api/") and file.endswith(".json"):
            told = json.loads((folder / file).read_bytes())
            host = address.removesuffix(base)
            links = (link.removeprefix(host) for link in _texts(told, address))
        else:
            continue
        for link in links:
            found.links += 1
            if not _leads_somewhere(link, base, files):
                found.broken.append((file, link))
    return found


def _links(text: str) -> Iterator[str]:
    for link in _LINK.findall(text):
        yield html.unescape(link)
    for sources in _SOURCES.findall(text):
        for source in html.unescape(sources).split(","):
            yield source.split()[0] if source.split() else ""


def _texts(value: object, address: str) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part, address)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, address)
    elif isinstance(value, str) and value.startswith(f"{address}/") and " " not in value:
        yield value


def _leads_somewhere(link: str, base: str, files: set[str]) -> bool:
    path = unquote(link.partition("#")[0].partition("?")[0])
    if not path or path.startswith(_ELSEWHERE):
        return True
    if not path.startswith(f"{base}/"):
        return False
    file = path[len(base) + 1 :]
    return (f"{file}index.html" if not file or file.endswith("/") else file) in files
