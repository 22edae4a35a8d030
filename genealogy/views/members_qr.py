"""QR codes as one SVG path, drawn on the server: nothing is asked of anybody else."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

#: Blank modules around a code that readers need (ISO/IEC 18004).
_QUIET = 4


@dataclass(frozen=True)
class QrDrawing:
    """A QR code of `size` x `size` modules with its quiet zone; `path` is the dark ones."""

    size: int
    path: str


def qr_drawing(text: str) -> QrDrawing:
    """Draw a text as a QR code that stands a crease or a stain (15 % of it may be lost)."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{column} {line}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, is_dark in enumerate(row)
        if is_dark
    )
    return QrDrawing(size=len(rows), path=path)
