"""The index of the static search, cut into small files a browser fetches as it needs them.

`chi-muc/muc-luc.json` names the files of words and says how many files of documents there are.
`chi-muc/tu/<beginning>.json` holds the words with that beginning: folded word -> marked spelling ->
two lists of documents (in names, in texts), each as differences of rising keys in base 36.
`chi-muc/bai/<n>.json` holds the documents whose key leaves n: key -> kind, title, path, facts.

Keys come from addresses and not from a count, so that one more article changes only the files of
its own words.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from home.export.addresses import Address
from home.export.search_words import Document, spelled

#: Most bytes of a file of words, and documents in a file of documents on average.
MOST_BYTES = 50_000
_IN_A_BLOCK = 24
ROOT = "tim-kiem/chi-muc"
_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

#: folded word -> marked spelling -> keys in names, keys in texts
Words = dict[str, dict[str, tuple[set[int], set[int]]]]


def index_files(
    found: Iterable[Document], href: Callable[[Address], str]
) -> Iterator[tuple[str, bytes]]:
    """Give the files of the index.

    Args:
        found: what there is to find.
        href: gives the path of an address on the static site.
    """
    words: Words = defaultdict(lambda: defaultdict(lambda: (set(), set())))
    rows: dict[int, list[Any]] = defaultdict(list)
    for document in found:
        _take(document, words)
        facts = list(document.facts)
        rows[document.key].append(
            [document.kind, document.title, href(Address(document.url)), facts]
        )
    blocks = _number_of_blocks(len(rows))
    names: dict[str, int] = {}
    for name, parts in _shards("", words):
        names[name] = len(parts)
        for number, part in enumerate(parts):
            last = f"~{number}" if len(parts) > 1 else ""
            yield f"{ROOT}/tu/{name}{last}.json", _dumped(part)
    yield from _blocks(rows, blocks)
    told = {name: count for name, count in sorted(names.items()) if count > 1}
    yield f"{ROOT}/muc-luc.json", _dumped({"tu": sorted(names), "phan": told, "bai": blocks})


def _take(document: Document, words: Words) -> None:
    for place, text in enumerate((document.names, document.text)):
        for word in set(_WORD.findall(text)):
            folded, marked = spelled(word)
            if len(folded) > 1 or folded.isdigit():
                words[folded][marked][place].add(document.key)


def _number_of_blocks(documents: int) -> int:
    blocks = 1
    while blocks * _IN_A_BLOCK < documents:
        blocks *= 2
    return blocks


def _blocks(rows: dict[int, list[Any]], blocks: int) -> Iterator[tuple[str, bytes]]:
    gathered: dict[int, dict[str, Any]] = {number: {} for number in range(blocks)}
    for key in sorted(rows):
        gathered[key % blocks][based(key)] = sorted(rows[key])
    for number, block in gathered.items():
        yield f"{ROOT}/bai/{number}.json", _dumped(block)


def _shards(beginning: str, words: Words) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Cut words by their beginnings until each file is small; a word by itself is cut in parts."""
    by_beginning: dict[str, Words] = defaultdict(dict)
    length = max(2, len(beginning) + 1)
    for word, spellings in words.items():
        name = f"{word}_" if len(word) < length else word[:length]
        by_beginning[name][word] = spellings
    for name in sorted(by_beginning):
        part = by_beginning[name]
        written = _written(part)
        if len(_dumped(written)) <= MOST_BYTES:
            yield name, [written]
        elif name.endswith("_"):
            yield name, list(_parts(part))
        else:
            yield from _shards(name, part)


def _parts(words: Words) -> Iterator[dict[str, Any]]:
    """Cut one long word by the last digits of the keys."""
    count = 2
    while True:
        parts = [_written(words, count, number) for number in range(count)]
        if max(len(_dumped(part)) for part in parts) <= MOST_BYTES:
            yield from parts
            return
        count *= 2


def _written(words: Words, count: int = 1, number: int = 0) -> dict[str, Any]:
    return {
        word: {
            marked: [_listed(key for key in keys if key % count == number) for keys in places]
            for marked, places in sorted(words[word].items())
        }
        for word in sorted(words)
    }


def _listed(keys: Iterable[int]) -> str:
    """Write rising keys as their differences."""
    before, told = 0, []
    for key in sorted(keys):
        told.append(based(key - before))
        before = key
    return " ".join(told)


def based(number: int) -> str:
    """Write a number in base 36, as JavaScript does.

    >>> based(0), based(35), based(36)
    ('0', 'z', '10')
    """
    if number < 36:
        return _DIGITS[number]
    return based(number // 36) + _DIGITS[number % 36]


def _dumped(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
