"""Which addresses are the staff's, before anything of them is resolved."""

from django.conf import settings

STAFF = {"admin", "desk"}


def is_staff_page(path: str) -> bool:
    """
    Whether the admin or the desk answers there, in any of the site's languages.

    >>> is_staff_page("/de/desk/2026/"), is_staff_page("/people/admin/")
    (True, False)
    """
    first, _slash, rest = path[1:].partition("/")
    if first in dict(settings.LANGUAGES):
        first = rest.partition("/")[0]
    return first in STAFF
