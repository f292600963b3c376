"""The plan of the latest demo edition written to the database: houses, screens and screenings."""

from datetime import timedelta
from functools import cache

from catalogue.models import (
    Edition,
    Programme,
    Screen,
    Screening,
    ScreeningAccess,
    ScreeningChange,
    ScreeningGuest,
    ScreeningSubtitles,
    Selection,
    Venue,
    VenueDescription,
)
from catalogue.models.vocabularies import Language
from festival.demo import content
from festival.demo.plan import Planned, Room, Show, plan
from people.models import Person

YEAR = 2027
CITY = {"postcode": "6795", "city": "Tangsund"}


# What is shown where ---------------------------------------------------------------------------


@cache
def shows() -> list[Show]:
    """The year's confirmed films, those in programmes of shorts as their programme."""
    films = {row["key"]: row for row in content.read(f"films-{YEAR}")["film"]}
    programmes = [row for row in content.read("sections")["programme"] if row["year"] == YEAR]
    in_programmes = {key for row in programmes for key in row["films"]}
    alone = [
        show(key, [film], film.get("age"))
        for key, film in films.items()
        if "status" not in film and key not in in_programmes
    ]
    blocks = [show(row["names"]["en"], [films[key] for key in row["films"]]) for row in programmes]
    return alone + blocks


def show(key: str, films: list[dict], age: int | None = None) -> Show:
    dead = {row["name"] for row in content.read("people")["person"] if "died" in row}
    directors = [name for film in films for name in film["directors"] if name not in dead]
    languages = [code for film in films for code in film["languages"].split()]
    return Show(
        key,
        films[0]["section"],
        sum(film["minutes"] for film in films),
        tuple(dict.fromkeys(languages)),
        tuple(dict.fromkeys(directors)),
        age,
    )


def rooms() -> list[Room]:
    return [
        Room(venue["slug"], row["name"], row["capacity"], tuple(row["sections"].split()))
        for venue in content.read("venues")["venue"]
        for row in venue["screen"]
    ]


def planned(edition: Edition) -> list[Planned]:
    specials = content.read("schedule")["special"]
    days = (edition.ends_on - edition.starts_on) // timedelta(days=1) + 1
    return plan(shows(), rooms(), specials, edition.starts_on, days, edition.zone)


# Written ---------------------------------------------------------------------------------------


def write(
    edition: Edition,
    subjects: dict[str, Selection | Programme],
    directors: dict[str, Person],
) -> None:
    """
    The houses, and every screening of the edition; its schedule is out when its films are.

    `subjects` are what is shown by the key of its show, `directors` the guests by their names.
    """
    edition.schedule_announced_at = edition.announced_at
    edition.save()
    plans = planned(edition)
    screens = write_houses()
    languages = {language.code: language for language in Language.objects.all()} | {"": None}
    screenings = Screening.objects.bulk_create(
        screening(one, edition, subjects[one.show.key], screens, languages) for one in plans
    )
    pairs = list(zip(plans, screenings, strict=True))
    ScreeningChange.objects.bulk_create(changes(pairs))
    ScreeningSubtitles.objects.bulk_create(
        ScreeningSubtitles(
            screening=row, language=languages[code], delivery=delivery, position=position
        )
        for one, row in pairs
        for position, (code, delivery) in enumerate(one.subtitles)
    )
    ScreeningAccess.objects.bulk_create(
        ScreeningAccess(screening=row, feature=feature, language=languages[code], status=status)
        for one, row in pairs
        for feature, code, status in one.access
    )
    ScreeningGuest.objects.bulk_create(
        ScreeningGuest(screening=row, person=directors[name], part=part, is_confirmed=True)
        for one, row in pairs
        for name, part in one.guests
    )


def write_houses() -> dict[tuple[str, str], Screen]:
    """Every screen by the slug of its house and its name."""
    return {
        (row["slug"], screen.name): screen
        for position, row in enumerate(content.read("venues")["venue"])
        for screen in write_house(row, position)
    }


def write_house(row: dict, position: int) -> list[Screen]:
    fields = ("slug", "names", "street", "latitude", "longitude")
    venue = Venue.objects.create(**{name: row[name] for name in fields}, **CITY, position=position)
    for language, source in (("en", ""), ("de", "en")):
        VenueDescription.objects.create(
            venue=venue, language=language, body=row[language], source_language=source
        )
    fields = ("name", "capacity", "wheelchair_places", "has_induction_loop")
    return Screen.objects.bulk_create(
        Screen(venue=venue, position=place, **{name: screen[name] for name in fields})
        for place, screen in enumerate(row["screen"])
    )


def screening(one, edition, subject, screens, languages) -> Screening:
    is_programme = isinstance(subject, Programme)
    is_told = one.previous_starts_at or one.status == Screening.Status.CANCELLED
    return Screening(
        edition=edition,
        programme=subject if is_programme else None,
        selection=None if is_programme else subject,
        screen=screens[one.room.house, one.room.name],
        starts_at=one.starts_at,
        previous_starts_at=one.previous_starts_at,
        status=one.status,
        introduction_minutes=one.introduction,
        qa_minutes=one.qa,
        dubbed_into=languages[one.dubbed],
        voice_over_in=languages[one.voice_over],
        revision=1 if is_told else 0,
    )


def changes(pairs) -> list[ScreeningChange]:
    """What was moved or cancelled, told every few hours from the day after the schedule was out."""
    told = [(one, row) for one, row in pairs if row.revision]
    return [
        ScreeningChange(
            screening=row,
            kind=ScreeningChange.Kind.MOVED if one.previous_starts_at else one.status,
            at=row.edition.schedule_announced_at + timedelta(days=1, hours=7 * number),
            starts_at=row.starts_at,
            screen=row.screen,
            was_at=one.previous_starts_at,
            was_on=row.screen if one.previous_starts_at else None,
        )
        for number, (one, row) in enumerate(told)
    ]
