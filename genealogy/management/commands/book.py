"""Print the book of a clan."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.enums import Audience
from genealogy.management.progress import ProgressLine
from genealogy.models import Branch, Clan
from genealogy.selectors.statistics import audience_viewer
from genealogy.services.book import (
    ALL_PARTS,
    BookForm,
    BookLetters,
    BookOptions,
    BookPaper,
    BookRefused,
    book_make,
)

REFUSED = 1
WRONG_USE = 2


class Command(BaseCommand):
    """Writes a PDF or EPUB; what it tells follows from the audience."""

    help = (
        "In sách gia phả của một họ hay một chi ra PDF hoặc EPUB. Mặc định là bản công khai. Mã"
        " thoát: 0 xong, 1 không làm được, 2 dùng sai."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--clan", required=True, metavar="SLUG", help="đường dẫn của dòng họ")
        parser.add_argument("--branch", metavar="SLUG", help="chỉ một chi và những chi trong nó")
        parser.add_argument(
            "--audience",
            choices=Audience.values,
            default=Audience.PUBLIC,
            help="cho ai xem: khách, thành viên hay người biên soạn",
        )
        parser.add_argument("--paper", choices=BookPaper.values, default=BookPaper.A5)
        parser.add_argument("--letters", choices=BookLetters.values, default=BookLetters.NORMAL)
        parser.add_argument(
            "--parts", nargs="*", choices=ALL_PARTS, default=list(ALL_PARTS), metavar="PHẦN"
        )
        parser.add_argument(
            "--most", type=int, metavar="N", help="một tập nhiều nhất bao nhiêu người"
        )
        parser.add_argument(
            "-o", "--output", required=True, metavar="FILE", help="tệp .pdf hoặc .epub"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the book and say what it cost; the exit code says how it went."""
        clan, branch = self._subject(options)
        path = Path(options["output"])
        form = path.suffix.lower().lstrip(".")
        if form not in BookForm.values:
            raise CommandError(
                _("Tên tệp phải kết thúc bằng .pdf hoặc .epub."), returncode=WRONG_USE
            )
        if not path.parent.is_dir():
            message = _("Không có thư mục %(path)s.") % {"path": path.parent}
            raise CommandError(message, returncode=WRONG_USE)
        chosen = BookOptions(
            form=form,
            paper=options["paper"],
            letters=options["letters"],
            parts=tuple(options["parts"]),
        )
        viewer = audience_viewer(options["audience"], timezone.localdate())
        if not Clan.objects.visible_to(viewer).filter(pk=clan.pk).exists():
            raise CommandError(_("Khách không mở được dòng họ này."), returncode=REFUSED)
        line = _BookLine(self.stderr)
        try:
            made = book_make(
                clan,
                branch,
                viewer,
                chosen,
                progress=lambda done, total, message: line(message, done, total),
                most=options["most"],
            )
        except BookRefused as error:
            line.end()
            raise CommandError(str(error), returncode=REFUSED) from error
        line.end()
        for volume, target in zip(made.volumes, _targets(path, len(made.volumes)), strict=True):
            target.write_bytes(volume)
            self.stdout.write(_("Đã ghi %(path)s.") % {"path": target})
        self.stdout.write(
            _("%(people)s người, %(pages)s trang; dàn trang %(seconds)s giây, %(megabytes)s MB.")
            % {
                "people": made.people,
                "pages": made.pages or "–",
                "seconds": made.seconds,
                "megabytes": made.megabytes,
            }
        )

    def _subject(self, options: dict[str, Any]) -> tuple[Clan, Branch | None]:
        clan = Clan.objects.filter(slug=options["clan"]).first()
        if clan is None:
            message = _("Không có dòng họ nào có đường dẫn “%(slug)s”.") % {"slug": options["clan"]}
            raise CommandError(message, returncode=WRONG_USE)
        if not options["branch"]:
            return clan, None
        branch = clan.branches.filter(slug=options["branch"]).first()
        if branch is None:
            message = _("Dòng họ này không có chi “%(slug)s”.") % {"slug": options["branch"]}
            raise CommandError(message, returncode=WRONG_USE)
        return clan, branch


class _BookLine(ProgressLine):
    """Names the steps as the book does."""

    def _words(self, step: str, percent: int) -> str:
        return f"{step}: {percent} %"


def _targets(path: Path, count: int) -> list[Path]:
    """Give the files of the volumes: "sach.pdf", or "sach-tap-1.pdf" and so on."""
    if count == 1:
        return [path]
    return [path.with_stem(f"{path.stem}-tap-{number}") for number in range(1, count + 1)]
