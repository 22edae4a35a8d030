"""Who is treated as living, as a table: what the book says, and the last day on which it holds.

The rules are those webtrees publishes (app/Individual.php, `isDead`; its FAQ "privacy"): dead by a
death, dated or not; by any dated event older than 120 years; without a birth on record by a parent
dated 45, a marriage 10, a spouse 40, a child 15, a grandchild 30 years off. Else living.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from genealogy.domain.dates import parse_vietnamese
from genealogy.domain.privacy import (
    DECEASED,
    LIVING,
    KinDays,
    Life,
    presume_living,
)

#: Never ends, and never began.
FOR_EVER, DEAD = date.max, date.min
#: Years of kin are counted in whole days, rounded to the side of the living.
_ROUNDING = timedelta(days=3)


def span(text):
    """Give first and last day of a date as an editor writes it."""
    written = parse_vietnamese(text)
    return written.start_jdn, written.end_jdn


def life(birth="", seen="", *, ended=False, state="unknown"):
    """Give a record: a birth, another dated event, a death."""
    born = span(birth) if birth else (None, None)
    other = span(seen) if seen else (None, None)
    return Life(
        state,
        has_ended=ended,
        birth_start=born[0],
        birth_end=born[1],
        first_seen=other[1],
        last_seen=other[0] if not ended else None,
    )


def kin(**texts):
    """Give the days by which kin were born or joined."""
    days = {
        name: [span(text)[1] for text in ([given] if isinstance(given, str) else given)]
        for name, given in texts.items()
    }
    return KinDays(**days)


NOBODY = KinDays()

CASES = [
    # Nothing written.
    ("nothing at all", life(), NOBODY, FOR_EVER),
    ("nothing, and kin without dates", life(), kin(parents=[], children=[]), FOR_EVER),
    # The record itself says so; that wins over everything.
    ("said to live", life(state=LIVING), NOBODY, FOR_EVER),
    ("said to live, born 1700", life("1700", state=LIVING), NOBODY, FOR_EVER),
    ("said to live, with a burial", life(state=LIVING, ended=True), NOBODY, FOR_EVER),
    ("said to live, child of 1750", life(state=LIVING), kin(children="1750"), FOR_EVER),
    ("said to be dead", life(state=DECEASED), NOBODY, DEAD),
    ("said to be dead, born last year", life("2025", state=DECEASED), NOBODY, DEAD),
    ("said to be dead, parent of 2000", life(state=DECEASED), kin(parents="2000"), DEAD),
    # A death: webtrees' DEAT Y; here an event of death, burial or cremation.
    ("a death without a date", life(ended=True), NOBODY, DEAD),
    ("dead yesterday", life("1960", "22/11/2026", ended=True), NOBODY, DEAD),
    ("a death with only a lunar day", life(ended=True), NOBODY, DEAD),
    ("born 2020 and buried", life("2020", ended=True), NOBODY, DEAD),
    # Own birth, to the day.
    ("born to the day", life("23/11/1906"), NOBODY, date(2026, 11, 23)),
    ("born a day earlier", life("22/11/1906"), NOBODY, date(2026, 11, 22)),
    ("born a day later", life("24/11/1906"), NOBODY, date(2026, 11, 24)),
    ("born on 29 February", life("29/2/1908"), NOBODY, date(2028, 2, 29)),
    ("born on 29 February, no leap year after", life("29/2/1980"), NOBODY, date(2100, 3, 1)),
    ("born on New Year's day", life("1/1/1907"), NOBODY, date(2027, 1, 1)),
    ("born on the last day", life("31/12/1906"), NOBODY, date(2026, 12, 31)),
    ("born a hundred years ago", life("23/11/1926"), NOBODY, date(2046, 11, 23)),
    ("born 119 years ago", life("23/11/1907"), NOBODY, date(2027, 11, 23)),
    ("born 121 years ago", life("23/11/1905"), NOBODY, date(2025, 11, 23)),
    ("born yesterday", life("22/11/2026"), NOBODY, date(2146, 11, 22)),
    ("born under Minh Mạng", life("1830"), NOBODY, date(1950, 12, 31)),
    # Only a year, or a month: the last day it can be counts.
    ("only a year", life("1906"), NOBODY, date(2026, 12, 31)),
    ("only a year, the one before", life("1905"), NOBODY, date(2025, 12, 31)),
    ("a month and a year", life("11/1906"), NOBODY, date(2026, 11, 30)),
    ("February of a leap year", life("2/1904"), NOBODY, date(2024, 2, 29)),
    # About, before, after, between.
    ("before a year", life("trước 1900"), NOBODY, date(2019, 12, 31)),
    ("after a year", life("sau 1800"), NOBODY, FOR_EVER),
    ("between two years", life("từ 1850 đến 1870"), NOBODY, date(1990, 12, 31)),
    # Lunar dates, and years of an era.
    ("a lunar day", life("1/1/1906 âm lịch"), NOBODY, date(2026, 1, 25)),
    ("the last day of a lunar year", life("30/12/1905 âm lịch"), NOBODY, date(2026, 1, 24)),
    # Other events that tell of a time.
    ("a deed of 1850", life(seen="1850"), NOBODY, date(1970, 12, 31)),
    ("a deed of 1906", life(seen="23/11/1906"), NOBODY, date(2026, 11, 23)),
    ("a deed of this year", life(seen="2026"), NOBODY, date(2146, 12, 31)),
    ("born after 1850, a deed of 1870", life("sau 1850", "1870"), NOBODY, date(1990, 12, 31)),
    # A deed before the birth contradicts it, and must not show anybody.
    ("a deed a century before the birth", life("1990", "1890"), NOBODY, date(2110, 12, 31)),
    # Kin, where no birth is written. Parents: 45 years.
    ("a parent of 1800", life(), kin(parents="1800"), date(1965, 12, 31)),
    ("a parent of 1861", life(), kin(parents="1861"), date(2026, 12, 31)),
    ("a parent of 1900", life(), kin(parents="1900"), date(2065, 12, 31)),
    ("the older of two parents", life(), kin(parents=["1900", "1850"]), date(2015, 12, 31)),
    # Spouse: 40 years.
    ("a spouse of 1800", life(), kin(spouses="1800"), date(1960, 12, 31)),
    ("a spouse of 1866", life(), kin(spouses="1866"), date(2026, 12, 31)),
    ("the oldest of three wives", life(), kin(spouses=["1900", "1870", "1910"]),
     date(2030, 12, 31)),
    # Marriage: 10 years.
    ("married in 1900", life(), kin(marriages="1900"), date(2010, 12, 31)),
    ("married in 1916", life(), kin(marriages="1916"), date(2026, 12, 31)),
    ("married to the day", life(), kin(marriages="23/11/1916"), date(2026, 11, 23)),
    # Child: 15 years; grandchild: 30.
    ("a child of 1900", life(), kin(children="1900"), date(2005, 12, 31)),
    ("a child of 1921", life(), kin(children="1921"), date(2026, 12, 31)),
    ("a child born this year", life(), kin(children="2026"), date(2131, 12, 31)),
    ("the eldest child counts", life(), kin(children=["1995", "1960"]), date(2065, 12, 31)),
    ("a grandchild of 1900", life(), kin(grandchildren="1900"), date(1990, 12, 31)),
    ("a grandchild of 1936", life(), kin(grandchildren="1936"), date(2026, 12, 31)),
    # The earliest sign of all counts.
    ("parent 1900, spouse 1850", life(), kin(parents="1900", spouses="1850"),
     date(2010, 12, 31)),
    ("child 1950, marriage 1900", life(), kin(children="1950", marriages="1900"),
     date(2010, 12, 31)),
    ("grandchild 1930, child 1950", life(), kin(grandchildren="1930", children="1950"),
     date(2020, 12, 31)),
    # A birth on record is not overruled by kin.
    ("born 1995, parent of 1700", life("1995"), kin(parents="1700"), date(2115, 12, 31)),
    ("born 1995, spouse of 1700", life("1995"), kin(spouses="1700"), date(2115, 12, 31)),
    ("born 1995, married 1800", life("1995"), kin(marriages="1800"), date(2115, 12, 31)),
    ("born 1995, child of 1800", life("1995"), kin(children="1800"), date(2115, 12, 31)),
    ("born after 1950, parent of 1700", life("sau 1950"), kin(parents="1700"), FOR_EVER),
    # Seen alive later than kin would allow.
    ("seen in 2010, parent of 1700", life(seen="2010"), kin(parents="1700"),
     date(2130, 12, 31)),
    # What contradicts itself proves nothing.
    ("seen in 2010, grandchild of 1850", life(seen="2010"), kin(grandchildren="1850"), FOR_EVER),
]  # fmt: skip


def test_the_table_is_long_enough_and_names_each_case_once():
    assert len(CASES) >= 60
    assert len({claim for claim, *_rest in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("record", "near", "last"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_living_until_the_last_day_and_no_longer(record, near, last):
    judged = presume_living(record, near)

    if last is FOR_EVER:
        assert judged.holds_on(date(2026, 11, 23))
        assert judged.holds_on(date.max)
    elif last is DEAD:
        assert not judged.holds_on(date(2026, 11, 23))
        assert not judged.holds_on(date.min)
    else:
        slack = _ROUNDING if any(near) else timedelta(0)
        assert judged.holds_on(last)
        assert not judged.holds_on(last + slack + timedelta(days=1))


@pytest.mark.parametrize("years", [1, 20, 119, 120])
def test_the_clock_alone_never_brings_anybody_back(years):
    judged = presume_living(life("23/11/1906"))
    on = date(2026, 11, 24)

    assert not judged.holds_on(on)
    assert not judged.holds_on(on.replace(year=on.year + years))
