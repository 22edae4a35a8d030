"""Read a GEDCOM file into a clan."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from genealogy.domain.gedcom import GedcomRefused
from genealogy.enums import ImportState
from genealogy.management.progress import ProgressLine
from genealogy.models import Clan, ImportRun
from genealogy.services.clans import clan_create
from genealogy.services.imports import (
    ImportRefusal,
    ReportedIssue,
    import_discard,
    import_file,
    import_is_stuck,
    import_preview,
    refusal_lines,
    refusal_text,
    run_issues,
)

REFUSED = 1
WRONG_USE = 2


class Command(BaseCommand):
    """Reads, reports, and writes all of a file into the tree or nothing of it."""

    help = (
        "Nhập một tệp GEDCOM (5.5, 5.5.1, 7.0) hoặc GEDZIP vào một dòng họ. Người xem thấy tất cả"
        " cùng lúc hoặc không thấy gì; undo_import hoàn tác được. Mã thoát: 0 xong, 1 bị từ chối"
        " có lý do, 2 dùng sai."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE", help="Tệp .ged hoặc .gdz.")
        parser.add_argument(
            "--clan", required=True, metavar="SLUG", help="Dòng họ; chưa có thì được tạo."
        )
        parser.add_argument("--name", default="", help="Tên của dòng họ mới.")
        parser.add_argument(
            "--root", metavar="XREF", help="Mã của thủy tổ trong tệp, ví dụ @I1@ hoặc I1."
        )
        parser.add_argument("--encoding", help="Bảng mã của tệp, khi tệp ghi sai.")
        parser.add_argument("--dry-run", action="store_true", help="Chỉ đọc và báo, không ghi gì.")
        parser.add_argument(
            "--json", action="store_true", help="Dòng cuối cùng in ra là một đối tượng JSON."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, report, and say by the exit code how it went."""
        path = Path(options["file"])
        self.as_json = options["json"]
        self.line = ProgressLine(self.stderr)
        try:
            stream = path.open("rb")
        except OSError as error:
            message = _("Không mở được tệp %(path)s: %(reason)s")
            raise CommandError(
                message % {"path": path, "reason": error.strerror}, returncode=WRONG_USE
            ) from error
        with stream:
            if options["dry_run"]:
                self._preview(stream, options)
            else:
                self._import(stream, path.name, options)

    def _preview(self, stream: BinaryIO, options: dict[str, Any]) -> None:
        try:
            preview = import_preview(
                stream=stream,
                encoding=options["encoding"],
                root_xref=options["root"],
                progress=self.line,
            )
        except (GedcomRefused, ImportRefusal) as error:
            self._refuse(error)
        self.line.end()
        header = preview.header
        self._say(_("Đọc thử, không ghi gì."))
        self._describe(header["version"], header["encoding"])
        self._report(preview.people, preview.families, preview.issues, None)

    def _import(self, stream: BinaryIO, file_name: str, options: dict[str, Any]) -> None:
        clan, is_new = self._clan(options["clan"], options["name"])
        self._sweep(clan)
        run: ImportRun | None = None
        try:
            run = import_file(
                clan=clan,
                stream=stream,
                file_name=file_name,
                encoding=options["encoding"],
                root_xref=options["root"],
                choose_name_order=is_new,
                progress=self.line,
            )
        except ImportRefusal as error:
            self._refuse(error)
        finally:
            if is_new and (run is None or run.state == ImportState.REFUSED):
                if run is not None:
                    run.delete()
                clan.delete()
        self.line.end()
        if run.state == ImportState.REFUSED:
            self._say_refusal(run.error, run.header["refusal"])
        self._say(_("Đã nhập %(file)s vào %(clan)s.") % {"file": file_name, "clan": clan.name})
        self._describe(run.format_version, run.encoding)
        if is_new:
            order = clan.get_name_order_display()
            self._say(_("Dòng họ mới; cách viết họ tên: %(order)s.") % {"order": order})
        if options["root"] and not run.counts["founder_set"]:
            self._say(_("Dòng họ đã có thủy tổ nên --root không được dùng."))
        self._report(run.counts["people"], run.counts["families"], run_issues(run), run)

    def _sweep(self, clan: Clan) -> None:
        """Drop what a killed import left in the clan; name what may still be running."""
        unfinished = (ImportState.STAGING, ImportState.APPLYING)
        for run in clan.imports.filter(state__in=unfinished):
            if import_is_stuck(run):
                import_discard(run)
                continue
            text = _("Lần nhập %(run)s chưa xong. Nếu nó đã bị ngắt, dọn bằng: undo_import %(run)s")
            self.stderr.write(text % {"run": run.uuid})

    def _clan(self, slug: str, name: str) -> tuple[Clan, bool]:
        clan = Clan.objects.filter(slug=slug).first()
        if clan is not None:
            return clan, False
        try:
            return clan_create(name=name or slug, slug=slug), True
        except ValidationError as error:
            reasons = " ".join(error.messages)
            raise CommandError(reasons, returncode=WRONG_USE) from error

    def _say(self, text: str) -> None:
        (self.stderr if self.as_json else self.stdout).write(text)

    def _describe(self, version: str, encoding: str) -> None:
        self._say(
            _("GEDCOM %(version)s, bảng mã %(encoding)s.")
            % {"version": version or "5.5.1?", "encoding": encoding}
        )

    def _report(
        self, people: int, families: int, issues: Iterable[ReportedIssue], run: ImportRun | None
    ) -> None:
        self._say(
            _("%(people)s người, %(families)s gia đình.") % {"people": people, "families": families}
        )
        told = []
        for issue in issues:
            told.append(issue)
            self._say(
                _("Dòng %(line)s [%(label)s] %(message)s")
                % {"line": issue.line, "label": issue.label, "message": issue.message}
            )
        if run is not None:
            self._say(_("Lần nhập: %(run)s") % {"run": run.uuid})
        if self.as_json:
            self._write_json(
                {
                    "people": people,
                    "families": families,
                    "issues": [
                        {
                            "severity": issue.severity,
                            "line": issue.line,
                            "code": issue.code,
                            "message": issue.message,
                        }
                        for issue in told
                    ],
                    "run": None if run is None else str(run.uuid),
                }
            )

    def _refuse(self, error: GedcomRefused | ImportRefusal) -> NoReturn:
        self.line.end()
        if isinstance(error, GedcomRefused):
            self._say_refusal(refusal_text(error), {"line": error.line, "reason": error.reason})
        else:
            text = "\n".join(refusal_lines(error))
            self._say_refusal(text, {"line": None, "reason": error.code})

    def _say_refusal(self, text: str, facts: dict[str, Any]) -> NoReturn:
        if self.as_json:
            refusal = {"line": facts["line"], "reason": facts["reason"], "message": text}
            self._write_json(
                {"people": 0, "families": 0, "issues": [], "run": None, "refused": refusal}
            )
        raise CommandError(text, returncode=REFUSED)

    def _write_json(self, data: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False))
