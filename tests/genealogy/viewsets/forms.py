"""Form data as the admin's pages post it."""

from __future__ import annotations

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from genealogy.models import Event, Person, Union


def person_form(clan, *, names=(), parents=(), events=(), initial=None, **fields):
    """Give what the form of a person posts; `initial` says how many rows of each kind exist."""
    known = initial or {}
    return nested_form_data(
        {
            "clan": clan.pk,
            "surname": "Dương",
            "middle_name": "Văn",
            "given_name": "Tùng",
            "sex": "m",
            "living_state": "deceased",
            "child_order": "",
            "rank_override": "",
            "generation_override": "",
            "portrait": "",
            "biography": rich_text("<p>Cụ dựng nhà thờ họ.</p>"),
            "visibility": "default",
            "names": inline_formset(list(names), initial=known.get("names", 0)),
            "parent_links": inline_formset(
                [{"union": "", "kind": "birth", **row} for row in parents],
                initial=known.get("parent_links", 0),
            ),
            "events": inline_formset(
                [{**EMPTY_EVENT, **row} for row in events], initial=known.get("events", 0)
            ),
            **fields,
        }
    )


EMPTY_EVENT = {
    "type": "death",
    "date": "",
    "place": "",
    "description": "",
    "grave_direction": "",
    "latitude": "",
    "longitude": "",
    "cause": "",
}


def union_form(clan, *, members=(), events=(), initial=None, **fields):
    """Give what the form of a couple posts."""
    known = initial or {}
    return nested_form_data(
        {
            "clan": clan.pk,
            "kind": "marriage",
            "status": "unknown",
            "note": "",
            "members": inline_formset(
                [{"order_for_person": 1, "standing": "", **row} for row in members],
                initial=known.get("members", 0),
                min=1,
                max=2,
            ),
            "events": inline_formset(
                [{**EMPTY_EVENT, **row} for row in events], initial=known.get("events", 0)
            ),
            **fields,
        }
    )


def url(model, view, *args):
    """Give the address of an admin view."""
    names = {
        Person: "genealogy_person",
        Union: "genealogy_union",
        Event: "genealogy_event",
    }
    return reverse(f"{names[model]}:{view}", args=args)
