"""Two databases that differ only in what is hidden give the same preview, byte for byte."""

from __future__ import annotations

import pytest

from cms.preview.services import shared_token_make, text_token_make
from genealogy.domain.viewer import Mark
from genealogy.models import Person
from genealogy.public import stored_text
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)
from tests.news.factories import add_news
from tests.preview.conftest import api, bare

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(front_end, admin_account, stranger):
    """A clan with somebody living, and previews of everything around."""
    clan = ClanFactory(introduction="<p>Phả ký</p>")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1800", death="1870")
    living = LivingPersonFactory(clan=clan, given_name="Kín", birth="1990")
    family(founder, None, living)
    found(founder)
    news = add_news("Nháp", publish=False, people=[founder, living])
    common = {"site": front_end.site, "by": admin_account}
    keys = [shared_token_make(page=news, **common)]
    for subject, owner in (("clan", clan), ("person", founder)):
        owner.refresh_from_db()
        keys.append(
            text_token_make(
                subject=subject, uuid=owner.uuid, text="<p>Mới</p>", stored=stored_text(owner),
                **common,
            )
        )  # fmt: skip

    def ask():
        answers = [bare(stranger.get(api(key))) for key in keys]
        assert [answer[0] for answer in answers] == [200] * 3
        return answers

    return ask, living


@pytest.mark.parametrize(
    "change",
    [
        {"given_name": "Khác", "full_name": "Dương Văn Khác"},
        {"birth_year": 1985},
        {"visibility": Mark.EDITORS},
        {"visibility": Mark.MEMBERS},
        {"sex": "f"},
        {"biography": "<p>Bí mật</p>"},
    ],
    ids=lambda change: "-".join(change),
)
def test_a_change_of_somebody_living_is_told_by_no_preview(told, change):
    ask, living = told
    before = ask()
    Person.objects.filter(pk=living.pk).update(**change)
    assert ask() == before


def test_somebody_living_added_to_a_draft_is_not_told(told, stranger):
    ask, living = told
    text = str(ask())
    assert str(living.uuid) not in text
    assert "Kín" not in text
