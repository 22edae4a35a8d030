"""Uploaded recordings: is it a video or a sound, and how long?"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from tempfile import NamedTemporaryFile
from typing import IO

from cms.media.errors import NotARecording

VIDEO_EXTENSIONS = ["m4v", "mkv", "mov", "mp4", "webm"]
AUDIO_EXTENSIONS = ["m4a", "mp3", "ogg", "wav"]
#: ffprobe reads a stranger's file, so it gets little: seconds of work and of waiting, bytes.
PROBE_SECONDS = 20
PROBE_MEMORY = 1024 * 1024 * 1024
_HEAD = 64


def _is_mp4(head: bytes) -> bool:
    # Old QuickTime files start with their data instead of a file type.
    return head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}


def _is_matroska(head: bytes) -> bool:
    return head.startswith(b"\x1aE\xdf\xa3")


def _is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _is_ogg(head: bytes) -> bool:
    return head.startswith(b"OggS")


def _is_wav(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WAVE"


#: How a file of each extension begins.
_BEGINNINGS: dict[str, Callable[[bytes], bool]] = {
    "mp4": _is_mp4,
    "m4v": _is_mp4,
    "mov": _is_mp4,
    "m4a": _is_mp4,
    "webm": _is_matroska,
    "mkv": _is_matroska,
    "mp3": _is_mp3,
    "ogg": _is_ogg,
    "wav": _is_wav,
}


@dataclass(frozen=True)
class Recording:
    """What is known of an uploaded recording; None is "not known", as without ffprobe.

    Args:
        duration: seconds.
        width: pixels.
        height: pixels.
    """

    duration: float | None = None
    width: int | None = None
    height: int | None = None


def recording_checked(*, file: IO[bytes], name: str, kind: str) -> Recording:
    """Return what is known of a recording of kind "video" or "audio" after looking into it.

    The first bytes must fit the extension; then ffprobe, when the machine has it, must find a
    picture (or sound) stream.

    Raises:
        NotARecording: code `wrong_beginning`: the file is not what its name says; code
            `no_stream`: it begins well but holds no video (or sound).
    """
    extension = PurePath(name).suffix.lower().lstrip(".")
    begins_well = _BEGINNINGS.get(extension)
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if begins_well is None or not begins_well(head):
        raise NotARecording("wrong_beginning", extension=extension)
    program = shutil.which("ffprobe")
    if program is None:
        return Recording()
    return _probed(program, file, kind)


def _probed(program: str, file: IO[bytes], kind: str) -> Recording:
    """Ask ffprobe, in a process of its own with limits, reading nothing but this file."""
    command = [
        program,
        "-v", "error",
        "-protocol_whitelist", "file,pipe",
        "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mp3,ogg,wav",
        "-show_entries", "format=duration:stream=codec_type,width,height",
        "-of", "json",
    ]  # fmt: skip
    with _on_disk(file) as path:
        code, output = _run_limited([*command, path])
    try:
        facts = json.loads(output or b"{}")
    except json.JSONDecodeError:
        facts = {}
    streams = [s for s in facts.get("streams", []) if s.get("codec_type") == kind]
    if code != 0 or not streams:
        raise NotARecording("no_stream", kind=kind)
    return Recording(
        duration=_seconds(facts.get("format", {}).get("duration")),
        width=streams[0].get("width"),
        height=streams[0].get("height"),
    )


@contextmanager
def _on_disk(file: IO[bytes]) -> Iterator[str]:
    """Give a path of the upload: a big one waits on disk already, a small one is copied there.

    A pipe would not do: an MP4 may keep its index at the end, so the reader must jump.
    """
    give_path = getattr(file, "temporary_file_path", None)
    if give_path:
        yield give_path()
        return
    with NamedTemporaryFile(prefix="recording-") as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.flush()
        file.seek(0)
        yield copy.name


def _run_limited(command: list[str]) -> tuple[int, bytes]:
    """Run a program with little time and memory; return its exit code and what it wrote."""
    environment = {"PATH": os.defpath}
    with subprocess.Popen(  # noqa: S603 a fixed program; the file's path is its only argument
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:  # fmt: skip
        # Set from outside: code between fork and exec may lock up in a server with threads.
        if hasattr(resource, "prlimit"):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (PROBE_SECONDS, PROBE_SECONDS))
            resource.prlimit(process.pid, resource.RLIMIT_AS, (PROBE_MEMORY, PROBE_MEMORY))
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, 0))
        try:
            output, _errors = process.communicate(timeout=PROBE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return -1, b""
    return process.returncode, output


def _seconds(text: object) -> float | None:
    try:
        return round(float(str(text)), 2)
    except ValueError:
        return None
