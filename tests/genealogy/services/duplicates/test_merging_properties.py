"""Merges at random, taken back, leave the book byte for byte as it was."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from genealogy.models import ParentLink, PersonRedirect, UnionMember
from genealogy.services.derived import verify_clan
from genealogy.services.duplicates import person_merge
from genealogy.services.duplicates.choices import FIELDS
from genealogy.services.history import change_set_undo, clan_rows
from tests.genealogy.random_edits import EveryEditor
from tests.sizes import IS_FULL

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


class MergingEditor(EveryEditor):
    """Merges anybody with anybody, now and then with choices of its own."""

    def merge(self) -> bool:
        keep, drop = self.anybody(), self.anybody()
        choices = {
            str(field.name): self.random.choice(field.options)
            for field in FIELDS
            if self.random.random() < 0.4
        }
        try:
            person_merge(keep=keep, drop=drop, choices=choices)
        except ValidationError:
            return False
        return True


def book(editor) -> str:
    return "\n".join(clan_rows(editor.clan))


def crowded(seed) -> MergingEditor:
    editor = MergingEditor(seed)
    for _ in range(60):
        editor.step()
    for _ in range(8):
        editor.add_person()
    return editor


@pytest.mark.parametrize("seed", range(4 if IS_FULL else 1))
def test_each_undo_of_a_merge_gives_back_the_book_before_it(seed):
    editor = crowded(seed)
    done = 0
    for _ in range(12):
        before, count = book(editor), editor.change_sets().count()
        if not editor.merge():
            assert book(editor) == before
            continue
        done += 1
        after = book(editor)
        assert verify_clan(editor.clan) == ([], [])
        assert editor.change_sets().count() == count + 1
        undo = change_set_undo(editor.change_sets().last(), by=None)
        assert book(editor) == before
        redo = change_set_undo(undo, by=None)
        assert book(editor) == after
        if editor.random.random() < 0.5:
            change_set_undo(redo, by=None)
            assert book(editor) == before
    assert done > 3


@pytest.mark.parametrize("seed", [7, 8] if IS_FULL else [7])
def test_a_chain_of_merges_is_taken_back_link_by_link(seed):
    editor = crowded(seed)
    states = []
    while len(states) < 5:
        before = book(editor)
        if editor.merge():
            states.append((before, editor.change_sets().last()))
    for before, change_set in reversed(states):
        change_set_undo(change_set, by=None)
        assert book(editor) == before


@pytest.mark.parametrize("seed", [21, 22, 23] if IS_FULL else [21])
def test_bonds_stand_once_after_a_merge(seed):
    editor = crowded(seed)
    for _ in range(10):
        editor.merge()
    links = ParentLink.objects.filter(child__clan=editor.clan)
    lineages = list(links.filter(is_lineage=True).values_list("child_id", flat=True))
    assert len(lineages) == len(set(lineages))
    for redirect in PersonRedirect.objects.filter(person__clan=editor.clan):
        assert redirect.old_uuid != redirect.person.uuid
    members = UnionMember.objects.filter(union__clan=editor.clan)
    rows = list(members.values_list("union_id", "person_id"))
    assert len(rows) == len(set(rows))
