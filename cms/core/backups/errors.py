"""What stops a backup or a restore."""

from __future__ import annotations


class BackupRefused(Exception):
    """The copy cannot be made or trusted; the message says why and what to do, in Vietnamese."""
