"""Names of persons: họ (surname), đệm (middle) and tên (given), and their GEDCOM form.

Splitting proposes; the editor may always decide otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

from genealogy.domain.text import fold, nfc


class NameParts(NamedTuple):
    """A name in three fields, any of which may be empty.

    A surname alone is valid: old books often give a wife as "Nguyễn Thị" and no more.
    """

    surname: str
    middle: str
    given: str


# Surnames of two words or more, folded. The royal ones are the practice of the Nguyễn Phúc house
# (women's names change with each generation); the others came from China and are still borne.
_COMPOUND_SURNAMES = frozenset(
    tuple(fold(surname).split())
    for surname in (
        "Nguyễn Phúc",
        "Nguyễn Phước",
        "Tôn Thất",
        "Tôn Nữ",
        "Công Tôn Nữ",
        "Công Tằng Tôn Nữ",
        "Công Huyền Tôn Nữ",
        "Huyền Tôn Nữ",
        "Huyền Tằng Tôn Nữ",
        "Lai Huyền Tôn Nữ",
        "Âu Dương",
        "Gia Cát",
        "Hạ Hầu",
        "Hoàng Phủ",
        "Thượng Quan",
        "Tư Đồ",
        "Tư Mã",
    )
)
_LONGEST_COMPOUND = max(map(len, _COMPOUND_SURNAMES))

# Common surnames, folded: enough to tell "Lê" (a surname alone) from "Tùng" (a given name alone),
# and a name in Vietnamese order from a Western one. Common knowledge, not a census.
_SURNAMES = frozenset(
    fold(
        "An Âu Bạch Bành Bế Bùi Ca Cái Cao Cầm Châu Chu Chử Cù Cung Cư Diệp Doãn Du Dư Dương Đàm "
        "Đàng Đào Đặng Đậu Điền Điêu Đinh Đoàn Đỗ Đổng Đồng Giang Giáp Hà Hạ Hàn Hàng Hình Hoa "
        "Hoàng Hồ Hồng Hứa Huỳnh Kha Khổng Khuất Khúc Khương Kiều Kim La Lã Lại Lâm Lăng Lê Liên "
        "Liễu Lò Lô Lục Lư Lữ Lương Lường Lưu Lý Ma Mạc Mã Mai Mạnh Mẫn Nghiêm Ngô Ngụy Nguyễn "
        "Nhâm Nhữ Ninh Nông Ông Phạm Phan Phí Phó Phùng Phương Quách Quan Quản Quảng Sầm Sử Tạ "
        "Tăng Thạch Thái Thẩm Thân Thiều Tiết Tiêu Tô Tôn Tống Trà Trang Trần Triệu Trịnh "
        "Trưng Trương Từ Ty Uông Văn Vi Viên Võ Vũ Vương Xa"
    ).split()
)

# Surnames that are no word of a Western name, to read names without slashes and without marks.
_UNMISTAKABLE = frozenset(
    map(fold, ("Bùi", "Đặng", "Đinh", "Dương", "Hoàng", "Huỳnh", "Ngô", "Nguyễn", "Phạm", "Trần"))
)

_THI = "thi"


def _is_thi(word: str) -> bool:
    """Tell whether the word is "Thị", the mark of a woman's name, which names nobody by itself."""
    return fold(word) == _THI


def _compound_length(words: list[str]) -> int:
    """Return how many leading words make a compound surname that something follows, or 0."""
    folded = [fold(word) for word in words[:_LONGEST_COMPOUND]]
    for length in range(min(len(folded), len(words) - 1), 1, -1):
        if tuple(folded[:length]) in _COMPOUND_SURNAMES:
            return length
    return 0


def _middle_and_given(words: list[str]) -> tuple[str, str]:
    """Split what follows a surname: the last word is the given name, unless it is "Thị"."""
    if not words:
        return "", ""
    if _is_thi(words[-1]):
        return " ".join(words), ""
    return " ".join(words[:-1]), words[-1]


def _without_notice(words: list[str]) -> tuple[list[str], bool]:
    """Drop "ông/bà họ" before a surname; tell whether it was there."""
    # Compared with their marks, since "họ" without them is the surname Hồ.
    first, second = [*(word.lower() for word in words[:2]), "", ""][:2]
    if len(words) > 1 and first == "họ":
        return words[1:], True
    if len(words) > 2 and first in {"ông", "bà", "cô", "cụ"} and second == "họ":
        return words[2:], True
    return words, False


def split_name(full: str) -> NameParts:
    """Propose họ, đệm and tên of a name in Vietnamese order.

    The first word (or a known compound surname) is the surname, the last one the given name.

    >>> split_name("Dương Văn Tùng")
    NameParts(surname='Dương', middle='Văn', given='Tùng')
    >>> split_name("Nguyễn Thị")
    NameParts(surname='Nguyễn', middle='Thị', given='')
    >>> split_name("bà họ Lê")
    NameParts(surname='Lê', middle='', given='')
    """
    words, is_surname = _without_notice(nfc(full).split())
    if not words:
        return NameParts("", "", "")
    if is_surname and tuple(map(fold, words)) in _COMPOUND_SURNAMES:
        return NameParts(" ".join(words), "", "")
    if len(words) == 1:
        word = words[0]
        if is_surname or fold(word) in _SURNAMES:
            return NameParts(word, "", "")
        return NameParts("", word, "") if _is_thi(word) else NameParts("", "", word)
    if _is_thi(words[0]):
        return NameParts("", *_middle_and_given(words))
    length = _compound_length(words) or 1
    return NameParts(" ".join(words[:length]), *_middle_and_given(words[length:]))


def full_name(surname: str, middle: str, given: str) -> str:
    """Join the parts in Vietnamese order, leaving out what is empty.

    >>> full_name("Nguyễn", "Thị", "")
    'Nguyễn Thị'
    """
    return " ".join(f"{surname} {middle} {given}".split())


def _is_vietnamese_surname(surname: str) -> bool:
    """Tell whether the whole surname is in our lists; "Van Buren" is not."""
    words = tuple(fold(surname).split())
    return words in _COMPOUND_SURNAMES or (len(words) == 1 and words[0] in _SURNAMES)


def _is_vietnamese_order(words: list[str]) -> bool:
    """Tell whether a name without slashes begins with its surname."""
    first = fold(words[0])
    if first in _UNMISTAKABLE:
        return True
    return first in _SURNAMES and not "".join(words).isascii()


def from_gedcom_name(value: str) -> NameParts:
    """Read a GEDCOM `NAME`: the surname stands between slashes, given names around it.

    Given names split into đệm and tên only beside a Vietnamese surname; those of other peoples
    stay whole. A value without slashes is split only when it is surely in Vietnamese order.

    >>> from_gedcom_name("Phúc Ánh /Nguyễn/")
    NameParts(surname='Nguyễn', middle='Phúc', given='Ánh')
    >>> from_gedcom_name("John Fitzgerald /Kennedy/")
    NameParts(surname='Kennedy', middle='', given='John Fitzgerald')
    """
    before, slash, rest = nfc(value).partition("/")
    if not slash:
        words = before.split()
        if len(words) > 1 and _is_vietnamese_order(words):
            return split_name(before)
        return NameParts("", "", " ".join(words))
    inside, _, after = rest.partition("/")
    surname = " ".join(inside.split())
    words = f"{before} {after.replace('/', ' ')}".split()
    if _is_vietnamese_surname(surname):
        return NameParts(surname, *_middle_and_given(words))
    return NameParts(surname, "", " ".join(words))


def to_gedcom_name(parts: NameParts) -> str:
    """Write the name as GEDCOM `NAME`: đệm and tên, then the surname between slashes.

    >>> to_gedcom_name(NameParts("Nguyễn", "Phúc", "Ánh"))
    'Phúc Ánh /Nguyễn/'
    """
    surname, middle, given = (part.replace("/", " ") for part in parts)
    before = " ".join(f"{middle} {given}".split())
    surname = " ".join(surname.split())
    return f"{before} /{surname}/".strip() if surname else before
