"""The names of languages, also of those that Django has no names for."""

from django.utils.translation import get_language_info


def language_names(code: str) -> dict[str, str]:
    """`name` (English), `name_local`, `name_translated`: Django's own, else the code itself."""
    try:
        return get_language_info(code)
    except KeyError:
        return dict.fromkeys(("name", "name_local", "name_translated"), code)
