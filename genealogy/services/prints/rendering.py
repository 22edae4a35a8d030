"""Who draws which kind of print.

    @renderer(PrintKind.POSTER)
    def poster_render(order: PrintOrder, viewer: Viewer, progress: PrintProgress) -> PrintedFile:
        ...

A renderer reads people through `viewer` alone, never through `order.user`. It registers when its
module is imported; `genealogy.jobs` imports them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from genealogy.domain.viewer import Viewer
from genealogy.enums import PrintKind
from genealogy.models import PrintOrder

#: Says how far it is: done, total, what is being done (Vietnamese, no facts of people).
PrintProgress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class PrintedFile:
    """What a renderer gives.

    Args:
        content: the bytes, or the path of a file of the renderer's own, which is moved away.
        name: plain name for the download with its ending ("sach-ho-duong.pdf"), without the
            name of anybody.
        content_type: media type of the file.
        pages: how many pages or sheets it has.
        people: how many people stand in it.
    """

    content: bytes | Path
    name: str
    content_type: str
    pages: int = 0
    people: int = 0


class PrintRefused(Exception):
    """The print cannot be made however often it is tried; the text says why, in Vietnamese.

    The text is kept and shown: no facts of people.
    """


Renderer = Callable[[PrintOrder, Viewer, PrintProgress], PrintedFile]

_renderers: dict[str, Renderer] = {}


def renderer(kind: PrintKind) -> Callable[[Renderer], Renderer]:
    """Register the function that makes prints of a kind."""

    def register(function: Renderer) -> Renderer:
        _renderers[str(kind)] = function
        return function

    return register


def renderer_of(kind: str) -> Renderer:
    """Give the function that makes prints of a kind.

    Raises:
        LookupError: nobody registered one.
    """
    return _renderers[kind]
