from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, Workflow

pytestmark = pytest.mark.django_db


def test_rows_made_by_wagtail_carry_vietnamese_names():
    assert Collection.get_first_root_node().name == "Kho chung"
    assert set(Workflow.objects.values_list("name", flat=True)) == {"Duyệt bài"}
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
