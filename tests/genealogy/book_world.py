"""A small clan for the tests of the book: two branches, wives, the living, the hidden."""

from __future__ import annotations

from genealogy.enums import NameKind, ParentKind, Standing
from genealogy.models import Clan
from genealogy.services.derived import rebuild_clan
from genealogy.services.families import child_link
from genealogy.services.people import person_update
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

#: Stands in the names of those no stranger may know of, and nowhere else.
HIDDEN = "Kanarix"
#: Stands in the names of those no member may know of.
SECRET = "Xaphirok"


def build() -> Clan:
    """Make the clan "ho-sach"."""
    clan = ClanFactory(
        slug="ho-sach",
        name="Họ Dương Sách",
        motto="Cây có cội",
        origin="Làng Sách",
        introduction=(
            "<p>Cụ tổ từ <b>Gia Miêu</b>.</p><h3>Tộc ước</h3><p>Kính trên nhường dưới.</p>"
        ),
    )
    founder = PersonFactory(
        clan=clan,
        given_name="Tổ",
        birth="1700",
        death="18/10/1760 âm lịch",
        burial="1760",
        biography="<p>Cụ dựng làng #1 *và* $đình$ @tổ <i>mới</i>.</p>",
    )
    person_update(
        founder,
        names=[
            {"kind": NameKind.TU, "value": "Đức Hậu"},
            {"kind": NameKind.THUY, "value": "Thuần"},
        ],
    )
    first_wife = WomanFactory(clan=clan, given_name="Cả", death="5/3 âm lịch")
    second_wife = WomanFactory(clan=clan, given_name="Hai")
    elder = PersonFactory(clan=clan, given_name="Đạt", child_order=1, birth="1725")
    daughter = WomanFactory(
        clan=clan, surname="Dương", given_name="Ánh", child_order=2, birth="1727"
    )
    younger = PersonFactory(clan=clan, given_name="Ân", child_order=3, birth="1730")
    family(founder, first_wife, elder, daughter, standing=Standing.PRINCIPAL)
    family(founder, second_wife, younger, order=2)
    son_in_law = PersonFactory(clan=clan, surname="Lê", given_name="Rể")
    outside = PersonFactory(clan=clan, surname="Lê", given_name="Ngoại")
    family(son_in_law, daughter, outside)
    adopted = PersonFactory(clan=clan, given_name="Nuôi", birth="1760")
    family(elder, None)
    child_link(child=adopted, parent=elder, kind=ParentKind.ADOPTED)
    grandson = PersonFactory(clan=clan, given_name="Bình", birth="1761", child_order=1)
    family(younger, WomanFactory(clan=clan, given_name="Ba"), grandson)
    living = LivingPersonFactory(clan=clan, given_name=HIDDEN, birth="1960", child_order=1)
    child = LivingPersonFactory(clan=clan, given_name=f"Bé {HIDDEN}", birth="2020")
    secret = PersonFactory(clan=clan, given_name=SECRET, visibility="editors", child_order=2)
    widow = WomanFactory(clan=clan, given_name="Góa")
    family(grandson, None, living, secret)
    family(living, widow, child)
    found(founder)
    BranchFactory(clan=clan, founder=elder, slug="chi-mot", name="Chi Một")
    BranchFactory(
        clan=clan, founder=younger, slug="chi-hai", name="Chi Hai", introduction="<p>Ở Hạ.</p>"
    )
    rebuild_clan(clan)
    clan.refresh_from_db()
    return clan
