from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.gedcom import (
    GedcomWriter,
    Node,
    fragment,
    nodes_of_fragment,
    read_gedcom,
    write_record,
)
from genealogy.domain.gedcom.writer import MAX_LINE_551

Tree = tuple[str, str | None, list["Tree"]]


def shape(node: Node) -> Tree:
    value = None if node.value is None else str(node.value)
    return node.tag, value, [shape(child) for child in node.children]


def round_trip(node: Node, version: str) -> Node:
    stream = io.BytesIO()
    writer = GedcomWriter(stream, version)
    writer.header(source="TEST", submitter="U1", language="Vietnamese")
    writer.record(node)
    writer.trailer()
    stream.seek(0)
    (record,) = read_gedcom(stream).records()
    return record


# Signs a text field may hold. NUL and lone surrogates cannot be written, a byte order mark
# may be taken for one, and other ends of line than \n are made \n.
SIGNS = st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cs"])
TEXTS = (
    st.one_of(
        st.text(SIGNS, min_size=1, max_size=40),
        st.text("@ a#ễ\n", min_size=1, max_size=60),
        st.text("@ aễ\n", min_size=200, max_size=700),
    )
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: bool(text))
)
TAGS = st.sampled_from(["NAME", "NOTE", "BIRT", "DATE", "_CHI", "SOUR"])
POINTERS = st.sampled_from(["@I1@", "@F 2@"])


def node_of(tree: Tree) -> Node:
    tag, value, children = tree
    return Node(1, tag, None, value, 0, [node_of(child) for child in children])


TREES = st.recursive(
    st.tuples(TAGS, st.one_of(st.none(), TEXTS, POINTERS), st.just([])),
    lambda below: st.tuples(TAGS, st.one_of(st.none(), TEXTS), st.lists(below, max_size=3)),
    max_leaves=6,
)


def looks_like_pointer(tree: Tree) -> bool:
    value = tree[1] or ""
    return (value[:1] == "@" and value.rstrip()[-1:] == "@") or any(
        map(looks_like_pointer, tree[2])
    )


@pytest.mark.parametrize("version", ["5.5.1", "7.0"])
@given(trees=st.lists(TREES.filter(lambda tree: not looks_like_pointer(tree)), max_size=4))
def test_what_is_written_is_read_back(version: str, trees: list[Tree]) -> None:
    node = Node(0, "INDI", "I1", None, 0, [node_of(tree) for tree in trees])
    assert shape(round_trip(node, version)) == shape(node)


@given(trees=st.lists(TREES.filter(lambda tree: not looks_like_pointer(tree)), min_size=1))
def test_fragments_are_read_back(trees: list[Tree]) -> None:
    nodes = [node_of(tree) for tree in trees]
    text = "\n".join(fragment(node, 3) for node in nodes)
    assert [shape(node) for node in nodes_of_fragment(text)] == [shape(node) for node in nodes]


@given(text=TEXTS)
def test_no_line_of_551_is_too_long(text: str) -> None:
    for line in write_record(Node(0, "NOTE", "N1", text)).splitlines():
        assert len(line) <= MAX_LINE_551


def test_long_words_are_cut_within_and_spaces_stay_inside() -> None:
    text = " ".join(["chữ"] * 300)
    lines = write_record(Node(0, "NOTE", "N1", text)).splitlines()
    assert len(lines) > 3
    assert all(line[-1] != " " for line in lines)
    assert all(line.startswith("1 CONC ") and line[7] != " " for line in lines[1:])


def test_pointers_and_text_differ_in_their_at_signs() -> None:
    node = Node(
        0, "INDI", "I1", None, 0, [Node(1, "FAMC", None, "@F1@"), Node(1, "NOTE", None, "a@b")]
    )
    assert write_record(node) == "0 @I1@ INDI\n1 FAMC @F1@\n1 NOTE a@@b\n"
    assert write_record(node, "7.0") == "0 @I1@ INDI\n1 FAMC @F1@\n1 NOTE a@b\n"


def test_calendar_escapes_are_written_as_they_are() -> None:
    node = Node(1, "DATE", None, "@#DJULIAN@ 1 JAN 1700")
    assert write_record(node, level=2) == "2 DATE @#DJULIAN@ 1 JAN 1700\n"


def test_headers_name_the_version() -> None:
    for version in ("5.5.1", "7.0"):
        stream = io.BytesIO()
        writer = GedcomWriter(stream, version)
        writer.header(source="TEST", source_version="1", schema=[("_CHI", "https://x.vn/chi")])
        writer.trailer()
        stream.seek(0)
        header = read_gedcom(stream).header
        assert (header.version, header.source, header.source_version) == (version, "TEST", "1")
        assert header.schema == ({"_CHI": "https://x.vn/chi"} if version == "7.0" else {})


def test_unknown_versions_are_not_written() -> None:
    with pytest.raises(ValueError, match="no such GEDCOM version"):
        GedcomWriter(io.BytesIO(), "6.0")
    with pytest.raises(ValueError, match="no such GEDCOM version"):
        write_record(Node(0, "INDI"), "6.0")
