"""Every endpoint."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from tu_duong_client.endpoints.authors import AuthorsReading
from tu_duong_client.endpoints.branches import BranchesReading
from tu_duong_client.endpoints.clans import ClansReading
from tu_duong_client.endpoints.documents import DocumentsReading
from tu_duong_client.endpoints.episodes import EpisodesReading
from tu_duong_client.endpoints.events import EventsReading
from tu_duong_client.endpoints.images import ImagesReading
from tu_duong_client.endpoints.news import NewsReading
from tu_duong_client.endpoints.pages import PagesReading
from tu_duong_client.endpoints.people import PeopleReading
from tu_duong_client.endpoints.places import PlacesReading
from tu_duong_client.endpoints.programmes import ProgrammesReading
from tu_duong_client.endpoints.redirects import RedirectsReading
from tu_duong_client.endpoints.search import SearchReading
from tu_duong_client.endpoints.site import SiteReading
from tu_duong_client.endpoints.sources import SourcesReading
from tu_duong_client.endpoints.topics import TopicsReading


class Endpoints(
    AuthorsReading,
    BranchesReading,
    ClansReading,
    DocumentsReading,
    EpisodesReading,
    EventsReading,
    ImagesReading,
    NewsReading,
    PagesReading,
    PeopleReading,
    PlacesReading,
    ProgrammesReading,
    RedirectsReading,
    SearchReading,
    SiteReading,
    SourcesReading,
    TopicsReading,
):
    """What can be read."""
