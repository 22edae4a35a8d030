"""What schemathesis cannot guess: which version of a page is the newest. See `scripts/fuzz.py`.

Without it every change of a page is out of date. Half of the changes stay as they were made. And
the statuses are counted, by operation: one that never said yes was hardly asked.
"""

from __future__ import annotations

import atexit
import json
import os
import zlib
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import schemathesis
from fuzz_values import newest_version
from schemathesis.core.parameters import ParameterLocation

_ANSWERS: Counter[str] = Counter()
_TURNS = count()
REPEAT = "Idempotency-Key"


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Give most writes a key of their own, and half of the well-formed changes the version."""
    _sent_once(case)
    key = os.environ.get("FUZZ_KEY", "")
    if case.method != "PATCH" or not key or not isinstance(case.body, dict):
        return
    if case.meta is None or case.meta.generation.mode.is_negative:
        return
    if zlib.crc32(repr(sorted(case.body.items())).encode()) % 2:
        return
    version = newest_version(os.environ["FUZZ_SITE"], case.formatted_path, key)
    if version:
        case.body["version"] = version
        case.headers.pop("If-Match", None)


def _sent_once(case: Any) -> None:
    """Leave one repeat in eight: the same key with another body is 422 before anything is read."""
    if REPEAT not in case.headers or case.meta is None:
        return
    if not case.meta.is_negative_at(ParameterLocation.HEADER) and next(_TURNS) % 8:
        case.headers[REPEAT] = uuid4().hex


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Count an answer."""
    _ANSWERS[f"{case.method} {case.path} {response.status_code}"] += 1


@atexit.register
def _kept() -> None:
    if "FUZZ_ANSWERS" in os.environ:
        told = json.dumps(dict(sorted(_ANSWERS.items())), indent=1)
        Path(os.environ["FUZZ_ANSWERS"]).write_text(told, encoding="utf-8")
