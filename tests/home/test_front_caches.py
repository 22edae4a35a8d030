"""A CDN is told what an edit made untrue, by names where it knows them, else by addresses."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from cms.jobs.models import Job
from home.front_caches import PURGE_JOB, changed_addresses, changed_keys, purge_ask, purge_job


@pytest.mark.parametrize(
    ("tags", "keys"),
    [
        ({"news", "page:12", "pages", "index"}, ["news", "page-12", "pages"]),
        ({"tree", "tree:1", "mention-person:7"}, ["people"]),
        ({"page:*", "news"}, ["api"]),
        ({"restrictions"}, ["api"]),
        ({"media", "media:5"}, ["media"]),
        ({"index", "statistics"}, ["people"]),
        ({"proposals", "addresses"}, []),
        ({f"page:{n}" for n in range(80)}, ["api"]),
    ],
)
def test_changes_are_told_by_public_names(tags, keys):
    assert changed_keys(tags) == keys


def test_addresses_are_the_lists_and_the_record_of_the_page():
    paths = [
        url.removeprefix("http://testserver") for url in changed_addresses(["news", "page-12"])
    ]
    assert {"/api/v2/news/", "/api/v2/news/12/", "/api/v2/topics/", "/api/v2/search/"} <= set(paths)
    assert "/api/v2/redirects/" not in paths


@pytest.fixture
def cache():
    """A cache that takes PURGE; gives what it was told."""
    told = []

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self):
            told.append((self.path, self.headers.get("xkey-purge")))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(told=told, url=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


def _job(*keys):
    return SimpleNamespace(arguments={"keys": list(keys)}, complete=lambda message="": None)


def test_a_backend_that_knows_names_gets_them_and_others_get_addresses(settings, cache):
    settings.WAGTAILFRONTENDCACHE = {
        "names": {"BACKEND": "cms.core.cdn_backends.VarnishKeys", "LOCATION": cache.url}
    }
    purge_job(_job("news", "page-12"))
    assert cache.told == [("/", "news page-12")] or cache.told == [("", "news page-12")]
    cache.told.clear()
    settings.WAGTAILFRONTENDCACHE = {
        "addresses": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": cache.url,
        }
    }
    purge_job(_job("page-12"))
    assert ("/api/v2/news/12/", None) in cache.told


@pytest.mark.django_db
def test_an_edit_asks_a_worker_and_what_nobody_reads_asks_none():
    purge_ask(frozenset({"addresses"}))
    assert not Job.objects.filter(kind=PURGE_JOB).exists()
    purge_ask(frozenset({"news", "page:12"}))
    assert Job.objects.get(kind=PURGE_JOB).arguments == {"keys": ["news", "page-12"]}
