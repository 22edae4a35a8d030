"""Invent a clan for benchmarks and trials."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from genealogy.domain.synthetic_gedcom import synthetic_gedcom
from genealogy.management.progress import ProgressLine
from genealogy.models import Clan
from genealogy.services.clans import clan_create
from genealogy.services.imports import import_file

REFUSED = 1
WRONG_USE = 2
#: Lines written at once.
_CHUNK = 10_000


class Command(BaseCommand):
    """Writes an invented clan into the tree, or into a GEDCOM file."""

    help = (
        "Sinh một dòng họ không có thật: 18 đời, tên Việt, giỗ âm lịch; cùng hạt giống thì cùng"
        " kết quả. Ghi vào cơ sở dữ liệu, hoặc ra tệp GEDCOM với --gedcom."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--clan", metavar="SLUG", help="Dòng họ mới, khi ghi vào gia phả.")
        parser.add_argument(
            "--people", type=int, required=True, metavar="N", help="Bao nhiêu người."
        )
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="Hạt giống.")
        parser.add_argument("--gedcom", metavar="FILE", help="Ghi ra tệp này thay vì gia phả.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Generate, and say by the exit code how it went."""
        people, seed = options["people"], options["seed"]
        if people < 2:
            raise CommandError(_("Một dòng họ có ít nhất hai người."), returncode=WRONG_USE)
        if options["gedcom"]:
            path = Path(options["gedcom"])
            with path.open("wb") as stream:
                _write(stream, people, seed)
            self.stdout.write(_("Đã ghi %(path)s.") % {"path": path})
            return
        slug = options["clan"]
        if not slug:
            raise CommandError(_("Cần --clan hoặc --gedcom."), returncode=WRONG_USE)
        if Clan.objects.filter(slug=slug).exists():
            message = _("Dòng họ %(slug)s đã có.") % {"slug": slug}
            raise CommandError(message, returncode=REFUSED)
        clan = clan_create(name=_("Họ mẫu %(slug)s") % {"slug": slug}, slug=slug)
        line = ProgressLine(self.stderr)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.VAR_DIR) as stream:
            _write(stream, people, seed)
            stream.seek(0)
            run = import_file(
                clan=clan,
                stream=stream,
                file_name=f"{slug}.ged",
                root_xref="I1",
                progress=line,
            )
        line.end()
        self.stdout.write(
            _("Đã sinh %(people)s người, %(families)s gia đình trong %(clan)s.")
            % {
                "people": run.counts["people"],
                "families": run.counts["families"],
                "clan": clan.name,
            }
        )


def _write(stream: BinaryIO, people: int, seed: int) -> None:
    lines = synthetic_gedcom(people, seed)
    while chunk := list(islice(lines, _CHUNK)):
        stream.write("".join(f"{line}\n" for line in chunk).encode())
