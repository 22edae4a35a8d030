"""Erase a person for good."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from genealogy.models import Person
from genealogy.services.erasing import (
    ErasureReport,
    Sweep,
    freed_pages_clear,
    person_erase,
    person_of_erasure,
)

REFUSED = 1
WRONG_USE = 2


class Command(BaseCommand):
    """Erases somebody from rows, history, drafts, logs, indexes, pictures and later restores."""

    help = (
        "Xoá hẳn một người: dòng trong gia phả, lịch sử, bản nháp, nhật ký, chỉ mục, ảnh, yêu cầu."
        " Không lấy lại được; bản sao lưu cũ khi phục hồi cũng xoá lại người ấy."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("uuid", metavar="UUID", help="mã của người cần xoá")
        parser.add_argument(
            "--keep-place",
            action=BooleanOptionalAction,
            default=None,
            help=(
                "để lại một chỗ trống không tên, mang mã mới; mặc định chỉ để lại khi người ấy có"
                " con hoặc đứng đầu họ, chi"
            ),
        )
        parser.add_argument("--yes", action="store_true", help="không hỏi lại")
        parser.add_argument(
            "--vacuum",
            action=BooleanOptionalAction,
            default=True,
            help="viết lại tệp của cơ sở dữ liệu, vì chữ đã xoá còn nằm trong các trang trống",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = self._person(options["uuid"])
        if not options["yes"] and not self._is_confirmed(person):
            raise CommandError(_("Chưa xoá gì."), returncode=REFUSED)
        try:
            report = person_erase(person, keep_place=options["keep_place"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=REFUSED) from error
        self._tell(report)
        if options["vacuum"]:
            self._tell_sweep(freed_pages_clear())

    def _person(self, text: str) -> Person:
        try:
            person = person_of_erasure(UUID(text))
        except ValueError:
            person = None
        if person is None:
            message = _("Không có ai mang mã %(uuid)s.") % {"uuid": text}
            raise CommandError(message, returncode=WRONG_USE)
        return person

    def _is_confirmed(self, person: Person) -> bool:
        asked = _("Xoá hẳn %(person)s (%(clan)s)? Không lấy lại được. Gõ XOA để xoá: ")
        self.stdout.write(asked % {"person": person, "clan": person.clan}, ending="")
        try:
            return input().strip() == "XOA"
        except EOFError:
            return False

    def _tell(self, report: ErasureReport) -> None:
        say = self.stdout.write
        say(_("Đã xoá %(uuid)s.") % {"uuid": report.person_uuid})
        if report.place_uuid is not None:
            place = {"uuid": report.place_uuid}
            say(_("Để lại một chỗ trống không tên, mã mới %(uuid)s, để đời và dòng còn.") % place)
        else:
            say(_("Không để lại chỗ trống: không ai trong gia phả cần dòng này."))
        facts = {
            "changes": report.changes,
            "mentions": report.mentions,
            "files": report.files,
            "runs": report.runs,
        }
        say(
            _(
                "Lịch sử: %(changes)s dòng. Bài viết và bản nháp: %(mentions)s chỗ."
                " Ảnh và tài liệu: %(files)s. Lần nhập tệp: %(runs)s."
            )
            % facts
        )
        lists = (
            (_("Còn người khác dùng nên chưa xoá, hãy xem lại:"), report.kept_files),
            (_("Tệp đang chờ nhập có tên ấy, hãy bỏ hoặc sửa:"), report.waiting_runs),
            (_("Tên ấy còn đứng trong lời văn, hãy đọc lại:"), report.left),
            (_("Hãy báo cho người đã yêu cầu (không còn ghi ở đâu nữa):"), report.requesters),
        )
        for title, lines in lists:
            if lines:
                say(title)
                for line in lines:
                    say(f"  {line}")
        if report.has_account:
            say(_("Tài khoản đăng nhập của người ấy còn nguyên; đóng ở mục Tài khoản nếu cần."))

    def _tell_sweep(self, sweep: Sweep) -> None:
        if not sweep.is_done:
            self.stdout.write(_("Chưa viết lại tệp cơ sở dữ liệu: đang ở trong một giao dịch."))
        elif sweep.vendor == "sqlite":
            self.stdout.write(_("Đã viết lại tệp cơ sở dữ liệu (VACUUM) và dọn nhật ký WAL."))
            if sweep.is_log_left:
                self.stdout.write(
                    _("Có chương trình đang đọc nên nhật ký WAL chưa dọn hết; hãy chạy lại sau.")
                )
        else:
            self.stdout.write(
                _(
                    "Đã viết lại các bảng liên quan (VACUUM FULL). Kho WAL và bản sao nền cũ của"
                    " PostgreSQL thì phải tự bỏ khi hết hạn giữ."
                )
            )
