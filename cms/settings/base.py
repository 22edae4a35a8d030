"""What every environment shares. Values that differ stand in dev, test and production."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import available_timezones

import dj_database_url
from corsheaders.defaults import default_headers
from django.utils.translation import gettext_lazy as _

from cms.settings import environment
from cms.settings.accounts import *

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "home",
    "cms.core",
    "cms.accounts",
    "cms.media",
    "cms.jobs",
    "cms.news",
    "cms.programmes",
    "cms.council",
    "cms.preview",
    "cms.webhooks",
    "genealogy",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "csp",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "cms.health.HealthFirst",
    "cms.core.api.kept.KeptAnswers",
    "cms.preview.middleware.PreviewAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.core.middleware.PrivateAnswers",
    "cms.core.questions.SaneQuestions",
    "corsheaders.middleware.CorsMiddleware",
    "cms.core.api.fair_use.FairUse",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.core.middleware.AdminContentPolicy",
    "cms.preview.middleware.FrontEndPolicy",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.middleware.SecondFactorRequired",
    "cms.accounts.middleware.PagePasswordLimits",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
ASGI_APPLICATION = "cms.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "home.context_processors.navigation",
            ],
        },
    },
]

# Databases -------------------------------------------------------------------------------------

DEFAULT_DATABASE = f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(environment.text("DATABASE_URL", DEFAULT_DATABASE))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writes; IMMEDIATE makes a second writer wait in line
    # instead of failing half way through its transaction.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32768;PRAGMA temp_store=MEMORY;"
        ),
    }
    # Opening the file costs as much as the questions of a record; each thread keeps its connection,
    # with its statements and at most 32 MB of pages. `cms.core.kept_connections` sees when another
    # file takes its place.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People ----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Background jobs -------------------------------------------------------------------------------

# Wagtail's own tasks (indexes, clean-up after a save) stay where they were: at once, in the
# request. Only "jobs" waits in the database for `manage.py run_worker`.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.backend.DatabaseBackend", "QUEUES": ["jobs"]},
}
# How long a worker may be silent before its job is given to another (seconds); it reports four
# times as often.
JOB_LEASE_SECONDS = 120
# How often a job that breaks is tried in all, and the pause before the second try (seconds); each
# further pause is four times as long.
JOB_ATTEMPTS = 3
JOB_RETRY_SECONDS = 10

# Webhooks --------------------------------------------------------------------------------------

# Hosts of this very machine that may be told, as "127.0.0.1:8400": for development and tests only.
# Everything else inside the network is refused, whatever its name.
WEBHOOK_LOOPBACK_HOSTS = environment.items("WEBHOOK_LOOPBACK_HOSTS")
# Whether receivers may be called by http on port 80; otherwise https on 443 alone.
WEBHOOK_ALLOW_HTTP = environment.flag("WEBHOOK_ALLOW_HTTP")
# Seconds to connect and between two pieces of an answer; seconds for the whole of it.
WEBHOOK_STEP_SECONDS = 5.0
WEBHOOK_WHOLE_SECONDS = 15.0
# Seconds without a further change of a tree after which it is looked at, so that a burst is told
# once (fifteen times as long at the most).
WEBHOOK_QUIET_SECONDS = 2
# The pause before the second try (seconds), three times as long after each; hours until a message
# is given up; days of failures after which an endpoint is switched off.
WEBHOOK_RETRY_SECONDS = 10
WEBHOOK_GIVE_UP_HOURS = 24
WEBHOOK_OFF_AFTER_DAYS = 5

# Words and time --------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
# The second one holds Vietnamese words that Wagtail's own catalogue still lacks.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
USE_I18N = True
USE_TZ = True
# Lunar days turn over at midnight in Vietnam, wherever the server stands.
TIME_ZONE = "Asia/Ho_Chi_Minh"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]

# Files -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS: list[Path] = []
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Wagtail ---------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Từ Đường"
# Debian lists "localtime" among the zones, which is none to a browser and stops the account page.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})
# No call to another host for a picture of the editor.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_BASE_URL = environment.text("SITE_URL", "http://127.0.0.1:8000")
WAGTAILAPI_BASE_URL = WAGTAILADMIN_BASE_URL
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "media.ClanImage"
# A picture of 121 million pixels fits in 15 KB of PNG and costs 223 MB to open.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "heic"]
# Every upload is re-drawn without EXIF before it is stored.
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.ClanImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.ClanDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip", "ged"]
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.ClanMedia",
    "MEDIA_FORM_BASE": "cms.media.forms.ClanMediaForm",
    "VIDEO_EXTENSIONS": ["m4v", "mkv", "mov", "mp4", "webm"],
    "AUDIO_EXTENSIONS": ["m4a", "mp3", "ogg", "wav"],
}
# Saving an embed must not call anybody: the finder answers from the address alone.
WAGTAILEMBEDS_FINDERS = [{"class": "cms.media.embeds.OfflineEmbedFinder"}]
WAGTAILEMBEDS_RESPONSIVE_HTML = True
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        # PostgreSQL's usual configuration is English and drops "to", "an", "do": tổ, an, độ.
        "SEARCH_CONFIG": "simple",
    }
}
TAGGIT_CASE_INSENSITIVE = True

# Static copy -----------------------------------------------------------------------------------

# Where the copy made by the admin's "Bản tĩnh" will stand; empty for a copy that takes the place of
# the site itself. `manage.py export_static --address` does not read it.
STATIC_SITE_ADDRESS = environment.text("STATIC_SITE_ADDRESS")

# API -------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["cms.core.api.rendering.FastJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "cms.accounts.tokens.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["cms.accounts.tokens.permissions.ScopeOpens"],
    "DEFAULT_PAGINATION_CLASS": "cms.core.api.pagination.EnvelopePagination",
    "DEFAULT_SCHEMA_CLASS": "cms.core.api.schema.ApiSchema",
    "EXCEPTION_HANDLER": "cms.core.api.problems.problem_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Từ Đường: API công khai",
    "DESCRIPTION": "Tin tức, truyền hình và gia phả của dòng họ, cho trang ngoài đọc.",
    "VERSION": "2.1.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v2",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Several records have a `kind`; each kind of kind has a name of its own.
    "ENUM_NAME_OVERRIDES": {
        "DraftStatus": ["draft", "moderation", "live", "live+draft"],
        "FileKind": ["image", "document", "video", "audio"],
        "AnniversaryKind": ["memorial", "feast"],
        "RelationKind": ["self", "blood", "adoption", "marriage", "none"],
        "KindEnum": ["news", "episode", "page", "person"],
    },
    "PREPROCESSING_HOOKS": ["cms.core.api.schema.only_public_api"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "cms.media.api_components.with_media_shapes",
        "cms.core.api.schema.with_parts",
        "cms.core.api.schema.with_problems",
        "cms.core.api.schema.with_plain_names",
    ],
}
# Anybody may read the public API from any page; cookies never travel with such a call.
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
# A browser asks whether what it keeps still stands.
CORS_ALLOW_HEADERS = (*default_headers, "if-none-match")
CORS_EXPOSE_HEADERS = (
    "ETag",
    "Link",
    "Deprecation",
    "Sunset",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
)
# A browser asks a day later whether it may still read with a key.
CORS_PREFLIGHT_MAX_AGE = 86_400
CORS_URLS_REGEX = r"^/api/v2/.*$"

# Fair use: a stranger's budget, in points (`cms.core.api.costs`), and how fast it fills up again. A
# static build of 5,000 pages at full speed fits into one budget. 0 points is no limit.
API_BUDGET_POINTS = int(environment.text("API_BUDGET_POINTS", "12000"))
API_POINTS_PER_MINUTE = int(environment.text("API_POINTS_PER_MINUTE", "1200"))
# A question that keeps the database busy longer is broken off (seconds; 0 for no limit).
API_QUERY_SECONDS = float(environment.text("API_QUERY_SECONDS", "5"))
# Below gunicorn's own 4,094 signs of a request line, so that the refusal is ours.
API_URL_LENGTH = 4000
API_DEEPEST_OFFSET = 10_000
API_BODY_BYTES = 2 * 1024 * 1024
# The file and, beside it, the fields of the form.
API_UPLOAD_BYTES = {
    "images": WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1024 * 1024,
    "documents": 51 * 1024 * 1024,
    "media": 501 * 1024 * 1024,
}

# Wagtail's own v3 API, reading only and for strangers only, under /api/v3-preview/.
CMS_API_V3 = environment.flag("CMS_API_V3")

# Answers of the API that anybody may read rest in the memory of each process, up to so many MB in
# all; 0 keeps none. They are never older than the content (`cms.core.api.kept`).
API_KEPT_BYTES = int(float(environment.text("API_KEPT_MEGABYTES", "32")) * 1024 * 1024)

# Caches in front of the site that are told what changed, as Wagtail's setting of that name but
# written as JSON: `{"cdn": {"BACKEND": "cms.core.cdn_backends.FastlyKeys", ...}}`.
WAGTAILFRONTENDCACHE = json.loads(environment.text("WAGTAILFRONTENDCACHE", "{}"))
if WAGTAILFRONTENDCACHE:
    INSTALLED_APPS.append("wagtail.contrib.frontend_cache")

# Safety ----------------------------------------------------------------------------------------

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
# YouTube refuses to play (error 153) when it is told nothing of the page.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "frame-src": [
            "'self'",
            "https://www.youtube-nocookie.com",
            "https://www.facebook.com",
            "https://player.vimeo.com",
            "https://www.tiktok.com",
        ],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Addresses of previews hold secrets.
    "filters": {"no_preview_secrets": {"()": "cms.preview.logs.HidePreviewSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_preview_secrets"]}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO")},
    # A line for each page save, or for each start, says nothing to the operator.
    "loggers": {"django_tasks": {"level": "WARNING"}, "pikepdf": {"level": "WARNING"}},
}
