"""The roles of the site as groups, how a group is recognised, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

# Group names are stored in the database, so they are the Vietnamese words themselves.
EDITORS = gettext_noop("Biên tập viên")
GENEALOGISTS = gettext_noop("Người biên soạn gia phả")
REVIEWERS = gettext_noop("Người duyệt gia phả")
BRANCH_EDITORS = gettext_noop("Trưởng chi, biên tập chi")
MEMBERS = gettext_noop("Thành viên")

ADMIN_ACCESS = "wagtailadmin.access_admin"
BROWSE_LIVING = "genealogy.browse_living"
REVIEW_PROPOSALS = "genealogy.review_proposals"
EDIT_BRANCH = "genealogy.edit_branch"

# What reviewers may read in the admin; they see everybody, and change nobody by hand.
_READ_BY_REVIEWERS = (
    "branch",
    "checkfinding",
    "clan",
    "clanfeast",
    "event",
    "importrun",
    "person",
    "place",
    "source",
    "union",
)

_MODEL_ACTIONS = ("view", "add", "change", "delete")


def _every(*models: str) -> frozenset[str]:
    """Give view, add, change and delete of each `app_label.model`."""
    return frozenset(
        f"{app}.{action}_{model}"
        for app, model in (name.split(".") for name in models)
        for action in _MODEL_ACTIONS
    )


@dataclass(frozen=True)
class Role:
    """What one group may do; permissions are written `app_label.codename`.

    Args:
        name: name of the group.
        permissions: hold everywhere.
        apps: app labels of which every permission is given, but those in `withheld`.
        withheld: models, as `app_label.model`, that `apps` does not open.
        on_site: permissions on the home page and all pages under it.
        on_files: permissions on the root collection and all collections under it.
    """

    name: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    apps: frozenset[str] = field(default_factory=frozenset)
    withheld: frozenset[str] = field(default_factory=frozenset)
    on_site: frozenset[str] = field(default_factory=frozenset)
    on_files: frozenset[str] = field(default_factory=frozenset)


ROLES = (
    Role(
        name=EDITORS,
        permissions=_every("news.topic", "news.author") | {ADMIN_ACCESS},
        on_site=frozenset(
            {"wagtailcore.add_page", "wagtailcore.change_page", "wagtailcore.publish_page"}
        ),
        # Wagtail keeps the rights over files under its own models, whatever model holds them.
        on_files=frozenset(
            {
                "wagtailimages.add_image",
                "wagtailimages.change_image",
                "wagtailimages.choose_image",
                "wagtaildocs.add_document",
                "wagtaildocs.change_document",
                "wagtaildocs.choose_document",
                "wagtailmedia.add_media",
                "wagtailmedia.change_media",
            }
        ),
    ),
    Role(
        name=GENEALOGISTS,
        permissions=frozenset({ADMIN_ACCESS}),
        apps=frozenset({"genealogy"}),
        # Phone numbers and addresses of living people, and what was erased, are for administrators
        # only; secret addresses of calendars are for their owners, who need no permission.
        withheld=frozenset(
            {
                "genealogy.personcontact",
                "genealogy.calendarlink",
                "genealogy.memorialreminder",
                "genealogy.printorder",
                "genealogy.erasure",
            }
        ),
        on_files=frozenset({"wagtailimages.add_image", "wagtailimages.choose_image"}),
    ),
    Role(
        name=REVIEWERS,
        permissions=frozenset(
            {ADMIN_ACCESS, BROWSE_LIVING, REVIEW_PROPOSALS}
            | {f"genealogy.view_{model}" for model in _READ_BY_REVIEWERS}
        ),
    ),
    # Without an office (BranchOffice) these rights open no branch.
    Role(
        name=BRANCH_EDITORS,
        permissions=frozenset({ADMIN_ACCESS, BROWSE_LIVING, EDIT_BRANCH}),
        on_files=frozenset({"wagtailimages.add_image", "wagtailimages.choose_image"}),
    ),
    Role(name=MEMBERS, permissions=frozenset({BROWSE_LIVING})),
)

#: Apps whose permissions the roles speak of; they must exist before a role is made.
PERMISSION_APPS = (
    "wagtailcore",
    "wagtailadmin",
    "wagtailimages",
    "wagtaildocs",
    "wagtailmedia",
    "news",
    "genealogy",
)
