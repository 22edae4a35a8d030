"""Every address of the site. Wagtail's page tree takes what nothing else claims."""

from __future__ import annotations

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms.accounts.views import admin_login, frontend_login
from cms.api import api_urls
from cms.api_v3 import v3_urls
from cms.media.serving import serve_media
from home.offline import offline_page, service_worker, web_manifest
from home.views import robots, site_search, site_suggestions
from home.views_display import display_settings, style_guide

urlpatterns = [
    # Wagtail's own login knows no limits; everybody comes in through the one that does.
    path("admin/login/", admin_login, name="wagtailadmin_login_redirect"),
    path("_util/login/", frontend_login, name="wagtailcore_login_redirect"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("tai-khoan/", include("cms.accounts.urls")),
    path("api/v2/", include(api_urls)),
    *v3_urls(),
    path("gia-pha/", include("genealogy.urls")),
    path("tim-kiem/", site_search, name="site_search"),
    path("tim-kiem/goi-y/", site_suggestions, name="site_suggestions"),
    path("hien-thi/", display_settings, name="display_settings"),
    path("kieu-dang/", style_guide, name="style_guide"),
    path("manifest.webmanifest", web_manifest, name="web_manifest"),
    path("sw.js", service_worker, name="service_worker"),
    path("ngoai-tuyen/", offline_page, name="offline"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": Sitemap}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    re_path(r"^media/(?P<path>.+)$", serve_media, name="media"),
    path("", include(wagtail_urls)),
]
