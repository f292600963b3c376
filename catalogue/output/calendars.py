"""
Screenings as iCalendar (RFC 5545 and 7986): what visitors load once or subscribe to.

Hours are written in UTC, which no program reads wrongly, whatever zones it knows; each shows them
in its own. An entry is known by its screening's code under the festival's domain, so that it stays
one entry when the screening moves, a page changes its language or the site its host. SEQUENCE is
the screening's revision. DTSTAMP says when the entry was last revised, as it does in calendars
without a METHOD: the same screenings make the same bytes, and caches can tell.

A cancelled screening stays and says so. One that is not public any more is left out, and programs
that subscribe drop it: to name it as cancelled would name what must not be known.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalogue.models import Screening
from catalogue.output.texts import beginning, plain
from catalogue.templatetags.programme import runtime

# How often a program should ask again: moves are made days ahead, but also on the day itself.
ASK_AGAIN_AFTER = timedelta(hours=1)


def calendar_of(
    screenings: Iterable[Screening],
    name: str,
    page: str,
    address: str,
    absolute: Callable[[str], str],
) -> bytes:
    """
    A calendar of that name, in the page's language.

    The screenings come with what `for_calendar` fetches; `page` shows them to people, `address` is
    the calendar's own; `absolute` makes a path of the site an address.
    """
    from icalendar import Calendar, vDuration, vText

    calendar = Calendar()
    calendar.add("prodid", f"-//Marquee//Festival programme//{get_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for known_as in ("name", "x-wr-calname"):
        calendar.add(known_as, vText(plain(name)))
    calendar.add("url", page)
    calendar.add("source", address, parameters={"VALUE": "URI"})
    again = vDuration(ASK_AGAIN_AFTER)
    calendar.add("refresh-interval", again, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText(again.to_ical().decode()))
    for screening in screenings:
        calendar.add_component(event_of(screening, absolute))
    return calendar.to_ical()


def event_of(screening, absolute):
    from icalendar import Event, vText

    venue = screening.screen.venue
    event = Event()
    event.add("uid", f"{screening.code}@{settings.FESTIVAL_DOMAIN}")
    event.add("sequence", screening.revision)
    event.add("summary", vText(plain(summary(screening))))
    event.add("dtstart", screening.starts_at.astimezone(UTC))
    if screening.minutes:
        event.add("dtend", screening.ends_at.astimezone(UTC))
    for stamp in ("dtstamp", "last-modified"):
        event.add(stamp, revised_at(screening).astimezone(UTC))
    event.add("status", "CANCELLED" if screening.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if screening.is_cancelled else "OPAQUE")
    event.add("location", vText(plain(location(screening))))
    if venue.latitude is not None:
        event.add("geo", (float(venue.latitude), float(venue.longitude)))
    event.add("url", absolute(screening.get_absolute_url()))
    event.add("description", vText(plain("\n".join(filter(None, description(screening))))))
    event.add("categories", [plain(str(screening.section))])
    return event


def summary(screening: Screening) -> str:
    if screening.is_cancelled:
        return _("Cancelled: %(title)s") % {"title": screening.subject_title}
    return screening.subject_title


def location(screening: Screening) -> str:
    """Odeon 2, Quay 1, 6795 Tangsund"""
    venue = screening.screen.venue
    town = f"{venue.postcode} {venue.city}".strip()
    return ", ".join(filter(None, [str(screening.screen), venue.street, town]))


def revised_at(screening: Screening) -> datetime:
    """When the screening, or a text its entry quotes, was last changed."""
    texts = screening.selection.film.synopses.all() if screening.selection else []
    return max([screening.changed_at, *(text.changed_at for text in texts)])


# What the entry says, a line each --------------------------------------------------------------


def description(screening: Screening) -> list[str]:
    films = screening.films
    is_alone = screening.selection is not None
    minutes = sum(film.runtime_minutes or 0 for film in films)
    guests = ", ".join(screening.guest_names)
    return [
        moved(screening),
        " · ".join(filter(None, [runtime(minutes), screening.label])),
        ", ".join(access(screening)),
        f"{_('With')} {guests}" if guests else "",
        *(beginning(films[0].synopses.all()) if is_alone else map(title_and_runtime, films)),
        tickets(screening),
    ]


def moved(screening):
    if screening.is_cancelled or not screening.previous_starts_at:
        return ""
    was = timezone.localtime(screening.previous_starts_at, screening.edition.zone)
    hours = {"day": date_format(was), "hour": time_format(was)}
    return _("Moved: it was to start on %(day)s at %(hour)s.") % hours


def access(screening):
    """What was promised for the screening, and what is built into its screen."""
    offers, screen = list(screening.offers), screening.screen
    if count := screen.wheelchair_places:
        places = ngettext("%(places)s wheelchair place", "%(places)s wheelchair places", count)
        offers.append(places % {"places": count})
    if screen.has_induction_loop:
        offers.append(_("induction loop"))
    return offers


def title_and_runtime(film):
    """– Tide, 22′"""
    return "– " + ", ".join(filter(None, [film.shown_title, runtime(film.runtime_minutes)]))


def tickets(screening):
    if screening.is_cancelled or not screening.ticket_url:
        return ""
    return f"{_('Tickets')}: {screening.ticket_url}"
