"""One export from beginning to end: what stands is left, the rest is made, what is gone goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.export.addresses import Address, Sitemap
from home.export.asking import Stranger
from home.export.collecting import old_addresses, seeds, sitemap_of
from home.export.errors import ExportError
from home.export.extras import (
    OWN_STATIC,
    STATUS,
    StaticFiles,
    host_files,
    moved_addresses,
    redirect_files,
    status_file,
)
from home.export.folder import Folder, digest_of
from home.export.hands import Hands
from home.export.ledger import Ledger, Written, locked
from home.export.marks import Marks
from home.export.rendering import Made, Moment, Renderer
from home.export.rewriting import Found, Places
from home.export.search_index import index_files
from home.export.search_words import documents

#: How many files are noted in the ledger at once.
_BATCH = 200
#: An export that took long begins again with what was changed meanwhile, this many times.
_ROUNDS = 3

Progress = Callable[[int, int, str], None]


@dataclass
class Report:
    """What an export did.

    Args:
        asked: how many pages the site was asked for.
        written: files whose bytes are new.
        deleted: files that went.
        files: how many files the folder holds.
        bytes: how many bytes they hold.
        biggest: name and bytes of the biggest of them.
        missing: addresses that pages lead to and that the site does not have.
    """

    asked: int = 0
    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    biggest: tuple[str, int] = ("", 0)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Order:
    """What is wanted.

    Args:
        folder: where the static site is written.
        places: where it will stand.
        workers: processes that make pages; 1 makes them in this one.
        is_full: make every file anew.
        is_light: leave out what stands elsewhere too, for hosts that take few files.
        today: the day in Vietnam; today when not given.
    """

    folder: Path
    places: Places
    workers: int = 1
    is_full: bool = False
    is_light: bool = False
    today: date | None = None


def _no_progress(_done: int, _total: int, _message: str) -> None:
    return None


def export_site(order: Order, progress: Progress = _no_progress) -> Report:
    """Bring the folder up to date.

    Raises:
        ExportRunning: another export writes there.
        ExportError: the folder holds something that is no export, or a page is broken.
    """
    folder = Folder(order.folder)
    with locked(order.folder):
        ledger = Ledger(order.folder)
        try:
            _refuse_foreign(folder, ledger)
            folder.sweep()
            if not folder.has(STATUS):
                # Says from the first file on whose folder it is, should this export be stopped.
                folder.put(*status_file(order.today or timezone.localdate()))
            report = _Export(order, folder, ledger, progress).run()
            rounds = 1
            while rounds < _ROUNDS and report.asked and not order.is_full:
                # Whatever was changed while pages were made is made again.
                after = _Export(order, folder, ledger, progress).run()
                _add(report, after)
                if not after.asked:
                    break
                rounds += 1
            return report
        finally:
            ledger.close()


def _add(report: Report, after: Report) -> None:
    report.asked += after.asked
    report.written = list(dict.fromkeys([*report.written, *after.written]))
    report.deleted += after.deleted
    report.files, report.missing = after.files, after.missing
    report.bytes, report.biggest = after.bytes, after.biggest


def _refuse_foreign(folder: Folder, ledger: Ledger) -> None:
    """Never delete what somebody else keeps in a folder that was named by mistake."""
    kept = {name for name in folder.files() if not _is_of_the_host(name)}
    if kept and not folder.has(STATUS) and not ledger.all():
        raise ExportError(str(folder.root))


def _is_of_the_host(name: str) -> bool:
    """Say whether a file belongs to whoever publishes the folder: CNAME, .git, .gitlab-ci.yml."""
    is_hidden = name.startswith(".") and name != ".nojekyll" and not name.endswith(".dang-ghi")
    return is_hidden or name in {"CNAME", "README.md", "LICENSE"}


class _Export:
    """One round."""

    def __init__(self, order: Order, folder: Folder, ledger: Ledger, progress: Progress) -> None:
        self.order, self.folder, self.ledger, self.progress = order, folder, ledger, progress
        self.before = ledger.all()
        self.report = Report()
        self.rows: dict[str, Written] = {}
        self.today = order.today or timezone.localdate()

    def run(self) -> Report:
        """Make the round."""
        self.progress(0, 0, "")
        marks = Marks(self.today, repr((self.order.places, self.order.is_light)))
        with transaction.atomic():
            marks.read()
            sitemap = sitemap_of(self.today, is_light=self.order.is_light)
        self.moment = Moment(self.today, self.order.places, sitemap, marks)
        with Hands(self._renderer, self.order.workers) as hands:
            self._pages(hands, sitemap)
            self._assets(hands)
        self._own_files()
        self._static()
        self._delete()
        self.report.files = len(self.rows)
        sizes = {file: self.folder.size_of(file) for file in self.rows}
        self.report.bytes = sum(sizes.values())
        self.report.biggest = max(sizes.items(), key=lambda one: one[1], default=("", 0))
        self.report.missing.sort()
        return self.report

    def _renderer(self) -> Renderer:
        return Renderer(Stranger(self.order.places.origins[0]), self.folder, self.moment)

    # Pages ----------------------------------------------------------------------------------

    def _pages(self, hands: Hands, sitemap: Sitemap) -> None:
        """Make pages wave by wave: first what is known, then what is found on them."""
        wave, seen = seeds(sitemap), set[str]()
        done = 0
        while wave:
            seen |= {one.asked for one in wave}
            tasks: list[tuple[Address, Written | None]] = []
            found: set[str] = set()
            for address in wave:
                row = self.before.get(str(address.file))
                if row is not None and self._stands(row, address):
                    self.rows[row.file] = row
                    found |= set(row.pages)
                else:
                    tasks.append((address, row))
            total = done + len(tasks)
            for batch in _batched(hands.make(tasks), _BATCH):
                for address, made in batch:
                    found |= self._took(address, made)
                self.ledger.put(made.written for _one, made in batch if made.written)
                done += len(batch)
                self.progress(done, total, "")
            wave = [Address.read(one) for one in sorted(found - seen)]

    def _took(self, address: Address, made: Made) -> set[str]:
        self.report.asked += 1
        if made.written is None:
            self.report.missing.append(address.asked)
            return set()
        self.rows[made.written.file] = made.written
        if made.is_new:
            self.report.written.append(made.written.file)
        return set(made.written.pages)

    def _stands(self, row: Written, address: Address) -> bool:
        """Say whether a file says what the site would say now."""
        if self.order.is_full or row.asked != address.asked or not self.folder.has(row.file):
            return False
        is_over = bool(row.until) and row.until < self.today.isoformat()
        return not is_over and row.mark == self.moment.marks.over(row.names)

    # Other files ----------------------------------------------------------------------------

    def _assets(self, hands: Hands) -> None:
        """Fetch the library files that pages name, as a stranger."""
        wanted = {path for row in self.rows.values() for path in row.assets}
        paths = sorted(path for path in wanted if not path.startswith("/static/"))
        tasks = []
        for path in paths:
            row = self.before.get(path.lstrip("/"))
            if row is not None and self._asset_stands(row):
                self.rows[row.file] = row
            else:
                tasks.append((Address(path), row))
        for batch in _batched(hands.fetch(tasks), _BATCH):
            for address, made in batch:
                self._took(address, made)
            self.ledger.put(made.written for _one, made in batch if made.written)

    def _asset_stands(self, row: Written) -> bool:
        marks = self.moment.marks
        has_name = bool(row.names) and all(marks.of(name) for name in row.names)
        stands = has_name and row.mark == marks.over(row.names) and self.folder.has(row.file)
        return stands and not self.order.is_full

    def _own_files(self) -> None:
        """Write what the export makes itself: search, redirects, headers, the day."""
        moment = self.moment
        self._index()
        moved = moved_addresses(moment, old_addresses(self.today))
        for file, data in host_files(moment, moved):
            self._put_own(file, data)
        for file, data in redirect_files(moment, moved, set(self.rows)):
            self._put_own(file, data)
        renderer = self._renderer()
        assets = Found()
        page = renderer.missing_page(assets)
        self._put_own("404.html", page, assets=tuple(sorted(assets.static)))
        self._put_own(*status_file(self.today))

    def _index(self) -> None:
        """Write the index of the search, unless all it is made from is as it was."""
        mark = self.moment.marks.of("words")
        kept = [row for row in self.before.values() if row.kind == "index"]
        stand = not self.order.is_full and all(self.folder.has(row.file) for row in kept)
        if kept and stand and {row.mark for row in kept} == {mark}:
            self.rows |= {row.file: row for row in kept}
            return
        found = documents(self.today, self.moment.sitemap)
        for file, data in index_files(found, self.moment.places.href):
            self._put_own(file, data, kind="index", mark=mark)

    def _static(self) -> None:
        wanted = {path for row in self.rows.values() for path in row.assets}
        wanted = {path for path in wanted if path.startswith("/static/")}
        wanted |= {f"/static/{name}" for name in OWN_STATIC}
        for path, data in StaticFiles().with_all_they_name(wanted).items():
            self._put_own(path.lstrip("/"), data, kind="static")

    def _put_own(
        self,
        file: str,
        data: bytes,
        *,
        kind: str = "made",
        mark: str = "",
        assets: tuple[str, ...] = (),
    ) -> None:
        if file in self.rows:
            return
        digest = digest_of(data)
        if self.folder.put(file, data):
            self.report.written.append(file)
        row = Written(file, kind, told=digest, digest=digest, mark=mark, assets=assets)
        self.rows[file] = row
        if self.before.get(file) != row:
            self.ledger.put([row])

    def _delete(self) -> None:
        """Delete what is no longer there, or was never ours."""
        there = {name for name in self.folder.files() if not _is_of_the_host(name)}
        gone = sorted(there - set(self.rows))
        forgotten = set(self.before) - set(self.rows)
        self.folder.drop(gone)
        self.ledger.drop(sorted(forgotten | set(gone)))
        self.report.deleted += gone


def _batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
