"""The addresses of the site as they are with `CMS_API_V3=1`."""

from __future__ import annotations

from django.urls import include, path

from cms.api_v3 import START, v3_patterns
from cms.urls import urlpatterns as _site

urlpatterns = [path(START, include(v3_patterns())), *_site]
