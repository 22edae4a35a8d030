"""What a build of the example asks for, and that its bytes follow from the content alone."""

from __future__ import annotations

import pytest

from tests.examples.small_api import ARTICLE, CHILD, CLAN, FOUNDER, STRANGER

pytestmark = pytest.mark.any_database

PERSON = f"/gia-pha/nguoi/{CHILD}/"


def _event(kind: str, path: str, **more) -> dict:
    return {"type": kind, "object": {"path": path, "endpoint": "", "id": 1}, **more}


def _tree_event(**more) -> dict:
    nobody = {"people": [], "people_gone": [], "branches": [], "branches_gone": []}
    given = {"is_complete": True, "is_gone": False, **nobody, **more}
    return _event("tree.changed", f"/gia-pha/{CLAN}/", **given)


def _records(log: list[tuple[str, int]]) -> set[str]:
    """Give the records asked for, without what every build asks."""
    common = ("/api/v2/site/", "/api/v2/topics/", "/api/v2/paths/", "/api/v2/people/")
    return {
        path.removeprefix("/api/v2/").strip("/")
        for path, _status in log
        if path not in common and not path.endswith("/anniversaries/")
    }


def _files(folder) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_bytes_do_not_hang_on_which_answer_comes_first(api, build):
    made = []
    for slow in ("phai-nhat", "phai-nhi"):
        api.wait = lambda path, slow=slow: 0.3 if slow in path or FOUNDER in path else 0
        build(slow)
        made.append(_files(build.folder / slow))
    assert made[0] == made[1]


def test_rebuild_after_a_page_asks_for_it_and_what_names_it(api, build):
    build()
    api.take_log()
    api.records[ARTICLE]["title"] = "Mừng thọ hai mươi bảy cụ"
    api.changed = [api.item(ARTICLE)]
    done = build(event=_event("page.updated", ARTICLE))
    number = api.records[ARTICLE]["id"]
    # The person it speaks of may show its title.
    assert _records(api.take_log()) == {f"news/{number}", f"people/{FOUNDER}"}
    assert f"{ARTICLE[1:]}index.html" in done["written"]
    assert done["removed"] == []


def test_rebuild_after_a_change_of_the_tree_asks_for_those_named_and_their_neighbours(api, build):
    build()
    api.take_log()
    api.records[PERSON]["name"] = "Dương Công Sáng"
    api.branch("phai-nhi", "Phái Nhị", "chi-binh", founder=api.short(CHILD))
    done = build(event=_tree_event(people=[CHILD]))
    # Himself, his father whom he names, the branch that names him, and the clan.
    assert _records(api.take_log()) == {
        f"people/{CHILD}", f"people/{FOUNDER}", "branches/phai-nhi", f"clans/{CLAN}",
    }  # fmt: skip
    assert f"{PERSON[1:]}index.html" in done["written"]
    page = build.folder / "public" / f"gia-pha/{CLAN}/chi/phai-nhi/index.html"
    assert "Dương Công Sáng" in page.read_text()


def test_somebody_new_and_somebody_hidden_come_and_go_with_the_event(api, build):
    build()
    new = FOUNDER[:-1] + "9"
    api.person(new, "Dương Công Tân", parents=[api.short(FOUNDER)])
    del api.records[PERSON]
    done = build(event=_tree_event(people=[new], people_gone=[CHILD]))
    assert f"gia-pha/nguoi/{new}/index.html" in done["written"]
    assert done["removed"] == [f"{PERSON[1:]}index.html"]


def test_whole_build_takes_away_whoever_is_listed_no_more(api, build):
    build()
    del api.records[PERSON]
    api.branch("phai-nhi", "Phái Nhị", "chi-binh")
    done = build()
    assert done["removed"] == [f"{PERSON[1:]}index.html"]
    assert not [name for name, text in _files(build.folder).items() if CHILD.encode() in text]


def test_whole_build_anew_reads_no_record_twice(api, build):
    build()
    api.take_log()
    done = build()
    log = api.take_log()
    assert done["written"] == []
    assert {status for path, status in log if path != "/api/v2/paths/"} == {304}
    assert f"people/{STRANGER}" not in _records(log)


def test_picture_that_changed_without_its_page_is_seen(api, build):
    build()
    api.records[ARTICLE]["lead"] = "Lời dẫn theo ảnh"
    done = build(event={"type": "image.changed", "object": {"path": "", "id": 3}})
    assert f"{ARTICLE[1:]}index.html" in done["written"]
