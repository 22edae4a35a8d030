"""Erasing somebody from everything this site keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from cms.accounts.access import record_access
from cms.accounts.models.duties import AccessKind
from cms.core.events import Event, publish
from genealogy.models import Erasure, Person, PersonRedirect
from genealogy.services.derived import refresh_people
from genealogy.services.erasing.files import files_delete
from genealogy.services.erasing.history_rows import history_forget
from genealogy.services.erasing.machine_rows import (
    counts_forget,
    findings_forget,
    import_rows_forget,
    jobs_forget,
    notices_forget,
    runs_naming,
)
from genealogy.services.erasing.mentions_left import mentions_left
from genealogy.services.erasing.outside_rows import mentions_forget, traces_forget
from genealogy.services.erasing.personal_rows import personal_forget, requesters_waiting
from genealogy.services.erasing.register import register_add, register_path, register_read
from genealogy.services.erasing.subject import Erased, erased_subject
from genealogy.services.erasing.tree_rows import (
    couples_clear,
    needs_place,
    orphans_delete,
    person_clear,
    relations_known,
    rows_leading,
)
from genealogy.services.locks import clan_lock
from genealogy.services.prints import prints_of_clan_delete
from genealogy.services.tree_versions import tree_touch


@dataclass(frozen=True)
class PersonErased(Event):
    """Somebody was erased under these public ids; upper floors forget theirs inside the change."""

    uuids: tuple[UUID, ...]


@dataclass
class ErasureReport:
    """What an erasure did, without a name."""

    person_uuid: UUID
    #: The new address of the empty place; None when the row is gone.
    place_uuid: UUID | None = None
    changes: int = 0
    mentions: int = 0
    files: int = 0
    runs: int = 0
    #: Pictures and documents that others need too.
    kept_files: list[str] = field(default_factory=list)
    #: Files waiting to be imported in which the name stands.
    waiting_runs: list[str] = field(default_factory=list)
    #: Rows in whose running text the name still stands.
    left: list[str] = field(default_factory=list)
    #: Whom to tell that it is done; nowhere else after this.
    requesters: list[str] = field(default_factory=list)
    #: Whether an account of the person stays, to be closed apart.
    has_account: bool = False


def person_of_erasure(uuid: UUID) -> Person | None:
    """Give the person behind an address, staged rows and addresses of before a merge included."""
    person = Person._base_manager.select_related("clan").filter(uuid=uuid).first()
    if person is not None:
        return person
    redirect = PersonRedirect.objects.select_related("person__clan").filter(old_uuid=uuid).first()
    return redirect.person if redirect else None


@transaction.atomic
def person_erase(
    person: Person, *, by: Any = None, keep_place: bool | None = None
) -> ErasureReport:
    """Erase somebody (xoá hẳn): rows, history, drafts, logs, indexes, pictures, requests.

    Nothing of it is recorded and nothing can be undone. The caller calls `freed_pages_clear`
    after the transaction, for deleted text stays in the files of a database.

    Args:
        person: whom.
        by: the account that erases.
        keep_place: leave a nameless row under a new address; None leaves one where the tree would
            break without it.

    Raises:
        ValidationError: the tree would break without a place; code `place_needed`.
        UnknownRelation: rows lead to people of which no erasure knows yet.
    """
    relations_known()
    is_needed = needs_place(person)
    if is_needed and keep_place is False:
        raise ValidationError(
            _(
                "Người này có con trong gia phả hoặc đứng đầu họ, chi. Phải giữ một chỗ trống không"
                " tên thì đời và dòng của các con mới còn."
            ),
            code="place_needed",
        )
    is_kept = is_needed if keep_place is None else keep_place
    clan_lock(person.clan)
    erased = erased_subject(person)
    report = ErasureReport(person.uuid, requesters=requesters_waiting(erased))
    report.has_account = bool(erased.accounts)
    _forget(erased, report, keep_place=is_kept)
    refresh_people(person.clan, {person.pk, *erased.relatives})
    tree_touch(person.clan, None)
    if is_kept:
        report.place_uuid = Person._base_manager.values_list("uuid", flat=True).get(pk=person.pk)
    report.left = mentions_left(erased)
    report.waiting_runs = [run.file_name for run in runs_naming(erased)]
    for uuid in erased.uuids:
        Erasure.objects.get_or_create(person_uuid=uuid, defaults={"erased_by": by})
    record_access(by, AccessKind.ERASE, person_uuid=person.uuid)
    # Before the commit: a crash in between leaves one too many in the list, never one too few.
    register_add(erased.uuids)
    publish(PersonErased(tuple(erased.uuids)))
    transaction.on_commit(caches_clear)
    return report


def _forget(erased: Erased, report: ErasureReport, *, keep_place: bool) -> None:
    leading = rows_leading(erased)
    # Nobody can tell in which files of this clan the person stands.
    prints_of_clan_delete(erased.person.clan)
    findings_forget(erased)
    personal_forget(erased)
    report.mentions = mentions_forget(erased)
    couples_clear(erased)
    person_clear(erased, keep_place=keep_place)
    gone: dict[type[models.Model], set[int]] = orphans_delete(erased)
    files, report.kept_files = files_delete(erased)
    report.files = sum(len(keys) for keys in files.values())
    report.changes = history_forget(erased, gone)
    traces_forget(erased, {**leading, **gone, **files})
    report.runs = import_rows_forget(erased)
    counts_forget(erased)
    jobs_forget(erased)
    notices_forget(erased)


def erasures_replay(*, extra: list[UUID] | None = None) -> int:
    """Erase again whoever is on the list and back in the database; give how many.

    Args:
        extra: UUIDs from a list kept elsewhere, such as beside a backup.
    """
    listed = {
        *(extra or ()),
        *register_read(register_path()),
        *Erasure.objects.values_list("person_uuid", flat=True),
    }
    count = 0
    for uuid in sorted(listed):
        person = person_of_erasure(uuid)
        if person is not None:
            person_erase(person)
            count += 1
    register_add(listed)
    return count


def caches_clear() -> None:
    """Empty every cache; what was cut for readers before holds what is erased."""
    for alias in settings.CACHES:
        caches[alias].clear()
