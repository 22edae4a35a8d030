"""The book of a clan (sách gia phả) as PDF and EPUB.

Order of dependence: options, wording, documents, press, epub_pages, epub, making.
"""

from __future__ import annotations

from genealogy.services.book.making import (
    MOST_PEOPLE,
    BookRefused,
    MadeBook,
    book_file_name,
    book_make,
)
from genealogy.services.book.options import (
    ALL_PARTS,
    BookAudience,
    BookForm,
    BookLetters,
    BookOptions,
    BookPaper,
    BookPart,
)

__all__ = [
    "ALL_PARTS",
    "MOST_PEOPLE",
    "BookAudience",
    "BookForm",
    "BookLetters",
    "BookOptions",
    "BookPaper",
    "BookPart",
    "BookRefused",
    "MadeBook",
    "book_file_name",
    "book_make",
]
