"""Checking after every edit, once it is committed; a failure here never touches the edit."""

from __future__ import annotations

import logging

from django.db import DatabaseError

from genealogy.models import Clan
from genealogy.services.checks.around import TooManyPeople
from genealogy.services.checks.run import check_people
from genealogy.services.tree_versions import TreeTouched

logger = logging.getLogger(__name__)


def check_touched(event: TreeTouched) -> None:
    """Check around the people of an edit; large changes wait for the next whole check."""
    if not event.people:
        return
    clan = Clan.objects.filter(pk=event.clan_id).first()
    if clan is None:
        return
    try:
        check_people(clan, event.people)
    except TooManyPeople:
        logger.info("Edit too large to check", extra={"event": "check_skipped"})
    except DatabaseError:
        logger.exception("Check after an edit failed", extra={"event": "check_failed"})
