"""What `make run` does after installing: migrate, seed once, say where to look, serve."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
LOGINS = VAR / "logins.txt"
BIN = Path(sys.executable).parent


def manage(*arguments: str) -> None:
    """Run a management command, and stop with its exit code when it fails."""
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def is_migrated() -> bool:
    """Say whether the database already has every migration, without touching it."""
    check = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    return check.returncode == 0


def start_worker() -> None:
    """Start one worker for background jobs beside the server.

    The server keeps this process's id, so the worker ends when that process does.
    """
    subprocess.Popen(
        [sys.executable, "manage.py", "run_worker", "--parent", str(os.getpid())], cwd=ROOT
    )


def main() -> None:
    """Bring the site up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--demo", default="1")
    options = parser.parse_args()
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", options.port)) == 0:
            sys.exit(f"Port {options.port} is taken. Use another: make run PORT=8001")
    # WhiteNoise warns of a folder for collected files that is not there.
    (VAR / "static").mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{options.port}")
    if not is_migrated():
        print("Preparing the database ...", flush=True)
        manage("migrate", "--verbosity", "0")
    if options.demo == "1" and not (VAR / "demo_is_seeded").exists():
        manage("seed_demo", "--logins", str(LOGINS))
        (VAR / "demo_is_seeded").touch()
    address = f"http://127.0.0.1:{options.port}"
    print(f"\n  Trang chủ      {address}/")
    print(f"  Quản trị       {address}/admin/")
    print(f"  Gia phả        {address}/gia-pha/")
    print(f"  API            {address}/api/v2/   ({address}/api/v2/docs/)")
    print(
        f"  Tài khoản      {address}/tai-khoan/   (khoá máy: mở http://localhost:{options.port}/)"
    )
    print("  Bảo vệ hai lớp đang tắt cho bản dùng thử; bật bằng: STAFF_MFA_REQUIRED=1 make run")
    if LOGINS.exists():
        print("\n" + LOGINS.read_text(encoding="utf-8"))
    print("  Dừng: Ctrl-C\n", flush=True)
    start_worker()
    os.execv(  # noqa: S606 the server takes this process over, so that Ctrl-C reaches it
        BIN / "gunicorn",
        [
            "gunicorn",
            "cms.wsgi:application",
            f"--bind=127.0.0.1:{options.port}",
            "--workers=1",
            "--threads=4",
            "--access-logfile=-" if os.environ.get("ACCESS_LOG") else "--log-level=warning",
        ],
    )


if __name__ == "__main__":
    main()
