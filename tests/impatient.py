"""The project's own settings, but that nobody is waited for long."""

from festival.settings import *  # noqa: F403

FORM_SECONDS = 2
