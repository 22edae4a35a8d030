"""What somebody asks the search for: names, đời, chi, giỗ, years, whose child.

A question is read word by word. Whatever is no fact stays a word of a name, so that nothing typed
is ever thrown away unless it only announces what follows ("cụ", "giỗ", "năm").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genealogy.domain.ordinals import LEVELS, Ordinal, ordinal_parse
from genealogy.domain.search_numbers import month_at, number_at
from genealogy.domain.text import fold, fold_tokens, nfc

#: Years a question may name, Gregorian.
YEARS = range(1000, 2200)
#: Words of one question that are read; the rest of a longer one is left out.
MOST_WORDS = 24

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_TOKEN = re.compile(r"[^\W_]+|[-/–]")
_GLUED = re.compile(r"(doi|chi|phai|nganh|nhanh)(\d{1,2})")
_SEPARATORS = {"-", "/", "–"}
_HONORIFICS = ("cụ", "ông", "bà", "cố", "kỵ", "thầy", "bác", "chú", "cô")
_NAME_KINDS = ("húy", "huý", "tự", "hiệu", "thụy", "thuỵ", "tên")
_LEVELS = frozenset(fold(label) for label in LEVELS if " " not in label)


@dataclass(frozen=True)
class BranchAsked:
    """A branch as it was asked for: a level with its number, or the keys of known branches."""

    label: str = ""
    ordinal: Ordinal | None = None
    keys: tuple[int, ...] = ()
    written: str = ""


@dataclass(frozen=True)
class MemorialAsked:
    """A giỗ: lunar day 1-30, lunar month 1-12; either may be open."""

    day: int | None = None
    month: int | None = None


@dataclass(frozen=True)
class YearsAsked:
    """A span of Gregorian years, both ends included; `of` is "birth", "death" or "any"."""

    first: int
    last: int
    of: str = "any"


@dataclass(frozen=True)
class Question:
    """A question as it was understood.

    `words`, `kin_words` and those of phrases are folded; `written` and `kin_written` are the words
    as typed (NFC). `kin` is "child" or "spouse" of somebody whose names hold `kin_words`.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    generations: tuple[int, int] | None = None
    branches: tuple[BranchAsked, ...] = ()
    memorial: MemorialAsked | None = None
    years: YearsAsked | None = None
    kin: str = ""
    kin_words: tuple[str, ...] = ()
    kin_written: tuple[str, ...] = ()

    @property
    def has_facts(self) -> bool:
        """Whether something is asked that only people have."""
        return bool(
            self.generations or self.branches or self.memorial or self.years or self.kin_words
        )

    @property
    def has_words(self) -> bool:
        """Whether the names asked for hold at least two letters."""
        return len("".join((*self.words, *(word for one in self.phrases for word in one)))) > 1


def read_question(text: str, *, branches: Mapping[str, Iterable[int]] | None = None) -> Question:
    """Read a question.

    Args:
        text: what was typed, of any length and with any signs.
        branches: keys of branches by their folded titles ("chi giap", "nganh dong").

    >>> read_question("Tùng đời thứ bảy chi 2").words
    ('tung',)
    >>> read_question("giỗ rằm tháng giêng").memorial
    MemorialAsked(day=15, month=1)
    """
    plain = nfc("".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf")))
    plain = plain.replace("\n", " ")
    phrases = tuple(
        tuple(words) for words in map(fold_tokens, _QUOTED.findall(plain)) if len(words) > 1
    )
    reader = _Reader(_QUOTED.sub(_single_words, plain), branches or {})
    reader.read()
    return Question(
        text=" ".join(plain.split()),
        words=tuple(fold(word) for word in reader.written),
        written=tuple(reader.written),
        phrases=phrases,
        generations=reader.generations,
        branches=tuple(reader.branches),
        memorial=reader.memorial,
        years=reader.years,
        kin=reader.kin if reader.kin_written else "",
        kin_words=tuple(fold(word) for word in reader.kin_written),
        kin_written=tuple(reader.kin_written),
    )


def _single_words(found: re.Match[str]) -> str:
    """Keep a quoted single word as a word; a phrase is asked for on its own."""
    return f" {found.group(1)} " if len(fold_tokens(found.group(1))) == 1 else " "


def _tokens(text: str) -> list[str]:
    found = []
    for token in _TOKEN.findall(text):
        glued = _GLUED.fullmatch(fold(token))
        found += [token[: len(glued.group(1))], glued.group(2)] if glued else [token]
    return found[: MOST_WORDS * 2]


class _Reader:
    """Walks over the words of a question; each rule says how many it took, none of them 0."""

    def __init__(self, text: str, known: Mapping[str, Iterable[int]]) -> None:
        self.tokens = _tokens(text)
        self.folded = [fold(token) for token in self.tokens]
        self.known = known
        self.written: list[str] = []
        self.kin = ""
        self.kin_written: list[str] = []
        self.generations: tuple[int, int] | None = None
        self.branches: list[BranchAsked] = []
        self.memorial: MemorialAsked | None = None
        self.years: YearsAsked | None = None
        self._is_memorial = False

    def read(self) -> None:
        """Read to the end."""
        at = 0
        rules = (
            self._generation, self._branch, self._memorial_word, self._whole_date,
            self._day_and_month, self._month, self._years, self._kin, self._announcement,
        )  # fmt: skip
        while at < len(self.tokens):
            taken = next((count for rule in rules if (count := rule(at))), 0)
            if taken:
                at += taken
                continue
            self._keep(self.tokens[at])
            at += 1

    def _keep(self, token: str) -> None:
        if token in _SEPARATORS or len(self.written) + len(self.kin_written) >= MOST_WORDS:
            return
        if self.kin:
            self.kin_written.append(token)
        else:
            self.written.append(token)

    def _says(self, at: int, *words: str) -> bool:
        """Say whether one of these stands here, with its own marks or without any."""
        if at >= len(self.tokens):
            return False
        token, lowered = self.folded[at], self.tokens[at].lower()
        return any(token == fold(word) and lowered in (word, token) for word in words)

    def _number(self, at: int) -> tuple[int, int]:
        """Give the number that stands here and how many words it took; (0, 0) for none."""
        if self._says(at, "thứ"):
            number, taken = self._number(at + 1)
            return (number, taken + 1) if taken else (0, 0)
        number, taken = number_at(self.tokens, at)
        if not taken and at < len(self.tokens):
            ordinal = ordinal_parse(self.tokens[at])
            number, taken = (ordinal.number, 1) if ordinal and ordinal.number else (0, 0)
        return number, taken

    def _generation(self, at: int) -> int:
        head = 1 if self._says(at, "đời") else 0
        if self._says(at, "thế") and self._says(at + 1, "hệ"):
            head = 2
        first, taken = self._number(at + head) if head else (0, 0)
        if not taken or first > 99:
            return 0
        last, more = self._until(at + head + taken)
        self.generations = (min(first, last or first), max(first, last or first))
        return head + taken + more

    def _until(self, at: int) -> tuple[int, int]:
        """Give the far end of a span ("đến 7", "-7") and how many words it took."""
        is_span = at < len(self.tokens) and (
            self.tokens[at] in {"-", "–"} or self._says(at, "đến", "tới")
        )
        number, taken = self._number(at + 1) if is_span else (0, 0)
        return (number, taken + 1) if taken else (0, 0)

    def _branch(self, at: int) -> int:
        longest = min(8, len(self.tokens) - at)
        for length in range(longest, 1, -1):
            # A comma in a title is no word, so "Phái Nhất, chi Giáp" is four words here too.
            title = " ".join(self.folded[at : at + length])
            if title in self.known:
                written = " ".join(self.tokens[at : at + length])
                keys = tuple(self.known[title])
                self.branches.append(BranchAsked(keys=keys, written=written))
                return length
        if self.folded[at] not in _LEVELS or at + 1 >= len(self.tokens):
            return 0
        head = 2 if self._says(at + 1, "thứ", "số") else 1
        if at + head >= len(self.tokens):
            return 0
        ordinal = ordinal_parse(self.tokens[at + head])
        if ordinal is None:
            return 0
        written = " ".join(self.tokens[at : at + head + 1])
        self.branches.append(BranchAsked(self.folded[at], ordinal, written=written))
        return head + 1

    def _memorial_word(self, at: int) -> int:
        """Take "giỗ", "ngày giỗ", "giỗ tổ", "kỵ nhật"; what follows may be a day."""
        head = 1 if self._says(at, "ngày") and self._says(at + 1, "giỗ", "kỵ") else 0
        if not self._says(at + head, "giỗ", "kỵ"):
            return 0
        self._is_memorial = True
        return head + (2 if self._says(at + head + 1, "tổ", "chạp", "nhật") else 1)

    def _day_and_month(self, at: int) -> int:
        """Take "15/3", "rằm tháng giêng", "mồng 3 tháng 2", "ngày 15" after giỗ."""
        start = at + 1 if self._says(at, "ngày", "mồng", "mùng", "hôm") else at
        if self._says(start, "rằm"):
            day, taken = 15, 1
        else:
            day, taken = self._day(start)
        if not taken or not 1 <= day <= 30:
            return 0
        then = start + taken
        month, more = self._month_after(then)
        if not more:
            is_day = (self._is_memorial and (start > at or day == 15)) or self._says(start, "rằm")
            if is_day and self.memorial is None:
                self.memorial = MemorialAsked(day)
                return then - at
            return 0
        self.memorial = MemorialAsked(day, month)
        return then + more + self._lunar_word(then + more) - at

    def _day(self, at: int) -> tuple[int, int]:
        """Give a day of a month in digits or words; "thứ 3" is none."""
        return (0, 0) if self._says(at, "thứ") else number_at(self.tokens, at)

    def _whole_date(self, at: int) -> int:
        """Pass over "15/3/" before a year: of a whole solar date only the year is asked."""
        parts = self.tokens[at : at + 5]
        is_date = len(parts) == 5 and parts[1] in _SEPARATORS and parts[3] in _SEPARATORS
        if not is_date or not self._year(at + 4)[1]:
            return 0
        return 4 if number_at(parts, 0)[1] and month_at(parts, 2)[1] else 0

    def _month_after(self, at: int) -> tuple[int, int]:
        if at + 1 < len(self.tokens) and self.tokens[at] in {"/", "-"}:
            is_year_next = at + 2 < len(self.tokens) and self.tokens[at + 2] in _SEPARATORS
            month, taken = month_at(self.tokens, at + 1)
            return (month, taken + 1) if taken and not is_year_next else (0, 0)
        if self._says(at, "tháng"):
            month, taken = month_at(self.tokens, at + 1)
            return (month, taken + 1) if taken else (0, 0)
        return 0, 0

    def _lunar_word(self, at: int) -> int:
        if not self._says(at, "âm", "ta"):
            return 0
        return 2 if self._says(at + 1, "lịch") else 1

    def _month(self, at: int) -> int:
        """Take "tháng 9" where a giỗ is asked for or the month is said to be lunar."""
        if not self._says(at, "tháng"):
            return 0
        month, taken = month_at(self.tokens, at + 1)
        lunar = self._lunar_word(at + 1 + taken)
        if not taken or not (self._is_memorial or lunar) or self.memorial is not None:
            return 0
        self.memorial = MemorialAsked(None, month)
        return 1 + taken + lunar

    def _years(self, at: int) -> int:
        of, head = "any", at
        if self._says(head, "sinh", "mất"):
            of, head = ("birth" if self._says(head, "sinh") else "death"), head + 1
        if self._says(head, "năm"):
            head += 1
        if self._says(head, "thế") and self._says(head + 1, "kỷ", "kỉ"):
            century, taken = self._number(head + 2)
            first, last = century * 100 - 99, century * 100
            taken = taken + 2 if taken else 0
        else:
            first, taken = self._year(head)
            last, more = self._year_until(head + taken) if taken else (0, 0)
            first, last, taken = min(first, last or first), max(first, last), taken + more
        if not taken or first not in YEARS or last not in YEARS:
            return 0
        self.years = YearsAsked(first, last, of)
        return head + taken - at

    def _year(self, at: int) -> tuple[int, int]:
        token = self.tokens[at] if at < len(self.tokens) else ""
        is_year = len(token) == 4 and token.isascii() and token.isdigit()
        return (int(token), 1) if is_year and int(token) in YEARS else (0, 0)

    def _year_until(self, at: int) -> tuple[int, int]:
        is_span = at < len(self.tokens) and (
            self.tokens[at] in {"-", "–"} or self._says(at, "đến", "tới")
        )
        year, taken = self._year(at + 1) if is_span else (0, 0)
        return (year, 2) if taken else (0, 0)

    def _kin(self, at: int) -> int:
        """Take "con cụ", "con trai ông", "con của", "vợ ông", "chồng bà"; a name follows."""
        kin = "child" if self._says(at, "con") else ""
        if self._says(at, "vợ", "chồng"):
            kin = "spouse"
        head = at + 1
        if kin == "child" and self._says(head, "trai", "gái"):
            head += 1
        is_of = self._says(head, "của")
        head += int(is_of)
        is_named = self._says(head, *_HONORIFICS)
        head += int(is_named)
        if not kin or not (is_of or is_named) or head >= len(self.tokens) or self.kin:
            return 0
        self.kin = kin
        return head - at

    def _announcement(self, at: int) -> int:
        """Take "cụ", "húy", "thường gọi" where they begin the question and a name follows."""
        left = len(self.tokens) - at
        if self.written or self.kin or left < 2:
            return 0
        if self._says(at, *_HONORIFICS, *_NAME_KINDS):
            return 2 if left > 2 and self._says(at + 1, "tổ") else 1
        is_long = (self._says(at, "thường") and self._says(at + 1, "gọi")) or (
            self._says(at, "pháp") and self._says(at + 1, "danh")
        )
        return 2 if is_long and left > 2 else 0
