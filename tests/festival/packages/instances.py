"""An instance as a package is read into: without a record."""

from django.db import connection

from festival.packages import contents

NOW = "2026-01-20 12:00:00.123456Z"


def empty_instance(settings, folder):
    """As migrate leaves it: no record, and an empty storage."""
    models = [*contents.FILES.values(), *contents.word_models()]
    seeded = [contents.FILES[name] for name in contents.SEEDED]
    through = [one.remote_field.through for model in models for one in contents.lists_of(model)]
    for model in [*contents.word_models(), *through, *reversed(contents.FILES.values())]:
        if model not in seeded:
            model._base_manager.all()._raw_delete(connection.alias)
    settings.MEDIA_ROOT = folder
