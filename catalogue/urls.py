from datetime import date

from django.urls import path, register_converter

from catalogue.views import (
    api,
    calendars,
    countries,
    editions,
    embed,
    feeds,
    films,
    my_programme,
    programme,
    runtimes,
    schedule,
    sections,
    share_pictures,
    venues,
)


class Words:
    """Words of an address, in any script."""

    regex = r"[-\w]{1,120}"

    def to_python(self, value):
        return value

    to_url = to_python


class Year:
    regex = r"(?:19|20)\d\d|2100"
    to_python = int
    to_url = str


class Day:
    """2027-02-14; an impossible date matches nothing."""

    regex = r"\d{4}-\d\d-\d\d"
    to_python = date.fromisoformat
    to_url = str


class Code:
    """A screening's code."""

    regex = r"[a-z2-9]{8}"

    def to_python(self, value):
        return value

    to_url = to_python


register_converter(Code, "code")
register_converter(Day, "day")
register_converter(Words, "words")
register_converter(Year, "year")

app_name = "catalogue"
urlpatterns = [
    path("api/", api.documentation, name="api"),
    path("archive/", editions.edition_list, name="edition_list"),
    path("films/<words:slug>/", films.film_detail, name="film_detail"),
    path("films/<words:slug>/share.jpg", share_pictures.share_picture, name="share_picture"),
    path("my-programme/", my_programme.my_programme, name="my_programme"),
    path(
        "my-programme/calendar.ics",
        my_programme.my_programme_calendar,
        name="my_programme_calendar",
    ),
    path("my-programme/qr.svg", my_programme.my_programme_qr, name="my_programme_qr"),
    path("<year:year>/", editions.edition_detail, name="edition_detail"),
    path("<year:year>/programme/", programme.programme, name="programme"),
    path("<year:year>/programme/embed/", embed.programme_embed, name="programme_embed"),
    path("<year:year>/programme/booklet/", programme.booklet, name="booklet"),
    path(
        "<year:year>/programmes/<words:slug>/", programme.programme_detail, name="programme_detail"
    ),
    path("<year:year>/sections/", sections.section_list, name="section_list"),
    path("<year:year>/sections/<words:slug>/", sections.section_detail, name="section_detail"),
    path("<year:year>/countries/", countries.country_list, name="country_list"),
    path("<year:year>/countries/<words:slug>/", countries.country_detail, name="country_detail"),
    path("<year:year>/schedule/", schedule.schedule, name="schedule"),
    path("<year:year>/schedule/<day:day>/", schedule.schedule_day, name="schedule_day"),
    path("<year:year>/schedule/<day:day>/grid/", schedule.schedule_grid, name="schedule_grid"),
    path("<year:year>/venues/<words:slug>/", venues.venue_detail, name="venue_detail"),
    path("<year:year>/runtime/", runtimes.runtime_list, name="runtime_list"),
    path("<year:year>/runtime/<words:slug>/", runtimes.runtime_detail, name="runtime_detail"),
    path("<year:year>/schedule/changes/", schedule.schedule_changes, name="schedule_changes"),
    # Feeds and calendars, beside what they are of.
    path("announcements.atom", feeds.announcements, name="announcements"),
    path(
        "<year:year>/announcements.atom", feeds.edition_announcements, name="edition_announcements"
    ),
    path(
        "<year:year>/schedule/changes.atom",
        feeds.schedule_changes_feed,
        name="schedule_changes_feed",
    ),
    path("films/<words:slug>/calendar.ics", calendars.film_calendar, name="film_calendar"),
    path(
        "<year:year>/screenings/<code:code>.ics",
        calendars.screening_calendar,
        name="screening_calendar",
    ),
    path(
        "<year:year>/programme/calendar.ics",
        calendars.programme_calendar,
        name="programme_calendar",
    ),
    path(
        "<year:year>/sections/<words:slug>/calendar.ics",
        calendars.section_calendar,
        name="section_calendar",
    ),
    path(
        "<year:year>/schedule/<day:day>/calendar.ics", calendars.day_calendar, name="day_calendar"
    ),
    path(
        "<year:year>/venues/<words:slug>/calendar.ics",
        calendars.venue_calendar,
        name="venue_calendar",
    ),
]
