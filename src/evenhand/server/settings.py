"""Django's settings, flat. Everything that an operator sets comes from the environment (see environment.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evenhand.server import environment
from evenhand.server.workspace import Workspace, folder_from_environment

WORKSPACE = Workspace(folder_from_environment())
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = environment.yes("EVENHAND_DEBUG")
ALLOWED_HOSTS = environment.text("EVENHAND_HOSTS", "localhost,127.0.0.1,[::1]").replace(" ", "").split(",")
SECRET_KEY = environment.secret("EVENHAND_SECRET_KEY") or "made-when-the-workspace-is-opened"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "evenhand.record.people",
    "evenhand.record.ledger",
    "evenhand.record.outbox",
    "evenhand.record.customers",
    "evenhand.record.conversations",
    "evenhand.record.replies",
    "evenhand.record.agreements",
    "evenhand.record.protection",
    "evenhand.record.erasing",
    "evenhand.doors.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "evenhand.doors.web.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "evenhand.doors.api.surroundings.ApiSurroundings",
    "evenhand.doors.languagetool.surroundings.LanguageToolSurroundings",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "evenhand.doors.web.surroundings.Surroundings",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "evenhand.server.urls"
WSGI_APPLICATION = "evenhand.server.wsgi.application"
APPEND_SLASH = False

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "doors" / "web" / "templates", PACKAGE / "doors" / "reports" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "evenhand.doors.web.templatetags.desk",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "evenhand.doors.web.surroundings.shell",
            ],
        },
    }
]

_url = environment.secret("EVENHAND_DATABASE_URL")
DATABASES: dict[str, Any] = {
    "default": environment.postgres(_url)
    if _url
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": WORKSPACE.database,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Member"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
LOGIN_URL = "sign-in"

_https = environment.yes("EVENHAND_HTTPS")
SESSION_COOKIE_NAME = "evenhand_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "evenhand.doors.web.errors.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _https else 0
if environment.yes("EVENHAND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MAIL_FROM = environment.text("EVENHAND_MAIL_FROM")
MAIL_SERVER = environment.smtp(environment.secret("EVENHAND_SMTP_URL"), MAIL_FROM)
CHECKPOINT_FOLDER = environment.text("EVENHAND_CHECKPOINT_FOLDER")
CHECKPOINT_MAILBOX = environment.text("EVENHAND_CHECKPOINT_MAILBOX")
LANGUAGETOOL_ORIGINS = environment.words("EVENHAND_LANGUAGETOOL_ORIGINS")
APPROVAL_DAYS = environment.number("EVENHAND_APPROVAL_DAYS", 14)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hant", "繁體中文"), ("zh-hans", "简体中文"), ("fi", "suomi")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "doors" / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
# A minute has up to a million characters, each of up to four bytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
SECOND_LOOK = environment.yes("EVENHAND_SECOND_LOOK")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"tokens": {"()": "evenhand.server.logs.WithoutTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
