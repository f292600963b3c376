"""What pages are made of beside the data: another version of any of it makes other pages."""

from functools import cache
from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings

FOLDERS = ("catalogue", "people", "festival", "templates", "static")
MADE_OF = {".py", ".html", ".txt", ".xml", ".mo", ".js", ".css", ".json", ".toml", ".svg"}
SETTINGS = ("FESTIVAL_NAME", "FESTIVAL_CONTACT", "FESTIVAL_DOMAIN", "TIME_ZONE", "STATIC_URL")


@cache
def release() -> str:
    """The same on every machine with the same code, packages and settings."""
    digest = blake2b(digest_size=8)
    for folder in FOLDERS:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in MADE_OF:
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(path.read_bytes())
    for name in sorted(f"{one.name} {one.version}" for one in distributions()):
        digest.update(name.encode())
    told = [getattr(settings, name) for name in SETTINGS]
    told += [code for code, _name in settings.LANGUAGES]
    digest.update(repr([*told, settings.HTTPS]).encode())
    return digest.hexdigest()
