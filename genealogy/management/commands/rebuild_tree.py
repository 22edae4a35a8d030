"""Recompute the derived columns of a clan."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from genealogy.models import Clan
from genealogy.services.derived import rebuild_clan


class Command(BaseCommand):
    help = "Tính lại đời, chi, thứ tự, khoá tìm kiếm và các cột suy ra khác của một dòng họ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clan", required=True, metavar="SLUG", help="đường dẫn của dòng họ")

    def handle(self, *args: Any, **options: Any) -> None:
        clan = Clan.objects.filter(slug=options["clan"]).first()
        if clan is None:
            raise CommandError(f"Không có dòng họ nào có đường dẫn “{options['clan']}”.")
        quiet = options["verbosity"] == 0
        report = rebuild_clan(clan, None if quiet else self._progress)
        if not quiet:
            self.stdout.write("")
            self.stdout.write(
                f"{report.people} người, {report.changed} dòng thay đổi, {report.seconds:.1f} giây."
            )
        for circle in report.cycles:
            self.stderr.write(f"Vòng cha con: {', '.join(map(str, circle))}")

    def _progress(self, done: int, people: int) -> None:
        self.stdout.write(f"\r{done}/{people}", ending="")
        self.stdout.flush()
