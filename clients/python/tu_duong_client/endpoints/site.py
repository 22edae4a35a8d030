"""Methods of `site`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.site import SiteFacts


class SiteReading(Reading):
    """Reads `site`."""

    def site(self) -> SiteFacts:
        """Answer the site's name, addresses and menu."""
        answer: SiteFacts = self.read("/api/v2/site/", {})
        return answer
