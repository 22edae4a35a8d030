"""Check a gia phả: derived columns, links, dates, families, branches."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, BooleanOptionalAction
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from genealogy.check_messages import rule_title
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import Severity
from genealogy.models import CheckDismissal, Clan
from genealogy.selectors.findings import finding_rows
from genealogy.services.checks import Finding, tree_check
from genealogy.services.checks.storing import finding_row, stored_facts

#: Lines printed without --json; the counts are always whole.
_SHOWN = 50
_UP_TO = {
    Severity.ERROR: (Severity.ERROR,),
    Severity.WARNING: (Severity.ERROR, Severity.WARNING),
    Severity.INFO: tuple(Severity),
}
_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


class Command(BaseCommand):
    help = (
        "Kiểm tra gia phả của một dòng họ: cột suy ra, quan hệ, ngày tháng, gia đình, chi phái."
        " Mã thoát: 0 không có lỗi, 1 có lỗi (cảnh báo và lưu ý không tính)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clan", required=True, metavar="SLUG", help="đường dẫn của dòng họ")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument(
            "--severity",
            choices=Severity.values,
            default=Severity.INFO.value,
            help="chỉ in từ mức này trở lên",
        )
        parser.add_argument(
            "--store",
            action=BooleanOptionalAction,
            default=True,
            help="ghi lại để người biên soạn xem; --no-store thì chỉ in",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        clan = Clan.objects.filter(slug=options["clan"]).first()
        if clan is None:
            raise CommandError(f"Không có dòng họ nào có đường dẫn “{options['clan']}”.")
        found = tree_check(clan, is_stored=options["store"])
        waved_off = set(
            CheckDismissal.objects.filter(clan=clan).values_list("fingerprint", flat=True)
        )
        open_findings = [finding for finding in found if finding.fingerprint not in waved_off]
        shown = _UP_TO[Severity(options["severity"])]
        faults = [finding for finding in open_findings if finding.severity in shown]
        if options["json"]:
            self._print_json(clan, faults, len(found) - len(open_findings))
        else:
            self._print(clan, faults, len(found) - len(open_findings))
        if any(finding.severity == Severity.ERROR for finding in open_findings):
            sys.exit(1)

    def _print_json(self, clan: Clan, faults: list[Finding], dismissed: int) -> None:
        body = {
            "clan": clan.slug,
            "dismissed": dismissed,
            "faults": [
                {
                    "code": fault.code,
                    "severity": fault.severity,
                    "person": fault.person,
                    "union": fault.union,
                    "branch": fault.branch,
                    "facts": stored_facts(fault),
                }
                for fault in faults
            ],
        }
        self.stdout.write(json.dumps(body, ensure_ascii=False))

    def _print(self, clan: Clan, faults: list[Finding], dismissed: int) -> None:
        faults = sorted(faults, key=lambda fault: (_ORDER[Severity(fault.severity)], fault.code))
        viewer = Viewer(Role.ADMIN, timezone.localdate())
        shown = [finding_row(clan, fault) for fault in faults[:_SHOWN]]
        for row in finding_rows(shown, viewer):
            self.stdout.write(f"{row.severity_label} [{row.finding.code}] {row.sentence}")
        if len(faults) > _SHOWN:
            self.stdout.write(f"… và {len(faults) - _SHOWN} điều nữa.")
            for code, count in Counter(fault.code for fault in faults).most_common():
                self.stdout.write(f"{count:>8}  {rule_title(code)} [{code}]")
        counts = Counter(fault.severity for fault in faults)
        listed = ", ".join(f"{counts[level]} {level.label}" for level in Severity if counts[level])
        if faults:
            self.stdout.write(f"{len(faults)} điều nghi ngờ: {listed}.")
        else:
            self.stdout.write("Không có chỗ sai.")
        if dismissed:
            self.stdout.write(f"Đã bỏ qua: {dismissed}.")
