"""`/healthz` says the process lives; `/readyz` says it can serve. Neither tells anyone more."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz() -> JsonResponse:
    """Answer 200 as long as the process answers at all."""
    return JsonResponse({"status": "ok"})


def readyz() -> JsonResponse:
    """Answer 200 when database, migrations and storage are usable, else 503 naming the part."""
    failing = []
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            failing.append("migrations")
    except DatabaseError:
        failing.append("database")
    try:
        default_storage.exists("readyz")
    except OSError:
        failing.append("storage")
    status = 503 if failing else 200
    return JsonResponse({"status": "failing" if failing else "ok", "parts": failing}, status=status)


class HealthFirst:
    """Answer the two health addresses before anything looks at the host name.

    A probe calls 127.0.0.1, which is not among a public site's ALLOWED_HOSTS.
    """

    VIEWS = {"/healthz": healthz, "/readyz": readyz}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, or pass the request on."""
        view = self.VIEWS.get(request.path_info)
        if view is None:
            return self.get_response(request)
        response = view()
        response["Cache-Control"] = "no-store"
        # The middleware that says so for everything else stands behind this one.
        response["X-Content-Type-Options"] = "nosniff"
        return response
