"""What of the site belongs to an edition, and so into its frozen copy."""

from functools import cached_property

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, override

from catalogue.models import Selection
from catalogue.urls import urlpatterns
from festival.freezing.addresses import Address

# Pictures are looked at on pages that belong to it, whatever film or person they are of.
PICTURES = {"still", "press_still", "portrait"}
ROBOTS = Address("/robots.txt")


class Scope:
    """
    The pages of a year, the films shown in it, the people of these films; what stands below their
    addresses, calendars and share pictures; pictures and static files. In every language.

    What is public is for the pages to say: this only says which of them are asked.
    """

    def __init__(self, edition):
        self.edition = edition
        self.known: dict[Address, bool] = {}

    @cached_property
    def slugs(self):
        """Of films and of people, by the name of their page."""
        public = Selection.objects.public().in_edition(self.edition.year)
        return {
            "film": set(public.films().values_list("slug", flat=True)),
            "person": set(public.people().values_list("slug", flat=True)),
        }

    def doors(self) -> list[Address]:
        """Where a walk begins: the edition's home in every language."""
        addresses = []
        for code, _name in settings.LANGUAGES:
            with override(code):
                addresses.append(Address.of(self.edition.get_absolute_url()))
        return [*addresses, ROBOTS]

    def holds(self, address: Address) -> bool:
        if address not in self.known:
            self.known[address] = self.decide(address)
        return self.known[address]

    def decide(self, address):
        if address.path.startswith(settings.STATIC_URL) or address == ROBOTS:
            return True
        match = match_of(address.path)
        if not match:
            return False
        if match.namespace == "catalogue" and "year" in match.kwargs:
            return match.kwargs["year"] == self.edition.year
        slug = match.kwargs.get("slug")
        if match.url_name == "person_detail":
            return slug in self.slugs["person"]
        if match.namespace == "catalogue":  # a film's own pages
            return slug in self.slugs["film"]
        return match.view_name in PICTURES

    def below(self, address: Address) -> list[Address]:
        """
        What stands below a page and is of the same record: its calendar, its share picture.
        Nothing need link to it: others have subscribed to it.
        """
        match = match_of(address.path)
        if not match or match.namespace != "catalogue" or address.manners:
            return []
        with override(language_of(address.path)):
            return [
                Address.of(reverse(f"catalogue:{name}", kwargs=match.kwargs))
                for name in names_below(match.url_name)
            ]


def names_below(name):
    """
    The names of the routes that go on where that one ends, without another parameter.

    >>> names_below("schedule_day")
    ['schedule_grid', 'day_calendar']
    """
    routes = {pattern.name: str(pattern.pattern) for pattern in urlpatterns}
    rests = {
        other: route.removeprefix(routes[name])
        for other, route in routes.items()
        if route.startswith(routes[name])
    }
    return [other for other, rest in rests.items() if rest and "<" not in rest]


def match_of(path):
    """What answers at a path of any language; None where nothing does."""
    with override(language_of(path)):
        try:
            return resolve(path)
        except Resolver404:
            return None


def language_of(path):
    return get_language_from_path(path) or settings.LANGUAGE_CODE
