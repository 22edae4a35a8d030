"""An uploaded video is a video."""

from __future__ import annotations

from io import BytesIO

import pytest

from cms.media import recordings
from cms.media.errors import NotARecording
from cms.media.recordings import recording_checked
from tests.media.pictures import clip, needs_ffmpeg, picture


def check(data: bytes, name: str = "tap-1.mp4", kind: str = "video"):
    return recording_checked(file=BytesIO(data), name=name, kind=kind)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mp4", b"no video"),
        ("a.mp4", b""),
        ("a.mp4", picture("JPEG")),
        ("a.webm", b"\0\0\0\x18ftypmp42" + b"\0" * 60),
        ("a.mp4", b"<html>" + b" " * 80),
        ("a.mp4", b"#EXTM3U\nfile:///etc/passwd\n" + b" " * 60),
        ("a.exe", b"\0\0\0\x18ftypmp42" + b"\0" * 60),
        ("khong-duoi", b"\0\0\0\x18ftypmp42" + b"\0" * 60),
    ],
)
def test_what_does_not_begin_as_its_name_says_is_refused(name, data):
    with pytest.raises(NotARecording) as refused:
        check(data, name)
    assert refused.value.code == "wrong_beginning"


@needs_ffmpeg
def test_a_real_clip_tells_its_length_and_size(tmp_path):
    facts = check(clip(tmp_path / "a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p"))
    assert facts.duration == pytest.approx(1, abs=0.2)
    assert (facts.width, facts.height) == (64, 48)


@needs_ffmpeg
def test_a_file_that_only_begins_as_a_video_is_refused():
    with pytest.raises(NotARecording) as refused:
        check(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 4000)
    assert refused.value.code == "no_stream"


@needs_ffmpeg
def test_a_sound_is_no_video(tmp_path):
    sound = clip(tmp_path / "a.m4a", "-vn", "-c:a", "aac")
    with pytest.raises(NotARecording):
        check(sound, "a.mp4", "video")
    assert check(sound, "a.m4a", "audio").duration == pytest.approx(1, abs=0.2)


@needs_ffmpeg
def test_a_webm_is_taken(tmp_path):
    assert check(clip(tmp_path / "a.webm", "-c:v", "libvpx", "-an"), "a.webm").width == 64


def test_without_ffprobe_the_first_bytes_decide(monkeypatch):
    monkeypatch.setattr(recordings.shutil, "which", lambda name: None)
    facts = check(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 400)
    assert facts.duration is None
