"""Titles and sentences of the findings about branches and the clan itself."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from genealogy.check_messages.people import Text

CLANS: Final[dict[str, Text]] = {
    "branch_without_founder": (
        _("Chi phái chưa có tổ"),
        _("%(branch)s chưa có tổ chi nên không ai thuộc chi này. Hãy chọn tổ chi."),
    ),
    "branch_founder_of_other_clan": (
        _("Tổ chi thuộc dòng họ khác"),
        _("Tổ của %(branch)s thuộc sách của dòng họ khác. Hãy chọn lại tổ chi."),
    ),
    "branch_head_of_other_clan": (
        _("Trưởng chi thuộc dòng họ khác"),
        _("Trưởng của %(branch)s thuộc sách của dòng họ khác. Hãy chọn lại."),
    ),
    "branch_of_other_clan": (
        _("Chi trên thuộc dòng họ khác"),
        _("%(branch)s đặt dưới một chi của dòng họ khác. Hãy chọn lại ô “thuộc”."),
    ),
    "branch_cycle": (
        _("Chi phái thuộc chính nó"),
        _("Các chi ở trên %(branch)s nối vòng lại chính nó. Hãy sửa ô “thuộc”."),
    ),
    "branch_founder_not_lineage": (
        _("Tổ chi không phải người trong họ"),
        _("%(person)s là tổ của %(branch)s mà không phải nội tộc. Hãy nối về thủy tổ, hoặc đổi."),
    ),
    "branch_founder_outside": (
        _("Tổ chi ngoài chi ở trên"),
        _(
            "%(person)s là tổ của %(branch)s mà không phải con cháu %(other)s, tổ của chi ở trên."
            " Hãy sửa ô “thuộc” hoặc tổ chi."
        ),
    ),
    "branch_founder_repeated": (
        _("Một tổ của hai chi"),
        _("%(person)s là tổ của %(branch)s và của một chi khác. Hãy giữ một chi."),
    ),
    "branch_head_outside": (
        _("Trưởng chi ngoài chi"),
        _("%(person)s là trưởng của %(branch)s mà không thuộc chi ấy. Hãy chọn lại."),
    ),
    "branch_head_dead": (
        _("Trưởng chi đã mất"),
        _("%(person)s là trưởng của %(branch)s đã mất. Hãy ghi người kế nhiệm."),
    ),
    "since_generation_contradicts": (
        _("Đời tách chi không khớp"),
        _(
            "%(branch)s ghi tách từ đời %(stored)s, còn tổ chi là %(person)s ở đời %(expected)s."
            " Hãy sửa ô “tách từ đời”."
        ),
    ),
    "branch_empty": (
        _("Chi phái không có ai"),
        _("Chưa có ai thuộc %(branch)s. Hãy xem lại tổ chi, hoặc xoá chi này."),
    ),
    "branch_ordinal_repeated": (
        _("Trùng số chi"),
        _("%(branch)s trùng số thứ tự %(number)s với một chi cùng cấp. Hãy đánh số lại."),
    ),
    "founder_missing": (
        _("Chưa chọn thủy tổ"),
        _("Dòng họ chưa có thủy tổ nên chưa tính được đời. Hãy chọn thủy tổ ở trang dòng họ."),
    ),
    "founder_of_other_clan": (
        _("Thủy tổ thuộc dòng họ khác"),
        _("Thủy tổ đã chọn thuộc sách của dòng họ khác. Hãy chọn lại."),
    ),
    "founder_has_parents": (
        _("Thủy tổ có cha mẹ trong họ"),
        _(
            "%(person)s là thủy tổ đời 1 mà có cha là %(other)s. Các cụ trên thủy tổ mang đời 0"
            " trở lên; muốn đếm từ cụ trên thì đổi thủy tổ."
        ),
    ),
    "founder_generation_contradicts": (
        _("Đời của thủy tổ không khớp"),
        _(
            "Đời đặt tay của thủy tổ %(person)s là %(stored)s, dòng họ ghi là %(expected)s."
            " Hãy sửa một trong hai."
        ),
    ),
    "clan_head_of_other_clan": (
        _("Trưởng tộc thuộc dòng họ khác"),
        _("Trưởng tộc đã chọn thuộc sách của dòng họ khác. Hãy chọn lại."),
    ),
    "clan_head_dead": (
        _("Trưởng tộc đã mất"),
        _("Trưởng tộc %(person)s đã mất. Hãy ghi người kế nhiệm ở trang dòng họ."),
    ),
    "clan_head_outside": (
        _("Trưởng tộc không phải nội tộc"),
        _("Trưởng tộc %(person)s không phải nội tộc. Hãy chọn lại ở trang dòng họ."),
    ),
}
