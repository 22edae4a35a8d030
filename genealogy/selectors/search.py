"""Answering a question about people: whom it means, best first, and at most so many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Left, Length

from genealogy.domain.search_question import BranchAsked, Question, read_question
from genealogy.domain.text import fold, fold_tokens, nfc
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import ParentKind
from genealogy.models import Branch, Clan, ParentLink, Person, PersonName, UnionMember
from genealogy.querysets import detailed_people
from genealogy.selectors import people as names
from genealogy.selectors.cards import PersonCard, card_people, cards_of

#: Nobody turns pages beyond this; it bounds the work of one search, and is said as "more than".
MOST_HITS = 1000
_WORD_ENDS = Value(" ")
#: As the index `person_by_generation` stands, so that the first of very many cost no sorting.
_BOOK_ORDER = ("clan_id", "generation", "lineage_path", "pk")
_NAME_FIELDS = ("kind", "value", "person__uuid")
_RANKED_BY = ("pk", "full_name", "search_fold", "generation", "lineage_path", "sort_key")


@dataclass(frozen=True)
class BranchHit:
    """A branch, or a whole clan, that a question names; `key` is its uuid, or the clan's slug."""

    title: str
    url: str
    clan_name: str
    key: str
    is_clan: bool = False


@dataclass(frozen=True)
class PeopleFound:
    """People found: primary keys, best first; `is_more` says that there are more than these."""

    keys: Sequence[int] = ()
    is_more: bool = False

    def __len__(self) -> int:
        return len(self.keys)


class BranchIndex:
    """The branches a viewer may open, read once for a search, when a question needs them."""

    def __init__(self, viewer: Viewer, *, clan: Clan | None = None) -> None:
        self._viewer, self._clan = viewer, clan

    @cached_property
    def rows(self) -> list[Branch]:
        """Give the branches in the order of the book; one query."""
        rows = Branch.objects.visible_to(self._viewer).select_related("clan")
        if self._clan is not None:
            rows = rows.filter(clan=self._clan)
        return list(rows.order_by("clan_id", "pk"))

    def titles(self) -> dict[str, list[int]]:
        """Give the keys of branches by their folded titles of two words or more."""
        found: dict[str, list[int]] = {}
        for row in self.rows:
            bare = f"{row.label} {row.name}" if row.name else ""
            for title in {row.title, row.name, bare}:
                words = fold_tokens(title)
                if len(words) > 1:
                    found.setdefault(" ".join(words), []).append(row.pk)
        return found

    def inside(self, asked: BranchAsked) -> set[int]:
        """Give the keys of the branches asked for and of all within them."""
        inside = set(asked.keys) or {row.pk for row in self.rows if _is_asked(row, asked)}
        below: dict[int, list[int]] = {}
        for row in self.rows:
            if row.parent_id is not None:
                below.setdefault(row.parent_id, []).append(row.pk)
        waiting = list(inside)
        while waiting:
            new = [key for key in below.get(waiting.pop(), ()) if key not in inside]
            inside.update(new)
            waiting += new
        return inside

    def named(self, words: Iterable[str], asked: Iterable[BranchAsked] = ()) -> list[Branch]:
        """Give the branches whose own titles hold every word, or that are asked for by number."""
        words = list(words)
        found = []
        for row in self.rows:
            tokens = fold_tokens(f"{row.title} {row.name}")
            is_named = bool(words) and all(
                any(token.startswith(word) for token in tokens) for word in words
            )
            if is_named or any(row.pk in one.keys or _is_asked(row, one) for one in asked):
                found.append(row)
        return found


def _is_asked(row: Branch, asked: BranchAsked) -> bool:
    if asked.ordinal is None or fold_tokens(row.label) != [asked.label]:
        return False
    return asked.ordinal.number is not None and row.ordinal == asked.ordinal.number


def branch_of_uuid(text: str, viewer: Viewer) -> Branch | None:
    """Give a branch by its public id; None when closed to the viewer just as when unknown."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    return Branch.objects.visible_to(viewer).filter(uuid=key).first()


def question_of(text: str, index: BranchIndex) -> Question:
    """Read a question with the titles of branches known; a title has two words or more."""
    has_title = len(fold_tokens(text)) > 1
    return read_question(text, branches=index.titles() if has_title else None)


def asked_people(
    question: Question,
    viewer: Viewer,
    index: BranchIndex,
    *,
    clan: Clan | None = None,
    among: QuerySet[Person] | None = None,
) -> QuerySet[Person]:
    """Give the visible people a question means, in no order.

    Nobody for a question of less than two letters and no fact.

    Args:
        question: what is asked.
        viewer: who asks.
        index: the branches the viewer may open.
        clan: people of this clan only.
        among: rows that come from `visible_to(viewer)`, with the columns wanted.
    """
    people = Person.objects.visible_to(viewer) if among is None else among
    if not question.has_words and not question.has_facts:
        return people.none()
    if clan is not None:
        people = people.filter(clan=clan)
    if question.words:
        people = names.matching_people(people, " ".join(question.words), viewer)
    for phrase in question.phrases:
        people = _with_phrase(people, phrase, viewer)
    if question.generations:
        # With the clans named, an đời is a range of the index `person_by_generation`.
        clans = [clan.pk] if clan else _clan_keys(viewer)
        people = people.filter(clan__in=clans, generation__range=question.generations)
    for asked in question.branches:
        people = people.filter(branch__in=index.inside(asked))
    if question.kin_words:
        people = _kin_of(people, question, viewer)
    return _by_days(people, question, viewer)


def _clan_keys(viewer: Viewer) -> list[int]:
    return list(Clan.objects.visible_to(viewer).values_list("pk", flat=True))


def _with_phrase(
    people: QuerySet[Person], words: Sequence[str], viewer: Viewer
) -> QuerySet[Person]:
    text = f" {' '.join(words)} "
    padded: QuerySet[Person] = people.alias(
        padded=Concat("search_fold", _WORD_ENDS, output_field=TextField())
    )
    if viewer.role >= Role.EDITOR:
        return padded.filter(padded__contains=text)
    own = Concat(Left("search_fold", Length("full_name") + 1), _WORD_ENDS)
    return padded.alias(own_padded=own).filter(
        (detailed_people(viewer) & Q(padded__contains=text)) | Q(own_padded__contains=text)
    )


def _by_days(people: QuerySet[Person], question: Question, viewer: Viewer) -> QuerySet[Person]:
    """Keep by giỗ and years; only of people whose dates the viewer may know."""
    asked = Q()
    if question.memorial:
        if question.memorial.day:
            asked &= Q(memorial_day=question.memorial.day)
        if question.memorial.month:
            asked &= Q(memorial_month=question.memorial.month)
    if question.years:
        span = (question.years.first, question.years.last)
        if question.years.of != "any":
            asked &= Q(**{f"{question.years.of}_year__range": span})
        else:
            asked &= Q(birth_year__range=span) | Q(death_year__range=span)
    return people.filter(detailed_people(viewer) & asked) if asked else people


def _kin_of(people: QuerySet[Person], question: Question, viewer: Viewer) -> QuerySet[Person]:
    """Keep the children, or wives and husbands, of whom the viewer may know by that name.

    Whoever may know nothing but somebody's name does not find him by his family.
    """
    known = Person.objects.visible_to(viewer)
    named = names.matching_people(known, " ".join(question.kin_words), viewer).values("pk")
    if viewer.role < Role.MEMBER:
        near = Q(branch__in=viewer.member_branch_ids)
        people = people.filter(detailed_people(viewer) | near)
    if question.kin == "spouse":
        of_named = UnionMember.objects.filter(person__in=named).values("union")
        beside = UnionMember.objects.filter(union__in=of_named)
        return people.filter(pk__in=beside.values("person")).exclude(pk__in=named)
    links = ParentLink.objects.filter(parent__in=named)
    told = Q(is_lineage=True) | Q(kind=ParentKind.BIRTH)
    if viewer.role < Role.EDITOR:
        # A second father beside a sensitive link would tell of the adoption.
        secret = ParentLink.objects.filter(child=OuterRef("child"), is_sensitive=True)
        told = Q(is_lineage=True) | (
            Q(kind=ParentKind.BIRTH, is_sensitive=False) & Q(~Exists(secret))
        )
    return people.filter(pk__in=links.filter(told).values("child"))


def people_found(
    question: Question,
    viewer: Viewer,
    index: BranchIndex,
    *,
    clan: Clan | None = None,
    limit: int = MOST_HITS,
) -> PeopleFound:
    """Give the keys of the people a question means, best first, in one or two queries.

    First come names with the very marks typed, then whole words, then beginnings of words; among
    equals the older đời, as the book stands. Of more than `limit` the first of the book are given,
    those with the very marks before the others.
    """
    people = asked_people(question, viewer, index, clan=clan).order_by(*_BOOK_ORDER)
    rows = list(people.values_list(*_RANKED_BY)[: limit + 1])
    if len(rows) <= limit:
        return PeopleFound([row[0] for row in sorted(rows, key=lambda row: _rank(row, question))])
    keys = [row[0] for row in rows]
    exact = Q()
    for word in question.written:
        if word.lower() != fold(word):
            exact &= Q(full_name__contains=word) | Q(full_name__contains=word.title())
    if exact:
        first = list(people.filter(exact).values_list("pk", flat=True)[:limit])
        keys = list(dict.fromkeys([*first, *keys]))
    return PeopleFound(keys[:limit], is_more=True)


def _rank(row: tuple, question: Question) -> tuple:
    pk, full_name, folded, generation, path, sort_key = row
    written = set(nfc(full_name).lower().split())
    exact = all(word.lower() in written for word in question.written)
    tokens = set(folded.split())
    whole = all(word in tokens for word in question.words)
    tier = {(True, True): 0, (True, False): 1, (False, True): 2}.get((exact, whole), 3)
    is_open = generation is None
    return (tier, is_open, generation or 0, not path, path, sort_key, pk)


def found_cards(keys: Sequence[int], viewer: Viewer) -> list[PersonCard]:
    """Give the cards of people found, in that order, with their fathers' names; two queries."""
    by_key = {person.pk: person for person in card_people(viewer).filter(pk__in=list(keys))}
    return cards_of([by_key[key] for key in keys if key in by_key], viewer)


def other_names_of(
    cards: Sequence[PersonCard], words: Sequence[str], viewer: Viewer
) -> dict[UUID | None, str]:
    """Say by which other names people were found whose own names do not hold all words.

    "húy Công", by their uuids; only names the viewer may know. At most one query.
    """
    folded = [token for word in words for token in fold_tokens(word)]
    wanted = [card.uuid for card in cards if card.uuid and not _holds(card.name, folded)]
    if not wanted or not folded:
        return {}
    rows = PersonName.objects.filter(detailed_people(viewer, "person__"), person__uuid__in=wanted)
    if viewer.role < Role.EDITOR:
        rows = rows.filter(is_sensitive=False)
    told: dict[UUID | None, str] = {}
    for name in rows.order_by("sort_order", "pk").select_related("person").only(*_NAME_FIELDS):
        tokens = fold_tokens(name.value)
        if any(token.startswith(word) for token in tokens for word in folded):
            told.setdefault(name.person.uuid, str(name))
    return told


def _holds(name: str, folded: Sequence[str]) -> bool:
    tokens = fold_tokens(name)
    return all(any(token.startswith(word) for token in tokens) for word in folded)


def with_filters(
    question: Question,
    *,
    generation: int | None = None,
    branch: Branch | None = None,
) -> Question:
    """Narrow a question by an đời and a branch chosen beside it."""
    if generation is not None:
        question = replace(question, generations=(generation, generation))
    if branch is not None:
        chosen = BranchAsked(keys=(branch.pk,), written=branch.title)
        question = replace(question, branches=(*question.branches, chosen))
    return question


def branch_hits(question: Question, viewer: Viewer, index: BranchIndex) -> list[BranchHit]:
    """Give the clans and branches that a question names, in the order of the book; one query."""
    words = [*question.words, *(word for phrase in question.phrases for word in phrase)]
    is_bare = not (question.memorial or question.years or question.kin_words)
    asked = question.branches if is_bare and not words else ()
    hits = []
    if words and question.has_words:
        clans = Clan.objects.visible_to(viewer).order_by(F("name"), "pk")
        for clan in clans:
            tokens = fold_tokens(clan.name)
            if all(any(token.startswith(word) for token in tokens) for word in words):
                hits.append(
                    BranchHit(clan.name, clan.get_absolute_url(), "", clan.slug, is_clan=True)
                )
    found = index.named(words if question.has_words else (), asked) if is_bare else []
    hits += [
        BranchHit(row.title, row.get_absolute_url(), row.clan.name, str(row.uuid)) for row in found
    ]
    return hits
