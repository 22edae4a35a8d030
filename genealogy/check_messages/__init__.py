"""Vietnamese words for what the checks of a gia phả find.

The domain gives codes and facts (`genealogy.domain.checks`); here they become sentences. Order of
dependence: people, families, clans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genealogy.check_messages.clans import CLANS
from genealogy.check_messages.families import COUPLES, PARENTS
from genealogy.check_messages.people import LIFE, RECORD, Text
from genealogy.enums import EventType

__all__ = ["GROUPS", "TEXTS", "rule_title", "sentence"]

#: One title and one sentence for each code of `genealogy.domain.checks.RULES`.
TEXTS: Final[dict[str, Text]] = {**RECORD, **LIFE, **PARENTS, **COUPLES, **CLANS}

#: Rules by what they are about, for lists.
GROUPS: Final[tuple[tuple[Promise, tuple[str, ...]], ...]] = (
    (_("Bản ghi và ngày tháng"), tuple(RECORD)),
    (_("Cuộc đời"), tuple(LIFE)),
    (_("Cha mẹ và con"), tuple(PARENTS)),
    (_("Vợ chồng"), tuple(COUPLES)),
    (_("Chi phái và dòng họ"), tuple(CLANS)),
)

_NO_NAME = _("(người đã xoá)")


class _Facts(dict):
    """A fact that a finding does not carry is left out of its sentence."""

    def __missing__(self, key: str) -> str:
        return "?"


def rule_title(code: str) -> str:
    """Give the short name of a rule; an unknown code gives itself."""
    text = TEXTS.get(code)
    return str(text[0]) if text else code


def sentence(
    code: str,
    facts: Mapping[str, Any],
    *,
    person: str = "",
    others: Sequence[str] = (),
    union: str = "",
    branch: str = "",
) -> str:
    """Say a finding in the reader's language: what, where, and what to do.

    Args:
        code: of the rule.
        facts: plain values, as stored.
        person: the name of whom it is about.
        others: names of the others it is about, in order.
        union: the couple's names.
        branch: the branch's title.
    """
    text = TEXTS.get(code)
    if text is None:
        return code
    values = _Facts(facts)
    if "event" in facts:
        values["event"] = _event_label(str(facts["event"]))
    if "reason" in facts:
        values["reason"] = rule_title(str(facts["reason"])).lower()
    values["person"] = person or str(_NO_NAME)
    values["other"] = others[0] if others else str(_NO_NAME)
    values["last"] = others[-1] if others else str(_NO_NAME)
    values["others"] = ", ".join(others)
    values["union"] = union or gettext("(chưa có tên)")
    values["branch"] = branch
    return str(text[1]) % values


def _event_label(kind: str) -> str:
    return str(EventType(kind).label) if kind in EventType.values else kind
