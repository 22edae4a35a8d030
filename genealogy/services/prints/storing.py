"""The files of prints: under `var/prints`, outside of media and of every backup."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from cms.core.text import fold
from genealogy.services.prints.rendering import PrintedFile

_NAME_LENGTH = 80


def prints_folder() -> Path:
    """Give the folder of the files, made when missing; only this server's account opens it."""
    folder = Path(settings.VAR_DIR) / "prints"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def print_path(file_name: str) -> Path:
    """Give where the file of an order lies.

    Raises:
        ValueError: the name leads elsewhere.
    """
    if not file_name or Path(file_name).name != file_name:
        raise ValueError(file_name)
    return prints_folder() / file_name


def plain_name(file_name: str) -> str:
    """Give the name a reader saves the file under: that without its random part.

    >>> plain_name("0f3a-sach-ho-duong.pdf")
    'sach-ho-duong.pdf'
    """
    return file_name.partition("-")[2] or file_name


def file_store(printed: PrintedFile) -> str:
    """Put a file into the folder under a name nobody can guess; give that name."""
    name = f"{secrets.token_hex(16)}-{_ascii_name(printed.name)}"
    target = print_path(name)
    unfinished = target.with_suffix(target.suffix + ".part")
    if isinstance(printed.content, bytes):
        unfinished.write_bytes(printed.content)
    else:
        shutil.move(printed.content, unfinished)
    os.chmod(unfinished, 0o600)
    unfinished.replace(target)
    return name


def file_open(file_name: str) -> BinaryIO:
    """Open the file of an order for reading.

    Raises:
        FileNotFoundError: it was cleared away.
    """
    return print_path(file_name).open("rb")


def file_delete(file_name: str) -> None:
    """Delete the file of an order; nothing happens when there is none."""
    if file_name:
        print_path(file_name).unlink(missing_ok=True)


def _ascii_name(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    stem = re.sub(r"[^a-z0-9]+", "-", fold(stem if dot else name)).strip("-")
    ending = re.sub(r"[^a-z0-9]", "", ending.lower())[:5] if dot else ""
    return f"{stem[:_NAME_LENGTH] or 'ban-in'}{'.' if ending else ''}{ending}"
