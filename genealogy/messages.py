"""Vietnamese words for the errors of the pure domain."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from genealogy.domain.errors import DomainError

MESSAGES = {
    "lunar_date_out_of_range": _(
        "Ngày âm lịch này nằm ngoài bảng lịch 1800-2199 nên không đổi sang dương lịch được."
    ),
    "no_such_lunar_date": _("Không có ngày âm lịch %(text)s: %(reason_text)s."),
    "no_such_date": _("Không có ngày %(text)s: %(reason_text)s."),
    "date_not_understood": _(
        "Chưa hiểu ngày “%(text)s”. Hãy ghi như: 3/2/1820; khoảng 1850; 27/9 âm lịch."
    ),
    "can_chi_disagrees": _(
        "Năm %(year)s là năm %(expected)s, không phải %(can_chi)s. Hãy xem lại một trong hai."
    ),
    "era_disagrees": _("Niên hiệu %(era)s năm thứ %(number)s là năm %(expected)s. Hãy xem lại."),
    "dates_disagree": _(
        "Ngày dương %(solar)s%(lunar_text)s không phải cùng một ngày với ngày âm đã ghi. Hãy xem"
        " lại."
    ),
    "year_assumed": _(
        "Hiểu là năm %(year)s vì hợp với đời và cha mẹ, con cái. Nếu là năm khác (%(others_text)s),"
        " hãy ghi rõ năm."
    ),
    "kinship_region_unknown": _("Không có cách xưng hô của miền “%(region)s”."),
    "kin_path_not_understood": _("Chưa hiểu “%(token)s” trong đường quan hệ “%(text)s”."),
    "kinship_override_refused": _("Từ xưng hô riêng “%(key)s” không dùng được."),
}
UNCLEAR = {
    "calendar_unclear": _(
        "Chưa rõ “%(text)s” là ngày âm hay dương. Hãy ghi thêm “âm lịch”, hoặc ghi cả năm."
    ),
    "year_unclear": _(
        "Chưa rõ “%(text)s” là năm nào. Hãy ghi thêm năm dương lịch, ví dụ %(candidates_text)s."
    ),
    "order": _("“%(text)s”: ngày sau đứng trước ngày trước. Hãy đổi lại thứ tự."),
}


def _reason(facts: dict[str, Any]) -> str:
    """Say why a date does not exist."""
    reason = facts.get("reason")
    if reason == "leap_month":
        return _now("năm ấy không nhuận tháng %(month)s") % {"month": facts.get("month")}
    if reason == "day" and facts.get("month_length"):
        return _now("tháng ấy chỉ có %(days)s ngày") % {"days": facts["month_length"]}
    if reason == "month":
        return _now("tháng chỉ từ 1 đến 12")
    if reason == "year":
        return _now("không có năm ấy")
    return _now("tháng ấy không có ngày này")


class _Facts(dict):
    """A fact that an error does not carry is left out of its sentence."""

    def __missing__(self, key: str) -> str:
        return ""


def domain_message(error: DomainError) -> str:
    """Say in the reader's language what the domain refused and what to do."""
    facts = error.facts()
    template = MESSAGES.get(error.code)
    if error.code == "date_not_understood":
        template = UNCLEAR.get(str(facts.get("reason")), template)
    if template is None:
        return str(error)
    candidates = ", ".join(str(year) for year in facts.get("candidates") or ())
    others = ", ".join(str(year) for year in facts.get("others") or ())
    return str(template) % _Facts(
        facts,
        reason_text=_reason(facts),
        candidates_text=candidates or "1819",
        others_text=others,
        lunar_text=_now(" (tức %(lunar)s âm lịch)") % facts if facts.get("lunar") else "",
    )
