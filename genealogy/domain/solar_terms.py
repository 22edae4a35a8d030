"""The 24 solar terms (tiết khí), by which Thanh minh and other feasts are kept; years 1800-2199.

Term n begins when the apparent longitude of the sun is 15 × n degrees: 0 is Xuân phân (the March
equinox), 1 Thanh minh, 23 Kinh trập. Its day is the one on which that moment falls at UTC+7.

The longitude follows Jean Meeus, "Astronomical Formulae for Calculators", 4th ed. (1988), ch. 18
(Newcomb's theory with its largest perturbations); its moments stand within eight minutes of those
of `ephem` 4.2 (VSOP87). `_MOVED` holds the 14 terms so near to midnight that this changes the day;
it was written by comparing all 9,600 terms, and a test compares them again. Two limits remain.
Before 1968 almanacs were reckoned by other meridians (see lunar.py), so a printed day may differ
from ours by one. For times to come the slowing of the earth is foretold only to a minute or so by
2100 and some minutes by 2199, so a moment nearer than that to midnight is uncertain for everybody.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import floor, radians, sin

from genealogy.domain.calendars import date_to_jdn, jdn_to_date
from genealogy.domain.errors import NoSuchSolarTerm, SolarTermOutOfRange

FIRST_YEAR = 1800
LAST_YEAR = 2199

THANH_MINH = 1

#: Names by number, from Xuân phân on.
SOLAR_TERMS = (
    *("Xuân phân", "Thanh minh", "Cốc vũ", "Lập hạ", "Tiểu mãn", "Mang chủng"),
    *("Hạ chí", "Tiểu thử", "Đại thử", "Lập thu", "Xử thử", "Bạch lộ"),
    *("Thu phân", "Hàn lộ", "Sương giáng", "Lập đông", "Tiểu tuyết", "Đại tuyết"),
    *("Đông chí", "Tiểu hàn", "Đại hàn", "Lập xuân", "Vũ thủy", "Kinh trập"),
)

_MEAN_YEAR = 365.24219
#: Julian day of noon, 31 December 1899, from which the formulas count centuries.
_EPOCH = 2415020.0
#: Mean days from the beginning of a year to Tiểu hàn (term 19, longitude 285 degrees).
_DAYS_TO_FIRST = 5.6
_FIRST_OF_YEAR = 19
_HOURS_EAST = 7
#: Seconds by which the even time of the formulas is ahead of the turning earth (ΔT), every 25
#: years from 1800; as `ephem` has them. The coming ones are foretold.
_DELTA_T = (14, 10, 7, -3, -3, 24, 29, 45, 64, 73, 108, 164, 225, 278, 328, 383, 442)

#: (year, term) -> days to add to what the formulas give.
_MOVED = {
    **{(1803, 21): 1, (1842, 13): 1, (1908, 19): 1, (1924, 6): -1, (1938, 12): -1, (1953, 6): 1},
    **{(1953, 15): 1, (2004, 4): -1, (2014, 11): 1, (2074, 10): -1, (2076, 23): 1, (2175, 23): -1},
    **{(2180, 14): -1, (2186, 18): -1},
}


def _delta_t(year: float) -> float:
    """Return ΔT in seconds, between the two nearest entries of the table."""
    place = min(max((year - FIRST_YEAR) / 25, 0.0), len(_DELTA_T) - 1.001)
    low = int(place)
    return _DELTA_T[low] + (_DELTA_T[low + 1] - _DELTA_T[low]) * (place - low)


def _longitude(moment: float) -> float:
    """Return the apparent longitude of the sun in degrees 0-360 at a Julian day, even time."""
    t = (moment - _EPOCH) / 36525
    anomaly = radians(358.47583 + 35999.04975 * t - 0.00015 * t**2 - 0.0000033 * t**3)
    true = (
        279.69668
        + 36000.76892 * t
        + 0.0003025 * t**2
        + (1.91946 - 0.004789 * t - 0.000014 * t**2) * sin(anomaly)
        + (0.020094 - 0.0001 * t) * sin(2 * anomaly)
        + 0.000293 * sin(3 * anomaly)
    )
    # Venus (two), Jupiter, the moon, and a term of long period.
    pulls = (
        0.00134 * sin(radians(243.23 + 22518.7541 * t))
        + 0.00154 * sin(radians(306.57 + 45037.5082 * t))
        + 0.002 * sin(radians(42.69 + 32964.3577 * t))
        + 0.00179 * sin(radians(350.74 + 445267.1142 * t - 0.00144 * t**2))
        + 0.00178 * sin(radians(231.19 + 20.2 * t))
    )
    apparent = -0.00569 - 0.00479 * sin(radians(259.18 - 1934.142 * t))
    return (true + pulls + apparent) % 360


def _moment(year: int, term: int) -> float:
    """Return the Julian day (universal time) at which a term of a Gregorian year begins."""
    order = (term - _FIRST_OF_YEAR) % 24
    start = date_to_jdn(date(year, 1, 1)) - 0.5
    moment = start + _DAYS_TO_FIRST + order * _MEAN_YEAR / 24
    for _ in range(6):
        off = (15 * term - _longitude(moment) + 180) % 360 - 180
        moment += off * _MEAN_YEAR / 360
    return moment - _delta_t(year + order / 24) / 86400


@lru_cache(maxsize=4096)
def solar_term_date(year: int, term: int) -> date:
    """Return the Gregorian day (UTC+7) on which a solar term of a Gregorian year begins.

    Args:
        year: Gregorian, 1800-2199.
        term: 0 (Xuân phân) to 23 (Kinh trập); terms 19 to 23 stand before term 0 in a year.

    Raises:
        SolarTermOutOfRange: the year is not in 1800-2199.
        NoSuchSolarTerm: the term is not 0-23.

    >>> solar_term_date(2026, THANH_MINH)
    datetime.date(2026, 4, 5)
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise SolarTermOutOfRange(year)
    if not 0 <= term < len(SOLAR_TERMS):
        raise NoSuchSolarTerm(term)
    # A Julian day begins at noon, the day of the calendar at midnight.
    jdn = floor(_moment(year, term) + 0.5 + _HOURS_EAST / 24)
    return jdn_to_date(jdn) + timedelta(days=_MOVED.get((year, term), 0))


def solar_term_name(term: int) -> str:
    """Return the name of a solar term 0-23.

    Raises:
        NoSuchSolarTerm: the term is not 0-23.

    >>> solar_term_name(1)
    'Thanh minh'
    """
    if not 0 <= term < len(SOLAR_TERMS):
        raise NoSuchSolarTerm(term)
    return SOLAR_TERMS[term]
