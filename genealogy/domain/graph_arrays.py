"""The arrays of a graph, and their one file on disk.

Places are positions in `pks`, which is sorted; -1 is nobody. `..._ptr` has one entry more than
there are people: the neighbours of place `i` stand at `ptr[i]:ptr[i + 1]`.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

#: What stands for "not known" in arrays of numbers that may be anything.
UNKNOWN: Final = -(2**31)
#: The same for generations (đời), which are short.
NO_GENERATION: Final = -(2**15)
SEXES: Final = ("m", "f", "u")
#: Added to the code of a link's kind when the lineage follows the link.
LINEAGE: Final = 8
#: Grows when the arrays change their meaning, so that older files are not read.
FORMAT: Final = 1

_ALIGNED: Final = 64
_HEADER: Final = 8192


@dataclass(frozen=True, eq=False)
class GraphArrays:
    """A clan as arrays; about 75 MB for a million people.

    Attributes:
        parents: places of parents, in the order of the links; kinds beside them.
        children: places of children in the order of the book; kinds beside them.
        spouses: places of spouses in the person's own order; `spouse_wed` is 0 for the other
            parent of a child who stands in no union with the person.
        lineage: place of the parent whom the lineage follows.
        entry: place of each person in `order`.
        order: people in the order of the book: each before the descendants (Euler order).
        size: people in the part of `order` that begins with the person, the person included.
        birth, birth_end: Julian day numbers, the first and last possible day.
    """

    pks: NDArray[np.int64]
    sexes: NDArray[np.int8]
    generations: NDArray[np.int16]
    parent_ptr: NDArray[np.int32]
    parents: NDArray[np.int32]
    parent_kinds: NDArray[np.int8]
    child_ptr: NDArray[np.int32]
    children: NDArray[np.int32]
    child_kinds: NDArray[np.int8]
    spouse_ptr: NDArray[np.int32]
    spouses: NDArray[np.int32]
    spouse_wed: NDArray[np.int8]
    lineage: NDArray[np.int32]
    entry: NDArray[np.int32]
    order: NDArray[np.int32]
    size: NDArray[np.int32]
    rank_override: NDArray[np.int32]
    child_order: NDArray[np.int32]
    mother_order: NDArray[np.int32]
    birth: NDArray[np.int32]
    birth_end: NDArray[np.int32]

    @property
    def people(self) -> int:
        """Count the people."""
        return len(self.pks)

    @property
    def nbytes(self) -> int:
        """Give the size of all arrays in bytes."""
        return sum(array.nbytes for array in self.named().values())

    def named(self) -> dict[str, NDArray[Any]]:
        """Give the arrays by name, in a fixed order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


class NotAGraphFile(Exception):
    """A file that is broken, cut off, of another format or of something else."""


def arrays_write(path: Path, arrays: GraphArrays, *, about: dict[str, Any]) -> int:
    """Write the arrays and what they are `about` into one file.

    Returns:
        The checksum of the content (CRC-32), for the name of the file.
    """
    table: dict[str, list[Any]] = {}
    end = _HEADER
    for name, array in arrays.named().items():
        start = -(-end // _ALIGNED) * _ALIGNED
        table[name] = [array.dtype.str, start, array.nbytes]
        end = start + array.nbytes
    header = json.dumps({"format": FORMAT, "about": about, "arrays": table}).encode()
    if len(header) > _HEADER:
        raise ValueError("the description of the arrays does not fit")
    content = np.lib.format.open_memmap(path, mode="w+", dtype=np.uint8, shape=(end,))
    content[:_HEADER] = np.frombuffer(header.ljust(_HEADER), dtype=np.uint8)
    for name, array in arrays.named().items():
        _dtype, start, length = table[name]
        content[start : start + length] = np.ascontiguousarray(array).view(np.uint8)
    content.flush()
    return zlib.crc32(content.data)


def arrays_open(path: Path, *, checksum: int) -> tuple[GraphArrays, dict[str, Any]]:
    """Map a file of arrays into memory, shared with every process that does the same.

    Returns:
        The arrays, and what they are about.

    Raises:
        NotAGraphFile: it does not hold what `arrays_write` wrote.
    """
    try:
        content = np.load(path, mmap_mode="r")
        if content.dtype != np.uint8 or zlib.crc32(content.data) != checksum:
            raise NotAGraphFile(path.name)
        header = json.loads(bytes(content[:_HEADER]))
        if header["format"] != FORMAT:
            raise NotAGraphFile(path.name)
        held = {
            name: np.asarray(content[start : start + length]).view(dtype)
            for name, (dtype, start, length) in header["arrays"].items()
        }
        return GraphArrays(**held), header["about"]
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise NotAGraphFile(path.name) from error
