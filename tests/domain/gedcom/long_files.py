"""Files of any length that cost a careless reader the square of it."""

from __future__ import annotations

import io

from genealogy.domain.gedcom import open_gedcom, record_kind, record_to_data, to_family, to_person

from .reading import HEAD, TRLR


def consume(data: bytes) -> None:
    with open_gedcom(io.BytesIO(data)) as (file, _):
        for record in file.records():
            kind = record_kind(record)
            if kind == "person":
                record_to_data(to_person(record, file.issues))
            elif kind == "family":
                record_to_data(to_family(record, file.issues))


def conc(count: int) -> bytes:
    return (HEAD + "0 @N1@ NOTE a\n" + "1 CONC b\n" * count + TRLR).encode()


def jumps(count: int) -> bytes:
    return (HEAD + "0 @I1@ INDI\n" + "1 BIRT\n9 DATE 1\n" * count + TRLR).encode()


def empty_records(count: int) -> bytes:
    return (HEAD + "".join(f"0 @X{n}Y@ INDI\n" for n in range(count)) + TRLR).encode()


def one_record(count: int) -> bytes:
    return (HEAD + "0 @I1@ INDI\n" + "1 SOUR @S1@\n" * count + TRLR).encode()


LONG_FILES = (conc, jumps, empty_records, one_record)
