"""One side of a comparison: a process that asks its own site, as often as told.

Reads lines of JSON from its input and answers each with one line:
{"address": "/api/v2/news/", "count": 40} -> {"cpu_ms": median, "bytes": n, "queries": n}
With "save" the bytes are also written under that name into VAR_DIR/bytes.
The application is called as a server calls it, with its connections opened and closed. The clock
is the process's own CPU time, so that neighbours on the machine do not count.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.db import connection  # noqa: E402 Django must be set up first
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

_WARM = 5


def asked(address: str) -> tuple[str, bytes]:
    """Ask an address as a server would; give status line and body."""
    path, _mark, query = address.partition("?")
    environ = RequestFactory(headers={"host": "localhost"})._base_environ(
        PATH_INFO=path, QUERY_STRING=quote(query, safe="=&%+,:/"), REQUEST_METHOD="GET"
    )
    status: list[str] = []
    answer = application(environ, lambda line, headers: status.append(line))
    body = b"".join(answer)
    answer.close()
    return status[0], body


def measured(address: str, count: int, warm: int = _WARM) -> tuple[dict[str, Any], bytes]:
    """Give the median of what an answer costs, after `warm` answers that do not count."""
    costs = []
    body = b""
    for number in range(count + warm):
        started = time.process_time()
        status, body = asked(address)
        spent = time.process_time() - started
        assert status.startswith("200"), (address, status, body[:300])
        if number >= warm:
            costs.append(spent * 1000)
    with CaptureQueriesContext(connection) as queries:
        asked(address)
    told = [query for query in queries.captured_queries if "PRAGMA" not in query["sql"]]
    facts = {"cpu_ms": statistics.median(costs), "bytes": len(body), "queries": len(told)}
    if os.environ.get("BENCH_SQL"):
        facts["sql"] = [query["sql"] for query in told]
    return facts, body


def main() -> None:
    """Answer every line until the input ends."""
    print("ready", flush=True)  # noqa: T201 the test waits for it
    for line in sys.stdin:
        order = json.loads(line)
        facts, body = measured(order["address"], order.get("count", 20), order.get("warm", _WARM))
        if name := order.get("save"):
            folder = Path(os.environ["VAR_DIR"]) / "bytes"
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(body)
        if order.get("body"):
            facts["body"] = body.decode()
        print(json.dumps(facts), flush=True)  # noqa: T201 the answer to the test


if __name__ == "__main__":
    main()
