"""Rules of this house that no ready linter knows. Prints each fault; exits 1 if there are any."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 400
# A line may say `house: allow` and why, when it gives nothing of a person away.
RAW_READ = re.compile(
    r"\bPerson\.(?:objects\b(?!\.(?:visible_to|detailed_to|none)\()"
    r"|_base_manager\b|_default_manager\b(?!\.(?:visible_to|detailed_to|none)\())"
    r"|\b(?:clan|branch|parent)\.people\."
    r"(?:all|filter|exclude|get|first|last|count|exists|values|values_list|in_bulk|iterator"
    r"|order_by|select_related|prefetch_related|annotate|aggregate)\("
)
# What hangs on a person is cut by selectors; doors print what these give.
RAW_FACTS = re.compile(
    r"\b(?:PersonName|Event|Note|Citation|MediaLink|ParentLink|UnionMember|PersonContact)"
    r"\.(?:objects|_base_manager|_default_manager)\b(?!\.none\()"
)
DOORS_OF_READERS = ("genealogy/api/", "genealogy/views/", "genealogy/public.py", "genealogy/feeds")
ENVIRONMENT = re.compile(r"\bos\.environ\b|\bgetenv\(")
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|type=\"application/))")
# Services rebuild and import the whole tree, the queryset holds the rule itself, and the domain
# knows no database.
PEOPLE_MAY_BE_READ_RAW = (
    "genealogy/services/",
    "genealogy/domain/",
    "genealogy/querysets.py",
    "genealogy/management/",
    "genealogy/migrations/",
    "home/demo/",
    "tests/",
)


def tracked_files() -> list[str]:
    """Return the files of the repository, the not yet committed ones included."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


def is_ours(name: str) -> bool:
    """Say whether a person of this project wrote the file."""
    return not re.search(r"(^|/)(migrations|vendor|node_modules)/", name)


def _length(name: str, lines: list[str]) -> list[str]:
    if not name.endswith((".py", ".html", ".css", ".js", ".sh")) or not is_ours(name):
        return []
    faults = []
    if len(lines) > MAX_LINES:
        faults.append(f"{name}: {len(lines)} lines; split it by subject (limit {MAX_LINES})")
    if Path(name).name in {"utils.py", "helpers.py"}:
        faults.append(f"{name}: name the module after its subject")
    return faults


def _raw_reads(name: str, lines: list[str]) -> list[str]:
    if not name.endswith(".py") or name.startswith(PEOPLE_MAY_BE_READ_RAW):
        return []
    faults = [
        f"{name}:{number}: start from Person.objects.visible_to(viewer)"
        for number, line in enumerate(lines, 1)
        if RAW_READ.search(line) and "house: allow" not in line
    ]
    # Other apps reach the gia phả through `genealogy.public` alone.
    if name.startswith(DOORS_OF_READERS) or not name.startswith("genealogy/"):
        faults += [
            f"{name}:{number}: facts of people come from a selector, cut to the viewer"
            for number, line in enumerate(lines, 1)
            if RAW_FACTS.search(line) and "house: allow" not in line
        ]
    return faults


def _environment(name: str, lines: list[str]) -> list[str]:
    if not name.endswith(".py") or name.startswith(("cms/settings/", "scripts/", "tests/")):
        return []
    return [
        f"{name}:{number}: the environment is read in settings only"
        for number, line in enumerate(lines, 1)
        if ENVIRONMENT.search(line) and "DJANGO_SETTINGS" not in line
    ]


def _inline(name: str, lines: list[str]) -> list[str]:
    # Wagtail's admin runs under a looser policy than the readers' pages.
    if not name.endswith(".html") or not is_ours(name) or "admin/" in name:
        return []
    return [
        f"{name}:{number}: inline style or script breaks the content policy"
        for number, line in enumerate(lines, 1)
        if INLINE.search(line)
    ]


def faults_of(name: str, text: str) -> list[str]:
    """Return what is wrong with one file."""
    lines = text.splitlines()
    rules = (_length, _raw_reads, _environment, _inline)
    return [fault for rule in rules for fault in rule(name, lines)]


def main() -> None:
    """Check every file."""
    faults = []
    for name in tracked_files():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        faults += faults_of(name, text)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
