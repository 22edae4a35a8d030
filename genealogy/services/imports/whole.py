"""The whole way of a file into the tree, for callers that ask nobody in between."""

from __future__ import annotations

from typing import Any, BinaryIO

from genealogy.enums import ImportState, NameOrder
from genealogy.models import Clan, ImportRun
from genealogy.services.imports.apply import import_apply
from genealogy.services.imports.reading import Progress
from genealogy.services.imports.staging import import_stage
from genealogy.services.imports.undo import import_discard


def import_file(
    *,
    clan: Clan,
    stream: BinaryIO,
    file_name: str,
    encoding: str | None = None,
    root_xref: str | None = None,
    choose_name_order: bool = False,
    by: Any = None,
    progress: Progress | None = None,
) -> ImportRun:
    """Stage a file and apply it at once; when anything fails, nothing of it stays behind.

    Args:
        clan: where the people go.
        stream: binary, seekable, at its start.
        file_name: as the run shall show it.
        encoding: name of an encoding to use whatever the file says.
        root_xref: identifier of the founder (thủy tổ) in the file.
        choose_name_order: let the file's names decide how the clan writes names; for a new clan.
        by: the user who asked for it.
        progress: see `import_stage` and `import_apply`.

    Returns:
        The run: applied, or refused with its reason in `error`.

    Raises:
        UnknownRoot: no person has that identifier.
    """
    run = import_stage(
        clan=clan,
        stream=stream,
        file_name=file_name,
        encoding=encoding,
        by=by,
        progress=progress,
    )
    if run.state == ImportState.REFUSED:
        return run
    if choose_name_order:
        is_vietnamese = run.counts["is_vietnamese"]
        clan.name_order = NameOrder.SURNAME_FIRST if is_vietnamese else NameOrder.GIVEN_FIRST
        clan.save(update_fields=["name_order", "updated_at"])
    try:
        return import_apply(run, root_xref=root_xref, progress=progress)
    except BaseException:
        import_discard(run)
        raise
