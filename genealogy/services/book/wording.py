"""The book in words: the same plain data for PDF and EPUB.

A document is JSON: texts, lists and numbers only. `n` is the number of the entry somebody is told
of in, None when there is none in the book. Runs of formatted text are [words, bold, italic].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from genealogy.domain.book.arrangement import Arrangement, Chapter, ChapterKind, Entry
from genealogy.domain.book.facts import Belonging, Cited, Grave, Kin, PersonFacts
from genealogy.domain.book.rich_text import Block
from genealogy.enums import GRAVE_EVENTS, EventType, NameKind
from genealogy.selectors.labels import generation_label

#: Events that an entry words in a way of its own.
_APART = {EventType.BIRTH.value, EventType.DEATH.value, *(kind.value for kind in GRAVE_EVENTS)}


@dataclass(frozen=True)
class Wording:
    """Puts entries into words.

    Args:
        places: number of the entry each person is told of in.
        sources: number of each source by title; empty leaves the marks of sources out.
        people: everybody in the book by key.
    """

    places: Mapping[int, int]
    sources: Mapping[str, int]
    people: Mapping[int, PersonFacts]

    def chapter(self, chapter: Chapter) -> dict[str, Any]:
        """Word one chapter with its sections and entries."""
        branch = chapter.branch
        lines = []
        if branch is not None:
            lines += self._lead(_("Tổ chi"), branch.founder) + self._lead(
                _("Trưởng chi"), branch.head
            )
            if branch.hall:
                lines.append({"label": _("Nhà thờ"), "text": branch.hall, "n": None})
        return {
            "title": chapter_title(chapter),
            "depth": branch.depth if branch else 0,
            "lines": lines,
            "introduction": block_data(branch.introduction if branch else ()),
            "sections": [
                {
                    "title": generation_label(section.generation) or _("Chưa rõ đời"),
                    "note": _section_note(section.entries),
                    "entries": [self.entry(entry) for entry in section.entries],
                }
                for section in chapter.sections
            ],
        }

    def entry(self, entry: Entry) -> dict[str, Any]:
        """Word one entry."""
        person = entry.person
        loose = person.children_without_mother
        return {
            "n": entry.number,
            **self.person(person),
            "partners": [
                {
                    "label": partner.bond.label,
                    "name": partner.bond.name,
                    "n": None if partner.person else self.places.get(partner.bond.key),
                    "person": self.person(partner.person) if partner.person else None,
                    "children": self._children(partner.bond.children),
                }
                for partner in entry.partners
            ],
            "children": self._children(loose),
            "childrenword": _("Con") if not entry.partners else _("Con, chưa rõ mẹ")
            if person.sex != "f" else _("Con, chưa rõ cha"),
        }  # fmt: skip

    def person(self, person: PersonFacts) -> dict[str, Any]:
        """Word what is told of one person, wherever that stands."""
        return {
            "name": person.name,
            "code": person.code,
            "names": _names(person),
            "position": _first_upper(person.position_label)
            if person.belonging is not Belonging.MARRIED_IN else "",
            "parents": [
                {"word": _parent_word(kin), "name": kin.name, "n": self.places.get(kin.key)}
                for kin in person.parents
            ],
            "facts": [list(fact) for fact in _facts(person)],
            "biography": block_data(person.biography),
            "notes": list(person.notes),
            "cited": [
                ", ".join(part for part in (str(self.sources[one.title]), one.leaf) if part)
                for one in person.sources
                if one.title in self.sources
            ],
        }  # fmt: skip

    def hint(self, person: PersonFacts) -> str:
        """Say who somebody is among those of the same name: đời and father."""
        label = generation_label(person.generation)
        parts = [label[:1].lower() + label[1:]] if label else []
        father = next((kin for kin in person.parents if kin.sex == "m"), None)
        if father is not None:
            parts.append(_("con %(father)s") % {"father": father.name})
        elif person.belonging is Belonging.MARRIED_IN and person.bonds:
            bond = person.bonds[0]
            words = _("vợ %(name)s") if person.sex == "f" else _("chồng %(name)s")
            parts.append(words % {"name": bond.name})
        return ", ".join(parts)

    def row(self, person: PersonFacts, **more: Any) -> dict[str, Any]:
        """Word a line of a list that leads to an entry."""
        return {
            "name": person.name,
            "hint": self.hint(person),
            "n": self.places[person.key],
            **more,
        }

    def _lead(self, label: str, key: int | None) -> list[dict[str, Any]]:
        if key is None or key not in self.people:
            return []
        return [{"label": label, "text": self.people[key].name, "n": self.places[key]}]

    def _children(self, children: Iterable[Kin]) -> list[dict[str, Any]]:
        return [
            {"name": kin.name, "note": kin.note, "n": self.places.get(kin.key)} for kin in children
        ]


def chapter_title(chapter: Chapter) -> str:
    """Name a chapter."""
    if chapter.kind is ChapterKind.OUTSIDE:
        return _("Ngoại phả")
    return chapter.branch.title if chapter.branch is not None else _("Các đời đầu")


def block_data(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Give formatted text as plain data."""
    return [
        {
            "kind": block.kind,
            "number": block.number,
            "runs": [[run.text, int(run.bold), int(run.italic)] for run in block.runs],
        }
        for block in blocks
    ]


def plain_blocks(*paragraphs: str) -> list[dict[str, Any]]:
    """Give paragraphs of our own words as the same data."""
    return [{"kind": "p", "number": 0, "runs": [[text, 0, 0]]} for text in paragraphs]


def grave_words(grave: Grave) -> str:
    """Say what is known of a grave beside its place."""
    direction = _("hướng %(direction)s") % {"direction": grave.direction} if grave.direction else ""
    return ", ".join(part for part in (direction, grave.description, grave.spot) if part)


def source_data(sources: Sequence[Cited]) -> list[dict[str, Any]]:
    """Give the list of sources, numbered."""
    return [
        {"n": number, "title": one.title, "author": one.author, "url": one.url}
        for number, one in enumerate(sources, start=1)
    ]


def _names(person: PersonFacts) -> str:
    """Say "húy A, tự B, C"; a title needs no word before it, nor does the second of a kind."""
    title = str(NameKind.TITLE.label)
    told = {title}
    words = []
    for kind, value in person.names:
        words.append(value if kind in told else f"{kind} {value}")
        told.add(kind)
    return ", ".join(words)


def _parent_word(kin: Kin) -> str:
    """Say "ông", "bà"; one who is no parent by birth is named as what they are."""
    by_birth = {_("Cha"): _("ông"), _("Mẹ"): _("bà")}
    return by_birth.get(kin.note, kin.note[:1].lower() + kin.note[1:])


def _facts(person: PersonFacts) -> Iterable[tuple[str, str]]:
    told = {deed.kind: deed.description for deed in reversed(person.deeds) if deed.description}
    birth = [person.birth_text, told.get(EventType.BIRTH, "")]
    death = [person.death_text, told.get(EventType.DEATH, "")]
    if any(birth):
        yield _("Sinh"), _sentence(birth)
    for deed in person.deeds:
        if deed.kind not in _APART and (deed.text or deed.description):
            yield deed.label, _sentence([deed.text, deed.description], ": ")
    if any(death):
        yield _("Mất"), _sentence(death)
    if person.remembrance is not None:
        yield _("Giỗ"), _sentence([person.remembrance.text])
    for grave in person.graves:
        extra = ", ".join(part for part in (grave.description, grave.spot) if part)
        yield _first_upper(grave.label), _sentence([grave.text, extra], ": ")


def _section_note(entries: Sequence[Entry]) -> str:
    """Say which đời of the branch this is, and from which number to which."""
    parts = []
    labels = {entry.person.branch_generation_label for entry in entries} - {""}
    if len(labels) == 1:
        parts.append(_first_upper(labels.pop()))
    first, last = entries[0].number, entries[-1].number
    if first != last:
        parts.append(_("từ số %(first)s đến số %(last)s") % {"first": first, "last": last})
    return _first_upper(", ".join(parts))


def _sentence(parts: Iterable[str], between: str = ". ") -> str:
    text = between.join(part for part in parts if part)
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def people_by_key(arrangement: Arrangement) -> dict[int, PersonFacts]:
    """Give everybody in the book by key."""
    return {person.key: person for entry in arrangement.entries for person in entry.people}
