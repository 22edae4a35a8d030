"""The search index of the static copy: cut small, one order, one word for every spelling."""

from __future__ import annotations

import json

from home.export.search_index import MOST_BYTES, ROOT, based, index_files
from home.export.search_words import NEWS, PERSON, Document, key_of, spelled


def _person(number: int, name: str) -> Document:
    url = f"/gia-pha/nguoi/{number}/"
    return Document(key_of(PERSON, 3, url), PERSON, name, url, ("Đời 3",), name)


def _files(documents) -> dict[str, bytes]:
    return dict(index_files(documents, lambda address: address.href))


def _keys(listed: str) -> list[int]:
    found, last = [], 0
    for step in listed.split():
        last += int(step, 36)
        found.append(last)
    return found


def test_a_word_everybody_bears_is_cut_into_parts():
    people = [_person(number, f"Nguyễn Văn {number}") for number in range(20_000)]
    files = _files(people)
    words = {name: data for name, data in files.items() if name.startswith(f"{ROOT}/tu/")}
    assert max(map(len, words.values())) <= MOST_BYTES
    told = json.loads(files[f"{ROOT}/muc-luc.json"])
    assert told["phan"]
    bearers = [
        key
        for name, data in words.items()
        for key in _keys(json.loads(data).get("nguyen", {}).get("nguye6n4", [""])[0])
    ]
    assert sorted(bearers) == sorted(person.key for person in people)


def test_one_more_article_changes_only_the_files_of_its_words():
    people = [_person(number, f"Dương Văn {number}") for number in range(300)]
    url = "/tin-tuc/moi/"
    more = Document(key_of(NEWS, 9, url), NEWS, "Khuyến học", url, (), "Khuyến học")
    before, after = _files(people), _files([*people, more])
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name.removeprefix(f"{ROOT}/").partition("/")[0] for name in changed} == {
        "tu", "bai", "muc-luc.json"
    }  # fmt: skip
    assert len(changed) == 4


def test_marks_and_their_places_are_told_apart_from_letters():
    assert spelled("Đặng") == ("dang", "d9a8ng5")
    assert spelled("đăng") != spelled("đặng") != spelled("dang")
    assert spelled("hoá") == spelled("hóa")


def test_every_document_is_found_by_its_key():
    people = [_person(number, f"Lê {number}") for number in range(100)]
    files = _files(people)
    blocks = json.loads(files[f"{ROOT}/muc-luc.json"])["bai"]
    for person in people:
        block = json.loads(files[f"{ROOT}/bai/{person.key % blocks}.json"])
        assert [PERSON, person.title, person.url, ["Đời 3"]] in block[based(person.key)]
