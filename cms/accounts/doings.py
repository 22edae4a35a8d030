"""One table: which role may do what. Docs print it (`manage.py roles_table`), a test tries it.

The rules themselves stand where they are enforced: rights of groups in `roles`, offices of branches
and the visibility of people in `genealogy`. What this table says and they do not do fails the test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop


class Who(StrEnum):
    """The seven kinds of reader, from least to most."""

    GUEST = gettext_noop("khách")
    MEMBER = gettext_noop("thành viên")
    NEWS_EDITOR = gettext_noop("biên tập viên")
    BRANCH_EDITOR = gettext_noop("trưởng chi, biên tập chi")
    REVIEWER = gettext_noop("người duyệt")
    GENEALOGIST = gettext_noop("người biên soạn")
    ADMINISTRATOR = gettext_noop("quản trị")


class Answer(StrEnum):
    """Whether a role may do it."""

    NO = gettext_noop("không")
    OWN = gettext_noop("trong chi của mình")
    YES = gettext_noop("được")


@dataclass(frozen=True)
class Doing:
    """Something a role may or may not do.

    Args:
        key: name in the test that tries it.
        words: what it is, for readers.
        everywhere: who may do it everywhere.
        own: who may do it in the own branch and below.
    """

    key: str
    words: str
    everywhere: frozenset[Who]
    own: frozenset[Who] = frozenset()

    def answer(self, who: Who) -> Answer:
        """Say whether this role may."""
        if who in self.everywhere:
            return Answer.YES
        return Answer.OWN if who in self.own else Answer.NO


_ADMIN = frozenset({Who.ADMINISTRATOR})
_COMPILERS = _ADMIN | {Who.GENEALOGIST}
_SEE_ALL = _COMPILERS | {Who.REVIEWER}
_MEMBERS = _SEE_ALL | {Who.BRANCH_EDITOR, Who.MEMBER}
_BRANCH = frozenset({Who.BRANCH_EDITOR})

DOINGS = (
    Doing("see_dead", gettext_noop("xem người đã mất"), frozenset(Who)),
    Doing("see_living", gettext_noop("biết tên, đời, chi của người đang sống"), _MEMBERS),
    Doing("see_living_api", gettext_noop("như trên, qua API"), _MEMBERS),
    Doing("see_life", gettext_noop("xem đầy đủ người đang sống"), _SEE_ALL, _BRANCH),
    Doing("see_sensitive", gettext_noop("xem điều nhạy cảm"), _SEE_ALL),
    Doing("propose", gettext_noop("gửi đề nghị sửa gia phả"), _MEMBERS),
    Doing("decide", gettext_noop("duyệt đề nghị, thành viên, “đây là tôi”"), _SEE_ALL, _BRANCH),
    Doing(
        "open_admin",
        gettext_noop("vào trang quản trị"),
        _SEE_ALL | {Who.BRANCH_EDITOR, Who.NEWS_EDITOR},
    ),
    Doing("write_news", gettext_noop("viết và đăng tin"), _ADMIN | {Who.NEWS_EDITOR}),
    Doing("list_people", gettext_noop("tra danh sách người trong quản trị"), _SEE_ALL, _BRANCH),
    Doing("edit_person", gettext_noop("sửa người"), _COMPILERS, _BRANCH),
    Doing("delete_person", gettext_noop("xoá người"), _COMPILERS, _BRANCH),
    Doing("edit_union", gettext_noop("sửa cặp vợ chồng"), _COMPILERS, _BRANCH),
    Doing("edit_event", gettext_noop("sửa sự kiện"), _COMPILERS, _BRANCH),
    Doing("move", gettext_noop("chuyển nhánh, xếp lại thứ tự con"), _COMPILERS, _BRANCH),
    Doing(
        "choose_person",
        gettext_noop("chọn người mình thấy được vào biểu mẫu"),
        _MEMBERS - {Who.MEMBER} | {Who.NEWS_EDITOR},
    ),
    Doing("choose_union", gettext_noop("chọn cặp vợ chồng vào biểu mẫu"), _SEE_ALL, _BRANCH),
    Doing("read_history", gettext_noop("đọc lịch sử thay đổi"), _SEE_ALL),
    Doing("undo", gettext_noop("hoàn tác"), _COMPILERS),
    Doing("merge", gettext_noop("gộp hai người"), _COMPILERS),
    Doing("read_findings", gettext_noop("đọc báo cáo kiểm tra"), _SEE_ALL),
    Doing("import_file", gettext_noop("nhập tệp GEDCOM"), _COMPILERS),
    Doing("edit_clan", gettext_noop("sửa dòng họ, chi phái"), _COMPILERS),
    Doing("manage_accounts", gettext_noop("quản lý tài khoản, giao quyền"), _ADMIN),
    Doing("see_contacts", gettext_noop("xem số điện thoại, địa chỉ trong gia phả"), _ADMIN),
    Doing("view_as", gettext_noop("xem trang như người khác"), _ADMIN),
)


def table_markdown() -> str:
    """Give the table as Markdown, one doing a line."""
    head = ["", *(str(who) for who in Who)]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += [
        "| " + " | ".join([doing.words, *(str(doing.answer(who)) for who in Who)]) + " |"
        for doing in DOINGS
    ]
    return "\n".join(lines)
