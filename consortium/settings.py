"""All settings, read from the environment; docs/settings.md is their table.

A wrong value stops the start with one sentence that names the variable.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from consortium.environment import Environment, Refused
from consortium.static_headers import static_headers
from consortium.upload_storage import upload_folder, upload_storage

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
TESTING = "pytest" in sys.modules

DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
SITE_URL = env.site("SITE_URL", default=f"http://127.0.0.1:{PORT}")
SITE_HOST = urlsplit(SITE_URL).hostname
# Links in discreet mail use this address, so that the domain says nothing about the consortium.
DISCREET_SITE_URL = env.site("DISCREET_SITE_URL", default=SITE_URL)
SECURE_SITE = SITE_URL.startswith("https://")

_only_here = "only-for-development-and-never-for-a-server" if DEBUG or TESTING else ""
SECRET_KEY = env.secret("SECRET_KEY", default=_only_here)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.hosts(
    "ALLOWED_HOSTS",
    default=sorted({SITE_HOST, urlsplit(DISCREET_SITE_URL).hostname, "localhost", "127.0.0.1"}),
)
CSRF_TRUSTED_ORIGINS = sorted({SITE_URL, DISCREET_SITE_URL})

INSTALLED_APPS = [
    "consortium",
    "reports",
    "library",
    "meetings",
    "tasks",
    "workgroups",
    "members",
    "mail",
    "audit",
    "charter",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "consortium.request_id.RequestIdMiddleware",
    "consortium.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "consortium.sessions.SessionMiddleware",
    "consortium.middleware.CharterMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "consortium.middleware.SessionEndMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "consortium.sessions.LastSeenMiddleware",
    "consortium.languages.OwnLanguageMiddleware",
    "consortium.middleware.SafetyHeadersMiddleware",
    "consortium.middleware.LinkLimitMiddleware",
    "consortium.middleware.ViewerMiddleware",
    "consortium.middleware.SecondFactorMiddleware",
    "consortium.send_again.SignedOutMiddleware",
    "consortium.sent_twice.SentTwiceMiddleware",
]

ROOT_URLCONF = "consortium.urls"
WSGI_APPLICATION = "consortium.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "consortium.context_processors.site",
            ],
            "builtins": ["consortium.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(1, "django.forms")

# --- Database -----------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'consortium.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    env.folder(VAR_DIR, "VAR_DIR")
    # IMMEDIATE: a transaction that will write waits its turn at its start instead of failing at its end.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'OFF' if TESTING else 'NORMAL'};",
    }
    # A file, as in use: an in-memory database is one connection, on which a browser's requests and a test's
    # own questions fall into each other's transactions.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    # Kept open: on a full disk a new connection could not even read.
    DATABASES["default"]["CONN_MAX_AGE"] = 0 if TESTING else None
else:
    DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Each thread keeps its connection and looks whether it still stands: who comes while the database is away is
    # told so at once, and the first after its return is served. A pool hands out its broken ones first.
    DATABASES["default"]["CONN_MAX_AGE"] = 0 if TESTING else 600
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 5} | DATABASES["default"].get("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: queue and shared cache; without REDIS_URL the embedded server's socket ---------------
REDIS_URL = env.server("REDIS_URL", {"redis", "rediss", "unix"}, "redis://127.0.0.1:6379/0")
BROKER_SOCKET = VAR_DIR / "broker" / "v.sock"
_redis = REDIS_URL or f"unix://{BROKER_SOCKET}"
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        if TESTING
        else {
            "BACKEND": "consortium.cache.ForgivingRedisCache",
            "LOCATION": _redis,
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
    )
}
CELERY_BROKER_URL = _redis.replace("unix://", "redis+socket://", 1)

# --- People and signing in ------------------------------------------------------------------------
AUTH_USER_MODEL = "members.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "consortium.sign_in.AccountAdapter"
ACCOUNT_FORMS = {"request_login_code": "consortium.sign_in.RequestCodeForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
# By address and by person: an office of two hundred stands behind one address.
ACCOUNT_RATE_LIMITS = {"request_login_code": "200/m/ip,3/m/key", "login_failed": "60/m/ip,5/300s/key"}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE_SITE else "http"
MFA_ADAPTER = "consortium.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Offered to everyone; required of nobody, of coordinators, or of coordinators and chairs.
_second_factor = env.str(
    "REQUIRE_SECOND_FACTOR", default="off" if DEBUG or TESTING else "coordinators"
).lower()
SECOND_FACTOR_OF = {
    "on": "coordinators",
    "true": "coordinators",
    "1": "coordinators",
    "false": "off",
    "0": "off",
}
REQUIRE_SECOND_FACTOR = SECOND_FACTOR_OF.get(_second_factor, _second_factor)
if REQUIRE_SECOND_FACTOR not in {"off", "coordinators", "chairs"}:
    raise Refused("REQUIRE_SECOND_FACTOR must be off, coordinators, or chairs (both).")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_AGE = 30 * 60
# However much it is used, a sign-in ends after so many hours.
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SITE
# A browser takes a cookie of this name over https only, for this host alone and for the whole of it (RFC 6265bis).
COOKIE_PREFIX = "__Host-" if SECURE_SITE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "consortium.message_storage.Storage"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "consortium.error_pages.form_too_old"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- Headers ---------------------------------------------------------------------------------------
# Limits and the list of sign-ins go by the visitor's address, which these proxies of ours pass on (X-Forwarded-For).
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if SECURE_SITE else 0)
SECURE_SSL_REDIRECT = SECURE_SITE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_SITE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SITE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SITE
# Other sites get no referrer. "no-referrer" would also send our own forms with "Origin: null" (Fetch,
# "append a request Origin header"), which the check against forged requests refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Mail ------------------------------------------------------------------------------------------
# Without EMAIL_URL nothing leaves the machine: mail waits; in a trial (DEBUG) it is marked as sent and read in the outbox.
if _email_config := env.mail_server("EMAIL_URL"):
    EMAIL_HOST = _email_config["EMAIL_HOST"]
    EMAIL_PORT = _email_config.get("EMAIL_PORT") or 25
    EMAIL_HOST_USER = _email_config.get("EMAIL_HOST_USER") or ""
    EMAIL_HOST_PASSWORD = _email_config.get("EMAIL_HOST_PASSWORD") or ""
    EMAIL_USE_TLS = _email_config.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _email_config.get("EMAIL_USE_SSL", False)
    EMAIL_BACKEND = _email_config["EMAIL_BACKEND"]
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
# ORGANIZER of every calendar invitation and sender of every mail: it must receive mail.
MAIL_ADDRESS = env.mail_address(
    "MAIL_ADDRESS",
    default=f"meetings@{SITE_HOST if '.' in SITE_HOST and not SITE_HOST[0].isdigit() else 'consortium.example'}",
)
# Sender and ORGANIZER of discreet mail: an address whose name says nothing.
DISCREET_MAIL_ADDRESS = env.mail_address("DISCREET_MAIL_ADDRESS", default=MAIL_ADDRESS)
DEFAULT_FROM_EMAIL = MAIL_ADDRESS
# What the mail provider allows; 0 is no limit.
MAIL_PER_MINUTE = env.int("MAIL_PER_MINUTE", default=0)
# What receiving domains take: "outlook.com=20,*=60"; * is every other domain.
MAIL_PER_MINUTE_TO = env.limits("MAIL_PER_MINUTE_TO")
# How long a worker has a message to itself: longer than the mail server ever takes for one.
MAIL_CLAIM_SECONDS = env.int("MAIL_CLAIM_SECONDS", default=300)
# The back-off after a failure of the mail server; past the last one the message has failed.
MAIL_RETRY_SECONDS = env.numbers("MAIL_RETRY_SECONDS", default=[60, 300, 900, 3600, 14400, 43200])
# How often due mail is looked for.
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=60)
# How often scheduler and worker leave a sign of life; five that are missed are a silence.
WATCH_SECONDS = env.int("WATCH_SECONDS", default=60)
INBOUND_URL = env.server("INBOUND_URL", {"imap", "imaps"}, "imaps://user:password@imap.example.org/")
INBOUND_KEEP_DAYS = env.int("INBOUND_KEEP_DAYS", default=30)
# The name our own mail server signs its Authentication-Results with; no other server's are believed.
INBOUND_AUTHSERV_ID = env.str("INBOUND_AUTHSERV_ID", default="")
# "user:password" that the mail provider's webhook must show; without it the webhook does not exist.
INBOUND_WEBHOOK_SECRET = env.pair("INBOUND_WEBHOOK_SECRET")
ANYMAIL = {"WEBHOOK_SECRET": INBOUND_WEBHOOK_SECRET, **env.json("ANYMAIL", default={})}

# Hosts on this network that the library's link check may visit; it opens no other private address.
LINK_CHECK_PRIVATE_HOSTS = env.list("LINK_CHECK_PRIVATE_HOSTS", default=[])

# Read by `backup` and `restore`; looked at here so that a wrong one is found before the night.
BACKUP_KEY = env.backup_key("BACKUP_KEY")

# --- Queue -------------------------------------------------------------------------------------------
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
}
CELERY_TASK_ALWAYS_EAGER = TESTING
CELERY_TASK_EAGER_PROPAGATES = TESTING
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# What a library prints stays in one piece: sent through the log, each word of a traceback is a line of its own.
CELERY_WORKER_REDIRECT_STDOUTS = False

# --- Language, time, files ---------------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["consortium.formats"]
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = SECURE_SITE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.zone("TIME_ZONE", default="America/Chicago")

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
_uploads = env.str("MEDIA_URL", default="")
MEDIA_ROOT = upload_folder(_uploads, VAR_DIR / "media")
# Uploads have no address of their own: each is given out by a page that asks who may read it.
STORAGES = {
    "default": upload_storage(_uploads),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# --- Logs and figures ---------------------------------------------------------------------------------
_loud = "WARNING" if TESTING else "INFO"
LOG_LEVEL = env.choice("LOG_LEVEL", default=_loud, of={"DEBUG", "INFO", "WARNING", "ERROR"})
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=500)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# prometheus_client reads this when it is first imported; each web process of a host writes its own file there.
METRICS_DIR = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(VAR_DIR / "metrics")))
env.folder(METRICS_DIR, "VAR_DIR")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "consortium.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line" if DEBUG else "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
