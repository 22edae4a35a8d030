"""The book as PDF and EPUB: read back, page by page."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pypdf
import pytest
from django.utils import timezone

from genealogy.domain.book.arrangement import arrange
from genealogy.domain.book.lists import name_index
from genealogy.enums import Audience
from genealogy.models import Branch
from genealogy.selectors.book import book_contents
from genealogy.selectors.statistics import audience_viewer
from genealogy.services.book import (
    BookForm,
    BookOptions,
    BookPart,
    BookRefused,
    book_make,
    making,
)
from tests.genealogy import book_world
from tests.genealogy.factories import ClanFactory

pytestmark = pytest.mark.django_db

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def clan():
    return book_world.build()


def made(clan, audience, options=None, branch=None, **more):
    viewer = audience_viewer(audience, timezone.localdate())
    steps = []
    book = book_make(
        clan,
        branch,
        viewer,
        options or BookOptions(),
        progress=lambda done, total, words: steps.append(done),
        **more,
    )
    assert steps == sorted(steps)
    return book


def sheets(content):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def entries_of(clan, audience):
    contents = book_contents(clan, None, audience_viewer(audience, timezone.localdate()))
    return list(arrange(contents.people, contents.branches).entries)


def test_every_page_named_in_the_pdf_is_where_the_entry_stands(clan):
    """References of fathers, children, lists and index agree with the sheets; names are text."""
    book = made(clan, Audience.EDITORS)
    pages = sheets(book.volumes[0])
    assert len(pages) == book.pages
    stands_on = {}
    for entry in entries_of(clan, Audience.EDITORS):
        head = re.compile(rf"^{entry.number}\s+{re.escape(entry.person.name)}\b", re.MULTILINE)
        (stands_on[entry.number],) = [n for n, text in enumerate(pages, 1) if head.search(text)]
    named = re.findall(r"số\s(\d+),\strang\s(\d+)", "\n".join(pages))
    assert len(named) > 20
    assert {(int(n), int(page)) for n, page in named} <= set(stands_on.items())
    start = next(n for n, text in enumerate(pages) if "Xếp theo tên, rồi họ" in text)
    index = re.sub(r"\s+", " ", " ".join(pages[start:]))
    contents = book_contents(clan, None, audience_viewer(Audience.EDITORS, timezone.localdate()))
    places = arrange(contents.people, contents.branches).places
    at = 0
    for group in name_index(contents.people):
        for person in group.people:
            line = re.compile(
                rf"{re.escape(person.name)},[^0-9]*\d*[^0-9]*?{stands_on[places[person.key]]}\b"
            )
            hit = line.search(index, at)
            assert hit, person.name
            at = hit.start() + 1


def test_the_pdf_has_bookmarks_jumps_and_its_own_typefaces(clan):
    """Parts, branches and đời can be opened from the side; a jump leads to the entry's sheet."""
    reader = pypdf.PdfReader(io.BytesIO(made(clan, Audience.PUBLIC).volumes[0]))

    def titles(rows):
        for row in rows:
            if isinstance(row, list):
                yield from titles(row)
            else:
                yield row.title

    found = list(titles(reader.outline))
    for title in ("Phả ký", "Tộc ước", "Phả hệ", "Chi Một", "Chi Hai", "Đời 1", "Bảng tra tên"):
        assert title in found
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", ())]
    jumps = [link for link in links if "/Dest" in link]
    assert jumps
    assert not [link for link in links if "book.invalid" in str(link.get("/A", ""))]
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all("Lora" in name or "BeVietnamPro" in name for name in fonts)


def test_editors_words_are_text_and_never_markup(clan):
    """Signs that mean something to the typesetter are printed as they are."""
    words = re.sub(r"\s+", " ", " ".join(sheets(made(clan, Audience.PUBLIC).volumes[0])))
    assert "Cụ dựng làng #1 *và* $đình$ @tổ mới." in words
    assert "Kính trên nhường dưới." in words
    assert "tự Đức Hậu, thụy Thuần" in words
    assert "Mùng 5" in words or "mùng 5" in words


@pytest.mark.parametrize("form", [BookForm.PDF, BookForm.EPUB])
def test_nobody_hidden_leaves_a_trace(clan, form):
    """No canary in the text of a public book, nor in that of members what editors alone know."""
    for audience, words in (
        (Audience.PUBLIC, (book_world.HIDDEN, book_world.SECRET)),
        (Audience.MEMBERS, (book_world.SECRET,)),
    ):
        content = made(clan, audience, BookOptions(form=form.value)).volumes[0]
        text = "".join(sheets(content)) if form == BookForm.PDF else epub_text(content)
        for word in words:
            assert word.lower() not in text.lower()
    assert book_world.HIDDEN in text


def epub_text(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_the_epub_is_whole(clan):
    """Container, package and pages are well-formed; every link leads to something that is there."""
    content = made(clan, Audience.EDITORS, BookOptions(form=BookForm.EPUB.value)).volumes[0]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
        names = {name.removeprefix("book/") for name in archive.namelist()}
        trees = {
            name: ElementTree.fromstring(archive.read(f"book/{name}"))
            for name in names
            if name.endswith((".xhtml", ".opf"))
        }
    package = "{http://www.idpf.org/2007/opf}"
    listed = {item.get("href") for item in trees["package.opf"].iter(f"{package}item")}
    assert listed == {name for name in names if name.endswith((".xhtml", ".css"))}
    ids = {name: {one.get("id") for one in tree.iter()} for name, tree in trees.items()}
    links = [
        (name, link.get("href")) for name, tree in trees.items() for link in tree.iter(f"{XHTML}a")
    ]
    assert len(links) > 30
    for name, target in links:
        file, _, mark = target.partition("#")
        assert file in trees, (name, target)
        assert not mark or mark in ids[file], (name, target)
    told = re.sub(r"<[^>]+>", "", epub_text(content))
    assert "Cụ dựng làng #1 *và* $đình$ @tổ mới." in told


def test_parts_can_be_left_out(clan):
    """Only the lines always stand."""
    parts = tuple(part.value for part in (BookPart.PREFACE,))
    options = BookOptions(form=BookForm.EPUB.value, parts=parts)
    content = made(clan, Audience.EDITORS, options).volumes[0]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert "book/preface.xhtml" in names
    assert not {f"book/{part}.xhtml" for part in ("rules", "graves", "index", "sources")} & {*names}


def test_a_thick_book_comes_in_volumes(clan):
    """References across volumes name the volume; nobody is lost between them."""
    options = BookOptions(form=BookForm.EPUB.value)
    book = made(clan, Audience.EDITORS, options, most=4)
    assert len(book.volumes) > 2
    told = [set(re.findall(r'id="e(\d+)"', epub_text(volume))) for volume in book.volumes]
    everybody = {str(entry.number) for entry in entries_of(clan, Audience.EDITORS)}
    assert set.union(*told) == everybody
    assert sum(map(len, told)) == len(everybody)


def test_a_branch_has_a_book_of_its_own(clan):
    """Its own words are the preface; other branches are not in it."""
    branch = Branch.objects.get(slug="chi-hai")
    text = epub_text(
        made(clan, Audience.EDITORS, BookOptions(form=BookForm.EPUB.value), branch).volumes[0]
    )
    assert "Ở Hạ." in text
    assert "Chi Hai" in text
    assert "Dương Văn Đạt" not in text


def test_an_empty_and_an_endless_book_are_refused(clan, monkeypatch):
    """With words that help."""
    with pytest.raises(BookRefused):
        made(ClanFactory(), Audience.EDITORS)
    monkeypatch.setattr(making, "MOST_PEOPLE", 3)
    with pytest.raises(BookRefused, match="từng chi"):
        made(clan, Audience.EDITORS)
