"""Settings of gunicorn for `scripts/fuzz.py`: one caller may be wrong as often as it likes.

Schemathesis sends wrong keys on purpose, from the one address that also sends the right ones. What
a shut door says has tests of its own (tests/api/test_tokens_doors.py, tests/preview).
"""

from __future__ import annotations

from typing import Any

threads = 4
loglevel = "error"
#: The bound of the API (414) is to answer, not that of gunicorn.
limit_request_line = 0
WIDE = "1000000/5m/ip"


def post_worker_init(worker: Any) -> None:
    """Open the doors that count wrong tries, in this process only."""
    from cms.accounts import throttles as doors
    from cms.preview import throttles as previews

    for rates in (doors.RATES, previews.RATES):
        rates.update(dict.fromkeys(rates, WIDE))
