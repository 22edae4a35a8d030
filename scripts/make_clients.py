"""What `make clients` runs: both clients from `tests/snapshots/openapi.json`, then their build.

`--check` writes nothing and says whether the committed files are those the schema gives.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import shutil
import subprocess
import sys
from pathlib import Path

from client_shapes import shapes_of

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "tests" / "snapshots" / "openapi.json"
TYPESCRIPT = ROOT / "clients" / "typescript"
TYPES = TYPESCRIPT / "src" / "schema.ts"
PYTHON = ROOT / "clients" / "python" / "tu_duong_client"
GENERATED = ("endpoints", "shapes")
RUFF = [str(Path(sys.executable).parent / "ruff")]


def formatted(name: str, text: str) -> str:
    """Give the text as `ruff format` and its order of imports leave it."""
    for arguments in (["check", "--select", "I,F401", "--fix", "--quiet"], ["format"]):
        command = [*RUFF, *arguments, "--no-cache", "--stdin-filename", str(PYTHON / name), "-"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        text = done.stdout
    return text


def python_files() -> dict[Path, str]:
    """Return what the Python client's generated files should hold."""
    shapes = shapes_of(json.loads(SCHEMA.read_text(encoding="utf-8")))
    return {PYTHON / name: formatted(name, text) for name, text in sorted(shapes.items())}


def _present() -> list[Path]:
    return [path for name in GENERATED for path in (PYTHON / name).glob("*.py")]


def python_drift() -> list[str]:
    """Name the generated files of the Python client that are not what the schema gives."""
    wanted = python_files()
    stale = {path for path in _present() if path not in wanted}
    stale |= {
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    return sorted(str(path.relative_to(ROOT)) for path in stale)


def write_python() -> None:
    """Write the Python client's generated files and take away those of endpoints that are gone."""
    wanted = python_files()
    for path in _present():
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def npm(folder: Path, *arguments: str) -> str:
    """Run npm in a folder, and stop with what it said when it fails."""
    done = subprocess.run(
        ["npm", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"npm {' '.join(arguments)} in {folder.name}:\n{done.stdout}{done.stderr}")
    return done.stdout


def installed(folder: Path) -> None:
    """Install the locked packages of a folder once; again when its lock has changed."""
    mark = folder / "node_modules" / ".lock-as-installed"
    lock = (folder / "package-lock.json").read_bytes()
    # Two runs of tests beside each other must not install into one folder at a time.
    with (folder / "package-lock.json").open("rb") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not mark.exists() or mark.read_bytes() != lock:
            npm(folder, "ci", "--no-audit", "--no-fund")
            mark.write_bytes(lock)


def typescript_types() -> str:
    """Return what the generated types of the TypeScript client should be."""
    installed(TYPESCRIPT)
    made = TYPESCRIPT / "node_modules" / ".schema.ts"
    npm(TYPESCRIPT, "run", "--silent", "types", "--", "--output", str(made))
    return made.read_text(encoding="utf-8")


def main() -> None:
    """Write or check both clients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    has_node = shutil.which("npm") is not None
    if options.check:
        stale = python_drift()
        if has_node and TYPES.read_text(encoding="utf-8") != typescript_types():
            stale.append(str(TYPES.relative_to(ROOT)))
        sys.exit(f"Run `make clients`: {', '.join(stale)}" if stale else 0)
    write_python()
    print("clients/python is written.")
    if not has_node:
        sys.exit("clients/typescript needs Node 20 with npm; it is as it was.")
    TYPES.write_text(typescript_types(), encoding="utf-8")
    npm(TYPESCRIPT, "run", "--silent", "build")
    print("clients/typescript is written and built.")


if __name__ == "__main__":
    main()
