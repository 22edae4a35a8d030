"""Small GEDCOM files for the tests of imports."""

from __future__ import annotations

from io import BytesIO

from genealogy.models import Clan, ImportRun
from genealogy.services.imports import import_apply, import_stage

HEAD = ["0 HEAD", "1 GEDC", "2 VERS 5.5.1", "2 FORM LINEAGE-LINKED", "1 CHAR UTF-8"]

#: Three generations: a man with two wives, a child of each, and a grandchild; one adopted son.
CLAN = """
0 @I1@ INDI
1 NAME Văn Tổ /Dương/
1 SEX M
1 BIRT
2 DATE 3 FEB 1820
2 PLAC Làng Yên Lộc, tổng Nội
1 DEAT
2 DATE (27/9 âm lịch)
1 BURI
2 PLAC Xứ Đồng Gò
3 MAP
4 LATI N19.8
4 LONG E105.7
1 OCCU Lý trưởng
1 FAMS @F1@
1 FAMS @F2@
0 @I2@ INDI
1 NAME Thị Cả /Nguyễn/
1 SEX F
1 DEAT Y
1 FAMS @F1@
0 @I3@ INDI
1 NAME Thị Hai /Lê/
1 SEX F
1 FAMS @F2@
0 @I4@ INDI
1 NAME Văn Trưởng /Dương/
1 SEX M
1 FAMC @F1@
1 FAMS @F3@
0 @I5@ INDI
1 NAME Thị Thứ /Dương/
1 SEX F
1 FAMC @F2@
0 @I6@ INDI
1 NAME Văn Nuôi /Dương/
1 SEX M
1 FAMC @F2@
2 PEDI adopted
0 @I7@ INDI
1 NAME Văn Cháu /Dương/
1 SEX M
1 FAMC @F3@
0 @F1@ FAM
1 HUSB @I1@
1 WIFE @I2@
1 CHIL @I4@
1 MARR
2 DATE ABT 1840
0 @F2@ FAM
1 HUSB @I1@
1 WIFE @I3@
1 CHIL @I5@
1 CHIL @I6@
0 @F3@ FAM
1 HUSB @I4@
1 CHIL @I7@
"""


def file_of(body: str, head: list[str] | None = None) -> BytesIO:
    """Put a header before and a trailer after some records."""
    lines = [*(HEAD if head is None else head), *body.strip().splitlines(), "0 TRLR"]
    return BytesIO("".join(f"{line}\n" for line in lines).encode())


def staged(clan: Clan, body: str, **options: object) -> ImportRun:
    """Stage some records."""
    return import_stage(clan=clan, stream=file_of(body), file_name="thu.ged", **options)


def applied(clan: Clan, body: str = CLAN, **options: object) -> ImportRun:
    """Stage and apply some records."""
    return import_apply(staged(clan, body), **options)


def codes(run: ImportRun) -> list[str]:
    """Codes of the issues of a run, in order."""
    return list(run.issues.order_by("pk").values_list("code", flat=True))
