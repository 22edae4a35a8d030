"""Print which role may do what, for the docs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts.doings import table_markdown


class Command(BaseCommand):
    """Prints the table of roles as Markdown."""

    help = "Print the table of roles and what they may do, as Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(table_markdown())
