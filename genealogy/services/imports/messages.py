"""Vietnamese words for what an import finds, beside those of reading GEDCOM itself."""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genealogy.domain.gedcom import CODES, GedcomRefused, Issue
from genealogy.enums import ImportState
from genealogy.gedcom_messages import issue_message, refusal_message
from genealogy.services.imports.errors import ImportRefusal

_OWN: Final[dict[str, Promise]] = {
    "spouse_sex": _("Người @%(xref)s@ ghi ở %(tag)s nhưng giới tính ghi khác; xếp theo giới tính."),
}


def issue_text(*, severity: str, line: int | None, code: str, facts: dict[str, Any]) -> str:
    """Say an issue in the reader's language, without its line."""
    if code in _OWN:
        return str(_OWN[code]) % facts
    if code not in CODES:
        return code
    return issue_message(Issue(severity, line or 0, code, facts, ""))


_REFUSALS: Final[dict[str, Promise]] = {
    "import_wrong_state": _("Lần nhập này đang ở trạng thái “%(state_label)s” nên không làm được."),
    "import_unknown_root": _("Trong tệp không có người mang mã @%(xref)s@."),
    "import_stale_staging": _(
        "Phần mềm đã đổi phiên bản từ khi đọc tệp này. Xin bỏ lần nhập này và đọc lại tệp."
    ),
    "import_undo_blocked": _("Chưa hoàn tác được vì đã có việc làm sau dựa vào lần nhập này:"),
}


def refusal_lines(error: ImportRefusal) -> list[str]:
    """Say why a step of an import cannot be done: a sentence, then one line for each hindrance."""
    facts = error.facts()
    if "state" in facts:
        facts["state_label"] = ImportState(facts["state"]).label
    lines = [str(_REFUSALS[error.code]) % facts]
    for what, count, names in facts.get("blockers", ()):
        shown = ", ".join(names)
        lines.append(f"{what}: {count} ({shown}{', …' if count > len(names) else ''})")
    return lines


def refusal_text(error: GedcomRefused) -> str:
    """Say in the reader's language why a file is refused, and where."""
    return refusal_message(error)
