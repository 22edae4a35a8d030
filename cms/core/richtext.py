"""What running text may hold, and how it leaves the house."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.rich_text import expand_db_html, get_text_for_indexing

from cms.core.addresses import absolute_html

#: Running text of articles. Headings, pictures and videos are blocks of their own.
PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]
#: Text without blocks around it, such as a transcript or an introduction.
TEXT_FEATURES = ["h3", *PARAGRAPH_FEATURES]
#: One or two sentences.
LINE_FEATURES = ["bold", "italic", "link"]


def rich_text_html(source: object, request: HttpRequest | None = None) -> str:
    """Return stored rich text as HTML whose links carry scheme and host."""
    return absolute_html(expand_db_html(str(source)), request)


def rich_text_words(source: object) -> str:
    """Return stored rich text as plain words, for search and summaries."""
    return get_text_for_indexing(str(source))
