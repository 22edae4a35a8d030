"""The Python client against a server whose every answer is written here."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from tu_duong_client import Client, MemoryStore, ProblemError


def _json(body, status=200, **headers):
    return status, {"Content-Type": "application/json", **headers}, json.dumps(body).encode()


def _query(asked):
    return {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}


def test_parameters_go_into_path_and_query(server):
    server.answer = lambda asked: _json({"items": [], "meta": {"total_count": 0}})
    client = Client(server.address)
    asked = {"from_": "2026-11-26", "to": "2026-12-26"}
    list(client.walk("/api/v2/clans/ho-duong/anniversaries/", asked))
    assert urlsplit(server.asked[0].path).path == "/api/v2/clans/ho-duong/anniversaries/"
    assert _query(server.asked[0]) == {
        "from": "2026-11-26",
        "to": "2026-12-26",
        "limit": "100",
    }


def test_unchanged_answer_costs_a_304(server):
    def answer(asked):
        if asked.headers.get("If-None-Match") == '"a1"':
            return 304, {"ETag": '"a1"'}, b""
        return _json({"site_name": "Họ Dương"}, ETag='"a1"')

    server.answer = answer
    client = Client(server.address)
    assert client.read("/api/v2/site/") == client.read("/api/v2/site/") == {"site_name": "Họ Dương"}
    assert [asked.headers.get("If-None-Match") for asked in server.asked] == [None, '"a1"']


@pytest.mark.parametrize(
    ("key", "control"), [("td_x", "public"), (None, "private, no-store"), (None, "no-store")]
)
def test_private_answer_is_never_kept(server, key, control):
    server.answer = lambda asked: _json({}, ETag='"a"', **{"Cache-Control": control})
    store = MemoryStore()
    Client(server.address, key=key, store=store).read("/api/v2/site/")
    assert len(store) == 0


def test_memory_forgets_the_oldest_first():
    store = MemoryStore(2)
    for name in "ab":
        store[name] = name
    store.get("a")
    store["c"] = "c"
    assert [store.get(name) for name in "abc"] == ["a", None, "c"]


def test_list_without_cursors_is_walked_by_offsets(server):
    def answer(asked):
        start = int(_query(asked).get("offset", 0))
        return _json({"meta": {"total_count": 5}, "items": list(range(5))[start : start + 2]})

    server.answer = answer
    assert list(Client(server.address).walk("/api/v2/news/", {"limit": 2})) == [0, 1, 2, 3, 4]
    assert len(server.asked) == 3


def test_list_with_cursors_is_walked_by_them_with_its_filters(server):
    def answer(asked):
        if "cursor" in _query(asked):
            return _json({"meta": {"next_cursor": None}, "items": [2]})
        return _json({"meta": {"next_cursor": "n1"}, "items": [1]})

    server.answer = answer
    assert list(Client(server.address).walk("/api/v2/news/", {"topic": "gio-to"})) == [1, 2]
    assert _query(server.asked[1]) == {"topic": "gio-to", "limit": "100", "cursor": "n1"}


def test_refused_question_names_the_parameter(server):
    body = {"status": 400, "title": "Bad Request", "detail": "sai", "errors": {"topics": ["x"]}}
    server.answer = lambda asked: _json(body, 400)
    with pytest.raises(ProblemError) as raised:
        Client(server.address).read("/api/v2/news/8/")
    assert raised.value.status == 400
    assert raised.value.errors == {"topics": ["x"]}


def test_page_of_a_proxy_is_a_problem_too(server):
    server.answer = lambda asked: (502, {}, b"<h1>Bad gateway</h1>")
    with pytest.raises(ProblemError, match="502"):
        Client(server.address).read("/api/v2/site/")


def test_short_wait_is_waited_for_and_a_long_one_told(server):
    server.answer = lambda asked: (
        _json({"site_name": "x"})
        if len(server.asked) > 1
        else _json({}, 429, **{"Retry-After": "0"})
    )
    assert Client(server.address).read("/api/v2/site/") == {"site_name": "x"}
    server.answer = lambda asked: _json({}, 429, **{"Retry-After": "600"})
    with pytest.raises(ProblemError) as raised:
        Client(server.address).read("/api/v2/site/")
    assert raised.value.retry_after == 600
    assert len(server.asked) == 3


def test_broken_get_is_sent_again_and_a_post_never(server):
    server.answer = lambda asked: _json({}) if len(server.asked) > 1 else None
    Client(server.address).read("/api/v2/site/")
    assert len(server.asked) == 2
    server.answer = lambda asked: None
    with pytest.raises(OSError):  # noqa: PT011 whichever way the connection breaks
        Client(server.address, key="td_x").post("/api/v2/news/", {"title": "Tin"})
    assert len(server.asked) == 3


def test_post_carries_key_and_idempotency_key(server):
    server.answer = lambda asked: _json({"id": 1}, 201)
    client = Client(server.address, key="td_x")
    assert client.post("/api/v2/news/", {"title": "Tin"}, idempotency_key="k1") == {"id": 1}
    asked = server.asked[0]
    assert (asked.headers["Authorization"], asked.headers["Idempotency-Key"]) == (
        "Bearer td_x",
        "k1",
    )
    assert json.loads(asked.body) == {"title": "Tin"}


def test_key_never_goes_to_another_host(server):
    client = Client(server.address, key="td_x")
    with pytest.raises(ValueError, match="not an address of"):
        client.read("https://other.example/api/v2/site/")
    assert server.asked == []


def test_redirect_to_another_host_is_not_followed(server):
    server.answer = lambda asked: (301, {"Location": "http://127.0.0.1:9/api/v2/site/"}, b"{}")
    Client(server.address, key="td_x").bytes_of("/api/v2/site/")
    assert len(server.asked) == 1


def test_paths_are_walked_to_the_cursor_of_the_next_copy(server):
    def answer(asked):
        if _query(asked).get("since") == "p2":
            return _json({"meta": {"next": None, "cursor": "end"}, "items": [{"path": "/b/"}]})
        return _json({"meta": {"next": "p2", "cursor": "end"}, "items": [{"path": "/a/"}]})

    server.answer = answer
    items, cursor = Client(server.address).paths()
    assert ([item["path"] for item in items], cursor) == (["/a/", "/b/"], "end")
