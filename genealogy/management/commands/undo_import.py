"""Take an import back."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from genealogy.enums import ImportState
from genealogy.models import ImportRun
from genealogy.services.imports import (
    ImportRefusal,
    import_discard,
    import_undo,
    refusal_lines,
)

REFUSED = 1
WRONG_USE = 2


class Command(BaseCommand):
    """Undoes an applied import as a whole; sweeps one that was cut off."""

    help = (
        "Hoàn tác một lần nhập GEDCOM: mọi người của lần ấy biến khỏi gia phả cùng lúc, rồi được"
        " xoá. Lần nhập dở dang thì được dọn. Từ chối, có danh sách, khi việc làm sau dựa vào nó."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("run", metavar="RUN", help="Mã của lần nhập, như import_gedcom đã in.")
        parser.add_argument(
            "--discard-edits",
            action="store_true",
            help="Hoàn tác cả khi có người đã được sửa sau khi nhập; các sửa đổi ấy mất.",
        )
        parser.add_argument("--json", action="store_true", help="In kết quả là một đối tượng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo, and say by the exit code how it went."""
        run = self._run(options["run"])
        people = run.people.count()
        try:
            if run.state in (ImportState.APPLIED, ImportState.UNDOING, ImportState.UNDONE):
                import_undo(run, discard_edits=options["discard_edits"])
            else:
                import_discard(run)
        except ImportRefusal as error:
            raise CommandError("\n".join(refusal_lines(error)), returncode=REFUSED) from error
        if options["json"]:
            data = {"run": str(run.uuid), "people": people}
            self.stdout.write(json.dumps(data))
        else:
            self.stdout.write(_("Đã hoàn tác: %(people)s người.") % {"people": people})

    def _run(self, text: str) -> ImportRun:
        try:
            run = ImportRun.objects.filter(uuid=UUID(text)).first()
        except ValueError:
            run = None
        if run is None:
            message = _("Không có lần nhập nào mang mã %(run)s.") % {"run": text}
            raise CommandError(message, returncode=WRONG_USE)
        return run
