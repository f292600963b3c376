"""The project's own settings, with a key and files that belong to the tests alone."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-the-tests")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ["HTTPS"] = "off"
os.environ["DEBUG"] = "off"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="marquee-tests-")

from festival.settings import *  # noqa: F403 - the environment has to be set first

PAGES_ARE_KEPT = False  # tests count queries and go through time; keeping has tests of its own
AXES_ENABLED = False  # the client of tests logs in without a request; logins have their own tests
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
Path(STATIC_ROOT).mkdir()  # noqa: F405
