"""A whole volume of the book as plain data, ready for the press or for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from genealogy.domain.book.arrangement import Arrangement, Chapter, arrange
from genealogy.domain.book.facts import PersonFacts
from genealogy.domain.book.lists import (
    common_names,
    generation_numbers,
    grave_list,
    name_index,
    people_of,
    remembrance_list,
    source_list,
    source_numbers,
)
from genealogy.domain.book.volumes import volumes_of
from genealogy.domain.lunar import can_chi_year, to_lunar
from genealogy.enums import Audience
from genealogy.models import Branch, Clan
from genealogy.selectors.book import BookContents
from genealogy.selectors.labels import generation_label
from genealogy.selectors.memorials import lunar_month_label
from genealogy.services.book.options import BookLetters, BookOptions, BookPaper, BookPart
from genealogy.services.book.wording import (
    Wording,
    block_data,
    chapter_title,
    grave_words,
    people_by_key,
    plain_blocks,
    source_data,
)

#: Width, height, inner and outer margin (mm), size of letters (pt), columns of the index.
_PAPERS: Final = {
    BookPaper.A5.value: {"width": 148, "height": 210, "inside": 19, "outside": 15, "columns": 2},
    BookPaper.A4.value: {"width": 210, "height": 297, "inside": 27, "outside": 22, "columns": 3},
}
_SIZES: Final = {
    (BookPaper.A5.value, BookLetters.NORMAL.value): 9.5,
    (BookPaper.A5.value, BookLetters.LARGE.value): 11.5,
    (BookPaper.A4.value, BookLetters.NORMAL.value): 11,
    (BookPaper.A4.value, BookLetters.LARGE.value): 13.5,
}


@dataclass(frozen=True)
class Subject:
    """What the book is of, for whom, and on which day (Gregorian, Vietnam) it was made."""

    clan: Clan
    branch: Branch | None
    audience: Audience
    today: date


def documents_of(
    subject: Subject, contents: BookContents, options: BookOptions, *, most: int | None = None
) -> list[dict[str, Any]]:
    """Give each volume of the book as plain data; most books have one.

    Args:
        subject: what the book is of.
        contents: read for one audience; nothing else about people is printed.
        options: what was chosen.
        most: people in one volume; `volumes.MOST_IN_VOLUME` by default.
    """
    arrangement = arrange(contents.people, contents.branches)
    volumes = volumes_of(arrangement.chapters, **({} if most is None else {"most": most}))
    starts = [_first_number(volume) for volume in volumes]
    return [
        _Volume(subject, contents, options, arrangement, volume, number, starts).data()
        for number, volume in enumerate(volumes, start=1)
    ]


def _first_number(volume: Sequence[Chapter]) -> int:
    return next((entry.number for chapter in volume for entry in chapter.entries), 1)


@dataclass(frozen=True)
class _Volume:
    subject: Subject
    contents: BookContents
    options: BookOptions
    arrangement: Arrangement
    chapters: Sequence[Chapter]
    number: int
    starts: list[int]

    def data(self) -> dict[str, Any]:
        """Give the volume."""
        own = Arrangement(tuple(self.chapters), self.arrangement.places)
        people = people_of(own)
        sources = source_list(people) if self._has(BookPart.SOURCES) else []
        wording = Wording(
            self.arrangement.places, source_numbers(sources), people_by_key(self.arrangement)
        )
        is_first = self.number == 1
        last = max((entry.number for entry in own.entries), default=0)
        return {
            **self._names(people),
            "words": _words(),
            "look": self._look(),
            "first": self.starts[self.number - 1],
            "last": last,
            "starts": self.starts,
            "pages": {},
            "preface": block_data(self.contents.preface)
            if is_first and self._has(BookPart.PREFACE) else [],
            "rules": block_data(self.contents.rules)
            if is_first and self._has(BookPart.RULES) else [],
            "guide": plain_blocks(*_guide()),
            "chapters": [wording.chapter(chapter) for chapter in self.chapters],
            "remembrances": self._remembrances(people, wording),
            "graves": self._graves(people, wording),
            "numbers": self._numbers(people) if self._has(BookPart.NUMBERS) else [],
            "sources": source_data(sources),
            "index": self._index(people, wording),
            "colophon": self._colophon(people),
        }  # fmt: skip

    def _has(self, part: BookPart) -> bool:
        return self.options.has(part)

    def _names(self, people: list[PersonFacts]) -> dict[str, Any]:
        clan, branch = self.subject.clan, self.subject.branch
        subject = clan.name if branch is None else f"{branch.title}, {clan.name}"
        lunar = to_lunar(self.subject.today)
        volume = ""
        if len(self.starts) > 1:
            volume = _("Tập %(number)s") % {"number": self.number}
        title = _("Gia phả %(subject)s") % {"subject": subject}
        generations = {one.generation for one in people if one.generation is not None}
        facts = [
            _("%(people)s người, %(generations)s đời")
            % {"people": number_format(len(people), use_l10n=True, force_grouping=True),
               "generations": len(generations)},
        ]  # fmt: skip
        founder = self._named(self.contents.founder)
        if founder:
            words = _("Thủy tổ: %(name)s") if branch is None else _("Tổ chi: %(name)s")
            facts.insert(0, words % {"name": founder})
        if volume:
            facts.append(f"{volume}: " + ", ".join(map(chapter_title, self.chapters)))
        return {
            "title": f"{title}. {volume}" if volume else title,
            "keywords": [clan.name, _("gia phả")],
            "clan": clan.name,
            "branch": branch.title if branch else "",
            "motto": clan.motto,
            "origin": clan.origin,
            "seal": _seal(clan.name),
            "year": f"{can_chi_year(lunar.year)} · {self.subject.today.year}",
            "volume": volume,
            "facts": facts,
            "imprint": [self._audience_words(), _made_on(self.subject.today)],
        }

    def _named(self, key: int | None) -> str:
        return next((one.name for one in self.contents.people if one.key == key), "")

    def _look(self) -> dict[str, Any]:
        letters = len(self.subject.clan.name)
        cover = 4.0 if letters <= 14 else 3.2 if letters <= 20 else 2.5
        size = _SIZES[self.options.paper, self.options.letters]
        return {**_PAPERS[self.options.paper], "size": size, "cover": cover}

    def _audience_words(self) -> str:
        return {
            Audience.PUBLIC: _("Bản công khai: người đã khuất và người được công khai."),
            Audience.MEMBERS: _("Bản của thành viên. Lưu hành trong họ."),
            Audience.EDITORS: _("Bản của ban biên soạn. Không lưu hành rộng."),
        }[self.subject.audience]

    def _remembrances(self, people: list[PersonFacts], wording: Wording) -> list[dict[str, Any]]:
        if not self._has(BookPart.REMEMBRANCES):
            return []
        return [
            {
                "title": lunar_month_label(month.month),
                "rows": [wording.row(one, day=_day(one)) for one in month.people],
            }
            for month in remembrance_list(people)
        ]

    def _graves(self, people: list[PersonFacts], wording: Wording) -> list[dict[str, Any]]:
        if not self._has(BookPart.GRAVES):
            return []
        return [
            {
                "title": place.place or _("Chưa rõ nơi"),
                "rows": [wording.row(r.person, text=grave_words(r.grave)) for r in place.rows],
            }
            for place in grave_list(people)
        ]

    def _index(self, people: list[PersonFacts], wording: Wording) -> list[dict[str, Any]]:
        if not self._has(BookPart.INDEX):
            return []
        return [
            {"letter": group.letter, "rows": [wording.row(one) for one in group.people]}
            for group in name_index(people)
        ]

    def _numbers(self, people: list[PersonFacts]) -> list[dict[str, Any]]:
        rows = generation_numbers(people)
        columns = ("men", "women", "married_in", "others", "people")
        totals = [sum(getattr(row, name) for row in rows) for name in columns]
        tables = [
            {
                "title": _("Số người theo đời"),
                "head": [_("Đời"), _("Nam"), _("Nữ"), _("Dâu, rể"), _("Khác"), _("Cộng")],
                "rows": [
                    [generation_label(row.generation) or _("Chưa rõ"),
                     *(_number(getattr(row, name)) for name in columns)]
                    for row in rows
                ],
                "foot": [_("Cả sách"), *map(_number, totals)],
            }
        ]  # fmt: skip
        if len(self.chapters) > 1:
            tables.append(
                {
                    "title": _("Số người theo chi"),
                    "head": [_("Chi"), _("Số người")],
                    "rows": [[chapter_title(one), _number(one.size)] for one in self.chapters],
                    "foot": [],
                }
            )
        for sex, title in (("m", _("Tên nam thường gặp")), ("f", _("Tên nữ thường gặp"))):
            names = common_names(people, sex)
            if names:
                rows_of_names = [[name, _number(count)] for name, count in names]
                tables.append(
                    {"title": title, "head": [_("Tên"), _("Số người")], "rows": rows_of_names,
                     "foot": []}
                )  # fmt: skip
        return tables

    def _colophon(self, people: list[PersonFacts]) -> list[str]:
        clan, branch = self.subject.clan, self.subject.branch
        return [
            clan.name if branch is None else f"{branch.title}, {clan.name}",
            self._audience_words(),
            _made_on(self.subject.today),
            _("Sách này theo đúng gia phả trên trang của dòng họ vào ngày ấy. Thấy chỗ sai hay"
              " thiếu, xin báo cho ban biên soạn để bản sau được đúng."),
        ]  # fmt: skip


def _number(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True) if value else "–"


def _day(person: PersonFacts) -> str:
    day = person.remembrance.day if person.remembrance else 0
    return _("mùng %(day)s") % {"day": day} if day <= 10 else _("ngày %(day)s") % {"day": day}


def _made_on(today: date) -> str:
    lunar = to_lunar(today)
    return _("Làm ngày %(day)s/%(month)s/%(year)s, tức %(lunar)s năm %(name)s") % {
        "day": today.day,
        "month": today.month,
        "year": today.year,
        "lunar": f"{lunar.day}/{lunar.month}{_(' nhuận') if lunar.leap else ''}",
        "name": can_chi_year(lunar.year),
    }


def _seal(clan_name: str) -> list[str]:
    """Give the four words of the seal, row by row, read by columns from the right."""
    words = [word for word in clan_name.split() if word.lower() not in {"họ", "tộc", "dòng"}]
    first = words[0].upper() if words else _("GIA")
    return [_("GIA"), first, _("PHẢ"), _("TỘC")]


def _guide() -> list[str]:
    return [
        _("Sách chép theo chi, trong mỗi chi theo đời, trong mỗi đời theo thứ bậc. Mỗi người một"
          " số; số ấy đi theo người trong cả sách."),
        _("Dưới tên mỗi người là tên húy, tự, hiệu, thụy, vai con thứ mấy, cha mẹ, ngày sinh, ngày"
          " mất, ngày giỗ, mộ phần. Ngày âm lịch và dương lịch ghi cạnh nhau khi biết cả hai."),
        _("Vợ ghi dưới chồng theo thứ tự, con ghi dưới mẹ. Sau tên con là số và trang của mục chép"
          " riêng người con ấy; sau tên cha là số và trang của cha."),
        _("Con gái có mục riêng như con trai; chồng của con gái ghi dưới vợ. Người mà dòng trong"
          " sách không nối tới được chép ở phần Ngoại phả."),
        _("Dãy số như 1.3.2 bên phải tên là thứ tự từ thủy tổ: con thứ ba của người con thứ nhất,"
          " rồi con thứ hai. Chữ g trước số là con gái."),
        _("Mộ, ngày giỗ và tên có bảng tra riêng ở cuối sách."),
    ]  # fmt: skip


def _words() -> dict[str, str]:
    return {
        "genealogy": _("Gia phả"),
        "contents": _("Mục lục"),
        "preface": _("Phả ký"),
        "rules": _("Tộc ước"),
        "guide": _("Cách đọc sách"),
        "lines": _("Phả hệ"),
        "remembrances": _("Ngày giỗ"),
        "graves": _("Mộ phần"),
        "numbers": _("Số liệu"),
        "sources": _("Nguồn"),
        "index": _("Bảng tra tên"),
        "indexnote": _("Xếp theo tên, rồi họ, rồi tên đệm, theo vần chữ cái tiếng Việt."),
        "colophon": _("Về bản in này"),
        "number": _("số"),
        "page": _("trang"),
        "volume": _("tập"),
        "parents": _("Con"),
        "and": _("và"),
        "source": _("Nguồn"),
        "note": _("Ghi chú:"),
    }
