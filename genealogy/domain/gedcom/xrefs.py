"""Remember where each record was defined, in little memory."""

from __future__ import annotations

from array import array

_EMPTY = 0


class XrefRegister:
    """First line of each identifier, per record tag.

    An open hash table in two arrays: 12 bytes a slot, 18 to 36 bytes a record, against some 250
    in a dictionary; a file may have millions of records. Only the 64-bit hash of an identifier
    is kept: among ten million records, the chance of a false "duplicate" (an issue, nothing
    more) is one in three hundred thousand.
    """

    def __init__(self) -> None:
        self._size = 4096  # a power of two
        self._hashes = array("Q", bytes(8 * self._size))
        self._lines = array("L" if array("L").itemsize == 4 else "I", bytes(4 * self._size))
        self._count = 0

    def add(self, tag: str, xref: str, line: int) -> int | None:
        """Note a definition; return the line of an earlier one of the same tag, else None."""
        key = hash((tag, xref)) & 0xFFFFFFFFFFFFFFFF or 1
        hashes, mask = self._hashes, self._size - 1
        place = key & mask
        while (found := hashes[place]) != _EMPTY:
            if found == key:
                return self._lines[place]
            place = (place + 1) & mask
        hashes[place] = key
        self._lines[place] = line & 0xFFFFFFFF
        self._count += 1
        if self._count * 3 > self._size * 2:
            self._grow()
        return None

    def _grow(self) -> None:
        old = zip(self._hashes, self._lines, strict=True)
        self._size *= 2
        mask = self._size - 1
        hashes = array("Q", bytes(8 * self._size))
        lines = array(self._lines.typecode, bytes(4 * self._size))
        for key, line in old:
            if key != _EMPTY:
                place = key & mask
                while hashes[place] != _EMPTY:
                    place = (place + 1) & mask
                hashes[place] = key
                lines[place] = line
        self._hashes, self._lines = hashes, lines
