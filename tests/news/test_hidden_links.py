"""An article may speak of people its editor may not see: its form tells nothing, loses nobody."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.accounts import roles
from cms.accounts.services import member_create, roles_ensure
from cms.news.models import NewsPage, NewsPerson
from tests.genealogy.factories import LivingPersonFactory, PersonFactory
from tests.news.factories import add_news

pytestmark = pytest.mark.django_db

#: A number that stands in no page by chance.
HIDDEN_KEY = 987_654_321


@pytest.fixture
def desk(client):
    """The browser of somebody who writes news and knows nobody living."""
    roles_ensure()
    editor = member_create(
        username="newsroom",
        password="thuyền về bến 7",
        email="newsroom@example.org",
        roles=[roles.EDITORS],
    )
    client.force_login(editor)
    return client


@pytest.fixture
def dead():
    return PersonFactory()


@pytest.fixture
def hidden(dead):
    return LivingPersonFactory(pk=HIDDEN_KEY, clan=dead.clan)


@pytest.fixture
def page(dead, hidden):
    return add_news("Giỗ tổ", lead="Sáng mồng mười.", people=[dead, hidden])


def sent(page, rows, *, initial, **more):
    data = {
        "title": page.title,
        "slug": page.slug,
        "lead": "Một lời dẫn khác.",
        "body": streamfield([("paragraph", rich_text("<p>Thân bài.</p>"))]),
        "person_links": inline_formset(rows, initial=initial),
        "branch_links": inline_formset([]),
        "comments": inline_formset([]),
        "display_date": "2026-01-02 08:00",
        **more,
    }
    return nested_form_data(data)


def test_the_form_says_nothing_of_who_is_hidden(desk, page, dead, hidden):
    for address in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.latest_revision.pk]),
    ):
        html = desk.get(address).content.decode()
        assert f'value="{dead.pk}"' in html
        assert str(HIDDEN_KEY) not in html
        assert hidden.full_name not in html


def test_saving_keeps_who_is_hidden(desk, page, dead, hidden):
    other = PersonFactory(clan=dead.clan)
    row = page.person_links.get(person=dead)
    rows = [{"id": row.pk, "person": dead.pk}, {"id": "", "person": other.pk}]
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = sent(page, rows, initial=1) | {"action-publish": "1"}
    assert desk.post(address, data).status_code == 302
    stored = NewsPage.objects.get(pk=page.pk)
    assert stored.lead == "Một lời dẫn khác."
    keys = set(stored.person_links.values_list("person_id", flat=True))
    assert keys == {dead.pk, other.pk, HIDDEN_KEY}


def test_a_link_that_stands_in_a_draft_alone_is_kept_too(desk, page, dead):
    page.person_links = [NewsPerson(person_id=key) for key in (dead.pk, HIDDEN_KEY)]
    page.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = sent(page, [{"id": "", "person": dead.pk}], initial=1)
    assert desk.post(address, data).status_code == 302
    draft = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.lead == "Một lời dẫn khác."
    assert {link.person_id for link in draft.person_links.all()} == {dead.pk, HIDDEN_KEY}


def test_who_may_see_him_takes_him_away(root_client, page, dead):
    rows = [
        {
            "id": link.pk,
            "person": link.person_id,
            "DELETE": "1" if link.person_id != dead.pk else "",
        }
        for link in page.person_links.order_by("pk")
    ]
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert str(HIDDEN_KEY) in root_client.get(address).content.decode()
    data = sent(page, rows, initial=2) | {"action-publish": "1"}
    assert root_client.post(address, data).status_code == 302
    keys = NewsPage.objects.get(pk=page.pk).person_links.values_list("person_id", flat=True)
    assert list(keys) == [dead.pk]
