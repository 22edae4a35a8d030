"""The rows that a form keeps in memory with their person, until it is saved."""

from __future__ import annotations

import pytest
from django.apps import apps
from modelcluster.fields import ParentalKey
from modelcluster.utils import sort_by_fields

OURS = ("cms", "genealogy", "home")
CHILDREN = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in OURS
    and any(isinstance(field, ParentalKey) for field in model._meta.get_fields())
]


def test_there_are_children_to_sort():
    assert "Event" in {model.__name__ for model in CHILDREN}


@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_rows_of_a_form_can_be_put_in_order_before_they_are_saved(model):
    rows = [model(), model()]
    sort_by_fields(rows, model._meta.ordering)
    assert len(rows) == 2
