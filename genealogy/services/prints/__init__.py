"""Things printed in the background (bản in): ordered here, made by a job, kept for a week.

Order of dependence: rendering, storing, ordering, clearing, making.
"""

from __future__ import annotations

from genealogy.services.prints.clearing import print_delete, prints_clear, prints_of_clan_delete
from genealogy.services.prints.making import print_job
from genealogy.services.prints.ordering import MOST_WAITING, PRINT_JOB, print_order, print_repeat
from genealogy.services.prints.rendering import (
    PrintedFile,
    PrintProgress,
    PrintRefused,
    renderer,
    renderer_of,
)
from genealogy.services.prints.storing import file_open, plain_name, print_path, prints_folder

__all__ = [
    "MOST_WAITING",
    "PRINT_JOB",
    "PrintProgress",
    "PrintRefused",
    "PrintedFile",
    "file_open",
    "plain_name",
    "print_delete",
    "print_job",
    "print_order",
    "print_path",
    "print_repeat",
    "prints_clear",
    "prints_folder",
    "prints_of_clan_delete",
    "renderer",
    "renderer_of",
]
