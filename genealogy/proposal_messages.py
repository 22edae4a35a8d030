"""Vietnamese words for what does not hold in a proposal (đề nghị)."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genealogy.domain.proposals import ItemFault
from genealogy.messages import domain_message

_SENTENCES: Final[dict[str, Promise]] = {
    "unknown_action": _("Chưa có việc này trong đề nghị."),
    "unknown_key": _("Không đề nghị sửa mục này được."),
    "unknown_ref": _("Người được nhắc tới chưa có trong đề nghị, hoặc đứng sau điều này."),
    "bad_ref": _("Ký hiệu này trùng hoặc không dùng được."),
    "missing": _("Hãy ghi mục này."),
    "nameless": _("Hãy ghi tên; không nhớ hết thì ghi phần còn nhớ, ví dụ “Thị” hay “bà họ Lê”."),
    "empty_event": _("Hãy ghi ngày, nơi hoặc nội dung."),
    "too_many": _("Mỗi lần gửi nhiều nhất %(most)s điều. Hãy chia làm hai lần."),
    "too_long": _("Dài quá: nhiều nhất %(most)s chữ cái."),
    "bad_text": _("Mục này phải là chữ."),
    "bad_choice": _("Hãy chọn một trong những điều có sẵn."),
    "bad_number": _("Hãy ghi một số từ %(first)s đến %(last)s."),
    "bad_address": _("Địa chỉ web phải bắt đầu bằng https:// hoặc http://."),
    "bad_date": _("Chưa hiểu ngày này. Hãy ghi như: 3/2/1950; khoảng 1950; 27/9 âm lịch."),
    "gone": _("Không tìm thấy người này trong gia phả."),
    "other_clan": _("Người này thuộc dòng họ khác."),
    "no_picture": _("Hãy chọn một tấm ảnh."),
    "gone_event": _("Không tìm thấy sự kiện này."),
}


def fault_text(fault: ItemFault) -> str:
    """Say why one item does not hold and what to do."""
    if fault.error is not None:
        return domain_message(fault.error)
    return str(_SENTENCES[fault.code]) % fault.facts


def numbered(position: int, text: str) -> str:
    """Put before a sentence which item it is about, counted from 1."""
    return gettext("Điều %(number)s: %(text)s") % {"number": position + 1, "text": text}
