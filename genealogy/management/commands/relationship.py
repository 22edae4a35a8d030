"""Say how two people of a clan are related."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import KinshipRegion
from genealogy.models import Clan, Person
from genealogy.selectors.kin_answers import KinAnswer, PathNode, Relationship
from genealogy.selectors.relationship import relationship

REFUSED = 1
WRONG_USE = 2

#: What stands in the answer where there is no line.
_NO_LINE: dict[str, Any] = {
    "term": "",
    "address": "",
    "reciprocal": "",
    "reciprocal_address": "",
    "path": [],
}


class Command(BaseCommand):
    """Answers with the eyes of an editor: the command line sees the whole book."""

    help = (
        "Cho biết hai người gọi nhau là gì và đường nối giữa họ. A, B là uuid hoặc mã trong tệp"
        " gốc (@I1@ hay I1). Mã thoát: 0 đã trả lời, 1 một mã trỏ tới nhiều người, 2 dùng sai."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--clan", required=True, metavar="SLUG", help="đường dẫn của dòng họ")
        parser.add_argument("a", metavar="A", help="người hỏi: uuid hoặc mã trong tệp gốc")
        parser.add_argument("b", metavar="B", help="người được hỏi tới: uuid hoặc mã trong tệp gốc")
        parser.add_argument(
            "--region",
            choices=KinshipRegion.values,
            help="cách xưng hô theo miền; mặc định theo dòng họ",
        )
        parser.add_argument("--json", action="store_true", help="in kết quả là một đối tượng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer; the exit code says how it went."""
        clan = Clan.objects.filter(slug=options["clan"]).first()
        if clan is None:
            message = _("Không có dòng họ nào có đường dẫn “%(slug)s”.") % {"slug": options["clan"]}
            raise CommandError(message, returncode=WRONG_USE)
        first, second = (self._person(clan, options[name]) for name in ("a", "b"))
        region = KinshipRegion(options["region"]) if options["region"] else None
        viewer = Viewer(Role.EDITOR, timezone.localdate())
        answer = relationship(first, second, viewer, region=region)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(answer), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_in_words(answer)))

    def _person(self, clan: Clan, text: str) -> Person:
        """Find one person by uuid or by the mark of the imported file."""
        xref = text.strip().strip("@")
        wanted = Q(source_xref=xref) | Q(source_xref=f"@{xref}@")
        # What is no uuid can only be the mark of a file.
        with suppress(ValueError):
            wanted |= Q(uuid=UUID(text.strip()))
        people = Person.objects.published().filter(wanted, clan=clan).select_related("clan")
        found = list(people.order_by("pk")[:2])
        if not found:
            message = _("Dòng họ này không có người nào mang mã “%(text)s”.") % {"text": text}
            raise CommandError(message, returncode=WRONG_USE)
        if len(found) > 1:
            message = _("Mã “%(text)s” trỏ tới nhiều người; hãy dùng uuid.") % {"text": text}
            raise CommandError(message, returncode=REFUSED)
        return found[0]


def _path(nodes: tuple[PathNode, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(node.card.uuid) if node.card.uuid else None,
            "name": node.card.name,
            "generation": node.card.generation,
            "step": node.step,
            "label": node.label,
            "is_adoption": node.is_adoption,
            "is_common_ancestor": node.is_common_ancestor,
        }
        for node in nodes
    ]


def _line(line: KinAnswer) -> dict[str, Any]:
    return {
        "term": line.term,
        "address": line.address,
        "reciprocal": line.reciprocal,
        "reciprocal_address": line.reciprocal_address,
        "options": [option._asdict() for option in line.options],
        "is_uncertain": line.is_uncertain,
        "note": line.note,
        "in_words": line.in_words,
        "code": line.code,
        "kind": line.kind.value,
        "generation_difference": line.generation_difference,
        "common_ancestors": [card.name for card in line.common_ancestors],
        "path": _path(line.path),
    }


def _as_json(answer: Relationship) -> dict[str, Any]:
    main = answer.main
    return {
        "region": answer.region,
        "from": {"id": str(answer.person_a.uuid), "name": answer.person_a.name},
        "to": {"id": str(answer.person_b.uuid), "name": answer.person_b.name},
        **(_NO_LINE | {"kind": answer.kind.value} if main is None else _line(main)),
        "others": [_line(line) for line in answer.others],
        "capped": answer.capped,
    }


def _in_words(answer: Relationship) -> list[str]:
    names = {"a": answer.person_a.name, "b": answer.person_b.name}
    if answer.main is None:
        if answer.kind == "self":
            return [_("%(a)s: cùng một người.") % names]
        return [_("Không tìm thấy quan hệ giữa %(a)s và %(b)s.") % names]
    rows = []
    for place, line in enumerate(answer.lines):
        words = names | {"term": line.term, "reciprocal": line.reciprocal}
        sentence = (
            _("%(b)s còn là %(term)s của %(a)s; %(a)s là %(reciprocal)s của %(b)s.")
            if place
            else _("%(b)s là %(term)s của %(a)s; %(a)s là %(reciprocal)s của %(b)s.")
        )
        rows.append(sentence % words)
        rows.append("  " + " → ".join(_node_words(node) for node in line.path))
    if answer.main.note:
        rows.insert(1, f"  ({answer.main.note})")
    if answer.capped:
        rows.append(_("Còn những đường nối khác không được kể ra."))
    return rows


def _node_words(node: PathNode) -> str:
    return f"{node.label}: {node.card.name}" if node.label else node.card.name
