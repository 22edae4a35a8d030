"""Links of a file: which hold, in what order, who carries the lineage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from genealogy.services.imports.cycles import edges_closing_cycles
from genealogy.services.imports.links import HUSBAND, WIFE, FamilyLinks
from genealogy.services.imports.resolve import links_resolve


class File:
    """A file in few words: people by sex, families by their members."""

    def __init__(self):
        self.links = FamilyLinks()

    def person(self, xref, sex="m", *, child_of=(), spouse_of=(), birth=None):
        number = self.links.add_person(xref, 10 * (len(self.links.sexes) + 1), sex, birth)
        for link in child_of:
            family, kind = link if isinstance(link, tuple) else (link, "")
            self.links.add_child_of(number, family, kind, 1)
        for family in spouse_of:
            self.links.add_spouse_of(number, family, 1)
        return number

    def family(self, xref, *, husband=None, wife=None, children=()):
        number = self.links.add_family(xref, 1000)
        if husband:
            self.links.add_spouse(number, husband, HUSBAND, 1001)
        if wife:
            self.links.add_spouse(number, wife, WIFE, 1002)
        for child in children:
            self.links.add_child(number, child, 1003)

    def resolve(self):
        return links_resolve(self.links)


def issue_codes(resolved):
    return [issue.code for issue in resolved.issues]


def lineage_of(resolved, child):
    index = resolved.lineage[child]
    return resolved.edges.parents[index] if index >= 0 else None


def test_father_carries_the_lineage_though_mother_stands_first():
    file = File()
    file.person("M", "f", spouse_of=["F"])
    file.person("V", "m", spouse_of=["F"])
    child = file.person("C", child_of=["F"])
    file.family("F", husband="V", wife="M", children=["C"])
    resolved = file.resolve()
    assert lineage_of(resolved, child) == 1
    assert issue_codes(resolved) == []


def test_mother_carries_the_lineage_when_no_father_is_known():
    file = File()
    file.person("M", "f", spouse_of=["F"])
    child = file.person("C", child_of=["F"])
    file.family("F", wife="M", children=["C"])
    assert lineage_of(file.resolve(), child) == 0


def test_birth_father_goes_before_adoptive_father():
    file = File()
    file.person("A", spouse_of=["FA"])
    file.person("B", spouse_of=["FB"])
    child = file.person("C", child_of=[("FA", "adopted"), "FB"])
    file.family("FA", husband="A", children=["C"])
    file.family("FB", husband="B", children=["C"])
    assert lineage_of(file.resolve(), child) == 1


def test_foster_father_never_carries_the_lineage():
    file = File()
    file.person("A", spouse_of=["FA"])
    child = file.person("C", child_of=[("FA", "foster")])
    file.family("FA", husband="A", children=["C"])
    resolved = file.resolve()
    assert lineage_of(resolved, child) is None
    assert len(resolved.edges) == 1


def test_one_sided_links_are_kept_and_reported():
    file = File()
    file.person("V")
    file.person("C")
    file.person("D", child_of=["F"])
    file.family("F", husband="V", children=["C"])
    resolved = file.resolve()
    assert resolved.children[0] == [1, 2]
    assert resolved.spouses[0] == [(0, HUSBAND)]
    assert issue_codes(resolved) == ["one_sided_spouse", "one_sided_child", "one_sided_child"]


def test_pointers_to_nobody_and_to_the_wrong_kind_are_left_out():
    file = File()
    file.person("V", spouse_of=["F", "V"])
    file.family("F", husband="V", wife="NOBODY", children=["F"])
    resolved = file.resolve()
    assert resolved.spouses[0] == [(0, HUSBAND)]
    assert resolved.children[0] == []
    assert issue_codes(resolved) == ["dangling_pointer", "wrong_kind", "wrong_kind"]


def test_nobody_is_an_own_parent():
    file = File()
    file.person("V", spouse_of=["F"], child_of=["F"])
    file.family("F", husband="V", children=["V"])
    resolved = file.resolve()
    assert len(resolved.edges) == 0
    assert issue_codes(resolved) == ["own_parent"]


def test_circle_of_parents_is_cut_and_reported_with_a_line():
    file = File()
    for name, above in (("A", "B"), ("B", "C"), ("C", "A")):
        file.person(name, spouse_of=[f"F{name}"], child_of=[f"F{above}"])
    for name, below in (("A", "C"), ("B", "A"), ("C", "B")):
        file.family(f"F{name}", husband=name, children=[below])
    resolved = file.resolve()
    assert len(resolved.edges) == 2
    assert issue_codes(resolved) == ["own_ancestor"]
    assert resolved.issues[0].line > 0


def test_children_are_numbered_through_all_wives():
    file = File()
    file.person("V", spouse_of=["F2", "F1"])
    for child in ("A", "B", "C"):
        file.person(child, child_of=["F1" if child == "C" else "F2"])
    file.family("F1", husband="V", children=["C"])
    file.family("F2", husband="V", children=["B", "A"])
    resolved = file.resolve()
    # A and B are of the first family in the father's own order; within it the file's order holds.
    assert [resolved.child_orders[number] for number in (1, 2, 3)] == [2, 1, 3]
    assert resolved.spouse_orders == [[2], [1]]


def test_known_birthdays_order_children_of_several_wives():
    file = File()
    file.person("V", spouse_of=["F1", "F2"])
    file.person("A", child_of=["F1"], birth=2_400_000)
    file.person("B", child_of=["F1"], birth=2_402_000)
    file.person("C", child_of=["F2"], birth=2_401_000)
    file.family("F1", husband="V", children=["A", "B"])
    file.family("F2", husband="V", children=["C"])
    resolved = file.resolve()
    assert [resolved.child_orders[number] for number in (1, 2, 3)] == [1, 3, 2]


def test_second_record_of_one_identifier_is_counted_and_links_go_to_the_first():
    file = File()
    file.person("V", spouse_of=["F"])
    file.person("V")
    file.person("C", child_of=["F"])
    file.family("F", husband="V", children=["C"])
    resolved = file.resolve()
    assert resolved.spouses[0] == [(0, HUSBAND)]
    assert file.links.repeated_people() == {1: 2}


def test_relation_said_by_the_family_holds_for_one_parent_only():
    file = File()
    file.person("V", spouse_of=["F"])
    file.person("M", "f", spouse_of=["F"])
    file.person("C", child_of=["F"])
    number = file.links.add_family("F", 1)
    file.links.add_spouse(number, "V", HUSBAND, 1)
    file.links.add_spouse(number, "M", WIFE, 1)
    file.links.add_child(number, "C", 1, by_father="adopted", by_mother="birth")
    edges = list(file.resolve().edges)
    assert [code for *_rest, code in edges] == [1, 0]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=60))
def test_no_circle_is_left_whatever_the_links(pairs):
    pairs = [(child, parent) for child, parent in pairs if child != parent]
    children = [child for child, _parent in pairs]
    parents = [parent for _child, parent in pairs]
    dropped = edges_closing_cycles(13, children, parents)
    kept = [pair for place, pair in enumerate(pairs) if place not in dropped]
    assert (
        edges_closing_cycles(
            13, [child for child, _parent in kept], [parent for _child, parent in kept]
        )
        == set()
    )


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=60))
def test_links_of_a_true_tree_are_all_kept(pairs):
    older_first = [(max(pair), min(pair)) for pair in pairs if pair[0] != pair[1]]
    children = [child for child, _parent in older_first]
    parents = [parent for _child, parent in older_first]
    assert edges_closing_cycles(13, children, parents) == set()
