"""A clan of two branches, the accounts around it, and what belongs to the second branch alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.models import Page

from cms.accounts import roles
from cms.accounts.services import member_create, roles_ensure
from cms.media.models import ClanDocument, ClanImage, ClanMedia
from genealogy.domain.viewer import Mark
from genealogy.enums import RequestState
from genealogy.models import (
    Branch,
    BranchOffice,
    Clan,
    ClanMember,
    DuplicateDismissal,
    DuplicatePair,
    Person,
    PersonAccount,
)
from genealogy.services.derived import rebuild_clan
from tests.attacks.routes import Place, Route
from tests.attacks.rows import CANARY, Rows, own_models
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)
from tests.media.pictures import picture
from tests.news.factories import add_author, add_news, add_topic

PASSWORD = "thuyen-về-bến-7"


@dataclass
class House:
    """What the attacks need to know of the rows there are."""

    clan: Clan
    own_branch: Branch
    other_branch: Branch
    own_person: Person
    other_person: Person
    hidden_person: Person
    news: Page
    accounts: dict[str, Any]
    rows: Rows
    uuids: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def choices(self, route: Route, place: Place) -> list[Any]:
        """Give what belongs to the other branch or to nobody's account, for `Route.paths`."""
        if place.is_uuid:
            is_of_person = "nguoi/" in route.text or "people/" in route.text
            return [str(self.hidden_person.uuid)] if is_of_person else self.uuids
        if place.name in {"first", "second", "keep", "drop"}:
            return [self.other_person.pk, self.hidden_person.pk]
        if place.is_number or (route.is_admin and place.name == "object_id"):
            return self._numbers(route, place)
        return _TEXTS.get(place.name) or self._texts(place)

    def _numbers(self, route: Route, place: Place) -> list[Any]:
        if place.name.endswith("page_id") or "admin/pages" in route.text:
            return [self.news.pk]
        if route.model is not None:
            row = self.rows.of(route.model)
            extra = [self.hidden_person.pk] if route.model is Person else []
            return [*extra, row.pk] if row is not None else [1]
        if route.text.startswith("admin/gia-pha/nguoi/"):
            return [self.hidden_person.pk]
        return self.numbers

    def _texts(self, place: Place) -> list[str]:
        if place.name == "clan":
            return [self.clan.slug]
        if place.kind == "slug" or place.name == "slug":
            return [self.clan.slug, self.other_branch.slug]
        return ["x"]


_TEXTS: dict[str, list[str]] = {
    "app_label": ["genealogy", "news"],
    "app_name": ["home"],
    "content_type_app_name": ["news"],
    "content_type_model_name": ["newspage"],
    "model_name": ["person", "topic", "sitesettings"],
    "action": ["delete"],
    "action_name": ["publish", "delete", "copy"],
    "media_type": ["video"],
    "filter_spec": ["width-100"],
    "revision_id_a": ["live"],
    "revision_id_b": ["latest"],
    r"((?:[\w\-]+/)*)": ["tin-tuc/"],
    r"(.*)": ["x.txt"],
    "path": ["original_images/x.jpg", "documents/x.txt"],
}


def house_build() -> House:
    """Build it all; about a second."""
    roles_ensure()
    clan = ClanFactory(slug="ho-thu", name="Họ Thử")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1800", death="3/2/1870 âm lịch")
    heads = [PersonFactory(clan=clan, given_name=name, death="1900") for name in ("Cả", "Hai")]
    family(founder, WomanFactory(clan=clan), *heads)
    found(founder)
    own_branch = BranchFactory(clan=clan, slug="chi-mot", name="Chi Một", founder=heads[0])
    other_branch = BranchFactory(clan=clan, slug="chi-hai", name="Chi Hai", founder=heads[1])
    own = LivingPersonFactory(clan=clan, given_name="Mình", birth="1980")
    other = PersonFactory(clan=clan, given_name="Người", birth="1900", death="1960")
    hidden = LivingPersonFactory(
        clan=clan, given_name=CANARY, birth="1987", visibility=Mark.EDITORS, child_order=2
    )
    family(heads[0], None, own)
    family(heads[1], WomanFactory(clan=clan), other, hidden)
    rebuild_clan(clan)
    for row in (clan, own_branch, other_branch, own, other, hidden):
        row.refresh_from_db()
    accounts = _accounts(clan, own_branch, other_branch, own, hidden)
    news = add_news(
        "Tin của họ", topics=[add_topic()], people=[other], branches=[other_branch],
        author=add_author(),
    )  # fmt: skip
    pair = {"first": other, "second": hidden}
    doubts = (
        DuplicatePair.objects.create(score=1, **pair),
        DuplicateDismissal.objects.create(**pair),
    )
    rows = Rows(clan, other_branch, hidden, accounts["owner"], *doubts, *_files())
    made = [rows.of(model) for model in own_models()]
    house = House(
        clan, own_branch, other_branch, own, other, hidden, news, accounts, rows,
    )  # fmt: skip
    house.uuids = sorted(
        {str(row.uuid) for row in made if getattr(row, "uuid", None)} | {str(hidden.uuid)}
    )
    house.numbers = sorted({row.pk for row in made if row is not None})[:3]
    return house


def _accounts(clan: Clan, own: Branch, other: Branch, person: Person, hidden: Person) -> dict:
    """Make who attacks (`member`, `branch_editor`, `newsroom`) and who owns the second branch."""
    branch_editors = getattr(roles, "BRANCH_EDITORS", None)
    reviewers = getattr(roles, "REVIEWERS", None)
    groups = {
        "member": [roles.MEMBERS],
        "branch_editor": [roles.MEMBERS, branch_editors],
        "reviewer": [reviewers],
        "newsroom": [roles.EDITORS],
        "owner": [roles.MEMBERS],
    }
    there = set(Group.objects.values_list("name", flat=True))
    accounts = {
        name: member_create(
            username=name,
            password=PASSWORD,
            email=f"{name}@example.org",
            roles=[group for group in wanted if group in there],
        )
        for name, wanted in groups.items()
    }
    accounts["root"] = get_user_model().objects.create_superuser("root", password=PASSWORD)
    for name, branch in (("member", own), ("branch_editor", own), ("owner", other)):
        ClanMember.objects.create(
            user=accounts[name], clan=clan, branch=branch, state=RequestState.ACCEPTED
        )
    BranchOffice.objects.create(user=accounts["branch_editor"], clan=clan, branch=own)
    PersonAccount.objects.create(user=accounts["member"], person=person, state="accepted")
    PersonAccount.objects.create(user=accounts["owner"], person=hidden, state="accepted")
    return accounts


def _files() -> tuple[Any, ...]:
    image = ClanImage(title="Ảnh", credit="Ai", file=ImageFile(BytesIO(picture()), name="x.jpg"))
    image.save()
    document = ClanDocument(title="Giấy", file=ContentFile(b"x", name="x.txt"))
    document.save()
    film = ClanMedia(title="Phim", type="video", duration=1, file=ContentFile(b"x", name="x.mp4"))
    film.save()
    return image, image.get_rendition("width-100"), document, film
