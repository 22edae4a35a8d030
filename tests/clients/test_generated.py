"""Both clients are what the schema gives; the packages pass their own checks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import make_clients
import pytest
from client_shapes import shapes_of

ROOT = Path(__file__).parents[2]
needs_node = pytest.mark.skipif(
    shutil.which("npm") is None,
    reason="needs Node 20 with npm; the TypeScript client was not looked at",
)


def test_python_client_is_what_the_schema_gives():
    assert make_clients.python_drift() == [], "run `make clients`"


@needs_node
def test_typescript_types_are_what_the_schema_gives():
    committed = make_clients.TYPES.read_text(encoding="utf-8")
    assert committed == make_clients.typescript_types(), "run `make clients`"


@needs_node
def test_typescript_client_compiles_strictly_and_passes_its_own_tests():
    make_clients.installed(make_clients.TYPESCRIPT)
    said = make_clients.npm(make_clients.TYPESCRIPT, "test", "--silent")
    assert re.search(r"^# fail 0$", said, re.MULTILINE), said
    assert int(re.search(r"^# pass (\d+)$", said, re.MULTILINE).group(1)) >= 18


def test_python_client_passes_strict_type_checks(tmp_path):
    folder = ROOT / "clients" / "python"
    command = [
        str(Path(sys.executable).parent / "mypy"),
        "--config-file=pyproject.toml",
        f"--cache-dir={tmp_path}",
        "tu_duong_client",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_python_client_stands_on_the_standard_library_alone():
    package = ROOT / "clients" / "python" / "tu_duong_client"
    roots = {
        match.split(".")[0]
        for path in package.rglob("*.py")
        for match in re.findall(r"^(?:from|import) ([\w.]+)", path.read_text(), re.MULTILINE)
    }
    assert roots <= sys.stdlib_module_names | {"tu_duong_client"}


def test_example_site_imports_nothing_but_node_and_the_client():
    sources = (ROOT / "examples" / "site" / "src").rglob("*.ts")
    named = {
        name
        for path in sources
        for name in re.findall(r'from "([^".][^"]*)"', path.read_text(encoding="utf-8"))
    }
    assert {name for name in named if not name.startswith("node:")} == {"@tu-duong/client"}


def test_lock_files_name_no_registry():
    for folder in ("clients/typescript", "examples/site"):
        lock = (ROOT / folder / "package-lock.json").read_text(encoding="utf-8")
        assert not re.findall(r'"resolved": "https?:', lock)


SCHEMA = {
    "paths": {
        "/api/v2/news/{id}/": {
            "get": {
                "operationId": "news_retrieve",
                "parameters": [{"in": "path", "name": "id", "schema": {"type": "integer"}}],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/s/News"}}}}
                },
            }
        },
        "/api/v2/news/": {
            "get": {
                "operationId": "news_list",
                "parameters": [{"in": "query", "name": "from", "schema": {"type": "string"}}],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/s/News"}}}}
                },
            }
        },
        "/api/v2/resolve/": {
            "get": {
                "operationId": "resolve_retrieve",
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/s/Found"}}}}
                },
            }
        },
    },
    "components": {
        "schemas": {
            "News": {
                "type": "object",
                "required": ["id", "body"],
                "properties": {
                    "id": {"type": "integer"},
                    "note": {"type": ["string", "null"]},
                    "body": {"type": "array", "items": {"$ref": "#/s/Block"}},
                    "kind": {"enum": ["a", "b"], "type": "string"},
                },
            },
            "Block": {"oneOf": [{"$ref": "#/s/Quote"}, {"$ref": "#/s/Table"}]},
            "Quote": {
                "type": "object",
                "required": ["type"],
                "properties": {"type": {"const": "quote"}, "from": {"type": "string"}},
            },
            "Table": {"type": "object", "properties": {"rows": {"type": "array", "items": {}}}},
            "Found": {"oneOf": [{"$ref": "#/s/News"}, {"type": "null"}]},
        }
    },
}


def test_shapes_say_what_the_schema_says(tmp_path, monkeypatch):
    package = tmp_path / "tu_duong_client"
    for name, text in shapes_of(SCHEMA).items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text, encoding="utf-8")
    (package / "__init__.py").touch()
    reading = ROOT / "clients" / "python" / "tu_duong_client" / "reading.py"
    (package / "reading.py").write_text(reading.read_text())
    script = """
from typing import get_type_hints
from tu_duong_client.endpoints import Endpoints
from tu_duong_client.shapes import news, resolve
told = get_type_hints(news.News)
assert told["id"] is int, told
assert told["note"] == (str | None), told
assert told["body"] == list[news.Quote | news.Table], told
assert set(news.Quote.__annotations__) == {"type", "from"}
assert resolve.Found == (news.News | None)
class Fake(Endpoints):
    def read(self, path, query=None):
        return path, query
assert Fake().news_retrieve(8) == ("/api/v2/news/8/", {})
assert Fake().news_list(from_="x") == ("/api/v2/news/", {"from_": "x"})
assert not hasattr(Fake, "resolve_retrieve"), "the client's own method says more"
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
