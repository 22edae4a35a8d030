"""Methods of `documents`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.documents import WagtailDocument, WagtailDocumentPart


class DocumentsListQuery(TypedDict, total=False):
    count: bool
    cursor: str
    fields: str
    limit: int
    offset: int
    order: Literal["id", "-id", "title", "-title"]
    search: str
    search_operator: Literal["and", "or"]


class DocumentsFindQuery(TypedDict, total=False):
    fields: str
    id: int


class DocumentsGetQuery(TypedDict, total=False):
    fields: str
    rich_text_format: Literal["html", "db_html"]


class DocumentsReading(Reading):
    """Reads `documents`."""

    def documents_list(
        self, **query: Unpack[DocumentsListQuery]
    ) -> Iterator[WagtailDocument | WagtailDocumentPart]:
        """Wagtail's `documents`; those of private collections and of hidden people are absent."""
        answer: Iterator[WagtailDocument | WagtailDocumentPart] = self.walk(
            "/api/v2/documents/", query
        )
        return answer

    def documents_find(self, **query: Unpack[DocumentsFindQuery]) -> bytes:
        """Lead on to the record that has this id or stands at this address."""
        answer: bytes = self.bytes_of("/api/v2/documents/find/", query)
        return answer

    def documents_get(
        self, id: int, **query: Unpack[DocumentsGetQuery]
    ) -> WagtailDocument | WagtailDocumentPart:
        """Wagtail's `documents`; those of private collections and of hidden people are absent."""
        answer: WagtailDocument | WagtailDocumentPart = self.read(f"/api/v2/documents/{id}/", query)
        return answer
