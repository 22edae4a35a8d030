"""The editors' pages are closed to strangers, whichever of them is asked.

What every route tells everybody stands in the matrix (`test_matrix.py`).
"""

from __future__ import annotations

import pytest

from tests.privacy.asking import Asker
from tests.privacy.matrix import asker
from tests.privacy.roles import RELATIVE, STRANGER
from tests.privacy.routes import addresses, patterns

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: Icons and words of the admin's own pages; they hold nothing of the site.
OPEN_IN_ADMIN = {"/admin/sprite/", "/admin/jsi18n/"}
#: To the login, to where the address has moved, refused, unknown, not by GET.
CLOSED = {301, 302, 403, 404, 405}


@pytest.mark.parametrize("role", [STRANGER, RELATIVE])
def test_the_admin_is_closed_to_readers(role, world):
    somebody: Asker = asker(role, world)
    for route in patterns():
        if not route.startswith("admin/"):
            continue
        address = addresses(route, world, most=1)
        if not address or address[0] in OPEN_IN_ADMIN:
            continue
        answer = somebody.get(address[0])
        assert answer.status in CLOSED, address[0]
        if "logout" in route:
            somebody.sign_in()
