"""Where the words of a search stand in a text: marked, and cut to the sentence around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import strip_tags

from cms.core.text import fold

#: Letters of an excerpt, and of what is read of a text at most.
WIDTH = 180
_MOST_READ = 60_000
_WORD = re.compile(r"[^\W_]+")

#: A stretch of text, and whether it is a word that was searched.
Stretch = tuple[str, bool]


def marked(text: str, words: Sequence[str]) -> list[Stretch]:
    """Cut a text into stretches, the words that were searched marked.

    A word typed with marks is marked where it stands so; else whole words are, without regard to
    marks; else words that begin so.

    Args:
        text: the text.
        words: the words as they were typed, with or without marks.

    >>> marked("Họ Dương ở Đông Sơn", ["duo", "sơn"])
    [('Họ ', False), ('Dương', True), (' ở Đông ', False), ('Sơn', True)]
    """
    text = unicodedata.normalize("NFC", text)
    wanted = _places(text, words)
    stretches: list[Stretch] = []
    end = 0
    for start, stop in sorted(wanted):
        stretches += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    stretches.append((text[end:], False))
    return [stretch for stretch in stretches if stretch[0]]


def _places(text: str, words: Sequence[str]) -> set[tuple[int, int]]:
    """Give where the words stand, each as nearly as typed as the text has it."""
    found = [(one.span(), one.group().lower()) for one in _WORD.finditer(text)]
    plain = [fold(token) for _span, token in found]
    places: set[tuple[int, int]] = set()
    for word in words:
        written, folded = unicodedata.normalize("NFC", word).lower(), fold(word)
        if not folded:
            continue
        exact = {span for span, token in found if token == written} if written != folded else set()
        whole = {span for (span, _), token in zip(found, plain, strict=True) if token == folded}
        begun = {
            span for (span, _), token in zip(found, plain, strict=True) if token.startswith(folded)
        }
        places |= exact or whole or begun
    return places


def excerpt(texts: Iterable[str], words: Sequence[str], *, width: int = WIDTH) -> list[Stretch]:
    """Give the stretch of the first text in which most of the words stand, with the words marked.

    Where no text holds any, the beginning of the first is given, unmarked.
    """
    read = [unicodedata.normalize("NFC", text)[:_MOST_READ] for text in texts if text]
    best, most = (read[0] if read else ""), 0
    for text in read:
        folded = f" {fold(text)}"
        count = sum(f" {fold(word)}" in folded for word in words)
        if count > most:
            best, most = text, count
    if not most:
        return [(_cut(best, 0, width), False)] if best else []
    first = min(_places(best, words), default=(0, 0))[0]
    return marked(_cut(best, first, width), words)


def _cut(text: str, at: int, width: int) -> str:
    """Cut at the ends of words, with the place `at` in the first third."""
    start = max(0, at - width // 3)
    if start:
        start = text.find(" ", start) + 1 or start
    end = len(text) if len(text) - start <= width else text.rfind(" ", start, start + width)
    end = end if end > start else start + width
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return f"{before}{text[start:end].strip()}{after}"


def texts_of(page: Any) -> list[str]:
    """Give the texts of a page that a search reads, without a query: no picture is looked up."""
    texts = [getattr(page, "search_description", "")]
    for name in getattr(page, "searched_fields", ()):
        value = getattr(page, name, "")
        if hasattr(value, "raw_data"):
            texts.append(" ".join(_strings(list(value.raw_data))))
        elif value:
            texts.append(strip_tags(str(value)))
    return [" ".join(text.split()) for text in texts if text]


def _strings(value: Any) -> Iterable[str]:
    """Give the sentences of stored blocks; keys, ids and addresses hold no space."""
    if isinstance(value, str):
        if " " in value.strip():
            yield strip_tags(value.replace("<", " <"))
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in {"type", "id"}:
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
