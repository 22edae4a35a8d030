"""Every fact the book keeps of a person, and how little of a person shows it.

Each fact of each person of the privacy tests is a canary of its own: a word, a year, a number that
stands nowhere else. Who may see which follows from two tables here and in `roles.py`, written out
by hand and asking nothing of the code under test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

#: How much of a person a reader sees; the steps of `genealogy.domain.viewer.Detail`, named again
#: so that a mistake there is no mistake here.
NOTHING, NAME, KIN, MEMBER, FULL, EDITOR = range(6)


class Only(Enum):
    """What a fact asks for beyond how much of the person the reader sees."""

    ANYBODY = "whoever sees so much of the person"
    INSIDERS = "no stranger, though the person is public"
    ADMIN_PAGES = "editors' pages alone: nothing that readers or programs get"
    CONTACT = "the administrator, on the pages that log each look"
    DECIDERS = "whoever decides for the branch"


@dataclass(frozen=True)
class Fact:
    """One fact: its name, what shows it at the least, and whether any page prints it today."""

    name: str
    least: int = FULL
    only: Only = Only.ANYBODY
    is_printed: bool = True


FACTS = (
    # The record itself
    Fact("surname", NAME),
    Fact("middle_name", NAME),
    Fact("given_name", NAME),
    Fact("uuid", NAME),
    Fact("pk", NAME, Only.ADMIN_PAGES),
    Fact("birth_year", MEMBER),
    Fact("birth_date"),
    Fact("death_year"),
    Fact("death_date"),
    Fact("biography"),
    Fact("source_xref", EDITOR, Only.ADMIN_PAGES),
    Fact("kept_tag", EDITOR, Only.ADMIN_PAGES),
    Fact("old_uuid", NAME, is_printed=False),
    # Names
    Fact("other_name"),
    Fact("other_name_note", is_printed=False),
    Fact("sensitive_name", EDITOR),
    # Contact
    Fact("phone", NAME, Only.CONTACT),
    Fact("email", NAME, Only.CONTACT),
    Fact("address", NAME, Only.CONTACT),
    Fact("contact_note", NAME, Only.CONTACT),
    # Events and places
    Fact("occupation"),
    Fact("event_place"),
    Fact("place_now"),
    Fact("place_before", EDITOR, Only.ADMIN_PAGES),
    Fact("place_latitude", EDITOR, Only.ADMIN_PAGES),
    Fact("grave_direction"),
    Fact("grave_words"),
    Fact("grave_latitude"),
    Fact("cause", EDITOR, is_printed=False),
    Fact("sensitive_event", EDITOR),
    Fact("members_event", FULL, Only.INSIDERS),
    Fact("event_tag", EDITOR, Only.ADMIN_PAGES),
    # Papers
    Fact("note", is_printed=False),
    Fact("sensitive_note", EDITOR, is_printed=False),
    Fact("citation_page"),
    Fact("citation_text"),
    Fact("source_title"),
    Fact("source_author"),
    Fact("source_url"),
    Fact("source_publication", EDITOR, Only.ADMIN_PAGES),
    Fact("source_text", EDITOR, Only.ADMIN_PAGES),
    # Pictures and files
    Fact("portrait_title"),
    Fact("portrait_file"),
    Fact("portrait_bytes"),
    Fact("picture_title"),
    Fact("picture_file"),
    Fact("picture_bytes"),
    Fact("picture_caption", is_printed=False),
    Fact("picture_old_file", is_printed=False),
    Fact("sensitive_picture_title", EDITOR),
    Fact("sensitive_picture_bytes", EDITOR),
    Fact("sensitive_caption", EDITOR, is_printed=False),
    Fact("document_title"),
    Fact("document_file"),
    Fact("document_bytes"),
    Fact("sensitive_document_title", EDITOR),
    Fact("sensitive_document_bytes", EDITOR),
    # The couple; the other half is of the same state, so its facts are as near
    Fact("spouse_name", NAME),
    Fact("couple_note", EDITOR, Only.ADMIN_PAGES),
    Fact("wedding"),
    # What members and officers wrote about the person
    Fact("proposal_note", NOTHING, Only.DECIDERS),
    Fact("proposal_data", NOTHING, Only.DECIDERS),
    Fact("proposal_comment", NOTHING, Only.DECIDERS),
    Fact("claim_message", NOTHING, Only.DECIDERS),
    Fact("consent_giver", EDITOR, Only.ADMIN_PAGES),
    Fact("consent_evidence", EDITOR, Only.ADMIN_PAGES),
    Fact("request_message", EDITOR, Only.ADMIN_PAGES),
    Fact("request_contact", EDITOR, Only.ADMIN_PAGES),
)  # fmt: skip
FACT = {fact.name: fact for fact in FACTS}
FILE_FACTS = frozenset(
    name for name in FACT if name.endswith(("_title", "_file", "_bytes")) and "source" not in name
)

#: Signs of which words are made: no vowels, so that no word of a page is one by chance.
_SIGNS = "bcdfghjklmnprstvwx"
#: Every word ends so; the scanner looks for this and then into a table.
MARK = "qz"
WORD = 6


def word(person: int, fact: str) -> str:
    """Give the word of one fact of one person: eight letters, unlike in all their beginnings.

    >>> word(0, "surname") != word(1, "surname")
    True
    """
    number = (person * len(FACTS) + list(FACT).index(fact) + 1) * 7_654_321 % len(_SIGNS) ** WORD
    letters = []
    for _ in range(WORD):
        number, left = divmod(number, len(_SIGNS))
        letters.append(_SIGNS[left])
    return "".join(letters) + MARK
