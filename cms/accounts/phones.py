"""Phone numbers as user names: however one writes it, a number is one name. No message is sent."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[\s.()\-\u2010-\u2015]+")
_DIGITS = re.compile(r"\+?[0-9]+")
# Without the leading 0: mobile numbers have 9 digits and begin with 3, 5, 7, 8 or 9, numbers of a
# house 10 and begin with 2 (plan of the Ministry of Information and Communications since 2018).
_NATIONAL = re.compile(r"[35789][0-9]{8}|2[0-9]{9}")
#: A phone number in its one form.
PHONE = re.compile(r"0[0-9]{9,10}|\+[1-9][0-9]{6,14}")
_ABROAD = re.compile(r"(?:\+|00)(?P<number>[1-9][0-9]{6,14})")


def user_name_normalise(text: str) -> str:
    """Give the user name that was meant: one form for each phone number, else the text itself.

    Numbers of Vietnam become ten or eleven digits with the leading 0, numbers of other countries
    "+" and all digits. Anything else only loses blanks around it.

    >>> [user_name_normalise(t) for t in ("0987 654 321", "+84987654321", "84 987 654 321")]
    ['0987654321', '0987654321', '0987654321']
    >>> user_name_normalise("(+84) 0987.654.321")
    '0987654321'
    >>> user_name_normalise("024 3825 1234"), user_name_normalise("+1 (408) 555-0123")
    ('02438251234', '+14085550123')
    >>> user_name_normalise(" cu-muoi "), user_name_normalise("12345")
    ('cu-muoi', '12345')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    digits = _BETWEEN.sub("", plain)
    if not _DIGITS.fullmatch(digits):
        return plain
    for prefix in ("+840", "00840", "840", "+84", "0084", "84", "0"):
        rest = digits.removeprefix(prefix)
        # Nine digits without any prefix are left alone: they may as well be an identity card.
        if digits.startswith(prefix) and _NATIONAL.fullmatch(rest):
            return f"0{rest}"
    abroad = _ABROAD.fullmatch(digits)
    return f"+{abroad['number']}" if abroad else plain
