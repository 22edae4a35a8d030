"""Verify the derived columns and the links of a clan."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from genealogy.models import Clan
from genealogy.services.checks import TreeFault, tree_check

#: Lines printed without --json; the count is always whole.
_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Đối chiếu các cột suy ra của một dòng họ với kết quả tính lại, và kiểm tra các quan hệ."
        " Mã thoát: 0 khớp, 1 có chỗ sai."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clan", required=True, metavar="SLUG", help="đường dẫn của dòng họ")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        clan = Clan.objects.filter(slug=options["clan"]).first()
        if clan is None:
            raise CommandError(f"Không có dòng họ nào có đường dẫn “{options['clan']}”.")
        faults = tree_check(clan)
        if options["json"]:
            body = {"clan": clan.slug, "faults": [fault.as_dict() for fault in faults]}
            self.stdout.write(json.dumps(body, ensure_ascii=False))
        else:
            self._print(faults)
        if faults:
            sys.exit(1)

    def _print(self, faults: list[TreeFault]) -> None:
        if not faults:
            self.stdout.write("Không có chỗ sai.")
            return
        for fault in faults[:_SHOWN]:
            self.stdout.write(str(fault))
        self.stdout.write(f"{len(faults)} chỗ sai.")
