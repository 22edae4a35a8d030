"""Parting a book that is too thick into volumes (tập): whole chapters stay together."""

from __future__ import annotations

from collections.abc import Sequence

from genealogy.domain.book.arrangement import Chapter

#: People told of in one volume, at most, unless a single chapter has more: 10,000 people make
#: 1,400 pages of A5 and need 2 GB while they are set.
MOST_IN_VOLUME = 12_000


def volumes_of(
    chapters: Sequence[Chapter], most: int = MOST_IN_VOLUME
) -> list[tuple[Chapter, ...]]:
    """Fill volumes with chapters in order; a chapter that is larger than one stands alone.

    Args:
        chapters: of the whole book.
        most: people in one volume.

    A book without chapters is one empty volume.
    """
    volumes: list[tuple[Chapter, ...]] = []
    current: list[Chapter] = []
    count = 0
    for chapter in chapters:
        if current and count + chapter.size > most:
            volumes.append(tuple(current))
            current, count = [], 0
        current.append(chapter)
        count += chapter.size
    volumes.append(tuple(current))
    return volumes
