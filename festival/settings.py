"""
One settings file. What differs between installations is read from the environment, or from a
file `.env` beside manage.py; README.md lists the names. The defaults are those of production,
with the demo festival's identity.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from people.languages import language_names

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

VAR_DIR = env.path("VAR_DIR", default=str(BASE_DIR / "var"))()
Path(VAR_DIR).mkdir(parents=True, exist_ok=True)

# Safety ----------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

HTTPS = env.bool("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # who watches asks without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Only then is anything believed that a proxy says: scheme, visitor's address, request's id.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's own style sheets draw their arrows with data:
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# No page of ours asks for any of them.
PERMISSIONS_POLICY = ", ".join(
    f"{name}=()"
    for name in (
        *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation"),
        *("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
    )
)

# Bodies: forms of at most 2.5 MB beside their files, and all together of this size. A film with
# 150 credits sends about 2,000 fields.
LARGEST_REQUEST = 256 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# So long a form may be on its way, and more if it is a large one, while nothing of it comes.
FORM_SECONDS = 30

# Logins: so many tries for a name at an address, then none for a while; 0 for no limit. What wider
# limits follow from it, festival/logins.py says. An address is that of festival/clients.py.
AXES_FAILURE_LIMIT = env.int("LOGIN_TRIES", default=8)
AXES_ENABLED = AXES_FAILURE_LIMIT > 0
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_HANDLER = "festival.logins.Limits"
AXES_LOCKOUT_CALLABLE = "festival.logins.refused"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "festival.logins.tried_name"
AXES_CLIENT_IP_CALLABLE = "festival.clients.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# A second factor of the staff: off, optional, or required of leads (festival/second_factor.py).
SECOND_FACTOR = env("SECOND_FACTOR", default="optional")
if SECOND_FACTOR not in ("off", "optional", "required"):
    raise environ.ImproperlyConfigured("SECOND_FACTOR is off, optional or required.")
PASSWORD_HASHERS = [
    "festival.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Parts -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "festival",
    "catalogue",
    "people",
    "festival.apps.FestivalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_filters",
    "csp",
]

MIDDLEWARE = [
    "festival.logs.name_requests",
    "festival.middleware.spell_host",
    "festival.caching.middleware.keep_pages",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "festival.middleware.refuse_features",
    "django.middleware.security.SecurityMiddleware",
    "festival.health.answer_probes",
    "festival.replica.read_from_replica",
    "festival.bodies.send_in_turn",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "festival.making.make_in_turn",
    "festival.middleware.CompressText",
    "festival.middleware.refuse_unreadable",
    "festival.probing.notice_probing",
    "festival.middleware.language_from_path",
    "festival.middleware.follow_moved",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "festival.bodies.read_in_turn",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "festival.second_factor.ask_second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "festival.urls"
WSGI_APPLICATION = "festival.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
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
                "festival.identity.identity",
            ],
        },
    }
]

# Data ------------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Django's own engines, which count a revision up with every change (festival/databases/).
ENGINES = {
    f"django.db.backends.{name}": f"festival.databases.{name}" for name in ("sqlite3", "postgresql")
}
# How many connections to a server the places of a worker share; 0: each keeps one.
DATABASE_POOL = env.int("DATABASE_POOL", default=0)


def sqlite():
    """
    Readers never wait, writers queue instead of failing, and the connection stays open: a full
    disk then still answers reads. Each of a worker's connections holds a megabyte of the file that
    the machine holds anyway; with SQLite's usual two all of them together held twelve.
    """
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "cache_size=-1000")
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
    }
    # Django's default name, told to test runners
    return {"CONN_MAX_AGE": None, "TEST": {"NAME": ":memory:"}, "OPTIONS": options}


def postgresql(patience):
    """
    Compiling a query took a second of pages that are answered in a tenth of one; and a film's
    screenings join eleven tables, which are read from the wrong end if not all are weighed, and
    weighed one by one: the search that PostgreSQL draws lots for from twelve on took twice as long.
    To weigh them took 13 ms of a film's page, and 2 to ask: what comes again (people/prepared.py)
    is weighed once, whatever its values. A page that is read out of order costs little more than
    one in order, on today's disks: at PostgreSQL's usual four times as much, three thousand credits
    were looked for by reading a million.
    """
    planning = "-c jit=off -c geqo=off -c join_collapse_limit=12 -c from_collapse_limit=12"
    planning += " -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"
    options = {"options": f"-c statement_timeout=15000 {planning}", "connect_timeout": patience}
    options["prepare_threshold"] = 1
    if DATABASE_POOL:
        options["pool"] = {"min_size": 1, "max_size": DATABASE_POOL, "timeout": patience}
    kept = 0 if DATABASE_POOL else 600
    return {"CONN_MAX_AGE": kept, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def database(said, patience=5):
    """
    What an address says, with our ways of its engine; what it says itself comes before them.

    `patience`: seconds that somebody waits for a connection.
    """
    ours = sqlite() if "sqlite" in said["ENGINE"] else postgresql(patience)
    options = ours["OPTIONS"] | said.get("OPTIONS", {})
    if not options.get("prepare_threshold", True):
        options["prepare_threshold"] = None  # psycopg's word for never
    return said | ours | {"ENGINE": ENGINES[said["ENGINE"]], "OPTIONS": options}


DATABASES = {
    "default": database(env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/marquee.sqlite3"))
}
if env("DATABASE_REPLICA_URL", default=""):
    mirror = {"TEST": {"MIRROR": "default"}}
    DATABASES["replica"] = database(env.db("DATABASE_REPLICA_URL"), patience=1) | mirror
    DATABASE_ROUTERS = ["festival.replica.Router"]

# Caches ----------------------------------------------------------------------------------------

# What all workers share: a Redis, or files where all of them are on this machine.
CACHE_URL = env("CACHE_URL", default="")
if CACHE_URL and not CACHE_URL.startswith(("redis://", "rediss://", "unix://")):
    raise environ.ImproperlyConfigured("CACHE_URL is redis://…, rediss://… or unix://….")
LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
REDIS = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": CACHE_URL,
    "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
}
CACHES = {"default": REDIS if CACHE_URL else LOCAL, "process": LOCAL | {"LOCATION": "process"}}
# Of pages, see festival/caching/. While somebody works on the code each is made anew.
PAGES_ARE_KEPT = not DEBUG

# Files -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = f"{VAR_DIR}/static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = f"{VAR_DIR}/media"
FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
BUCKET = {
    "BACKEND": "festival.buckets.Bucket",
    "OPTIONS": {
        "bucket_name": env("S3_BUCKET", default=""),
        "endpoint_url": env("S3_ENDPOINT", default=None),
        "region_name": env("S3_REGION", default=None),
        "access_key": env("S3_ACCESS_KEY", default=None),
        "secret_key": env("S3_SECRET_KEY", default=None),
    },
}
STORAGES = {
    "default": BUCKET if BUCKET["OPTIONS"]["bucket_name"] else FOLDER,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Said on standard error, where systemd, Docker and people look: what goes wrong and, as JSON for
# programs, every request.
LOG_FORMAT = env("LOG_FORMAT", default="text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "festival.logs.Text"},
        "json": {"()": "festival.logs.Lines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners, all day long
        "axes": {"level": "ERROR"},  # it tells who logs in from where
        "festival.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
    },
}

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Languages, time -------------------------------------------------------------------------------

# The first is the default: its addresses have no prefix. Django's catalogues know the names.
LANGUAGES = [
    (code, _(language_names(code)["name"])) for code in env.list("LANGUAGES", default=["en", "de"])
]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "festival" / "locale"]
FORMAT_MODULE_PATH = ["festival.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="Europe/Copenhagen")

# The API ---------------------------------------------------------------------------------------

REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "catalogue.output.api.schema.Described"}

# The festival ----------------------------------------------------------------------------------

FESTIVAL_NAME = env("FESTIVAL_NAME", default="Marquee")
OTP_TOTP_ISSUER = FESTIVAL_NAME
FESTIVAL_CONTACT = env("FESTIVAL_CONTACT", default="")
# Stands for the festival in the ids of calendar entries and feeds. No address: it stays when the
# site moves, as a changed id would double every entry of those who subscribed.
FESTIVAL_DOMAIN = env("FESTIVAL_DOMAIN", default="marquee.example")
