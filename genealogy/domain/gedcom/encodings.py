"""Character encodings a GEDCOM file may be written in, and the names files call them by.

The registry is open: encodings of old Vietnamese files (TCVN3, VNI) only need a decoder and
their names given to `register_encoding`.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from genealogy.domain.gedcom.ansel import AnselDecoder

_C1_FILLED_CP1252: Final = "".join(
    bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)
)


class Decoder(Protocol):
    """What decodes a file in pieces: the part of `codecs.IncrementalDecoder` that is used."""

    def decode(self, data: bytes, final: bool = False, /) -> str:
        """Decode the next bytes."""
        ...

    def getstate(self) -> tuple[bytes, int]:
        """Give what is held back."""
        ...

    def setstate(self, state: tuple[bytes, int], /) -> None:
        """Take back what `getstate` gave."""
        ...


class _Cp1252Decoder:
    """CP1252 in which the five bytes it leaves open give the C1 controls, so nothing fails."""

    def __init__(self, errors: str = "strict") -> None:
        pass

    def decode(self, data: bytes, final: bool = False, /) -> str:
        # Typeshed does not know the fast form of the table, a str.
        return codecs.charmap_decode(data, "strict", _C1_FILLED_CP1252)[0]  # type: ignore[arg-type]

    def getstate(self) -> tuple[bytes, int]:
        return b"", 0

    def setstate(self, state: tuple[bytes, int], /) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Encoding:
    """A character encoding.

    Attributes:
        name: The name shown to people, unique in the registry.
        decoder: Makes a fresh incremental decoder with the given error handling.
        ascii_based: True when the bytes 00 to 7F mean ASCII.
        ambiguous: True when the name files use for it also stands for other code pages.
    """

    name: str
    decoder: Callable[[str], Decoder]
    ascii_based: bool = True
    ambiguous: bool = False


_BY_NAME: Final[dict[str, Encoding]] = {}
_ALIASES: Final[dict[str, str]] = {}


def _key(name: str) -> str:
    return "".join(sign for sign in name.upper() if sign.isalnum())


def register_encoding(encoding: Encoding, *aliases: str) -> None:
    """Make an encoding known under its name and its aliases (case and hyphens do not count)."""
    _BY_NAME[encoding.name] = encoding
    for alias in (encoding.name, *aliases):
        _ALIASES[_key(alias)] = encoding.name


def find_encoding(name: str) -> Encoding | None:
    """Find an encoding by any of its names, or None.

    >>> find_encoding("utf8").name
    'UTF-8'
    """
    canonical = _ALIASES.get(_key(name))
    return None if canonical is None else _BY_NAME[canonical]


def known_encodings() -> tuple[str, ...]:
    """Names of all encodings, in the order they were registered."""
    return tuple(_BY_NAME)


def _codec(name: str) -> Callable[[str], Decoder]:
    return codecs.getincrementaldecoder(name)


register_encoding(Encoding("UTF-8", _codec("utf-8")), "UTF8", "UTF 8")
register_encoding(
    Encoding("UTF-16-LE", _codec("utf-16-le"), ascii_based=False), "UTF-16LE", "UNICODE", "UTF-16"
)
register_encoding(Encoding("UTF-16-BE", _codec("utf-16-be"), ascii_based=False), "UTF-16BE")
register_encoding(Encoding("UTF-32-LE", _codec("utf-32-le"), ascii_based=False), "UTF-32")
register_encoding(Encoding("UTF-32-BE", _codec("utf-32-be"), ascii_based=False))
register_encoding(Encoding("ANSEL", AnselDecoder), "ANSI Z39.47", "Z39.47")
register_encoding(Encoding("ASCII", _codec("ascii")), "US-ASCII", "ANSI X3.4")
register_encoding(
    Encoding("CP1252", _Cp1252Decoder),
    "ANSI", "WINDOWS-1252", "IBM WINDOWS", "WINDOWS", "WIN-1252", "LATIN1", "ISO-8859-1",
    "ISO8859", "ISO-8859",
)  # fmt: skip
register_encoding(
    Encoding("CP437", _codec("cp437"), ambiguous=True),
    "IBMPC", "IBM", "IBM-PC", "IBM DOS", "MSDOS", "MS-DOS", "DOS", "OEM",
)  # fmt: skip
register_encoding(Encoding("CP850", _codec("cp850")), "IBM850", "850")
register_encoding(Encoding("MACINTOSH", _codec("mac-roman")), "MACROMAN", "MAC", "MAC-ROMAN")
register_encoding(Encoding("CP1250", _codec("cp1250")), "WINDOWS-1250")
register_encoding(Encoding("CP1251", _codec("cp1251")), "WINDOWS-1251")
register_encoding(Encoding("CP1253", _codec("cp1253")), "WINDOWS-1253")
register_encoding(Encoding("CP1254", _codec("cp1254")), "WINDOWS-1254")
register_encoding(Encoding("CP1255", _codec("cp1255")), "WINDOWS-1255")
register_encoding(Encoding("CP1256", _codec("cp1256")), "WINDOWS-1256")
register_encoding(Encoding("CP1257", _codec("cp1257")), "WINDOWS-1257")
register_encoding(Encoding("CP1258", _codec("cp1258")), "WINDOWS-1258", "VIETNAMESE WINDOWS")
