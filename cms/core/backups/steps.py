"""What other apps have done after a restore, and files of theirs that travel with a backup.

A lower floor does not know the upper ones: they register in `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

#: Gets the folder with the kept files of the backup; gives a line to tell, or nothing.
RestoreStep = Callable[[Path], str]

_steps: dict[str, tuple[int, RestoreStep]] = {}
_kept: dict[str, Callable[[], Path]] = {}


def register_restore_step(name: str, step: RestoreStep, *, order: int = 100) -> None:
    """Have `step` done after every restore; smaller orders first."""
    _steps[name] = (order, step)


def register_kept_file(name: str, path: Callable[[], Path]) -> None:
    """Have a file outside database and media copied into each backup under this name."""
    _kept[name] = path


def restore_steps() -> list[RestoreStep]:
    """Give the steps in their order."""
    return [step for _order, _name, step in sorted((o, n, s) for n, (o, s) in _steps.items())]


def kept_files() -> dict[str, Path]:
    """Give the files to keep that are there, by name."""
    found = {name: path() for name, path in _kept.items()}
    return {name: path for name, path in found.items() if path.exists()}
