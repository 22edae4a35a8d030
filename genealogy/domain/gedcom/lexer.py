"""The grammar of one GEDCOM line, as written in the wild."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from genealogy.domain.gedcom.nodes import PlainText, is_pointer

MAX_LEVEL: Final = 99

#: Levels as written by a program that follows the standard.
LEVELS: Final = {str(level): level for level in range(MAX_LEVEL + 1)}

_TAGS: Final = """
    ABBR ADDR ADOP ADR1 ADR2 ADR3 AFN AGE AGNC ALIA ANCE ANCI ANUL ASSO AUTH BAPL BAPM BARM BASM
    BIRT BLES BURI CALN CAST CAUS CENS CHAN CHAR CHIL CHR CHRA CITY CONC CONF CONL CONT COPR CORP
    CREA CREM CROP CTRY DATA DATE DEAT DESC DESI DEST DIV DIVF DSCR EDUC EMAI EMAIL EMIG ENDL
    ENGA EVEN EXID FACT FAM FAMC FAMF FAMS FAX FCOM FILE FONE FORM GEDC GIVN GRAD HEAD HEIGHT
    HUSB IDNO IMMI INDI INIL LANG LATI LEFT LEGA LONG MAP MARB MARC MARL MARR MARS MEDI MIME NAME
    NATI NATU NCHI NICK NMR NO NOTE NPFX NSFX OBJE OCCU ORDI ORDN PAGE PEDI PHON PHRASE PLAC POST
    PROB PROP PUBL QUAY REFN RELA RELI REPO RESI RESN RETI RFN RIN ROLE ROMN SCHMA SDATE SEX SLGC
    SLGS SNOTE SOUR SPFX SSN STAE STAT SUBM SUBN SURN TAG TEMP TEXT TIME TITL TOP TRAN TRLR TYPE
    UID VERS WIDTH WIFE WILL WWW
"""
#: Tags of GEDCOM 5.5 to 7.0; a word among them counts as a tag even in small letters.
KNOWN_TAGS: Final = frozenset(_TAGS.split())

_TEXTS: Final = """
    NOTE SNOTE TEXT ADDR TITL AUTH PUBL PAGE CAUS DSCR COPR ABBR PHRASE SOUR EDUC OCCU
"""
#: Tags whose value is running text; a line without level may belong to them.
TEXT_TAGS: Final = frozenset(_TEXTS.split())

_LINE: Final = re.compile(
    r"(?P<level>[0-9]{1,9})(?P<gap>[ \t]+)"
    r"(?:@(?P<xref>[^@]*)@(?P<gap2>[ \t]+))?"
    r"(?P<tag>[A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*)"
    r"(?:(?P<gap3>[ \t])(?P<value>.*))?",
    re.DOTALL,
)
_OPEN_XREF: Final = re.compile(r"0+[ \t]+@[^@]*")
_BARE_XREF: Final = re.compile(r"0+[ \t]+@[^@]*@[ \t]*")
_PLAIN_XREF: Final = re.compile(r"@[^@#\s][^@\s]*@")

is_plain_xref: Final = _PLAIN_XREF.fullmatch


class Line(NamedTuple):
    """A line taken apart.

    Attributes:
        level: 0 or more, also beyond 99.
        xref: Identifier without the @ signs, None if absent.
        tag: In capitals unless it is an extension.
        value: Escapes not undone; None if absent or empty.
        loose: Something other than one space parts it.
        lowercase: The tag was not in capitals.
    """

    level: int
    xref: str | None
    tag: str
    value: str | None
    loose: bool = False
    lowercase: bool = False


def parse_line(line: str) -> Line | None:
    """Take a line apart; None if it is no GEDCOM line but, for all we know, text.

    Text may look like a line ("2 sons died young"), so a tag must be in capitals, or one of the
    standard's, or an extension with an underscore.

    >>> parse_line("1 NAME An /Dương/").value
    'An /Dương/'
    >>> parse_line("2 sons died young") is None
    True
    """
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    tag = match["tag"]
    lowercase = False
    if not tag.isupper() and tag[0] != "_":
        lowercase = True
        tag = tag.upper()
        if tag not in KNOWN_TAGS:
            return None
    xref = match["xref"]
    loose = match["gap"] != " " or match["gap2"] not in (None, " ") or match["gap3"] == "\t"
    return Line(
        int(match["level"]),
        xref.strip() or None if xref is not None else None,
        tag,
        match["value"] or None,
        loose,
        lowercase,
    )


def opens_xref_without_end(line: str) -> bool:
    """Tell whether a level 0 line has an identifier that never closes.

    >>> opens_xref_without_end("0 @I1 INDI")
    True
    """
    return _OPEN_XREF.fullmatch(line) is not None


def names_no_tag(line: str) -> bool:
    """Tell whether a level 0 line has an identifier and nothing after it."""
    return _BARE_XREF.fullmatch(line) is not None


def unescape(value: str, *, seven: bool) -> str:
    """Undo the escapes of a value or continuation that holds "@@".

    In 5.5.1 every @ of text is doubled (though many programs do not); in 7.0 only one at the
    start. Text that looks like a pointer afterwards comes back as `PlainText`.

    >>> unescape("me@@example.vn", seven=False)
    'me@example.vn'
    >>> unescape("@@me and @you", seven=True)
    '@me and @you'
    """
    if not seven:
        text = value.replace("@@", "@")
    elif value.startswith("@@"):
        text = value[1:]
    else:
        return value
    return PlainText(text) if is_pointer(text) else text
