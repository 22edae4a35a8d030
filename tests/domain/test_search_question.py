"""What a question means: a table of questions as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.search_question import MOST_WORDS, MemorialAsked, YearsAsked, read_question

BRANCHES = {"chi giap": [1], "phai nhat chi giap": [2], "nganh dong": [9], "dong hung": [7]}

#: A question, and all that it means besides what stays empty.
TABLE = [
    ("Dương Văn Tùng", {"words": "duong van tung"}),
    ("tùng, dương!", {"words": "tung duong"}),
    ("  DƯƠNG   tùng ", {"words": "duong tung"}),
    ("đời 7", {"generations": (7, 7)}),
    ("doi 7", {"generations": (7, 7)}),
    ("đời thứ 7", {"generations": (7, 7)}),
    ("đời thứ bảy", {"generations": (7, 7)}),
    ("đời thứ mười hai", {"generations": (12, 12)}),
    ("đời hai mươi mốt", {"generations": (21, 21)}),
    ("đời VII", {"generations": (7, 7)}),
    ("thế hệ 5", {"generations": (5, 5)}),
    ("đời 5-7", {"generations": (5, 7)}),
    ("đời 7 đến 5", {"generations": (5, 7)}),
    ("doi7 tung", {"words": "tung", "generations": (7, 7)}),
    ("đội 7", {"words": "doi 7"}),
    ("đời", {"words": "doi"}),
    ("đời 7 chi 2", {"generations": (7, 7), "branches": ["chi 2"]}),
    ("doi7 chi2", {"generations": (7, 7), "branches": ["chi 2"]}),
    ("chi giáp", {"branches": [(1,)]}),
    ("CHI GIAP", {"branches": [(1,)]}),
    ("phái nhất, chi giáp", {"branches": [(2,)]}),
    ("chi thứ ba", {"branches": ["chi 3"]}),
    ("phái nhì", {"branches": ["phai 2"]}),
    ("ngành đông nguyễn", {"words": "nguyen", "branches": [(9,)]}),
    ("tùng đông hưng", {"words": "tung", "branches": [(7,)]}),
    ("Lê Thị Chi Mai", {"words": "le thi chi mai"}),
    ("Nguyễn Thị Chi", {"words": "nguyen thi chi"}),
    ("con cụ Nghệ", {"kin": "child", "kin_words": "nghe"}),
    (
        "con ông Dương Nghệ đời 7",
        {"kin": "child", "kin_words": "duong nghe", "generations": (7, 7)},
    ),
    ("con trai cụ Nghệ", {"kin": "child", "kin_words": "nghe"}),
    ("con gái của Nghệ", {"kin": "child", "kin_words": "nghe"}),
    ("Tùng con ông Phúc", {"words": "tung", "kin": "child", "kin_words": "phuc"}),
    ("vợ ông Khải", {"kin": "spouse", "kin_words": "khai"}),
    ("chồng bà Thảo", {"kin": "spouse", "kin_words": "thao"}),
    ("con ông", {"words": "con ong"}),
    ("con 7", {"words": "con 7"}),
    ("giỗ 15/3", {"memorial": (15, 3)}),
    ("15/3", {"memorial": (15, 3)}),
    ("15-3 âm lịch", {"memorial": (15, 3)}),
    ("rằm tháng giêng", {"memorial": (15, 1)}),
    ("giỗ rằm tháng 7", {"memorial": (15, 7)}),
    ("27 tháng 9 âm", {"memorial": (27, 9)}),
    ("mồng 3 tháng hai", {"memorial": (3, 2)}),
    ("mùng năm tháng chạp", {"memorial": (5, 12)}),
    ("hai mươi tháng mười", {"memorial": (20, 10)}),
    ("giỗ tháng chạp", {"memorial": (None, 12)}),
    ("tháng 9 âm lịch", {"memorial": (None, 9)}),
    ("giỗ ngày 15", {"memorial": (15, None)}),
    ("giỗ tổ 10/3", {"memorial": (10, 3)}),
    ("ngày giỗ cụ Nghệ", {"words": "nghe"}),
    ("31/3", {"words": "31 3"}),
    ("15/13", {"words": "15 13"}),
    ("15/3/1945", {"years": (1945, 1945, "any")}),
    ("1790", {"years": (1790, 1790, "any")}),
    ("năm 1790", {"years": (1790, 1790, "any")}),
    ("sinh 1890-1900", {"years": (1890, 1900, "birth")}),
    ("sinh năm 1900 đến 1890", {"years": (1890, 1900, "birth")}),
    ("mất 1945", {"years": (1945, 1945, "death")}),
    ("thế kỷ 19", {"years": (1801, 1900, "any")}),
    ("Tùng sinh 1890", {"words": "tung", "years": (1890, 1890, "birth")}),
    ("Dương Văn Sinh", {"words": "duong van sinh"}),
    ("9999", {"words": "9999"}),
    ("cụ Nghệ", {"words": "nghe"}),
    ("cụ tổ Định", {"words": "dinh"}),
    ("húy Công", {"words": "cong"}),
    ("thường gọi Cả Nghệ", {"words": "ca nghe"}),
    ("Dương Văn Cố", {"words": "duong van co"}),
    ('"Công Phúc" đời 5', {"phrases": [("cong", "phuc")], "generations": (5, 5)}),
    ("“nhà thờ họ” xưa", {"words": "xua", "phrases": [("nha", "tho", "ho")]}),
    ('"Phúc', {"words": "phuc"}),
    ('"Phúc"', {"words": "phuc"}),
    ("Ng\u200buyễn \u202eTùng", {"words": "nguyen tung"}),
    ("👴 tùng", {"words": "tung"}),
    ("", {}),
    ("giỗ", {}),
    ("%_'\"();--", {}),
]


@pytest.mark.parametrize(("asked", "meant"), TABLE, ids=[repr(asked) for asked, _ in TABLE])
def test_a_question_is_understood(asked, meant):
    question = read_question(asked, branches=BRANCHES)
    assert " ".join(question.words) == meant.get("words", "")
    assert question.phrases == tuple(meant.get("phrases", ()))
    assert question.generations == meant.get("generations")
    told = [one.keys or f"{one.label} {one.ordinal.number}" for one in question.branches]
    assert told == meant.get("branches", [])
    assert (question.kin, " ".join(question.kin_words)) == (
        meant.get("kin", ""),
        meant.get("kin_words", ""),
    )
    assert question.memorial == (MemorialAsked(*meant["memorial"]) if "memorial" in meant else None)
    assert question.years == (YearsAsked(*meant["years"]) if "years" in meant else None)


def test_marks_and_their_two_forms_mean_the_same():
    import unicodedata

    for asked, _meant in TABLE:
        decomposed = read_question(unicodedata.normalize("NFD", asked), branches=BRANCHES)
        assert decomposed == read_question(asked, branches=BRANCHES)


@given(st.text(max_size=300))
def test_any_text_is_a_question(text):
    question = read_question(text, branches=BRANCHES)
    assert len(question.words) + len(question.kin_words) <= MOST_WORDS
    assert all(word == word.strip() != "" for word in question.words)


def test_a_novel_is_cut_short():
    assert len(read_question("tùng " * 10_000).words) == MOST_WORDS
