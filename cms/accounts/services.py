"""Making roles and accounts."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q

from cms.accounts.models import User
from cms.accounts.phones import user_name_normalise
from cms.accounts.roles import PERMISSION_APPS, ROLES, Role

# No signs that look alike in print (0 and o, 1 and l): passwords are read out over the phone.
_LETTERS = "abcdefghijkmnpqrstuvwxyz"
_DIGITS = "23456789"
_PASSWORD_GROUPS = 4
_GROUP_LENGTH = 4


def password_generate() -> str:
    """Give a random password that can be dictated: four groups of four, 80 bits."""
    signs = _LETTERS + _DIGITS
    while True:
        groups = [
            "".join(secrets.choice(signs) for _ in range(_GROUP_LENGTH))
            for _ in range(_PASSWORD_GROUPS)
        ]
        password = "-".join(groups)
        if any(sign in _DIGITS for sign in password):
            return password


@transaction.atomic
def member_create(
    *,
    username: str,
    password: str,
    email: str = "",
    display_name: str = "",
    roles: Iterable[str] = (),
) -> User:
    """Make an account and put it into the groups of its roles (names as in `roles`).

    A user name that is a phone number is kept in its one form (`phones`).

    Raises:
        ValidationError: the user name is taken or has forbidden signs, or the password is weak.
        Group.DoesNotExist: a role has no group yet; run `roles_ensure` first.
    """
    user = User(
        username=user_name_normalise(username),
        # allauth looks addresses up in small letters.
        email=User.objects.normalize_email(email).lower(),
        display_name=display_name,
    )
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    user.groups.set([Group.objects.get(name=name) for name in roles])
    return user


@transaction.atomic
def roles_ensure(*, registry: Any = installed_apps) -> None:
    """Make the groups of the site and give each what its role says; safe to repeat.

    Rights that somebody added to a group by hand stay. `registry` is where models are looked
    up: a migration passes its historical ones. Permissions are made first where they are
    missing, because Django makes them only after the last migration.
    """
    for label in PERMISSION_APPS:
        _permissions_make(registry, label)
    permissions = _Permissions(registry)
    for role in ROLES:
        group, _ = registry.get_model("auth", "Group").objects.get_or_create(name=role.name)
        group.permissions.add(*permissions.named(role.permissions), *permissions.of_apps(role))
        _grant_on_site(registry, group, permissions.named(role.on_site))
        _grant_on_files(registry, group, permissions.named(role.on_files))


def _permissions_make(registry: Any, label: str) -> None:
    try:
        app_config = registry.get_app_config(label)
    except LookupError:
        return
    if not hasattr(app_config, "models_module"):
        # Historical apps have none, and Django takes that for an app without models.
        app_config.models_module = True
    create_permissions(app_config, apps=registry, verbosity=0)


class _Permissions:
    """The permissions of a registry, looked up by `app_label.codename`."""

    def __init__(self, registry: Any) -> None:
        self._all = registry.get_model("auth", "Permission").objects.all()

    def named(self, names: Iterable[str]) -> list[Any]:
        """Give those of the named permissions that exist."""
        wanted = Q(pk__in=[])
        for name in names:
            app_label, codename = name.split(".")
            wanted |= Q(content_type__app_label=app_label, codename=codename)
        return list(self._all.filter(wanted))

    def of_apps(self, role: Role) -> list[Any]:
        """Give all permissions of the role's apps but those withheld from it."""
        rows = self._all.filter(content_type__app_label__in=role.apps)
        for name in role.withheld:
            app_label, model = name.split(".")
            rows = rows.exclude(content_type__app_label=app_label, content_type__model=model)
        return list(rows)


def _grant_on_site(registry: Any, group: Any, permissions: list[Any]) -> None:
    """Grant on the home page of the default site, or on the tree's root when there is none."""
    site = registry.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).first()
    if site is not None:
        page_id = site.root_page_id
    else:
        pages = registry.get_model("wagtailcore", "Page").objects
        page_id = pages.filter(depth=1).values_list("pk", flat=True).first()
    grants = registry.get_model("wagtailcore", "GroupPagePermission").objects
    for permission in permissions if page_id else ():
        grants.get_or_create(group_id=group.pk, page_id=page_id, permission_id=permission.pk)


def _grant_on_files(registry: Any, group: Any, permissions: list[Any]) -> None:
    collections = registry.get_model("wagtailcore", "Collection").objects
    root = collections.filter(depth=1).first()
    grants = registry.get_model("wagtailcore", "GroupCollectionPermission").objects
    for permission in permissions if root else ():
        grants.get_or_create(group_id=group.pk, collection_id=root.pk, permission_id=permission.pk)
