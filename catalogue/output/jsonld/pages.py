"""The descriptions whole pages carry: what they are about, and the way to them."""

from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.cards import lines_of
from catalogue.film_page import FilmPage
from catalogue.models import Edition, Venue
from catalogue.output.jsonld.films import film
from catalogue.output.jsonld.screenings import festival, film_screening, venue
from catalogue.output.jsonld.things import Absolute, Thing, Way, breadcrumbs, graph, thing


def film_graph(page: FilmPage, absolute: Absolute) -> Thing:
    """A film's page: the film, its public screenings and the way to it."""
    newest = page.selections[0]
    return graph(
        film(page, absolute),
        *(film_screening(screening, page, absolute) for screening in page.screenings),
        breadcrumbs(
            [
                (newest.edition.name, newest.edition.get_absolute_url()),
                (newest.section.name, newest.section_address),
                (page.film.shown_title, page.film.get_absolute_url()),
            ],
            absolute,
        ),
    )


def venue_graph(house: Venue, edition: Edition, absolute: Absolute) -> Thing:
    schedule = reverse("catalogue:schedule", args=[edition.year])
    way = [
        (edition.name, edition.get_absolute_url()),
        (_("Schedule"), schedule),
        (house.name, house.address_in(edition)),
    ]
    return graph(venue(house, edition, absolute), breadcrumbs(way, absolute))


def festival_graph(edition: Edition, absolute: Absolute) -> Thing:
    organizer = thing("Organization", name=settings.FESTIVAL_NAME, url=absolute(reverse("home")))
    return graph(festival(edition, absolute) | {"organizer": organizer})


def film_list(page: Page, absolute: Absolute, state: Any) -> Thing:
    """The films one page of a list shows, counted through all its pages."""
    return thing(
        "ItemList",
        numberOfItems=page.paginator.count,
        itemListElement=[
            {
                "@type": "ListItem",
                "position": position,
                "name": title,
                "url": absolute(address),
            }
            for position, (title, address) in enumerate(
                lines_of(page.object_list, state), page.start_index()
            )
        ],
    )


def list_graph(way: Way, page: Page | None, absolute: Absolute, state: Any) -> Thing:
    """`state`: what the page is made under, as in `catalogue.remembered`."""
    return graph(breadcrumbs(way, absolute), film_list(page, absolute, state) if page else None)
