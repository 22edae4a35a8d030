"""List the giỗ and feasts of a clan in a span of days."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from genealogy.domain.lunar import FIRST_DAY, LAST_DAY
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import Audience
from genealogy.models import Branch, Clan
from genealogy.selectors.anniversaries import Anniversary, AnniversaryBook, anniversary_book

_USUAL_SPAN = timedelta(days=60)
_ROLES = {
    Audience.PUBLIC.value: Role.ANONYMOUS,
    Audience.MEMBERS.value: Role.MEMBER,
    Audience.EDITORS.value: Role.EDITOR,
}


def _day(text: str) -> date:
    """Read a Gregorian day as 2026-11-23, within the lunar table."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” không phải ngày viết như 2026-11-23") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ArgumentTypeError(f"lịch âm chỉ tính được từ {FIRST_DAY} đến {LAST_DAY}")
    return day


class Command(BaseCommand):
    """Prints one line, or one JSON object, for each day and person."""

    help = (
        "Liệt kê ngày giỗ và ngày lễ của một dòng họ trong một khoảng ngày dương lịch,"
        " mặc định 60 ngày từ hôm nay, như người biên soạn thấy."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--clan", required=True, metavar="SLUG", help="đường dẫn của dòng họ")
        parser.add_argument("--from", dest="first", type=_day, metavar="DATE", help="từ ngày")
        parser.add_argument("--to", dest="last", type=_day, metavar="DATE", help="đến hết ngày")
        parser.add_argument("--branch", metavar="SLUG", help="một chi và các phái bên dưới")
        parser.add_argument(
            "--audience",
            choices=sorted(_ROLES),
            default=Audience.EDITORS.value,
            help="xem bằng mắt của ai",
        )
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the days in order."""
        viewer = Viewer(_ROLES[options["audience"]], timezone.localdate())
        clan = Clan.objects.visible_to(viewer).filter(slug=options["clan"]).first()
        if clan is None:
            raise CommandError(f"Không có dòng họ nào có đường dẫn “{options['clan']}”.")
        first = options["first"] or viewer.today
        last = options["last"] or min(first + _USUAL_SPAN, LAST_DAY)
        if last < first:
            raise CommandError("Ngày cuối sớm hơn ngày đầu.")
        book = anniversary_book(
            viewer, clan=clan, first=first, last=last, branch=_branch(clan, options["branch"])
        )
        if options["json"]:
            self._print_json(clan, first, last, book)
        else:
            for row in book:
                self.stdout.write(_line(row))
            self.stdout.write(f"{len(book)} ngày.")

    def _print_json(self, clan: Clan, first: date, last: date, book: AnniversaryBook) -> None:
        """Write one object, item by item, so that a big clan needs little memory."""
        head = {"clan": clan.slug, "from": str(first), "to": str(last), "total": len(book)}
        text = json.dumps(head, ensure_ascii=False)
        self.stdout.write(f'{text[:-1]}, "items": [', ending="")
        for number, row in enumerate(book):
            comma = "," if number else ""
            self.stdout.write(f"{comma}\n{json.dumps(_plain(row), ensure_ascii=False)}", ending="")
        self.stdout.write("\n]}")


def _branch(clan: Clan, slug: str | None) -> Branch | None:
    if not slug:
        return None
    branch = clan.branches.select_related("clan").filter(slug=slug).first()
    if branch is None:
        raise CommandError(f"Dòng họ này không có chi phái nào có đường dẫn “{slug}”.")
    return branch


def _line(row: Anniversary) -> str:
    more = "; ".join(part for part in (row.branch_title, row.note, row.counted_note) if part)
    ending = f" ({more})" if more else ""
    return f"{row.day:%d/%m/%Y}  {row.lunar_text} âm lịch  {row.title}{ending}"


def _plain(row: Anniversary) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "id": str(row.uuid),
        "name": row.name,
        "title": row.title,
        "date": row.day.isoformat(),
        "eve": row.eve.isoformat(),
        "lunar": {"year": row.lunar_year, "month": row.lunar_month, "day": row.lunar_day},
        "generation": row.generation,
        "branch": row.branch_title,
        "note": row.note,
        "counted_date": row.counted.isoformat() if row.counted else None,
        "place": row.place,
        "text": row.text,
    }
