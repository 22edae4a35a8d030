"""Reign eras (niên hiệu) of Vietnam, 1428-1945, and the lunar years they name.

Year n of an era is its first lunar year plus n - 1. The years are those of the usual regnal tables;
the can chi of every first year was checked against its number. Two dynasties may count at once (Mạc
and Lê 1533-1592, Lê and Tây Sơn 1778-1789), and an era may begin in the year another ended.
"""

from __future__ import annotations

from typing import NamedTuple

from genealogy.domain.text import fold


class Era(NamedTuple):
    """An era: the dynasty that proclaimed it, its name, its first and last lunar year."""

    dynasty: str
    name: str
    first_year: int
    last_year: int


ERAS = (
    *(
        Era("Lê sơ", name, first, last)
        for name, first, last in (
            ("Thuận Thiên", 1428, 1433),
            ("Thiệu Bình", 1434, 1439),
            ("Đại Bảo", 1440, 1442),
            ("Thái Hoà", 1443, 1453),
            ("Diên Ninh", 1454, 1459),
            ("Thiên Hưng", 1459, 1460),
            ("Quang Thuận", 1460, 1469),
            ("Hồng Đức", 1470, 1497),
            ("Cảnh Thống", 1498, 1504),
            ("Thái Trinh", 1504, 1504),
            ("Đoan Khánh", 1505, 1509),
            ("Hồng Thuận", 1509, 1516),
            ("Quang Thiệu", 1516, 1522),
            ("Thống Nguyên", 1522, 1527),
        )
    ),
    *(
        Era("Mạc", name, first, last)
        for name, first, last in (
            ("Minh Đức", 1527, 1529),
            ("Đại Chính", 1530, 1540),
            ("Quảng Hoà", 1541, 1546),
            ("Vĩnh Định", 1547, 1547),
            ("Cảnh Lịch", 1548, 1553),
            ("Quang Bảo", 1554, 1561),
            ("Thuần Phúc", 1562, 1565),
            ("Sùng Khang", 1566, 1577),
            ("Diên Thành", 1578, 1585),
            ("Đoan Thái", 1585, 1587),
            ("Hưng Trị", 1588, 1590),
            ("Hồng Ninh", 1591, 1592),
        )
    ),
    *(
        Era("Lê trung hưng", name, first, last)
        for name, first, last in (
            ("Nguyên Hoà", 1533, 1548),
            ("Thuận Bình", 1549, 1556),
            ("Thiên Hựu", 1557, 1557),
            ("Chính Trị", 1558, 1571),
            ("Hồng Phúc", 1572, 1573),
            ("Gia Thái", 1573, 1577),
            ("Quang Hưng", 1578, 1599),
            ("Thận Đức", 1600, 1600),
            ("Hoằng Định", 1600, 1619),
            ("Vĩnh Tộ", 1619, 1629),
            ("Đức Long", 1629, 1635),
            ("Dương Hoà", 1635, 1643),
            ("Phúc Thái", 1643, 1649),
            ("Khánh Đức", 1649, 1653),
            ("Thịnh Đức", 1653, 1658),
            ("Vĩnh Thọ", 1658, 1662),
            ("Vạn Khánh", 1662, 1662),
            ("Cảnh Trị", 1663, 1671),
            ("Dương Đức", 1672, 1674),
            ("Đức Nguyên", 1674, 1675),
            ("Vĩnh Trị", 1676, 1680),
            ("Chính Hoà", 1680, 1705),
            ("Vĩnh Thịnh", 1705, 1720),
            ("Bảo Thái", 1720, 1729),
            ("Vĩnh Khánh", 1729, 1732),
            ("Long Đức", 1732, 1735),
            ("Vĩnh Hựu", 1735, 1740),
            ("Cảnh Hưng", 1740, 1786),
            ("Chiêu Thống", 1787, 1789),
        )
    ),
    *(
        Era("Tây Sơn", name, first, last)
        for name, first, last in (
            ("Thái Đức", 1778, 1793),
            ("Quang Trung", 1788, 1792),
            ("Cảnh Thịnh", 1793, 1801),
            ("Bảo Hưng", 1801, 1802),
        )
    ),
    *(
        Era("Nguyễn", name, first, last)
        for name, first, last in (
            ("Gia Long", 1802, 1819),
            ("Minh Mạng", 1820, 1840),
            ("Thiệu Trị", 1841, 1847),
            ("Tự Đức", 1848, 1883),
            ("Hiệp Hoà", 1883, 1883),
            ("Kiến Phúc", 1884, 1884),
            ("Hàm Nghi", 1885, 1885),
            ("Đồng Khánh", 1886, 1888),
            ("Thành Thái", 1889, 1907),
            ("Duy Tân", 1907, 1916),
            ("Khải Định", 1916, 1925),
            ("Bảo Đại", 1926, 1945),
        )
    ),
)

_OTHER_NAMES = {"Minh Mệnh": "Minh Mạng"}
_BY_NAME = {fold(era.name): era for era in ERAS}
_BY_NAME |= {fold(other): _BY_NAME[fold(name)] for other, name in _OTHER_NAMES.items()}

#: Folded names, for patterns.
ERA_WORDS = tuple(_BY_NAME)


def find_era(name: str) -> Era | None:
    """Return the era of a name, with or without marks.

    >>> find_era("minh mang").first_year
    1820
    """
    return _BY_NAME.get(fold(name))


def year_of_era(era: Era, number: int) -> int | None:
    """Return the lunar year of year `number` of an era, or None when it did not last so long.

    One year of grace is given, since news of a change took months to reach a village.

    >>> year_of_era(find_era("Cảnh Hưng"), 23), year_of_era(find_era("Gia Long"), 40)
    (1762, None)
    """
    year = era.first_year + number - 1
    return year if number >= 1 and year <= era.last_year + 1 else None
