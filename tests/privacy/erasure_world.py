"""A person of whom every text column that can hold something holds a canary.

`APART` says of every other model with text why an erasure need not look there. A model or column
in neither stops `test_every_text_column_is_handled`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, Revision

from cms.accounts.models import Notice, User
from cms.jobs.models import Job
from cms.media.models import ClanDocument, ClanImage
from genealogy import models as tree
from genealogy.domain.dates import PartialDate, Qualifier
from genealogy.enums import ImportState, RequestState
from genealogy.fields import PartialDateField
from genealogy.services.derived import refresh_people
from genealogy.services.people import person_update
from tests.genealogy.factories import LivingPersonFactory, PersonFactory, family
from tests.media.pictures import picture, upload
from tests.news.factories import add_news

WORD = "zzhoangyen"
NAME = f"{WORD} {WORD} {WORD}"

#: Models that hold no text about a person of the book, each with the reason.
APART = {
    "genealogy.Clan": "the clan's own words and settings",
    "genealogy.Branch": "the branch's own words; the command lists those with the name",
    "genealogy.TreeTouch": "primary keys alone",
    "genealogy.CalendarLink": "the digest of a secret",
    "genealogy.MemorialReminder": "a wish of an account, without words",
    "genealogy.PrintOrder": "deleted with its file, whoever of the clan is erased",
    "genealogy.BranchOffice": "no free text",
    "genealogy.ImportRun": "about a file; its rows and issues are what it says of people",
    "accounts.User": "the account is closed apart; the command says that it stays",
    "accounts.ApiToken": "about a program",
    "accounts.ApiUploadDay": "how much a program uploaded on a day",
    "accounts.ApiRepeat": "digests, and for a day an answer sealed with the program's own key",
    "accounts.AccessRecord": "a uuid; record_access forbids names",
    "accounts.Breach": "about what went wrong; a register the law asks for",
    "core.ContentVersion": "numbers of changes, by kind of content",
    "media.ClanMedia": "no key leads from people to recordings",
}
APART_APPS = {
    "home": "pages and settings of the site; the command lists those with the name",
    "news": "articles keep their words; the command lists those with the name",
    "programmes": "as news",
    "council": "as news",
    "auth": "names of groups and rights",
    "contenttypes": "names of models",
    "sessions": "signed data of browsers",
    "usersessions": "browsers of accounts",
    "account": "addresses of accounts",
    "mfa": "second factors of accounts",
    "taggit": "words to find pictures by",
    "wagtailusers": "how an account likes its admin",
    "wagtailredirects": "addresses of pages",
    "wagtailembeds": "what other sites said of a video",
    "wagtaildocs": "the model is replaced by media.ClanDocument",
    "wagtailimages": "the model is replaced by media.ClanImage",
    "wagtailsearch": "follows the rows it was made of; the whole dump is searched, it included",
    "preview": "settings; what was typed of a life goes with it (tests/preview/test_texts.py)",
    "webhooks": "ids, digests and addresses strangers may read; nothing of a person in words",
    "wagtailmedia": "the model is replaced by media.ClanMedia",
}
APART_WAGTAIL = {
    "Locale", "Site", "APIToken", "CollectionViewRestriction", "Collection", "UploadedFile",
    "WorkflowState", "Workflow", "Task", "GroupApprovalTask", "TaskState", "Page",
    "PageViewRestriction", "PageLogEntry", "Comment", "CommentReply",
}  # fmt: skip
#: Text columns of the models below that hold no words: keys of the machine, digests, names of code.
NO_WORDS = {
    "genealogy.Person": {"lineage_path"},
    "genealogy.ImportRow": {"kind"},
    "genealogy.ImportIssue": {"code"},
    "genealogy.Change": {"model", "object_id"},
    "genealogy.CheckFinding": {"code", "fingerprint"},
    "genealogy.CheckDismissal": {"fingerprint"},
    "genealogy.ProposalItem": {"target", "ref"},
    "genealogy.Invitation": {"digest"},
    "media.ClanImage": {"file_hash"},
    "media.ClanDocument": {"file_hash"},
    "media.ClanRendition": {"filter_spec", "focal_point_key"},
    "accounts.Notice": {"kind", "path"},
    "jobs.Job": {"kind", "clan_key", "leased_by"},
    "django_tasks_database.DBTaskResult": {
        "task_path", "queue_name", "backend_name", "exception_class_path", "worker_ids",
        "return_value", "args_kwargs",
    },
    "wagtailadmin.FormState": {"object_id", "parent_object_id"},
    "wagtailadmin.EditingSession": {"object_id"},
    "wagtailcore.ModelLogEntry": {"action", "object_id"},
    "wagtailcore.Revision": {"object_id", "content", "object_str"},
    "wagtailcore.ReferenceIndex": {"object_id", "to_object_id", "model_path", "content_path"},
}  # fmt: skip


@dataclass
class World:
    """The person, who stays, and every row that holds the canary."""

    person: Any
    spouse: Any
    child: Any
    page: Any
    portrait_bytes: bytes
    rows: dict[str, list[models.Model]] = field(default_factory=dict)


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """Give the columns that can hold words."""
    return [
        one
        for one in model._meta.local_concrete_fields
        if isinstance(one, (models.CharField, models.TextField, models.JSONField, models.FileField))
        and not one.choices
        and one.name not in NO_WORDS.get(model._meta.label, ())
    ]


def fill(row: models.Model) -> None:
    """Write the canary into every text column that has none, past all validation."""
    values = {}
    for one in text_fields(type(row)):
        value = getattr(row, one.attname)
        if isinstance(one, models.FileField):
            continue
        if isinstance(one, PartialDateField):
            values[one.name] = PartialDate(f"khoảng {WORD}", Qualifier.PHRASE)
        elif isinstance(one, models.JSONField):
            values[one.name] = (
                {**value, "x": WORD} if isinstance(value, dict) else [*(value or ()), WORD]
            )
        elif WORD not in (value or ""):
            values[one.name] = WORD[: one.max_length or None]
    if values:
        type(row)._base_manager.filter(pk=row.pk).update(**values)


def make_world(*, with_child: bool) -> World:
    """Build it."""
    image, document = _image(), _document()
    run = tree.ImportRun.objects.create(
        clan=PersonFactory().clan, file_name="cu.ged", state=ImportState.APPLIED
    )
    clan = run.clan
    person = LivingPersonFactory(clan=clan, given_name="Tạm", birth="3/2/1960", portrait=image)
    tree.Person.objects.filter(pk=person.pk).update(import_run=run, source_xref="@I1@")
    person.refresh_from_db()
    father = PersonFactory(clan=clan)
    family(father, None, person)
    spouse = LivingPersonFactory(clan=clan, sex="f")
    child = LivingPersonFactory(clan=clan)
    union = family(person, spouse, *([child] if with_child else []))
    person_update(
        person,
        surname=WORD,
        middle_name=WORD,
        given_name=WORD,
        biography=f"<p>{WORD}</p>",
        names=[{"kind": "tu", "value": NAME, "note": WORD}],
    )
    world = World(person, spouse, child, None, image.file.open().read())
    image.file.close()
    _attach(world, union, image, document)
    refresh_people(clan, [person.pk])
    person_update(person, given_name="Khác")
    person_update(person, given_name=WORD, by=_user("bien-soan"))
    _personal(world, document)
    _machine(world, run)
    _wagtail(world, union)
    for found in tree.Change.objects.filter(change_set__subjects__person_uuid=person.uuid):
        _keep(world, found)
    for listed in world.rows.values():
        for row in listed:
            # What links, names and changes say is theirs; the rest is filled blindly.
            if not isinstance(row, (tree.Change, Revision, tree.Person)):
                fill(row)
    tree.ChangeSet.objects.filter(subjects__person_uuid=person.uuid).update(reason=WORD)
    _keep(world, *tree.ChangeSet.objects.filter(subjects__person_uuid=person.uuid))
    person.refresh_from_db()
    _keep(world, person)
    tree.Person.objects.filter(pk=person.pk).update(
        source_xref=WORD, extra=[{"text": WORD}], search_fold=WORD, sort_key=WORD
    )
    return world


def _keep(world: World, *rows: Any) -> None:
    for row in rows:
        world.rows.setdefault(row._meta.label, []).append(row)


def _attach(world: World, union: Any, image: Any, document: Any) -> None:
    person, clan = world.person, world.person.clan
    place = tree.Place.objects.create(clan=clan, text=f"Số 5 {WORD}")
    source = tree.Source.objects.create(clan=clan, title=WORD)
    events = [
        tree.Event.objects.create(person=person, type="other", place=place),
        tree.Event.objects.create(union=union, type="marriage"),
    ]
    for target in ({"person": person}, {"union": union}, *({"event": one} for one in events)):
        _keep(
            world,
            tree.Citation.objects.create(source=source, **target),
            tree.Note.objects.create(text=WORD, **target),
            tree.MediaLink.objects.create(image=image, document=document, **target),
        )
    _keep(world, place, source, union, *events, *tree.PersonName.objects.filter(person=person))
    _keep(world, image, document, image.get_rendition("width-20"))
    _keep(
        world,
        tree.PersonContact.objects.create(person=person, phone="1"),
        tree.ClanFeast.objects.create(
            clan=clan, name=WORD, kind="memorial", person=person, note=WORD
        ),
    )
    tree.PersonRedirect.objects.create(old_uuid=uuid4(), person=person)
    world.page = add_news("Bài có người", people=[person])


def _personal(world: World, document: Any) -> None:
    person, clan, user = world.person, world.person.clan, _user("chinh-chu")
    today = timezone.localdate()
    proposal = tree.Proposal.objects.create(clan=clan, subject=person, kind="correction")
    tied = tree.Proposal.objects.create(clan=clan, subject=world.spouse, kind="child", author=user)
    rows = [
        tree.PersonAccount.objects.create(user=user, person=person, state=RequestState.ACCEPTED),
        tree.ClanMember.objects.create(user=user, clan=clan),
        tree.MemorialReminder.objects.create(user=user, clan=clan, person=person),
        tree.Invitation.objects.create(
            clan=clan, person=person, digest="1" * 64, expires_at=timezone.now()
        ),
        tree.Consent.objects.create(
            person=person, scope="members", given_on=today, document=document
        ),
        tree.DataRequest.objects.create(
            clan=clan,
            kind="erase",
            person=person,
            person_uuid=person.uuid,
            requester=user,
            received_at=timezone.now(),
            answer_due_on=today,
            due_on=today + timedelta(days=20),
        ),
        proposal,
        tied,
        tree.ProposalItem.objects.create(
            proposal=proposal, action="set_field", target=str(person.uuid)
        ),
        tree.ProposalItem.objects.create(
            proposal=tied,
            action="add_child",
            result_uuid=person.uuid,
            target=str(world.spouse.uuid),
        ),
        tree.ProposalComment.objects.create(proposal=proposal, text=WORD),
        tree.ProposalComment.objects.create(proposal=tied, text=WORD),
        Notice.objects.create(user=user, kind="x", text="", path=f"/gia-pha/nguoi/{person.uuid}/"),
    ]
    _keep(world, *rows)


def _machine(world: World, run: Any) -> None:
    person, clan = world.person, world.person.clan
    finding = tree.CheckFinding.objects.create(
        clan=clan, code="x", severity="error", person=person, fingerprint="2" * 64
    )
    pair = sorted((person, world.spouse), key=lambda one: one.pk)
    _keep(
        world,
        finding,
        tree.CheckDismissal.objects.create(clan=clan, fingerprint="2" * 64),
        tree.DuplicatePair.objects.create(first=pair[0], second=pair[1], score=1),
        tree.DuplicateDismissal.objects.create(first=pair[0], second=pair[1]),
        tree.ImportRow.objects.create(run=run, sequence=1, kind="note", line=1, payload={}),
        tree.ImportIssue.objects.create(run=run, severity="info", code="x"),
        tree.TreeStatistics.objects.create(
            clan=clan, audience="editors", version=1, counted_at=timezone.now()
        ),
        Job.objects.create(
            kind="x", title="", arguments={"person": str(person.uuid)}, state="done"
        ),
        DBTaskResult.objects.create(
            task_path="x", args_kwargs={"args": [], "kwargs": {}}, backend_name="jobs",
            traceback=f"ValidationError: {NAME}", status="FAILED", queue_name="jobs",
            exception_class_path="x", run_after=timezone.now(),
        ),
    )  # fmt: skip


def _wagtail(world: World, union: Any) -> None:
    user = _user("bien-soan")
    named = [world.rows[f"genealogy.{name}"][0] for name in ("PersonContact", "Consent")]
    for row in (world.person, union, *named):
        kind = ContentType.objects.get_for_model(row)
        common = {"content_type": kind, "object_id": str(row.pk)}
        log = {**common, "action": "wagtail.edit", "timestamp": timezone.now(), "label": WORD}
        _keep(
            world,
            ModelLogEntry.objects.create(**log),
            FormState.objects.create(user=user, data={}, last_updated_at=timezone.now(), **common),
        )
        EditingSession.objects.create(user=user, last_seen_at=timezone.now(), **common)
    _keep(world, *ModelLogEntry.objects.filter(label__contains=WORD))


def _image() -> ClanImage:
    image = ClanImage(title=WORD, width=64, height=48)
    image.file.save(f"{WORD}.jpg", upload(picture()))
    image.save()
    return image


def _document() -> ClanDocument:
    document = ClanDocument(title=WORD)
    document.file.save(f"{WORD}.txt", ContentFile(WORD.encode()))
    document.save()
    return document


def _user(name: str) -> User:
    return User.objects.get_or_create(username=name, defaults={"is_staff": True})[0]
