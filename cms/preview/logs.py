"""Secrets of previews stand in addresses; they must not stand in logs."""

from __future__ import annotations

import logging
from typing import Any

from cms.preview.keys import secrets_hidden


class HidePreviewSecrets(logging.Filter):
    """Take secrets of previews out of every line, whoever writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line; let it through."""
        if isinstance(record.msg, str):
            record.msg = secrets_hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_plain(part) for part in record.args)
        elif isinstance(record.args, dict):
            record.args = {name: _plain(part) for name, part in record.args.items()}
        return True


def _plain(part: Any) -> Any:
    return secrets_hidden(part) if isinstance(part, str) else part
