"""No service or view writes to the tree behind the history's back.

The guard is on in every test under tests/genealogy; here it is shown to bite.
"""

from __future__ import annotations

import pytest
from django.db import connection

from genealogy.models import ParentLink
from genealogy.services import families, people
from genealogy.services.derived import rebuild_clan
from genealogy.services.history import recorded
from tests.genealogy.factories import PersonFactory, family
from tests.genealogy.recording_guard import UnrecordedWrite, guard

pytestmark = pytest.mark.django_db


@pytest.fixture
def child():
    child = PersonFactory()
    family(PersonFactory(clan=child.clan), None, child)
    ParentLink.objects.filter(child=child).update(is_lineage=False)
    return child


def test_a_service_that_does_not_record_is_caught(child):
    with connection.execute_wrapper(guard), pytest.raises(UnrecordedWrite, match="lineage_settle"):
        families.lineage_settle(child)


def test_the_same_write_inside_a_recording_passes(child):
    with connection.execute_wrapper(guard), recorded(child.clan, people=[child]):
        families.lineage_settle(child)
    assert ParentLink.objects.filter(child=child, is_lineage=True).exists()


def test_recorded_services_and_derived_columns_pass(child):
    with connection.execute_wrapper(guard):
        people.person_update(child, given_name="Đức", names=[{"kind": "tu", "value": "Văn"}])
        rebuild_clan(child.clan)
    assert child.given_name == "Đức"
