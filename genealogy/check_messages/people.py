"""Titles and sentences of the findings about one person's own record and family."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: (title of the rule, sentence with what to do).
Text = tuple[Promise, Promise]

RECORD: Final[dict[str, Text]] = {
    "derived_column": (
        _("Cột suy ra đã cũ"),
        _(
            "%(person)s: cột %(column)s đang là “%(stored)s”, tính lại thì là “%(expected)s”."
            " Hãy nhờ người quản trị chạy rebuild_tree cho dòng họ này."
        ),
    ),
    "name_missing": (
        _("Chưa có tên nào"),
        _("Người này chưa có họ, tên hay tên khác. Hãy ghi tên, hoặc ghi “khuyết danh” ở ghi chú."),
    ),
    "given_name_missing": (
        _("Người trong họ chưa có tên"),
        _("%(person)s là người trong họ mà chưa có tên riêng. Hãy ghi tên nếu sách có."),
    ),
    "surname_missing": (
        _("Người trong họ chưa ghi họ"),
        _("%(person)s là người trong họ mà ô họ để trống. Hãy ghi họ vào ô “Họ”."),
    ),
    "name_placeholder": (
        _("Tên có ký hiệu lạ"),
        _("Họ tên của %(person)s có chữ số hoặc dấu như “?”. Hãy sửa; chưa rõ thì để trống."),
    ),
    "sex_unknown": (
        _("Chưa rõ nam nữ"),
        _("Chưa ghi %(person)s là nam hay nữ. Hãy chọn giới tính."),
    ),
    "sex_unknown_parent": (
        _("Cha mẹ, vợ chồng chưa rõ nam nữ"),
        _(
            "%(person)s đã có vợ chồng hoặc con mà chưa ghi nam hay nữ, nên chưa tính đúng dòng và"
            " cách xưng hô. Hãy chọn giới tính."
        ),
    ),
    "alone": (
        _("Người đứng lẻ"),
        _("%(person)s chưa nối với ai trong gia phả. Hãy ghi cha mẹ, vợ chồng hoặc con."),
    ),
    "unconnected": (
        _("Chưa nối về thủy tổ"),
        _("Chưa có đường nào nối %(person)s với thủy tổ. Hãy ghi cha mẹ của nhánh này nếu biết."),
    ),
    "date_impossible": (
        _("Ngày không có thật"),
        _("%(person)s, %(event)s: không có ngày “%(text)s”. Hãy sửa lại ngày."),
    ),
    "lunar_day_missing": (
        _("Ngày âm lịch không có"),
        _(
            "%(person)s, %(event)s “%(text)s”: tháng %(month)s năm %(year)s âm lịch không có ngày"
            " ấy (tháng thiếu 29 ngày). Hãy đối chiếu lại sách."
        ),
    ),
    "leap_month_missing": (
        _("Tháng nhuận không có"),
        _(
            "%(person)s, %(event)s “%(text)s”: năm %(year)s không nhuận tháng %(month)s. Hãy bỏ"
            " chữ “nhuận” hoặc sửa năm."
        ),
    ),
    "date_range_reversed": (
        _("Khoảng ngày bị ngược"),
        _("%(person)s, %(event)s “%(text)s”: ngày sau đứng trước ngày trước. Hãy đổi lại."),
    ),
    "date_in_future": (
        _("Ngày ở tương lai"),
        _("%(person)s: %(event)s ghi ngày chưa đến. Hãy sửa năm."),
    ),
    "date_unreadable": (
        _("Ngày chưa hiểu"),
        _(
            "%(person)s, %(event)s: phần mềm chưa hiểu “%(text)s” nên không tính giỗ, tuổi được."
            " Hãy ghi như 27/9 âm lịch hoặc khoảng 1850."
        ),
    ),
    "can_chi_disagrees": (
        _("Can chi và năm không khớp"),
        _(
            "%(person)s, %(event)s “%(text)s”: năm %(year)s là năm %(expected)s, không phải"
            " %(can_chi)s. Hãy xem lại một trong hai."
        ),
    ),
    "era_disagrees": (
        _("Niên hiệu và năm không khớp"),
        _(
            "%(person)s, %(event)s “%(text)s”: %(era)s năm thứ %(number)s là năm %(expected)s."
            " Hãy xem lại niên hiệu hoặc năm."
        ),
    ),
    "dates_disagree": (
        _("Ngày âm và ngày dương không khớp"),
        _(
            "%(person)s, %(event)s “%(text)s”: ngày dương %(solar)s là ngày âm %(lunar)s."
            " Hãy đối chiếu lại sách, thường ngày âm đúng hơn."
        ),
    ),
    "event_column": (
        _("Cột ngày của sự kiện đã cũ"),
        _("%(person)s: cột ngày của “%(event)s” không khớp với ngày đã ghi. Hãy mở ra và lưu lại."),
    ),
    "births_repeated": (
        _("Ghi sinh nhiều lần"),
        _("%(person)s có %(count)s sự kiện sinh. Hãy giữ một, nguồn khác ghi vào ghi chú."),
    ),
    "deaths_repeated": (
        _("Ghi mất nhiều lần"),
        _("%(person)s có %(count)s sự kiện mất. Hãy giữ một, nguồn khác ghi vào ghi chú."),
    ),
    "memorial_disagrees": (
        _("Ngày giỗ trái nhau"),
        _(
            "Các ngày mất đã ghi của %(person)s cho ra những ngày giỗ khác nhau: %(days)s âm lịch."
            " Hãy hỏi gia đình và giữ một."
        ),
    ),
    "memorial_leap_idle": (
        _("Giỗ tháng nhuận mà không mất tháng nhuận"),
        _(
            "%(person)s được đánh dấu giỗ vào tháng nhuận nhưng ngày mất không ở tháng nhuận."
            " Hãy bỏ dấu ấy hoặc ghi “nhuận” vào ngày mất."
        ),
    ),
    "event_empty": (
        _("Sự kiện để trống"),
        _("%(person)s có sự kiện “%(event)s” không ngày, không nơi, không lời. Hãy ghi hoặc xoá."),
    ),
    "place_blank": (
        _("Địa danh không có tên"),
        _("%(person)s, %(event)s: địa danh đã chọn không có tên. Hãy đặt tên cho địa danh ấy."),
    ),
    "coordinates_half": (
        _("Toạ độ thiếu một nửa"),
        _("%(person)s, %(event)s: chỉ ghi vĩ độ hoặc kinh độ. Hãy ghi đủ cả hai."),
    ),
    "coordinates_impossible": (
        _("Toạ độ không có thật"),
        _("%(person)s, %(event)s: không có nơi nào ở %(spot)s. Hãy xem có đảo hai số không."),
    ),
    "grave_far_away": (
        _("Toạ độ ngoài vùng Việt Nam"),
        _(
            "%(person)s, %(event)s: toạ độ %(spot)s ở xa Việt Nam. Đúng là mất ở nước ngoài thì"
            " bỏ qua, không thì sửa lại."
        ),
    ),
}

LIFE: Final[dict[str, Text]] = {
    "birth_after_death": (
        _("Sinh sau khi mất"),
        _("%(person)s: ngày sinh sau ngày mất. Hãy sửa một trong hai ngày."),
    ),
    "birth_after_baptism": (
        _("Rửa tội trước khi sinh"),
        _("%(person)s: ngày rửa tội trước ngày sinh. Hãy sửa lại."),
    ),
    "death_before_baptism": (
        _("Rửa tội sau khi mất"),
        _("%(person)s: ngày rửa tội sau ngày mất. Hãy sửa lại."),
    ),
    "late_baptism": (
        _("Rửa tội muộn"),
        _("%(person)s rửa tội khi đã lớn. Không phải người theo đạo sau này thì xem lại ngày."),
    ),
    "birth_equals_death": (
        _("Sinh và mất cùng ngày"),
        _("%(person)s sinh và mất cùng một ngày. Nếu ghi nhầm ngày thì sửa."),
    ),
    "burial_before_birth": (
        _("An táng trước khi sinh"),
        _("%(person)s: ngày an táng hay cải táng trước ngày sinh. Hãy sửa lại."),
    ),
    "burial_before_death": (
        _("An táng trước khi mất"),
        _("%(person)s: ngày an táng hay cải táng trước ngày mất. Hãy sửa lại."),
    ),
    "burial_before_baptism": (
        _("An táng trước khi rửa tội"),
        _("%(person)s: ngày an táng trước ngày rửa tội. Hãy xem lại hai ngày."),
    ),
    "late_burial": (
        _("An táng muộn"),
        _("%(person)s: an táng hơn một năm sau khi mất. Nếu là cải táng thì chọn “cải táng”."),
    ),
    "reburial_before_burial": (
        _("Cải táng trước khi an táng"),
        _("%(person)s: ngày cải táng trước ngày an táng. Hãy sửa lại."),
    ),
    "event_before_birth": (
        _("Việc xảy ra trước khi sinh"),
        _("%(person)s: %(event)s ghi trước ngày sinh. Hãy sửa một trong hai ngày."),
    ),
    "event_after_death": (
        _("Việc xảy ra sau khi mất"),
        _("%(person)s: %(event)s ghi sau ngày mất. Truy phong thì chọn loại “phong tước”."),
    ),
    "living_but_dead": (
        _("Ghi còn sống mà đã có ngày mất, mộ"),
        _("%(person)s ghi là còn sống nhưng có sự kiện mất hoặc mộ. Hãy sửa tình trạng."),
    ),
    "living_too_old": (
        _("Ghi còn sống mà quá già"),
        _("%(person)s ghi là còn sống mà đã %(years)s tuổi. Hãy sửa tình trạng hoặc ngày sinh."),
    ),
    "age_without_death": (
        _("Quá già mà chưa ghi mất"),
        _("%(person)s sinh đã %(years)s năm mà chưa ghi mất. Hãy ghi ngày giỗ hoặc “đã mất”."),
    ),
    "dead_without_event": (
        _("Ghi đã mất mà không có ngày mất"),
        _(
            "%(person)s ghi là đã mất nhưng không có ngày mất, mộ, hay ngày nào cho thấy đã lâu."
            " Ghi nhầm thì người còn sống sẽ hiện cho khách: hãy ghi ngày giỗ, hoặc sửa."
        ),
    ),
    "old_at_death": (
        _("Thọ cao"),
        _("%(person)s thọ %(years)s tuổi. Nếu đúng thì bỏ qua, không thì xem lại năm sinh."),
    ),
    "old_unmarried": (
        _("Già mà không có vợ chồng"),
        _("%(person)s thọ %(years)s tuổi mà chưa ghi vợ chồng. Hãy ghi thêm nếu biết."),
    ),
}
