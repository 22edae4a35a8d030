"""Permission policies of the gia phả: Django's rights, and for branch editors their branches.

They say who reaches a view and which rows it may touch. The views start from the same rows
(`editable_people` and its like), so that an address typed by hand finds nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from genealogy.models import Event, Person, Union
from genealogy.selectors.editable import (
    editable_events,
    editable_people,
    editable_unions,
    scope_of,
)

_IN_BRANCH = frozenset({"view", "add", "change", "delete"})


class BranchPermissionPolicy(ModelPermissionPolicy):
    """Everything to whom Django's rights give it; to branch editors the rows of their branches.

    Args:
        model: the model.
        rows: gives the rows of the model an account may change.
    """

    def __init__(self, model: type[Model], rows: Callable[[Any], QuerySet[Any]]) -> None:
        super().__init__(model)
        self.rows = rows

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether there may be a row to do this with."""
        if super().user_has_permission(user, action):
            return True
        return action in _IN_BRANCH and _is_of_branch(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Say whether this row lies in a branch of the account."""
        if super().user_has_permission(user, action):
            return True
        return self.user_has_permission(user, action) and self._holds(user, instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Say whether one of these may be done with this row."""
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """Give the rows one of these may be done with."""
        if any(user.has_perm(self._get_permission_name(action)) for action in actions):
            return self.model._default_manager.all()
        return self.rows(user) if _is_of_branch(user) else self.model._default_manager.none()

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Any]:
        """Give the rows this may be done with."""
        return self.instances_user_has_any_permission_for(user, [action])

    def _holds(self, user: Any, instance: Any) -> bool:
        return instance.pk is not None and self.rows(user).filter(pk=instance.pk).exists()


def _is_of_branch(user: Any) -> bool:
    """Say whether the account edits some branches, and not the whole book."""
    scope = scope_of(user)
    return bool(scope) and not scope.everything


PERSON_POLICY = BranchPermissionPolicy(Person, editable_people)
UNION_POLICY = BranchPermissionPolicy(Union, editable_unions)
EVENT_POLICY = BranchPermissionPolicy(Event, editable_events)


def policies_register() -> None:
    """Tell Wagtail of the policies; views, menus, choosers and links ask them."""
    for policy in (PERSON_POLICY, UNION_POLICY, EVENT_POLICY):
        register_permission_policy(policy.model, policy)
