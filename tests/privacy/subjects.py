"""People of whom every fact is a canary: the record, its papers, what was written about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cms.media.models import ClanDocument, ClanImage
from genealogy.domain.dates import parse_vietnamese
from genealogy.domain.viewer import Mark
from genealogy.enums import (
    ConsentScope,
    DutyKind,
    EventType,
    LivingState,
    NameKind,
    ProposalAction,
    ProposalKind,
    UnionRole,
)
from genealogy.models import (
    Citation,
    Consent,
    DataRequest,
    Event,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonAccount,
    PersonContact,
    PersonRedirect,
    Place,
    Proposal,
    ProposalComment,
    ProposalItem,
    Source,
    Union,
    UnionMember,
)
from genealogy.services import people
from tests.media.pictures import picture
from tests.privacy.facts import FACTS, Only, word

#: State -> years of birth and death, what the record says, the mark, and in which house it stands.
#: 0 is a year that makes a child of whoever was born in it.
LIVES = {
    "dead": (1901, 1943, LivingState.DECEASED, Mark.DEFAULT, "elders"),
    "dead by age": (1903, None, LivingState.UNKNOWN, Mark.DEFAULT, "elders"),
    "living adult": (1983, None, LivingState.LIVING, Mark.DEFAULT, "young"),
    "living child": (0, None, LivingState.LIVING, Mark.DEFAULT, "young"),
    "unknown": (None, None, LivingState.UNKNOWN, Mark.DEFAULT, "young"),
    "living, public": (1967, None, LivingState.LIVING, Mark.PUBLIC, "young"),
    "dead, members": (1907, 1941, LivingState.DECEASED, Mark.MEMBERS, "elders"),
    "dead, editors": (1909, 1947, LivingState.DECEASED, Mark.EDITORS, "elders"),
    "staged": (1911, 1953, LivingState.DECEASED, Mark.DEFAULT, "elders"),
    "own brother": (1971, None, LivingState.LIVING, Mark.DEFAULT, "own"),
}
_OF_A_GRAVE = ("grave_direction", "grave_words", "grave_latitude")
FIRST_KEY = 730_051_001


@dataclass(frozen=True)
class Subject:
    """One person of whom every fact is a canary, and the words that give each away."""

    state: str
    person: Person
    spouse: Person
    canaries: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)


def _facts(number: int) -> SimpleNamespace:
    return SimpleNamespace(**{fact.name: word(number, fact.name) for fact in FACTS})


def image_of(title: str, name: str, mark: str) -> ClanImage:
    """Store a picture as it came, with a canary behind its last byte."""
    image = ClanImage(title=title, width=64, height=48)
    image.file.save(f"{name}.jpg", SimpleUploadedFile("a.jpg", picture() + mark.encode()))
    image.save()
    return image


def document_of(title: str, name: str, mark: str) -> ClanDocument:
    """Store a document that holds nothing but a canary."""
    document = ClanDocument(title=title)
    document.file.save(f"{name}.txt", SimpleUploadedFile("a.txt", mark.encode()))
    document.save()
    return document


def _years(state: str) -> tuple[int | None, int | None]:
    birth, death, *_ = LIVES[state]
    if birth == 0:
        # A child must stay one whenever the test runs; 7 keeps it off round years of charts.
        birth = timezone.localdate().year - 7
    return birth, death


def _dates(state: str, number: int) -> dict[str, str]:
    birth, death = _years(state)
    dates = {}
    if birth:
        dates["birth"] = f"{number + 11}/8/{birth}"
    if death:
        dates["death"] = f"{number + 11}/10/{death}"
    return dates


def _person(clan, state: str, number: int, by, words) -> Person:
    _birth, _death, living, mark, _house = LIVES[state]
    place = Place.objects.create(
        clan=clan,
        text=words.event_place,
        current_name=words.place_now,
        old_names=words.place_before,
        latitude=f"{number + 10}.731517",
    )
    dates = _dates(state, number)
    events = [
        {"type": EventType.BIRTH, "date": dates.get("birth", ""), "place": place},
        {"type": EventType.OCCUPATION, "description": words.occupation, "place": place},
        {"type": EventType.OTHER, "description": words.sensitive_event, "is_sensitive": True},
        {"type": EventType.AWARD, "description": words.members_event, "members_only": True},
        {
            "type": EventType.MIGRATION,
            "cause": words.cause,
            "extra": [{"tag": "_NOTE", "value": words.event_tag}],
        },
    ]
    if living is LivingState.DECEASED:
        events += [
            {"type": EventType.DEATH, "date": dates.get("death", "")},
            {
                "type": EventType.BURIAL,
                "description": words.grave_words,
                "grave_direction": words.grave_direction,
                "latitude": f"{number + 10}.917353",
            },
        ]
    person = people.person_create(
        by=by,
        id=FIRST_KEY + number * 7,
        clan=clan,
        sex="m",
        surname=words.surname.title(),
        middle_name=words.middle_name.title(),
        given_name=words.given_name.title(),
        child_order=number + 1,
        living_state=living,
        visibility=mark,
        biography=f"<p>{words.biography}</p>",
        source_xref=f"@{words.source_xref}@",
        extra=[{"tag": "_X", "value": words.kept_tag}],
        portrait=image_of(words.portrait_title, words.portrait_file, words.portrait_bytes),
        names=[
            {"kind": NameKind.TU, "value": words.other_name, "note": words.other_name_note},
            {"kind": NameKind.FORMER, "value": words.sensitive_name, "is_sensitive": True},
        ],
        events=events,
    )
    PersonContact.objects.create(
        person=person,
        phone=f"09{number:02}735197",
        email=f"{words.email}@example.org",
        address=words.address,
        note=words.contact_note,
    )
    return person


def _papers(clan, person: Person, words) -> dict[str, Any]:
    source = Source.objects.create(
        clan=clan,
        title=words.source_title,
        author=words.source_author,
        url=f"https://example.org/{words.source_url}",
        publication=words.source_publication,
        text=f"<p>{words.source_text}</p>",
    )
    Citation.objects.create(
        person=person, source=source, page=words.citation_page, text=words.citation_text
    )
    Note.objects.create(person=person, text=words.note)
    Note.objects.create(person=person, text=words.sensitive_note, is_sensitive=True)
    image = image_of(words.picture_title, words.picture_file, words.picture_bytes)
    MediaLink.objects.create(
        person=person, image=image, caption=words.picture_caption, file_name=words.picture_old_file
    )
    secret = image_of(words.sensitive_picture_title, "kin", words.sensitive_picture_bytes)
    MediaLink.objects.create(
        person=person, image=secret, caption=words.sensitive_caption, is_sensitive=True
    )
    document = document_of(words.document_title, words.document_file, words.document_bytes)
    MediaLink.objects.create(person=person, document=document)
    closed = document_of(words.sensitive_document_title, "kin", words.sensitive_document_bytes)
    MediaLink.objects.create(person=person, document=closed, is_sensitive=True)
    return {
        "images": [person.portrait, image, secret],
        "documents": [document, closed],
        "source": source,
    }


def _words_about(clan, branch, person: Person, words, author, by) -> None:
    """Let a member propose and claim, and an officer note a consent and a request."""
    proposal = Proposal.objects.create(
        clan=clan,
        branch=branch,
        subject=person,
        kind=ProposalKind.CORRECTION,
        note=words.proposal_note,
        author=author,
    )
    ProposalItem.objects.create(
        proposal=proposal,
        action=ProposalAction.SET_FIELD,
        target=str(person.uuid),
        base_version=person.version,
        data={"field": "given_name", "value": words.proposal_data},
    )
    ProposalComment.objects.create(proposal=proposal, author=author, text=words.proposal_comment)
    PersonAccount.objects.create(user=author, person=person, message=words.claim_message)
    Consent.objects.create(
        person=person,
        scope=ConsentScope.PUBLIC if person.visibility == Mark.PUBLIC else ConsentScope.MEMBERS,
        given_by=words.consent_giver,
        evidence=words.consent_evidence,
        text_version="1",
        given_on=timezone.localdate(),
        recorded_by=by,
    )
    DataRequest.objects.create(
        clan=clan,
        kind=DutyKind.CORRECT,
        person=person,
        person_uuid=person.uuid,
        requester_contact=words.request_contact,
        message=words.request_message,
        received_at=timezone.now(),
        answer_due_on=timezone.localdate(),
        due_on=timezone.localdate(),
    )


def _canaries(state: str, number: int, person: Person, old_uuid, words) -> dict[str, set[str]]:
    """Give what tells each fact: the words themselves, years and numbers as strings."""
    canaries = {fact.name: {getattr(words, fact.name)} for fact in FACTS}
    birth, death = _years(state)
    dates = _dates(state, number)
    canaries |= {
        "pk": {str(person.pk)},
        "uuid": {str(person.uuid)},
        "old_uuid": {str(old_uuid)},
        "phone": {f"09{number:02}735197"},
        "place_latitude": {f"{number + 10}.731517"},
        "grave_latitude": {f"{number + 10}.917353"},
        "birth_year": {str(birth)} if birth else set(),
        "death_year": {str(death)} if death else set(),
        "birth_date": {dates["birth"]} if birth else set(),
        "death_date": {dates["death"]} if death else set(),
    }
    return canaries


def plain_person(
    clan, name: str, *, parent: Person | None = None, birth: str = "", **fields
) -> Person:
    """Add somebody whose facts are no canaries; what is derived follows with the whole clan."""
    fields = {"sex": "m", "surname": "Dương", "living_state": LivingState.DECEASED, **fields}
    person = Person.objects.create(clan=clan, given_name=name, **fields)
    if birth:
        Event.objects.create(person=person, type=EventType.BIRTH, date=parse_vietnamese(birth))
    if parent is not None:
        ParentLink.objects.create(child=person, parent=parent, is_lineage=True)
    return person


def subject_of(clan, branch, state: str, number: int, father: Person, by) -> Subject:
    words = _facts(number)
    person = _person(clan, state, number, by, words)
    ParentLink.objects.create(child=person, parent=father, is_lineage=True)
    # The wife stands in the same state, so that what tells of both is as near as the man.
    spouse = plain_person(
        clan,
        words.spouse_name.title(),
        sex="f",
        living_state=LivingState.LIVING if state == "living, public" else LIVES[state][2],
        visibility=LIVES[state][3],
        birth="1905" if state == "dead by age" else "",
    )
    couple = Union.objects.create(clan=clan, note=words.couple_note)
    UnionMember.objects.create(union=couple, person=person, role=UnionRole.HUSBAND)
    UnionMember.objects.create(union=couple, person=spouse, role=UnionRole.WIFE)
    # A brother's wife is no close family, so the wedding of the member's own brother is not his.
    if state != "own brother":
        Event.objects.create(union=couple, type=EventType.MARRIAGE, description=words.wedding)
    heir = None
    if state == "dead":
        # Everybody sees him; how he came to his father is nobody's business.
        heir = plain_person(clan, "Thừa", parent=person)
        heir.parent_links.get_queryset().update(is_sensitive=True)
    if state == "living adult":
        # Below somebody hidden stands somebody who is seen: the hidden one joins two.
        plain_person(clan, "Sớm", parent=person, birth=str(timezone.localdate().year - 12))
    old = uuid4()
    PersonRedirect.objects.create(old_uuid=old, person=person)
    rows = _papers(clan, person, words)
    if state == "staged":
        Person.objects.filter(pk__in=[person.pk, spouse.pk]).update(is_staged=True)
    else:
        author = get_user_model().objects.create_user(username=f"proposer{number}")
        _words_about(clan, branch, person, words, author, by)
    canaries = _canaries(state, number, person, old, words)
    if LIVES[state][2] is not LivingState.DECEASED:
        canaries |= {fact: set() for fact in _OF_A_GRAVE}
    if state == "own brother":
        canaries["wedding"] = set()
    if state == "staged":
        canaries |= {fact.name: set() for fact in FACTS if fact.only is Only.DECIDERS}
    return Subject(
        state, person, spouse, canaries, {**rows, "old_uuid": old, "couple": couple, "heir": heir}
    )
