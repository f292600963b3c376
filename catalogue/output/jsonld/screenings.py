from collections.abc import Callable
from datetime import datetime, timedelta

from catalogue.film_page import FilmPage
from catalogue.models import Edition, Film, Screen, Screening, Venue
from catalogue.output.jsonld.things import SCHEMA, Absolute, Thing, identity_of, thing


def film_screening(screening: Screening, page: FilmPage, absolute: Absolute) -> Thing:
    """A screening on the page of its film, which may be one of a programme of shorts."""
    edition, film, programme = screening.edition, page.film, screening.programme

    def here(instant: datetime) -> str:
        return instant.astimezone(edition.zone).isoformat()

    return thing(
        "ScreeningEvent",
        identity_of(film, f"screening-{screening.code}", absolute),
        url=f"{absolute(film.get_absolute_url())}#screenings",
        name=programme.name if programme else film.shown_title,
        workPresented={"@id": identity_of(film, "film", absolute)},
        startDate=here(screening.starts_at),
        endDate=here(end) if (end := known_end(screening, film)) else "",
        **status_of(screening, here),
        eventAttendanceMode=f"{SCHEMA}/OfflineEventAttendanceMode",
        location=screen_place(screening.screen, edition, absolute),
        inLanguage=sorted(screening.version.heard),
        subtitleLanguage=[tongue.code for tongue in screening.read],
        offers=offer(screening),
        superEvent=festival(edition, absolute),
    )


def known_end(screening: Screening, film: Film) -> datetime | None:
    """When it ends; unknown of a programme, whose other films the page of one has not loaded."""
    if screening.programme or not film.runtime_minutes:
        return None
    minutes = screening.introduction_minutes + film.runtime_minutes + screening.qa_minutes
    return screening.starts_at + timedelta(minutes=minutes)


def status_of(screening: Screening, here: Callable[[datetime], str]) -> dict[str, str]:
    if screening.is_cancelled:
        return {"eventStatus": f"{SCHEMA}/EventCancelled"}
    if screening.previous_starts_at:
        previous = here(screening.previous_starts_at)
        return {"eventStatus": f"{SCHEMA}/EventRescheduled", "previousStartDate": previous}
    return {"eventStatus": f"{SCHEMA}/EventScheduled"}


def offer(screening: Screening) -> Thing:
    if screening.is_cancelled or not screening.ticket_url:
        return {}
    return thing("Offer", url=screening.ticket_url)


def screen_place(screen: Screen, edition: Edition, absolute: Absolute) -> Thing:
    """The room, with the address of its house, which is what a visitor needs of it."""
    house = venue(screen.venue, edition, absolute)
    return house | thing("Place", name=str(screen), maximumAttendeeCapacity=screen.capacity)


def venue(venue: Venue, edition: Edition, absolute: Absolute) -> Thing:
    address = thing(
        "PostalAddress",
        streetAddress=venue.street,
        postalCode=venue.postcode,
        addressLocality=venue.city,
    )
    return thing(
        "Place",
        name=venue.name,
        url=absolute(venue.address_in(edition)),
        sameAs=venue.website,
        address=address if len(address) > 1 else "",
        geo=globe(venue),
    )


def globe(venue: Venue) -> Thing:
    if venue.latitude is None:
        return {}
    return thing("GeoCoordinates", latitude=float(venue.latitude), longitude=float(venue.longitude))


def festival(edition: Edition, absolute: Absolute) -> Thing:
    return thing(
        "Festival",
        identity_of(edition, "festival", absolute),
        name=edition.name,
        url=absolute(edition.get_absolute_url()),
        startDate=edition.starts_on and edition.starts_on.isoformat(),
        endDate=edition.ends_on and edition.ends_on.isoformat(),
    )
