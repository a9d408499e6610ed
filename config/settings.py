"""Django settings, built from `config.env`; the same file for every deployment."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from apps.accounts.plans import PLANS as DOCUMENTED_PLANS
from apps.accounts.plans import PlansError, overridden
from apps.engine.external import find
from config.env import ENV, ROOT, networks

BASE_DIR = ROOT


def _secret_key() -> str:
    """The given key, or one made at first start and kept readable by the owner only."""
    if ENV.secret_key:
        return ENV.secret_key
    path = ENV.data_dir / "secret_key"
    if not path.exists():
        ENV.data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": {"pool": {"min_size": 1, "max_size": ENV.database_pool, "timeout": 20}},
    }


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA journal_size_limit=27103364;"  # bytes: a burst's log is given back to the disk
    "PRAGMA secure_delete=ON;"  # what is deleted is overwritten, whatever this SQLite does unasked
)


def _sqlite(path: Path) -> dict[str, Any]:
    """WAL lets readers pass a writer; IMMEDIATE avoids deadlocks; FULL survives a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        },
    }


def _database() -> dict[str, Any]:
    if ENV.uses_postgres:
        return _postgres(ENV.database_url)
    given = urlsplit(ENV.database_url).path
    return _sqlite(Path(given) if given else ENV.data_dir / "parselane.sqlite3")


def _plans() -> Any:
    """The plans of this deployment. Ends the process with a sentence for a bad file."""
    if not ENV.plans_file:
        return DOCUMENTED_PLANS
    try:
        return overridden(Path(ENV.plans_file).read_text(encoding="utf-8"))
    except OSError as error:
        raise SystemExit(f"PLANS_FILE cannot be read ({error.strerror}).") from None
    except PlansError as error:
        raise SystemExit(str(error)) from None


PLANS = _plans()
SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in ENV.allowed_hosts.split(",")]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "apps.core",
    "apps.accounts",
    "apps.api",
    "apps.intake",
    "apps.usage",
    "apps.webhooks",
    "apps.jobs",
    "apps.console",
    "apps.candidates",
    "apps.positions",
]
MIDDLEWARE = [
    "apps.api.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # nothing to collect: the few files of the admin
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email",)}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
TRUSTED_PROXIES = networks(ENV.trusted_proxies)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(TRUSTED_PROXIES)  # a proxy brings TLS with it
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TRUSTED_PROXIES else 0  # told over TLS only
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # form fields only; files are streamed
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
DATA_UPLOAD_MAX_NUMBER_FILES = 100
LOGGING_CONFIG = None  # apps.core.log configures it

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.api.authentication.ApiKeyAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["apps.api.renderers.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["apps.api.parsers.JsonParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "apps.api.renderers.AlwaysJson",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "apps.api.errors.handle",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Parselane",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/v1",
    "POSTPROCESSING_HOOKS": [],
}
DESCRIBED_BY = {
    "v1/": [f"apps.{room}.openapi.COMPONENTS" for room in ("api", "webhooks", "jobs", "console")],
    "ats/v1/": [
        "apps.api.ats_openapi.COMPONENTS",
        "apps.candidates.openapi.COMPONENTS",
        "apps.positions.openapi.COMPONENTS",
    ],
}
"""By the prefix of a face: the named shapes in its description."""

OCR_ENABLED = find("tesseract") is not None if ENV.ocr_enabled is None else ENV.ocr_enabled
"""Whether pages without text are read where a submit asks for it."""

PARSELANE = ENV
"""What the rooms need of the environment, through `django.conf.settings`."""
