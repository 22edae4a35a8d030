"""Sun and moon from `ephem` (VSOP87 and ELP), the oracle of our calendars. Moments are UTC."""

from __future__ import annotations

from math import degrees, floor

import ephem

#: Julian day of the zero of `ephem`'s dates.
EPOCH = 2415020.0
_MEAN_YEAR = 365.24219
_UTC7 = 7 / 24

_sun = ephem.Sun()


def sun_longitude(julian_day: float) -> float:
    """Give the apparent geocentric longitude of the sun, in degrees, of date."""
    moment = ephem.Date(julian_day - EPOCH)
    _sun.compute(moment)
    seen = ephem.Equatorial(_sun.g_ra, _sun.g_dec, epoch=moment)
    return degrees(ephem.Ecliptic(seen).lon)


def solar_term_moment(near: float, term: int) -> float:
    """Give the Julian day at which the sun reaches 15 × term degrees, near a Julian day."""
    moment = near
    for _ in range(4):
        off = (15 * term - sun_longitude(moment) + 180) % 360 - 180
        moment += off * _MEAN_YEAR / 360
    return moment


def vietnamese_jdn(julian_day: float) -> int:
    """Give the day number in Vietnam (UTC+7) of a Julian day."""
    return floor(julian_day + 0.5 + _UTC7)


def new_moons(first: str, last: str) -> list[int]:
    """Give the days (JDN at UTC+7) of the new moons between two dates."""
    moons = []
    moment = ephem.next_new_moon(first)
    end = ephem.Date(last)
    while moment < end:
        moons.append(vietnamese_jdn(moment + EPOCH))
        moment = ephem.next_new_moon(moment + 1)
    return moons
