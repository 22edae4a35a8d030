"""Draw the poster of a clan, a branch or a person into a file."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.charts.poster_model import Form, Letters
from genealogy.domain.charts.sheets import Paper
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.drawings import MOST_GENERATIONS, TooManyPeople
from genealogy.selectors.drawings_estimate import centimetres, estimate_of
from genealogy.selectors.drawings_made import NothingToDraw, drawing_of
from genealogy.selectors.drawings_options import DrawingKind, DrawingOptions
from genealogy.selectors.people import person_by_uuid
from genealogy.services.drawings_files import drawing_to_file
from genealogy.services.drawings_pdf import DrawingNotPrinted

REFUSED = 1
WRONG_USE = 2
AUDIENCES = {"public": Role.ANONYMOUS, "members": Role.MEMBER, "editors": Role.EDITOR}
#: No poster shows more generations unless asked to.
_USUAL_GENERATIONS = 25


class Command(BaseCommand):
    """Writes an SVG or a PDF, cut to what the audience may see."""

    help = (
        "Vẽ phả đồ ra tệp .svg hoặc .pdf. Người xem là khách (public), thành viên (members) hoặc"
        " người biên soạn (editors). Mã thoát: 0 đã vẽ, 1 không vẽ được, 2 dùng sai."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--clan", required=True, metavar="SLUG", help="đường dẫn của dòng họ")
        parser.add_argument("--branch", metavar="SLUG", help="từ tổ của chi này")
        parser.add_argument("--person", metavar="UUID", help="từ người này")
        parser.add_argument("--audience", choices=list(AUDIENCES), default="public")
        parser.add_argument("--kind", choices=[str(one) for one in DrawingKind], default="pha-do")
        parser.add_argument("--form", choices=[str(one) for one in Form], default=str(Form.COLUMNS))
        parser.add_argument("--letters", choices=[str(one) for one in Letters], default="vua")
        parser.add_argument("--paper", choices=[str(one) for one in Paper], default="mot-to")
        parser.add_argument("--generations", type=int, default=0, metavar="N", help="số đời")
        parser.add_argument("--sons-only", action="store_true", help="chỉ con trai")
        parser.add_argument("--drop-childless", action="store_true", help="bỏ người chưa có con")
        parser.add_argument("--no-stacking", action="store_true", help="không xếp chồng anh em")
        parser.add_argument("--split-branches", action="store_true", help="dừng ở tổ các chi")
        parser.add_argument("--estimate", action="store_true", help="chỉ cho biết khổ giấy")
        parser.add_argument("-o", "--output", metavar="FILE", help="tệp .svg hoặc .pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw; the exit code says how it went."""
        path = self._path(options)
        viewer = Viewer(AUDIENCES[options["audience"]], timezone.localdate())
        person = self._person(options, viewer)
        chosen = self._options(options)
        started = time.perf_counter()
        self._tell(_("Đọc gia phả và dàn trang"))
        try:
            drawing = drawing_of(
                person, viewer, chosen, draw_most=0 if options["estimate"] else None
            )
        except TooManyPeople as error:
            raise CommandError(
                _("Nhiều người quá cho một bản vẽ. Thử --generations %(count)s.")
                % {"count": error.generations},
                returncode=REFUSED,
            ) from error
        except NothingToDraw as error:
            raise CommandError(_("Không có gì để vẽ."), returncode=REFUSED) from error
        for label, text in estimate_of(drawing).rows:
            self.stdout.write(f"{label}: {text}")
        if path is None:
            return
        self._tell(_("Ghi tệp"))
        try:
            pages = drawing_to_file(drawing, path)
        except (OSError, DrawingNotPrinted) as error:
            raise CommandError(
                _("Không ghi được %(path)s.") % {"path": path}, returncode=REFUSED
            ) from error
        self.stdout.write(
            _("Đã vẽ %(path)s: %(width)s × %(height)s cm, %(pages)s trang, %(seconds)s giây.")
            % {
                "path": path,
                "width": centimetres(drawing.width),
                "height": centimetres(drawing.height),
                "pages": pages,
                "seconds": f"{time.perf_counter() - started:.1f}".replace(".", ","),
            }
        )

    def _tell(self, text: str) -> None:
        self.stderr.write(f"{text} …")

    def _path(self, options: dict[str, Any]) -> Path | None:
        if not options["output"]:
            if options["estimate"]:
                return None
            raise CommandError(_("Cần -o TỆP hoặc --estimate."), returncode=WRONG_USE)
        path = Path(options["output"])
        if path.suffix not in {".svg", ".pdf"}:
            raise CommandError(
                _("Tên tệp phải kết thúc bằng .svg hoặc .pdf."), returncode=WRONG_USE
            )
        if not path.parent.is_dir():
            message = _("Không có thư mục %(path)s.") % {"path": path.parent}
            raise CommandError(message, returncode=WRONG_USE)
        return None if options["estimate"] else path

    def _options(self, options: dict[str, Any]) -> DrawingOptions:
        generations = options["generations"] or _USUAL_GENERATIONS
        if not 0 <= options["generations"] <= MOST_GENERATIONS:
            raise CommandError(
                _("Số đời từ 1 đến %(most)s.") % {"most": MOST_GENERATIONS}, returncode=WRONG_USE
            )
        kind = DrawingKind(options["kind"])
        return DrawingOptions(
            kind=kind,
            form=Form(options["form"]),
            generations=generations if kind is DrawingKind.POSTER else options["generations"],
            letters=Letters(options["letters"]),
            paper=Paper(options["paper"]),
            sons_only=options["sons_only"],
            drop_childless=options["drop_childless"],
            stacking=not options["no_stacking"],
            split_branches=options["split_branches"],
        )

    def _person(self, options: dict[str, Any], viewer: Viewer) -> Person:
        """Find whom to start from; hidden and unknown are the same to the audience."""
        clan = Clan.objects.filter(slug=options["clan"]).first()
        if clan is None:
            message = _("Không có dòng họ nào có đường dẫn “%(slug)s”.") % {"slug": options["clan"]}
            raise CommandError(message, returncode=WRONG_USE)
        founder_id = clan.founder_id
        if options["branch"]:
            branch = Branch.objects.filter(clan=clan, slug=options["branch"]).first()
            if branch is None:
                message = _("Dòng họ này không có chi “%(slug)s”.") % {"slug": options["branch"]}
                raise CommandError(message, returncode=WRONG_USE)
            founder_id = branch.founder_id
        person = (
            self._by_uuid(clan, options["person"], viewer)
            if options["person"]
            else self._founder(founder_id, viewer)
        )
        if person is None:
            raise CommandError(
                _("Người xem này không được thấy ai để bắt đầu vẽ."), returncode=REFUSED
            )
        return person

    def _founder(self, key: int | None, viewer: Viewer) -> Person | None:
        founder = Person.objects.filter(pk=key).first() if key else None
        return person_by_uuid(founder.uuid, viewer) if founder else None

    def _by_uuid(self, clan: Clan, text: str, viewer: Viewer) -> Person | None:
        try:
            key = UUID(text)
        except ValueError as error:
            message = _("“%(text)s” không phải là uuid.") % {"text": text}
            raise CommandError(message, returncode=WRONG_USE) from error
        person = person_by_uuid(key, viewer)
        return person if person and person.clan_id == clan.pk else None
