"""The rows of the table of routes: what the privacy tests know of each pattern of the URL conf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.privacy.roles import ADMIN, CONTACTS, PAGES, RELATIVE


@dataclass(frozen=True)
class Row:
    """What the tests know of a route.

    Args:
        route: the pattern; with `**` at its end all patterns that begin so.
        door: which of the doors of `roles` it is.
        queries: query strings to ask with, beside none; `{given}` and the like are filled in.
        acts_as: the role whose answer this is, whoever asks: a secret address is its owner's.
        values: name of a source of `SOURCES` for an argument; others follow `COMMON`.
    """

    route: str
    door: str = PAGES
    queries: tuple[str, ...] = ()
    acts_as: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


_SEARCH = ("q={prefix}", "q={given}", "q={other}", "q=ho")
#: Every way to ask for people: by words, kin, years, đời, branch, giỗ, and by a slip of the finger.
_SITE_SEARCH = (
    *_SEARCH, "q={prefix}x", "q=con+%C3%B4ng+{given}", "q=v%E1%BB%A3+%C3%B4ng+{given}",
    "q=sinh+{year}", "q={year}", "q=%C4%91%E1%BB%9Di+4", "q=gi%E1%BB%97+th%C3%A1ng+10",
    "q=%22{given}+{other}%22", "q=h%E1%BB%8D&loai=people&type=people",
)  # fmt: skip
_FORM = ("to={uuid}", "region=south&to={uuid}")
_PEOPLE_FILTERS = (
    "search={prefix}", "search={other}", "born_from={year}&born_to={year}", "order=name", "sex=m",
    "order=generation&limit=100", "fields=id,name,father,note,years", "clan=ho-chim&limit=100",
    "generation=4", "branch={branch}", "died_from=1940", "memorial_month=10",
    "facets=clan,branch,generation,sex&limit=0", "order=name&limit=1&count=false",
)  # fmt: skip


def _admin(*routes: str, **values: str) -> list[Row]:
    return [Row(f"admin/{route}", ADMIN, values=values) for route in routes]


def _chooser(name: str, keys: str) -> Row:
    return Row(f"admin/gia-pha/{name}/**", ADMIN, ("q={prefix}", "q=ho"), values={"pk": keys})


def _records(name: str, keys: str) -> Row:
    queries = ("q={prefix}", "q={other}", "export=csv", "export=xlsx")
    return Row(f"admin/gia-pha/{name}/**", ADMIN, queries, values={"pk": keys})


_READERS = [
    Row("", values={"": "page paths"}),
    Row("^((?:[\\w\\-]+/)*)$", values={"": "page paths"}),
    Row("sitemap.xml"),
    Row("robots.txt"),
    Row("manifest.webmanifest"),
    Row("sw.js"),
    Row("ngoai-tuyen/"),
    Row("hien-thi/"),
    Row("kieu-dang/"),
    Row("tim-kiem/", queries=_SITE_SEARCH),
    Row("tim-kiem/goi-y/", queries=_SEARCH),
    Row("_util/**"),
    Row("documents/^(\\d+)/(.*)$", values={"": "documents"}),
    Row("documents/authenticate_with_password/**"),
    Row("^media/(?P<path>.+)$", values={"path": "media paths"}),
    Row("tai-khoan/**", values={"uuid": "nothing", "pk": "one", "provider": "nothing"}),
    Row("gia-pha/", queries=("xem=tat-ca",)),
    Row("gia-pha/tim/", queries=(*_SEARCH, "clan=ho-chim", "clan=ho-chim&doi=4", "q=qz&page=2")),
    Row(
        "gia-pha/quan-he/",
        queries=("tim={prefix}", "tu={uuid}&den={other_uuid}", "tu={uuid}&tim={given}"),
    ),
    Row("gia-pha/nguoi/<uuid:uuid>/", values={"uuid": "people"}),
    Row("gia-pha/nguoi/<uuid:uuid>/con-chau/", values={"uuid": "people"}),
    # Drawings
    Row(
        "gia-pha/nguoi/<uuid:uuid>/ve/",
        queries=(
            "doi=9",
            "dang=the&doi=9&chi=1",
            "dang=doc&doi=9",
            "doi=9&con=1&bo=1",
            "ve=quat-to-tien",
            "ve=tren-duoi&doi=4",
            "ve=doi-nguoi&doi=9",
            "ve=duong-noi&den={other_uuid}",
        ),
    ),
    Row(
        "gia-pha/nguoi/<uuid:uuid>/ve/**",
        values={"uuid": "people", "kind": "drawings"},
    ),
    Row(
        "gia-pha/nguoi/<uuid:uuid>/ve/<slug:kind>.svg",
        queries=("doi=9", "doi=9&dang=doc", "den={other_uuid}"),
        values={"uuid": "people", "kind": "drawings"},
    ),
    Row("gia-pha/nguoi/<uuid:uuid>/so-do/", values={"uuid": "people"}),
    Row("gia-pha/ho-hang/", queries=("len=8&xuong=6&bac=5", "tim={given}")),
    Row(
        "gia-pha/nguoi/<uuid:uuid>/ho-hang/",
        queries=("len=8&xuong=6&bac=5", "tim={given}", "vung=nam"),
        values={"uuid": "people"},
    ),
    Row("gia-pha/lich/<str:secret>.ics", acts_as=RELATIVE, values={"secret": "calendar"}),
    Row("gia-pha/ban-in/"),
    Row("gia-pha/ban-in/**", values={"uuid": "prints"}),
    Row("gia-pha/<slug:slug>/**", values={"slug": "clan", "pk": "calendar keys"}),
    Row(
        "gia-pha/<slug:slug>/ngay-gio/",
        queries=("thang=8", "thang=10&chi=chi-mot", "ten={prefix}", "ten={given}"),
    ),
    Row(
        "gia-pha/<slug:slug>/thang/**",
        queries=("xem=dong-toi", "xem=nha-toi", "xem=chi-phai:chi-mot"),
        values={"month": "solar months"},
    ),
    Row(
        "gia-pha/<slug:slug>/thang-am/**",
        queries=("xem=dong-toi",),
        values={"month": "lunar months"},
    ),
    Row("gia-pha/<slug:slug>/lich-treo/**", queries=("xem=dong-toi",), values={"year": "years"}),
    Row(
        "gia-pha/<slug:slug>/nhac-gio/",
        queries=("nguoi={uuid}",),
    ),
    Row("gia-pha/<slug:slug>/nhac-gio/**", values={"pk": "reminder keys"}),
    Row("gia-pha/nhac-gio/thoi/<str:token>/", values={"token": "stop tokens"}),
    Row("gia-pha/<slug:clan>/**", values={"clan": "clan", "slug": "branches"}),
    Row("gia-pha/<slug:clan>/chi/<slug:slug>/", queries=("doi=4",)),
    # Members, proposals, duties
    Row("gia-pha/thu-moi/**", values={"secret": "nothing", "uuid": "invitations"}),
    Row("gia-pha/gia-nhap/**", values={"slug": "clan"}),
    Row("gia-pha/thanh-vien/**", values={"pk": "ClanMember keys"}),
    Row("gia-pha/nguoi/<uuid:uuid>/la-toi/**", values={"uuid": "people"}),
    Row("gia-pha/nguoi/<uuid:uuid>/de-nghi/**", values={"uuid": "people", "way": "ways"}),
    Row("gia-pha/doc-ngay/", queries=("chu=17/8/1983",)),
    Row("gia-pha/de-nghi/**", values={"uuid": "proposals", "number": "one"}),
    Row("gia-pha/duyet/**", values={"uuid": "proposals"}),
    Row("gia-pha/du-lieu-cua-toi/**", values={"uuid": "requests", "kind": "duties"}),
]

_API = [
    Row("api/v2/"),
    Row("api/v2/openapi.json"),
    Row("api/v2/docs/**"),
    Row("api/v2/^pages/**", queries=("search={prefix}", "fields=*"), values={"pk": "page keys"}),
    Row("api/v2/^images/**", queries=("fields=*", "limit=100"), values={"pk": "image keys"}),
    Row("api/v2/^documents/**", queries=("fields=*",), values={"pk": "document keys"}),
    Row("api/v2/^media/"),
    Row("api/v2/^redirects/**", values={"pk": "one"}),
    Row(
        "api/v2/^news/**",
        queries=("person={uuid}", "search={prefix}", "include=body,people&facets=topic,year"),
        values={"pk": "news"},
    ),
    Row("api/v2/^topics/**", values={"slug": "topic"}),
    Row("api/v2/^authors/**", values={"slug": "author"}),
    Row("api/v2/^programmes/**", values={"pk": "one"}),
    Row("api/v2/^episodes/**", queries=("person={uuid}",), values={"pk": "one"}),
    Row("api/v2/^events/**", queries=("person={uuid}",), values={"pk": "one"}),
    Row("api/v2/^clans/**", values={"slug": "clan"}),
    Row(
        "api/v2/^clans/<slug:slug>/anniversaries/",
        queries=("from=2026-01-01&to=2027-12-31", "from=2026-01-01&to=2026-12-31&branch={branch}"),
    ),
    Row("api/v2/^clans/<slug:slug>/statistics/chart.svg", queries=("kind=births", "kind=ages")),
    Row("api/v2/^branches/**", queries=("clan=ho-chim",), values={"uuid": "branch uuids"}),
    Row("api/v2/^people/", queries=_PEOPLE_FILTERS),
    Row("api/v2/^people/<uuid:uuid>/**", values={"uuid": "people"}),
    Row(
        "api/v2/^people/<uuid:uuid>/",
        queries=("include=news", "fields=name,birth_year,biography,news"),
        values={"uuid": "people"},
    ),
    Row("api/v2/^places/**", queries=("search={prefix}",), values={"uuid": "place uuids"}),
    Row("api/v2/^sources/**", queries=("search={prefix}",), values={"uuid": "source uuids"}),
    Row("api/v2/^people/<uuid:uuid>/ancestors/", queries=("lineage=true", "depth=3")),
    Row("api/v2/^people/<uuid:uuid>/descendants/", queries=("depth=5",)),
    Row("api/v2/^people/<uuid:uuid>/relationship/", queries=_FORM),
    Row("api/v2/^people/<uuid:uuid>/chart/", queries=("down=6", "sons=1&up=2", "to={uuid}")),
    Row("api/v2/^people/<uuid:uuid>/branch-below/", queries=("down=6", "sons=1")),
    Row("api/v2/^proposals/**", values={"uuid": "proposals"}),
    Row("api/v2/^search/", queries=(*_SITE_SEARCH, "q={prefix}&kind=people")),
    Row("api/v2/^site/"),
    # What previews tell stands in tests/preview; here their secrets are unknown ones.
    Row("api/v2/preview/<str:token>/**", values={"token": "preview secrets"}),
    Row(
        "api/v2/^resolve/",
        queries=(
            "path=/gia-pha/nguoi/{uuid}/",
            "path=gia-pha/nguoi/{uuid}",
            "path=/tin-tuc/",
            "path=/gia-pha/ho-chim/",
        ),
    ),
    # The second is "since the beginning": everything that is remembered.
    Row("api/v2/^paths/", queries=("limit=1000", "since=MC4wLi4&limit=1000")),
    Row("api/v2/^.*$"),
]

_OF_EDITORS = [
    *_admin("", "login/", "logout/", "account/**", "test404/", "failwhale/", "sprite/", "jsi18n/"),
    *_admin("api/main/^images/**", pk="image keys"),
    *_admin("api/main/^documents/**", pk="document keys"),
    *_admin("api/main/^pages/**", "choose-page/**", "pages/**", pk="page keys"),
    *_admin("choose-external-link/", "choose-email-link/", "choose-phone-link/"),
    *_admin("choose-anchor-link/", "tag-autocomplete/**"),
    *_admin("collections/**", "workflows/**", pk="one"),
    *_admin("bulk/**", "reports/**", "dismissibles/", "editing-sessions/**", "block-preview/"),
    *_admin("redirects/**", "embeds/**", "snippets/**", "sites/**", "groups/**", pk="one"),
    *_admin("settings/**", "media/**", "viec-nen/**", "password_reset/**", "^.*/$", pk="one"),
    *_admin("ban-tinh/**"),
    *_admin("users/**", pk="accounts"),
    Row("admin/documents/**", ADMIN, ("q={prefix}",), values={"pk": "document keys"}),
    Row("admin/images/**", ADMIN, ("q={prefix}",), values={"pk": "image keys"}),
    Row("admin/gia-pha/doc-ngay/", ADMIN),
    Row("admin/gia-pha/xem-truoc/**", ADMIN, values={"kind": "text kinds", "uuid": "people"}),
    Row(
        "admin/xem-truoc/**",
        ADMIN,
        values={"kind": "text kinds", "uuid": "people", "pk": "page keys"},
    ),
    _chooser("chon-nguoi", "person keys"),
    _chooser("chon-chi", "Branch keys"),
    _chooser("chon-dong-ho", "clan keys"),
    _chooser("chon-cap", "couple keys"),
    _chooser("chon-dia-danh", "Place keys"),
    _chooser("chon-nguon", "Source keys"),
    _records("nguoi", "person keys"),
    _records("vo-chong", "couple keys"),
    _records("chi-phai", "Branch keys"),
    _records("dong-ho", "clan keys"),
    _records("su-kien", "Event keys"),
    _records("dia-danh", "Place keys"),
    _records("nguon", "Source keys"),
    _records("ngay-le", "one"),
    _records("kiem-tra", "one"),
    Row("admin/gia-pha/nghi-trung/**", ADMIN, values=dict.fromkeys(
        ("first", "second", "keep", "drop", "pk"), "person keys")),
    _records("lich-su", "ChangeSet keys"),
    _records("nhap-gedcom", "one"),
    Row("admin/gia-pha/chuyen/**", ADMIN, values={"pk": "person keys"}),
    *_admin("gia-pha/xem-nhu/**", pk="one"),
    *_admin("so-su-co/**", "nhat-ky-truy-cap/**", "khoa-api/**", "tin-bao/**", pk="one"),
    # Members, proposals, duties
    _records("thanh-vien", "ClanMember keys"),
    _records("phu-trach", "BranchOffice keys"),
    _records("thu-moi", "Invitation keys"),
    _records("de-nghi", "Proposal keys"),
    _records("dong-y", "Consent keys"),
    _records("yeu-cau", "DataRequest keys"),
    # The copy that the law gives the person holds the ways to reach them too.
    Row("admin/gia-pha/yeu-cau/<int:pk>/ban-sao/", CONTACTS, values={"pk": "DataRequest keys"}),
    Row("admin/gia-pha/lien-lac/**", CONTACTS, values={"pk": "PersonContact keys"}),
]  # fmt: skip

TABLE = [*_READERS, *_API, *_OF_EDITORS]
