"""Compile locale/**/*.po into .mo files with Python alone, so that no machine needs gettext.

The .mo files are committed; a test holds them equal to what this makes of the .po files.
"""

from __future__ import annotations

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"
_MAGIC = 0x950412DE
_KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr[0]", "msgstr")


def read_entries(text: str) -> dict[str, str]:
    r"""Return message -> translation of a .po file, in the form a .mo file keeps them.

    A context stands before its message, parted by U+0004; a plural behind it, parted by NUL.
    Languages with one plural form only, as Vietnamese. Fuzzy entries are not expected.

    >>> read_entries('msgid "one"\nmsgid_plural "many"\nmsgstr[0] "mot"')
    {'one\x00many': 'mot'}
    """
    entries: dict[str, str] = {}
    for paragraph in text.split("\n\n"):
        fields: dict[str, str] = {}
        current = ""
        for line in paragraph.splitlines():
            if line.startswith('"'):
                fields[current] += ast.literal_eval(line)
                continue
            current = next((word for word in _KEYWORDS if line.startswith(f"{word} ")), "")
            if current:
                fields[current] = ast.literal_eval(line.removeprefix(f"{current} "))
        translation = fields.get("msgstr[0]") or fields.get("msgstr", "")
        if "msgid" in fields and translation:
            message = fields["msgid"]
            if "msgctxt" in fields:
                message = f"{fields['msgctxt']}\x04{message}"
            if "msgid_plural" in fields:
                message = f"{message}\0{fields['msgid_plural']}"
            entries[message] = translation
    return entries


def compiled(entries: dict[str, str]) -> bytes:
    """Return the bytes of a .mo file: two tables of lengths and offsets, then the texts."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    count = len(pairs)
    offset = 28 + 16 * count
    tables: list[bytes] = []
    texts = b""
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), offset + len(texts)))
            texts += pair[side] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    return head + b"".join(tables) + texts


def main() -> None:
    """Compile every catalogue and say so."""
    for source in sorted(LOCALE.rglob("*.po")):
        entries = read_entries(source.read_text(encoding="utf-8"))
        source.with_suffix(".mo").write_bytes(compiled(entries))
        print(f"{source.relative_to(LOCALE.parent)}: {len(entries) - 1} messages")


if __name__ == "__main__":
    main()
