"""The book as EPUB 3, for phones and readers of e-books.

Written by hand with zipfile: a container, a package, a table of contents, pages in XHTML. What it
holds is the same data the press sets. Specification: https://www.w3.org/TR/epub-33/ (2023).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from django.utils.translation import gettext as _

from genealogy.services.book.epub_pages import Page, escape, page_xhtml, pages_of

_CONTAINER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book/package.opf"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_STYLE: Final = """\
body { font-family: serif; line-height: 1.6; margin: 0 4%; color: #231a16; }
h1 { color: #8e1b1b; text-align: center; line-height: 1.3; margin: 1.5em 0 1em; }
h2 { color: #8e1b1b; line-height: 1.3; border-bottom: 1px solid #8a6a1f; }
h3 { color: #8a6a1f; line-height: 1.3; }
.entry { margin: 1.6em 0; }
.entry h4 { margin: 0 0 0.3em; font-size: 1.15em; line-height: 1.3; }
.number { color: #8a6a1f; margin-right: 0.5em; }
.label { color: #8a6a1f; font-weight: bold; font-size: 0.9em; }
.small { color: #5f534b; font-size: 0.85em; }
.partner { margin: 0.8em 0 0.8em 1em; }
.children, .list { list-style: none; padding-left: 1em; margin: 0.4em 0; }
.children li, .list li { margin: 0.4em 0; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { text-align: right; padding: 0.25em 0.6em; border-bottom: 1px solid #e4daca; }
th:first-child, td:first-child { text-align: left; }
a { color: #8e1b1b; }
.cover { text-align: center; padding-top: 18%; }
.cover .kind { letter-spacing: 0.3em; color: #8e1b1b; }
.cover h1 { font-size: 2em; }
"""


def epub_write(document: Mapping[str, Any]) -> bytes:
    """Give the EPUB of one volume.

    Args:
        document: what `documents_of` gives.
    """
    pages = pages_of(document)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        # Readers know the kind of file by its first entry, which must not be packed.
        archive.writestr(
            zipfile.ZipInfo("mimetype"), "application/epub+zip", compress_type=zipfile.ZIP_STORED
        )
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("book/package.opf", _package(document, pages))
        archive.writestr("book/nav.xhtml", _navigation(document, pages))
        archive.writestr("book/style.css", _STYLE)
        for page in pages:
            archive.writestr(f"book/{page.name}", page_xhtml(page))
    return stream.getvalue()


def _package(document: Mapping[str, Any], pages: list[Page]) -> str:
    items = "".join(
        f'<item id="{page.key}" href="{page.name}" media-type="application/xhtml+xml"/>'
        for page in pages
    )
    spine = "".join(f'<itemref idref="{page.key}"/>' for page in pages)
    modified = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        ' xml:lang="vi"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{uuid4()}</dc:identifier>'
        f"<dc:title>{escape(document['title'])}</dc:title>"
        f"<dc:creator>{escape(document['clan'])}</dc:creator>"
        "<dc:language>vi</dc:language>"
        f'<meta property="dcterms:modified">{modified}</meta>'
        "</metadata><manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="style" href="style.css" media-type="text/css"/>'
        f"{items}</manifest><spine>{spine}</spine></package>\n"
    )


def _navigation(document: Mapping[str, Any], pages: list[Page]) -> str:
    """Write the table of contents: parts, and within the lines the chapters and đời."""
    rows: list[str] = []
    depth = 0
    listed = [page for page in pages if page.title and page.level]
    for page in listed:
        while depth < page.level:
            rows.append("<ol>")
            depth += 1
        while depth > page.level:
            rows.append("</li></ol>")
            depth -= 1
        if rows and not rows[-1].endswith("<ol>"):
            rows.append("</li>")
        rows.append(f'<li><a href="{page.name}">{escape(page.title)}</a>')
    rows.append("</li></ol>" * depth)
    title = escape(_("Mục lục"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="vi" xml:lang="vi"><head><title>{escape(document["title"])}</title></head><body>'
        f'<nav epub:type="toc" id="toc"><h1>{title}</h1>{"".join(rows)}</nav></body></html>\n'
    )
