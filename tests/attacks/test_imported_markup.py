"""A GEDCOM file full of programs becomes a book full of odd words, and nothing else."""

from __future__ import annotations

from io import BytesIO

import pytest

from genealogy.models import Note, Person, Source
from genealogy.services.imports import import_apply, import_stage
from tests.attacks.house import House
from tests.attacks.test_markup import faults
from tests.browser.payloads import PAYLOADS
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TAGS = ("OCCU", "EDUC", "RELI", "NATI", "DSCR", "TITL", "CAST", "IDNO", "_LA")


def _line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ").replace("@", "@@")


def _file() -> bytes:
    """Write a person for each payload, with the payload in every tag that holds words."""
    lines = ["0 HEAD", "1 SOUR x", "1 GEDC", "2 VERS 5.5.1", "2 FORM LINEAGE-LINKED"]
    lines += ["1 CHAR UTF-8", f"1 NOTE {_line(PAYLOADS[0])}"]
    for number, payload in enumerate(PAYLOADS, start=1):
        text = _line(payload)
        lines += [
            f"0 @I{number}@ INDI",
            f"1 NAME {text.replace('/', '|')} /{text.replace('/', '|')}/",
            f"2 NICK {text}",
            f"2 NPFX {text}",
            "1 SEX M",
            "1 BIRT",
            f"2 DATE (khoảng 1800 {text})",
            f"2 PLAC {text}",
            f"2 TYPE {text}",
            "1 DEAT",
            "2 DATE 1850",
            f"2 CAUS {text}",
            f"2 NOTE {text}",
            f"1 {TAGS[number % len(TAGS)]} {text}",
            f"1 NOTE {text}",
            f"2 CONT {text}",
            f"1 WWW {text}",
            f"1 EMAIL {text}",
            f"1 REFN {text}",
            f"1 SOUR @S{number}@",
            f"2 PAGE {text}",
            "1 OBJE",
            f"2 FILE {text}",
            f"2 TITL {text}",
            f"0 @S{number}@ SOUR",
            f"1 TITL {text}",
            f"1 AUTH {text}",
            f"1 PUBL {text}",
            f"1 TEXT {text}",
            f"1 WWW {text}",
        ]
    lines += ["0 TRLR", ""]
    return "\n".join(lines).encode()


@pytest.fixture
def book(house: House):
    run = import_stage(clan=house.clan, stream=BytesIO(_file()), file_name='"><b data-tdx>.ged')
    import_apply(run)
    run.refresh_from_db()
    return run


def test_the_file_was_read_with_its_payloads(book):
    assert Person.objects.filter(import_run=book).count() == len(PAYLOADS)
    assert Note.objects.filter(text__contains="<img data-tdx").exists()
    assert Source.objects.filter(title__contains="onerror").exists()


def test_no_page_of_the_imported_book_is_made_of_its_words(house: House, book, enter):
    member, root = enter("member"), enter("root")
    found = []
    people = list(Person.objects.filter(import_run=book))
    source = Source.objects.filter(clan=house.clan).order_by("-pk").first()
    addresses = [
        *((member, person.get_absolute_url()) for person in people[:: 1 if IS_FULL else 3]),
        (member, f"/gia-pha/tim/?clan={house.clan.slug}"),
        (member, f"/gia-pha/quan-he/?tu={people[0].uuid}&den={people[1].uuid}"),
        (member, f"/gia-pha/{house.clan.slug}/so-lieu/"),
        (root, "/admin/gia-pha/nguoi/"),
        *((root, f"/admin/gia-pha/nguoi/edit/{person.pk}/") for person in people[::9]),
        *((root, f"/admin/gia-pha/nguoi/history/{person.pk}/") for person in people[::9]),
        (root, "/admin/gia-pha/nhap-gedcom/"),
        (root, f"/admin/gia-pha/nhap-gedcom/{book.pk}/"),
        (root, "/admin/gia-pha/nguon/"),
        (root, f"/admin/gia-pha/nguon/edit/{source.pk}/"),
        (root, "/admin/gia-pha/dia-danh/"),
        (root, "/admin/gia-pha/kiem-tra/"),
        (root, "/admin/gia-pha/nghi-trung/"),
        (root, "/admin/gia-pha/lich-su/"),
    ]
    for client, address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found += [f"{address}: {fault}" for fault in faults(answer.content.decode())]
    assert not found, "\n".join(found[:40])


def test_no_address_of_an_import_is_a_program(house: House, book):
    """Sites that read the API make links of these; a scheme of a program must not get so far."""
    urls = (
        Source.objects.filter(clan=house.clan)
        .exclude(url__in=["", "x"])
        .values_list("url", flat=True)
    )
    assert [url for url in urls if not url.startswith(("http://", "https://"))] == []
