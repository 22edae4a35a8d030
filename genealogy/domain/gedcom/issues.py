"""Issues and refusals of reading GEDCOM: their codes, weight and meaning.

An issue never stops the reading; it says at which line something was odd and what was done.
`CODES` and `REFUSALS` are the whole list; the edge holds one Vietnamese message for each
(`genealogy.gedcom_messages`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from genealogy.domain.gedcom.errors import GedcomRefused

INFO: Final = "info"
WARNING: Final = "warning"
ERROR: Final = "error"

#: Longest piece of a line that goes into an issue, in characters.
EXCERPT_LENGTH: Final = 120


class Issue(NamedTuple):
    """Something odd in a file.

    Attributes:
        severity: `info` (nothing lost, nothing doubtful), `warning` (read as meant, please
            look) or `error` (something could not be understood; it is kept, not interpreted).
        line: Line in the file, 1 = first.
        code: A key of `CODES`.
        facts: Values for the message, plain JSON data.
        text: The message in English, for logs and developers.
    """

    severity: str
    line: int
    code: str
    facts: dict[str, Any]
    text: str


class CodeInfo(NamedTuple):
    """What a code means.

    Attributes:
        severity: One of `info`, `warning`, `error`.
        description: English sentence with `{named}` facts.
        limit: How many are reported one by one before only their number is; 0 = no limit.
        per: Name of the fact within which the limit counts, "" = the whole file.
    """

    severity: str
    description: str
    limit: int = 100
    per: str = ""


CODES: Final[dict[str, CodeInfo]] = {
    # Encoding
    "encoding_contradicted": CodeInfo(
        WARNING, "The file says it is in {declared}, but its bytes are {used}; read as {used}."
    ),
    "encoding_guessed": CodeInfo(
        WARNING, "The file does not say its encoding; read as {used}. Please check the letters."
    ),
    "encoding_unknown": CodeInfo(
        WARNING, "The file names an unknown encoding {declared}; read as {used}."
    ),
    "encoding_ambiguous": CodeInfo(
        WARNING, "The encoding name {declared} has several meanings; read as {used}."
    ),
    "encoding_forced": CodeInfo(
        INFO, "The file says it is in {declared}; read as {used} as asked for."
    ),
    "bad_bytes": CodeInfo(ERROR, "Bytes that are no {encoding} text; please check: {excerpt}"),
    "character_rejoined": CodeInfo(INFO, "A letter cut by a line end was put together.", 1),
    "nul_removed": CodeInfo(WARNING, "NUL bytes were removed.", 1),
    # Lines
    "blank_line": CodeInfo(INFO, "Blank lines were skipped.", 1),
    "indented_line": CodeInfo(INFO, "Lines are indented; read as if they were not.", 1),
    "loose_line": CodeInfo(
        INFO, "More or other signs than one space part the line; read all the same.", 1
    ),
    "lowercase_tag": CodeInfo(WARNING, "The tag {tag} is not in capitals; read as if it were.", 1),
    "wrapped_line": CodeInfo(
        WARNING, "A line without level was joined to the text before it ({tag}): {excerpt}"
    ),
    "stray_line": CodeInfo(
        ERROR, "A line that is no GEDCOM line was kept aside, not interpreted: {excerpt}"
    ),
    "level_jump": CodeInfo(
        ERROR,
        "The level jumps from {previous} to {level}; the line was kept aside, not interpreted: "
        "{excerpt}",
    ),
    "continuation_level": CodeInfo(
        WARNING, "A continuation stands at a wrong level; joined to the {tag} before it.", 20
    ),
    "continuation_of_pointer": CodeInfo(
        ERROR, "A continuation follows a pointer; kept aside, not interpreted: {excerpt}"
    ),
    "conc_in_seven": CodeInfo(WARNING, "CONC does not exist in GEDCOM 7; joined as in 5.5.1.", 1),
    "xref_below_record": CodeInfo(
        WARNING, "An identifier {xref} below level 0 names no record; left out.", 20
    ),
    # File
    "header_missing": CodeInfo(WARNING, "The file has no header; read as 5.5.1."),
    "version_missing": CodeInfo(INFO, "The header names no GEDCOM version; read as 5.5.1."),
    "version_unknown": CodeInfo(WARNING, "GEDCOM version {version} is not known; read as {used}."),
    "second_header": CodeInfo(WARNING, "A second header; files may have been put together.", 20),
    "trailer_missing": CodeInfo(
        WARNING, "The file ends without TRLR: it may have been cut off here."
    ),
    "content_after_trailer": CodeInfo(WARNING, "Records after TRLR; read all the same.", 1),
    "issues_suppressed": CodeInfo(INFO, "{count} more of the kind {kind}.", 0),
    # Records
    "duplicate_xref": CodeInfo(
        ERROR,
        "{tag} @{xref}@ was already defined at line {first_line}; both are kept, links go to "
        "the first.",
    ),
    "record_without_xref": CodeInfo(WARNING, "A {tag} record without identifier; kept.", 20),
    "unknown_record": CodeInfo(INFO, "{tag} records are not known; kept as text.", 1, "tag"),
    "unknown_tag": CodeInfo(
        INFO, "{path} is not interpreted; kept as text with the record.", 1, "path"
    ),
    "kept_structure": CodeInfo(
        WARNING, "{path} is not as the standard has it; kept as text with the record."
    ),
    "bad_pointer": CodeInfo(ERROR, "{tag} should name a record but says {excerpt}; kept as text."),
    "void_pointer": CodeInfo(INFO, "{tag} names nobody (@VOID@); kept as text.", 1, "tag"),
    "unknown_sex": CodeInfo(WARNING, "Sex {value} is not known; taken as unknown."),
    "repeated_fact": CodeInfo(WARNING, "{tag} occurs again; the first counts, this one is kept."),
    "bare_death": CodeInfo(
        INFO, "DEAT without Y, date or place does not say that the person died.", 20
    ),
    # Links, found once all records are read
    "dangling_pointer": CodeInfo(ERROR, "{tag} points to @{xref}@, which is not in the file."),
    "wrong_kind": CodeInfo(ERROR, "{tag} points to @{xref}@, which is no {expected}."),
    "one_sided_child": CodeInfo(
        WARNING, "Child @{child}@ and family @{family}@: only one of the two names the other."
    ),
    "one_sided_spouse": CodeInfo(
        WARNING, "Spouse @{spouse}@ and family @{family}@: only one of the two names the other."
    ),
    "own_ancestor": CodeInfo(ERROR, "@{xref}@ would be an own ancestor; the link was left out."),
    "own_parent": CodeInfo(ERROR, "@{xref}@ would be an own parent; the link was left out."),
    "repeated_link": CodeInfo(INFO, "{tag} @{xref}@ is named twice; taken once."),
    "bad_date": CodeInfo(WARNING, "The date {value} was not understood; kept as written."),
    "media_missing": CodeInfo(WARNING, "The media file {name} is not in the archive."),
    "media_outside": CodeInfo(INFO, "The media file {name} is not part of the file.", 20),
    # Archive
    "gedcom_name": CodeInfo(INFO, "The archive holds {name} instead of gedcom.ged."),
}

REFUSALS: Final[dict[str, str]] = {
    "empty_file": "The file is empty.",
    "not_gedcom": "This is no GEDCOM file: the first line is no level 0 line.",
    "html_page": "This is a web page, not a GEDCOM file.",
    "binary_file": "This is a file of kind {kind}, not a GEDCOM file.",
    "zip_file": "This is an archive; open it as GEDZIP.",
    "unknown_encoding": "The encoding {encoding} is not known.",
    "line_too_long": "The line is longer than {limit} characters.",
    "level_too_deep": "Level {level}: GEDCOM has no level above 99.",
    "unterminated_xref": "The identifier of the record has no closing @.",
    "bad_record_line": "A level 0 line that names no record: {excerpt}",
    "record_too_large": "The record is larger than {limit} {unit}.",
    "too_many_records": "The file has more than {limit} records.",
    "too_many_broken_lines": "{count} lines are no GEDCOM lines; the file is damaged.",
    "zip_damaged": "The archive is damaged: {detail}",
    "zip_without_gedcom": "The archive holds no gedcom.ged.",
    "zip_several_gedcoms": "The archive holds several GEDCOM files and none named gedcom.ged.",
    "zip_too_many_members": "The archive holds more than {limit} files.",
    "zip_too_large": "The archive would unpack to more than {limit} bytes.",
    "zip_ratio": "{name} is packed suspiciously tight ({ratio} to 1).",
    "zip_unsafe_name": "The archive holds a file with an unsafe name: {name}",
    "zip_duplicate_name": "The archive holds two files named {name}.",
    "zip_overlap": "Files in the archive overlap: {name}",
    "zip_nested": "The archive holds another archive: {name}",
    "zip_encrypted": "The archive is protected by a password.",
    "zip_link": "The archive holds a link instead of a file: {name}",
}


def excerpt(text: str) -> str:
    """Cut a line down to what fits an issue, without signs that cannot be shown."""
    short = text[: EXCERPT_LENGTH + 1]
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in short)
    return shown if len(shown) <= EXCERPT_LENGTH else shown[:EXCERPT_LENGTH] + "…"


def refused(line: int | None, reason: str, **details: Any) -> GedcomRefused:
    """Make the refusal for a reason of `REFUSALS` (to be raised by the caller)."""
    return GedcomRefused(line, reason, REFUSALS[reason].format(**details), **details)


class IssueLog:
    """Hand issues on to a receiver, holding back floods of the same kind.

    Args:
        receiver: Called with each `Issue`; None to count only.
    """

    def __init__(self, receiver: Callable[[Issue], None] | None = None) -> None:
        self._receiver = receiver
        self._seen: Counter[tuple[str, str]] = Counter()
        self._held: dict[str, tuple[int, int]] = {}
        self.counts: Counter[str] = Counter()

    def add(self, code: str, line: int, **facts: Any) -> None:
        """Report an issue of a known code; beyond its limit it is only counted."""
        info = CODES[code]
        self.counts[code] += 1
        if info.limit:
            # A file may invent any number of tags; past a thousand kinds they count together.
            per = str(facts[info.per]) if info.per and len(self._seen) < 1000 else ""
            key = (code, per)
            self._seen[key] += 1
            if self._seen[key] > info.limit:
                self._held[code] = (self._held.get(code, (0, 0))[0] + 1, line)
                return
        if self._receiver is not None:
            text = info.description.format(**facts)
            self._receiver(Issue(info.severity, line, code, facts, text))

    def close(self) -> None:
        """Report how many issues of each kind were only counted."""
        for code, (count, line) in self._held.items():
            self.add("issues_suppressed", line, kind=code, count=count)
        self._held.clear()
