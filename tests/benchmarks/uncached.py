"""The site's own settings, with every page made anew."""

from festival.settings import *  # noqa: F403

PAGES_ARE_KEPT = False
