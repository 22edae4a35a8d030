"""Make the virtual environment, or say in one sentence what the machine lacks."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 the sentence is for older machines
    sys.exit(f"Từ Đường needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

folder = Path(sys.argv[1])
if not (folder / "bin" / "pip").exists():
    shutil.rmtree(folder, ignore_errors=True)
    try:
        venv.EnvBuilder(with_pip=True).create(folder)
    except subprocess.CalledProcessError:
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit(
            "Python's venv module cannot install pip here. On Debian and Ubuntu: "
            "apt-get install python3-venv, then run make again."
        )
