"""Vietnamese words for the issues and refusals of reading GEDCOM.

The domain gives codes and facts (`genealogy.domain.gedcom.issues`); here they become sentences.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genealogy.domain.gedcom import GedcomRefused, Issue

SEVERITIES: Final[dict[str, Promise]] = {
    "info": _("Ghi chú"),
    "warning": _("Cần xem lại"),
    "error": _("Chưa hiểu"),
}

#: Short names of the kinds of issue, as headings of a report.
LABELS: Final[dict[str, Promise]] = {
    "encoding_contradicted": _("Bảng mã ghi trong tệp không đúng"),
    "encoding_guessed": _("Bảng mã do máy đoán"),
    "encoding_unknown": _("Bảng mã lạ"),
    "encoding_ambiguous": _("Tên bảng mã không rõ"),
    "encoding_forced": _("Bảng mã do người nhập chọn"),
    "bad_bytes": _("Chữ bị hỏng"),
    "character_rejoined": _("Chữ bị cắt đôi ở cuối dòng"),
    "nul_removed": _("Ký tự rỗng"),
    "blank_line": _("Dòng trống"),
    "indented_line": _("Dòng thụt đầu"),
    "loose_line": _("Dòng thừa khoảng cách"),
    "lowercase_tag": _("Thẻ viết thường"),
    "wrapped_line": _("Dòng bị ngắt"),
    "stray_line": _("Dòng không phải GEDCOM"),
    "level_jump": _("Nhảy cấp"),
    "continuation_level": _("Dòng nối sai cấp"),
    "continuation_of_pointer": _("Dòng nối sau liên kết"),
    "conc_in_seven": _("Thẻ CONC trong GEDCOM 7"),
    "xref_below_record": _("Mã số đặt sai chỗ"),
    "header_missing": _("Thiếu phần đầu tệp"),
    "version_missing": _("Không ghi phiên bản"),
    "version_unknown": _("Phiên bản lạ"),
    "second_header": _("Phần đầu tệp thứ hai"),
    "trailer_missing": _("Tệp có thể bị cắt cụt"),
    "content_after_trailer": _("Bản ghi sau dòng kết thúc"),
    "issues_suppressed": _("Các mục cùng loại"),
    "duplicate_xref": _("Mã số trùng nhau"),
    "record_without_xref": _("Bản ghi không có mã số"),
    "unknown_record": _("Loại bản ghi lạ"),
    "unknown_tag": _("Thẻ chưa dùng đến"),
    "kept_structure": _("Mục viết khác chuẩn"),
    "bad_pointer": _("Liên kết viết sai"),
    "void_pointer": _("Liên kết để trống"),
    "unknown_sex": _("Giới tính lạ"),
    "repeated_fact": _("Mục bị lặp"),
    "bare_death": _("Chưa rõ đã mất hay chưa"),
    "dangling_pointer": _("Liên kết tới bản ghi không có"),
    "wrong_kind": _("Liên kết tới nhầm loại bản ghi"),
    "one_sided_child": _("Liên kết con chỉ có một phía"),
    "one_sided_spouse": _("Liên kết vợ chồng chỉ có một phía"),
    "own_ancestor": _("Vòng tổ tiên"),
    "own_parent": _("Tự làm cha mẹ của mình"),
    "repeated_link": _("Liên kết lặp lại"),
    "bad_date": _("Ngày chưa hiểu"),
    "media_missing": _("Thiếu tệp ảnh hoặc tài liệu"),
    "media_outside": _("Tệp ảnh nằm ngoài gói"),
    "gedcom_name": _("Tên tệp trong gói"),
}

#: One sentence for each code of `CODES`, with its facts by name.
MESSAGES: Final[dict[str, Promise]] = {
    "encoding_contradicted": _(
        "Tệp tự ghi bảng mã %(declared)s nhưng nội dung là %(used)s; đã đọc theo %(used)s."
    ),
    "encoding_guessed": _(
        "Tệp không ghi bảng mã; đã đọc theo %(used)s. Xin xem lại dấu tiếng Việt."
    ),
    "encoding_unknown": _(
        "Tệp ghi bảng mã lạ “%(declared)s”; đã đọc theo %(used)s. Xin xem lại dấu tiếng Việt."
    ),
    "encoding_ambiguous": _(
        "Tên bảng mã “%(declared)s” có nhiều nghĩa; đã đọc theo %(used)s. "
        "Xin xem lại dấu tiếng Việt."
    ),
    "encoding_forced": _(
        "Tệp tự ghi bảng mã %(declared)s; đã đọc theo %(used)s như người nhập chọn."
    ),
    "bad_bytes": _("Có chữ không đọc được theo bảng mã %(encoding)s, xin xem lại: %(excerpt)s"),
    "character_rejoined": _("Một chữ bị cắt đôi ở cuối dòng đã được ghép lại."),
    "nul_removed": _("Đã bỏ các ký tự rỗng (NUL) trong tệp."),
    "blank_line": _("Tệp có dòng trống; đã bỏ qua."),
    "indented_line": _("Các dòng bị thụt đầu; đã đọc như bình thường."),
    "loose_line": _("Các phần của dòng không cách nhau đúng một dấu cách; vẫn đọc được."),
    "lowercase_tag": _("Thẻ %(tag)s viết bằng chữ thường; đã đọc như chữ hoa."),
    "wrapped_line": _("Dòng không có số cấp đã được nối vào đoạn %(tag)s phía trên: %(excerpt)s"),
    "stray_line": _(
        "Dòng này không phải dòng GEDCOM; đã giữ lại nguyên văn mà không suy đoán: %(excerpt)s"
    ),
    "level_jump": _(
        "Số cấp nhảy từ %(previous)s lên %(level)s; đã giữ lại nguyên văn mà không suy đoán: "
        "%(excerpt)s"
    ),
    "continuation_level": _("Dòng nối tiếp ghi sai cấp; đã nối vào mục %(tag)s ngay phía trên."),
    "continuation_of_pointer": _(
        "Dòng nối tiếp đứng sau một liên kết; đã giữ lại nguyên văn mà không suy đoán: %(excerpt)s"
    ),
    "conc_in_seven": _("GEDCOM 7 không còn thẻ CONC; đã nối như ở bản 5.5.1."),
    "xref_below_record": _("Mã số %(xref)s không đứng đầu một bản ghi nên đã bỏ qua."),
    "header_missing": _("Tệp không có phần đầu (HEAD); đã đọc theo bản 5.5.1."),
    "version_missing": _("Tệp không ghi phiên bản GEDCOM; đã đọc theo bản 5.5.1."),
    "version_unknown": _("Không biết phiên bản GEDCOM %(version)s; đã đọc theo bản %(used)s."),
    "second_header": _("Gặp phần đầu tệp thứ hai: có thể nhiều tệp đã bị ghép làm một."),
    "trailer_missing": _("Tệp hết mà không có dòng kết thúc (TRLR): có thể đã bị cắt cụt ở đây."),
    "content_after_trailer": _("Vẫn còn bản ghi sau dòng kết thúc (TRLR); đã đọc tiếp."),
    "issues_suppressed": _("Còn %(count)s mục nữa cùng loại: %(kind_label)s."),
    "duplicate_xref": _(
        "Mã số @%(xref)s@ (%(tag)s) đã dùng ở dòng %(first_line)s; giữ cả hai bản ghi, "
        "các liên kết chỉ về bản ghi đầu."
    ),
    "record_without_xref": _("Bản ghi %(tag)s không có mã số; vẫn giữ lại."),
    "unknown_record": _("Không biết loại bản ghi %(tag)s; giữ lại nguyên văn."),
    "unknown_tag": _("Chưa dùng đến mục %(path)s; giữ lại nguyên văn cùng bản ghi."),
    "kept_structure": _("Mục %(path)s viết khác chuẩn; giữ lại nguyên văn cùng bản ghi."),
    "bad_pointer": _(
        "Mục %(tag)s phải chỉ tới một bản ghi nhưng lại ghi “%(excerpt)s”; giữ lại nguyên văn."
    ),
    "void_pointer": _("Mục %(tag)s để trống liên kết (@VOID@); giữ lại nguyên văn."),
    "unknown_sex": _("Không hiểu giới tính “%(value)s”; tạm coi là chưa rõ."),
    "repeated_fact": _("Mục %(tag)s bị lặp; dùng mục đầu, giữ lại nguyên văn mục này."),
    "bare_death": _("Thẻ DEAT không kèm Y, ngày hay nơi mất nên chưa thể coi là người này đã mất."),
    "dangling_pointer": _("Mục %(tag)s chỉ tới @%(xref)s@ nhưng trong tệp không có bản ghi này."),
    "wrong_kind": _("Mục %(tag)s chỉ tới @%(xref)s@ nhưng bản ghi ấy không phải %(expected)s."),
    "one_sided_child": _(
        "Người con @%(child)s@ và gia đình @%(family)s@: chỉ một bên ghi liên kết tới bên kia."
    ),
    "one_sided_spouse": _(
        "Người @%(spouse)s@ và gia đình @%(family)s@: chỉ một bên ghi liên kết vợ chồng."
    ),
    "own_ancestor": _("@%(xref)s@ sẽ thành tổ tiên của chính mình; đã bỏ liên kết này."),
    "own_parent": _("@%(xref)s@ sẽ thành cha mẹ của chính mình; đã bỏ liên kết này."),
    "repeated_link": _("Mục %(tag)s @%(xref)s@ ghi hai lần; chỉ tính một."),
    "bad_date": _("Chưa hiểu ngày “%(value)s”; giữ lại đúng như đã viết."),
    "media_missing": _("Trong gói không có tệp “%(name)s”."),
    "media_outside": _("Tệp “%(name)s” không nằm trong tệp gia phả được nhập."),
    "gedcom_name": _("Gói chứa “%(name)s” thay cho gedcom.ged; đã đọc tệp này."),
}

#: One sentence for each code of `REFUSALS`.
REFUSAL_MESSAGES: Final[dict[str, Promise]] = {
    "empty_file": _("Tệp rỗng."),
    "not_gedcom": _("Đây không phải tệp GEDCOM: dòng đầu tiên phải có số cấp 0."),
    "html_page": _(
        "Đây là một trang web chứ không phải tệp GEDCOM. Có lẽ trang đăng nhập đã được lưu thay "
        "cho tệp; xin tải lại."
    ),
    "binary_file": _("Đây là tệp loại %(kind)s chứ không phải tệp GEDCOM."),
    "zip_file": _("Đây là tệp nén; xin mở như gói GEDZIP."),
    "unknown_encoding": _("Không biết bảng mã “%(encoding)s”."),
    "line_too_long": _("Dòng dài hơn %(limit)s ký tự."),
    "level_too_deep": _("Số cấp %(level)s: GEDCOM chỉ có đến cấp 99."),
    "unterminated_xref": _("Mã số của bản ghi thiếu dấu @ đóng, nên không biết bản ghi là của ai."),
    "bad_record_line": _("Dòng cấp 0 không ghi loại bản ghi: %(excerpt)s"),
    "record_too_large": _("Bản ghi này quá lớn (giới hạn: %(limit)s, tính theo %(unit_label)s)."),
    "too_many_records": _("Tệp có hơn %(limit)s bản ghi."),
    "too_many_broken_lines": _("Có %(count)s dòng không phải dòng GEDCOM; tệp đã hỏng."),
    "zip_damaged": _("Tệp nén bị hỏng (%(detail)s)."),
    "zip_without_gedcom": _("Trong tệp nén không có gedcom.ged."),
    "zip_several_gedcoms": _(
        "Trong tệp nén có nhiều tệp GEDCOM mà không tệp nào tên là gedcom.ged."
    ),
    "zip_too_many_members": _("Tệp nén chứa hơn %(limit)s tệp."),
    "zip_too_large": _("Tệp nén sẽ bung ra hơn %(limit)s byte."),
    "zip_ratio": _("Tệp “%(name)s” nén chặt bất thường (%(ratio)s lần)."),
    "zip_unsafe_name": _("Trong tệp nén có tên tệp không an toàn: %(name)s"),
    "zip_duplicate_name": _("Trong tệp nén có hai tệp cùng tên “%(name)s”."),
    "zip_overlap": _("Các tệp trong gói nén chồng lên nhau: %(name)s"),
    "zip_nested": _("Trong tệp nén lại có tệp nén khác: %(name)s"),
    "zip_encrypted": _("Tệp nén có mật khẩu; xin nén lại không mật khẩu."),
    "zip_link": _("Trong tệp nén có đường dẫn tắt thay cho tệp: %(name)s"),
}

_UNITS: Final[dict[str, Promise]] = {"lines": _("dòng"), "characters": _("ký tự")}


def issue_message(issue: Issue) -> str:
    """Say an issue in Vietnamese, without its line number."""
    facts = dict(issue.facts)
    if "kind" in facts:
        facts["kind_label"] = _lowered(str(LABELS[facts["kind"]]))
    return str(MESSAGES[issue.code]) % facts


def refusal_message(error: GedcomRefused) -> str:
    """Say a refusal in Vietnamese, with its line number if it has one."""
    facts: dict[str, Any] = dict(error.details)
    if "unit" in facts:
        facts["unit_label"] = _UNITS[facts["unit"]]
    sentence = str(REFUSAL_MESSAGES[error.reason]) % facts
    if error.line is None:
        return sentence
    return gettext("Dòng %(line)s: %(sentence)s") % {"line": error.line, "sentence": sentence}


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]
