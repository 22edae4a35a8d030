"""Words around a search: how a question was understood, what a misspelt word was meant to be."""

from __future__ import annotations

from collections import Counter

from django.core.cache import cache
from django.utils.translation import gettext as _

from genealogy.domain.search_question import MemorialAsked, Question, YearsAsked
from genealogy.domain.spelling import nearest, untyped
from genealogy.domain.text import fold_tokens
from genealogy.domain.viewer import Viewer
from genealogy.models import Person, TreeVersion
from genealogy.selectors.labels import generation_label
from genealogy.selectors.memorials import lunar_day_text
from genealogy.selectors.statistics import audience_of, audience_viewer

#: Seconds the words of an audience are kept; what is guessed is asked again before it is shown.
_KEPT = 3600
#: Names that are read, from the beginning of the book: a larger clan has few words besides.
_MOST_NAMES = 40_000


def known_words(viewer: Viewer) -> dict[str, int]:
    """Give the folded words of names the viewer's audience may know, with how often they stand.

    A member's own close family is not counted apart. Kept until a tree changes.
    """
    audience = audience_of(viewer)
    versions = TreeVersion.objects.order_by("clan_id").values_list("clan_id", "version")
    key = f"search-words:{audience}:{viewer.today}:{hash(tuple(versions))}"
    kept = cache.get(key)
    if kept is None:
        kept = dict(_counted(audience_viewer(audience, viewer.today)))
        cache.set(key, kept, _KEPT)
    return kept


def _counted(viewer: Viewer) -> Counter[str]:
    people = Person.objects.visible_to(viewer).order_by("clan_id", "generation", "lineage_path")
    words: Counter[str] = Counter()
    for name in people.values_list("full_name", flat=True)[:_MOST_NAMES]:
        words.update(fold_tokens(name))
    return words


def guesses(question: Question, known: dict[str, int], *, most: int = 3) -> list[tuple[str, ...]]:
    """Give what the words of a question were perhaps meant to be, the likeliest first.

    Only words that nobody's name holds are guessed at; none when one of them is like no other.
    """
    choices: list[list[str]] = []
    for word in question.words:
        if word in known or word.isdigit() or len(word) < 2:
            choices.append([word])
            continue
        meant = untyped(word)
        near = [meant] if meant else []
        near += [other for other in nearest(word, known) if other != meant]
        choices.append(near[:most] or [word])
    found = []
    for rank in range(most):
        words = tuple(near[min(rank, len(near) - 1)] for near in choices)
        if words != question.words and words not in found:
            found.append(words)
    return found


def understood(question: Question) -> list[str]:
    """Say in a few words each what a question asks beside names ("đời 7", "giỗ 15 tháng 3")."""
    told = []
    if question.generations:
        first, last = question.generations
        span = {"first": first, "last": last}
        told.append(
            generation_label(first) if first == last else _("Đời %(first)s đến %(last)s") % span
        )
    told += [asked.written for asked in question.branches]
    if question.memorial:
        told.append(_memorial_words(question.memorial))
    if question.years:
        told.append(_year_words(question.years))
    if question.kin_words:
        who = {"name": " ".join(question.kin_written)}
        is_child = question.kin == "child"
        told.append(_("con của %(name)s") % who if is_child else _("vợ, chồng của %(name)s") % who)
    return told


def _memorial_words(asked: MemorialAsked) -> str:
    if asked.day and asked.month:
        return _("giỗ ngày %(day)s âm lịch") % {"day": lunar_day_text(asked.month, asked.day)}
    if asked.month:
        return _("giỗ trong tháng %(month)s âm lịch") % {"month": asked.month}
    return _("giỗ ngày %(day)s âm lịch, tháng nào cũng được") % {"day": asked.day}


def _year_words(asked: YearsAsked) -> str:
    is_one = asked.first == asked.last
    span = str(asked.first) if is_one else f"{asked.first} – {asked.last}"
    words = {
        "birth": _("sinh năm %(span)s"),
        "death": _("mất năm %(span)s"),
        "any": _("sinh hoặc mất năm %(span)s"),
    }
    return words[asked.of] % {"span": span}
