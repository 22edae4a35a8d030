"""Edits at random, taken back in reverse, leave the book byte for byte as it was."""

from __future__ import annotations

import pytest

from genealogy.services.derived import verify_clan
from genealogy.services.history import change_set_undo, clan_rows
from tests.genealogy.services.duplicates.test_merging_properties import MergingEditor
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


class EveryEditor(MergingEditor):
    """Does whatever an editor can do, merges of two people included."""

    def more_edits(self):
        return {self.merge: 1}


def book(editor) -> str:
    return "\n".join(clan_rows(editor.clan))


@pytest.mark.parametrize("seed", range(3 if IS_FULL else 1))
def test_each_undo_gives_back_the_book_before_the_edit(seed):
    editor = EveryEditor(seed)
    states = [(len(editor.made), book(editor))]
    for _ in range(60):
        done = editor.step()
        states.append((len(editor.made), book(editor)))
        assert (states[-1][0] == states[-2][0]) == (states[-1][1] == states[-2][1]), done
    last_made = states[-1][0]
    for made, state in reversed(states):
        for change_set in reversed(editor.made[made:last_made]):
            change_set_undo(change_set, by=None)
        last_made = made
        assert book(editor) == state
    assert verify_clan(editor.clan) == ([], [])


@pytest.mark.parametrize("seed", [11])
def test_undoing_the_undos_brings_the_edits_back(seed):
    editor = EveryEditor(seed)
    first = book(editor)
    for _ in range(30):
        editor.step()
    last = book(editor)
    undos = [change_set_undo(one, by=None) for one in reversed(editor.made[editor.first :])]
    assert book(editor) == first
    redos = [change_set_undo(one, by=None) for one in reversed(undos)]
    assert book(editor) == last
    for one in reversed(redos):
        change_set_undo(one, by=None)
    assert book(editor) == first


@pytest.mark.skipif(not IS_FULL, reason="1,000 edits take minutes; make trust runs them")
def test_a_thousand_edits_undone_give_back_the_book():
    editor = EveryEditor(2026)
    first = book(editor)
    while len(editor.made) - editor.first < 1_000:
        editor.step()
    assert book(editor) != first
    for change_set in reversed(editor.made[editor.first :]):
        change_set_undo(change_set, by=None)
    assert book(editor) == first
    assert verify_clan(editor.clan) == ([], [])
