"""Finding pairs that may be one person, and remembering those somebody knows to be two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Case, Q, When
from wagtail.log_actions import log

from genealogy.domain.duplicates import Likeness, Pair, likely_pairs
from genealogy.domain.text import fold_tokens
from genealogy.models import Clan, DuplicateDismissal, DuplicatePair, Person
from genealogy.selectors.duplicates import FOUND
from genealogy.services.duplicates.sketches import read_sketches
from genealogy.services.locks import clan_lock

#: More pairs than anybody looks at; the most alike are kept.
MOST_PAIRS = 2_000
#: People looked at for one person, found by the words of the name.
_MOST_CANDIDATES = 200

Progress = Callable[[int, int], None]


def duplicates_find(clan: Clan, progress: Progress | None = None, *, by: Any = None) -> int:
    """Look through a clan for pairs that may be one person and keep them for the compilers.

    Dismissed pairs do not come back. Reading a clan takes no lock; only writing the list does.

    Args:
        clan: the clan.
        progress: called with (steps done, steps in all).
        by: the account that asked, for the log.

    Returns:
        How many pairs there are now.
    """
    report = progress or (lambda done, total: None)
    report(0, 3)
    sketches = list(read_sketches(clan))
    report(1, 3)
    pairs = likely_pairs(sketches)
    report(2, 3)
    with transaction.atomic():
        clan_lock(clan)
        dismissed = _dismissed(clan)
        kept = [pair for pair in pairs if (pair.first, pair.second) not in dismissed][:MOST_PAIRS]
        alive = _still_there(kept)
        kept = [pair for pair in kept if {pair.first, pair.second} <= alive]
        DuplicatePair.objects.filter(first__clan=clan).delete()
        DuplicatePair.objects.bulk_create((_row(pair) for pair in kept), batch_size=500)
        log(instance=clan, action=FOUND, user=by, data={"pairs": len(kept)})
    report(3, 3)
    return len(kept)


def duplicates_of(person: Person) -> list[tuple[Person, Likeness]]:
    """Give the people who may be this one, the most alike first; looks only at similar names."""
    words = fold_tokens(person.full_name)
    if not words:
        return []
    matched = Q()
    for word in words[-2:]:
        matched &= Q(search_fold__contains=word)
    clan = person.clan
    # Those of the very same name first, so that a crowd of similar ones never hides them.
    same_name = Case(When(full_name=person.full_name, then=0), default=1)
    people = Person.objects.filter(matched, clan=clan, is_staged=False).exclude(pk=person.pk)
    candidates = people.order_by(same_name, "pk").values_list("pk", flat=True)
    keys = set(candidates[:_MOST_CANDIDATES])
    sketches = {sketch.id: sketch for sketch in read_sketches(clan, keys | {person.pk})}
    own = sketches.pop(person.pk, None)
    if own is None:
        return []
    scores: dict[int, Likeness] = {}
    for pair in likely_pairs([own, *sketches.values()]):
        if person.pk in (pair.first, pair.second):
            scores[pair.second if pair.first == person.pk else pair.first] = pair.likeness
    if not scores:
        return []
    for one, other in _dismissed(clan, person):
        scores.pop(other if one == person.pk else one, None)
    named = Person.objects.select_related("branch").in_bulk(scores)
    ordered = sorted(scores.items(), key=lambda item: (-item[1].score, item[0]))
    return [(named[pk], like) for pk, like in ordered if pk in named]


@transaction.atomic
def duplicate_dismiss(
    *, one: Person, other: Person, by: Any = None, reason: str = ""
) -> DuplicateDismissal:
    """Keep in mind that two people are two; the pair is not shown again."""
    first, second = sorted((one.pk, other.pk))
    DuplicatePair.objects.filter(first_id=first, second_id=second).delete()
    row, _is_new = DuplicateDismissal.objects.update_or_create(
        first_id=first, second_id=second, defaults={"created_by": by, "reason": reason}
    )
    return row


@transaction.atomic
def duplicate_restore(*, one: Person, other: Person) -> None:
    """Take a dismissal back; the pair is compared again at once."""
    first, second = sorted((one.pk, other.pk))
    DuplicateDismissal.objects.filter(first_id=first, second_id=second).delete()
    for pair in likely_pairs(read_sketches(one.clan, {first, second})):
        DuplicatePair.objects.update_or_create(
            first_id=first, second_id=second, defaults=_values(pair)
        )


def _dismissed(clan: Clan, person: Person | None = None) -> set[tuple[int, int]]:
    rows = DuplicateDismissal.objects.filter(first__clan=clan)
    if person is not None:
        rows = rows.filter(Q(first=person) | Q(second=person))
    return set(rows.values_list("first_id", "second_id"))


def _still_there(pairs: list[Pair]) -> set[int]:
    """Give who of the pairs has not been deleted while they were being compared."""
    keys = {pk for pair in pairs for pk in (pair.first, pair.second)}
    return set(Person.objects.filter(pk__in=keys).values_list("pk", flat=True))


def _values(pair: Pair) -> dict[str, Any]:
    return {"score": pair.likeness.score, "reasons": list(pair.likeness.reasons)}


def _row(pair: Pair) -> DuplicatePair:
    return DuplicatePair(first_id=pair.first, second_id=pair.second, **_values(pair))
