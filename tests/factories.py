"""Records with sensible defaults, as plain keyword functions: name only what the test is about."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import count

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from catalogue.models import (
    Company,
    CompanyCredit,
    Country,
    Credit,
    Edition,
    Film,
    FilmCountry,
    FilmLanguage,
    Function,
    Language,
    Page,
    PageText,
    ProgrammeNote,
    Screen,
    Screening,
    ScreeningSubtitles,
    Section,
    Selection,
    Still,
    Synopsis,
    Venue,
)
from people.models import Biography, BiographyText, FilmographyEntry, Person

numbers = count(1)


def an_hour_ago(**more):
    return timezone.now() - timedelta(hours=1, **more)


def in_an_hour(**more):
    return timezone.now() + timedelta(hours=1, **more)


def make_person(name=None, **fields):
    return Person.objects.create(name=name or f"Person {next(numbers)}", **fields)


def make_edition(year=2026, **fields):
    defaults = {
        "name": f"Marquee {year}",
        "starts_on": date(year, 2, 12),
        "ends_on": date(year, 2, 22),
        "announced_at": timezone.now() - timedelta(days=30),
    }
    return Edition.objects.get_or_create(year=year, defaults=defaults | fields)[0]


def make_section(name="Panorama", **fields):
    fields = {"slug": name.lower().replace(" ", "-"), "names": {"en": name, "de": name}} | fields
    return Section.objects.get_or_create(slug=fields.pop("slug"), defaults=fields)[0]


def make_film(title=None, director=None, countries=(), languages=(), **fields):
    """A film; `director` is a person or a name, countries and languages are codes in order."""
    fields = {"year": 2026, "runtime_minutes": 90} | fields
    film = Film.objects.create(title=title or f"Film {next(numbers)}", **fields)
    for position, code in enumerate(countries):
        country = Country.objects.get(code=code)
        FilmCountry.objects.create(film=film, country=country, position=position)
    for position, code in enumerate(languages):
        language = Language.objects.get(code=code)
        FilmLanguage.objects.create(film=film, language=language, position=position)
    if director:
        make_credit(film=film, person=director, function="director")
    return film


def make_credit(film, person=None, function="director", **fields):
    if not isinstance(person, Person):
        person = make_person(person)
    fields["function"] = Function.objects.get(key=function)
    return Credit.objects.create(film=film, person=person, **fields)


def make_company_credit(film, name="Salt Pictures", function="production", **fields):
    company = Company.objects.create(name=name)
    return CompanyCredit.objects.create(film=film, company=company, function=function, **fields)


def make_selection(film=None, edition=None, section=None, **fields):
    """A selection that is public unless told otherwise; `film__…` goes to a new film."""
    of_film = {key[6:]: fields.pop(key) for key in list(fields) if key.startswith("film__")}
    return Selection.objects.create(
        film=film or make_film(**of_film),
        edition=edition or make_edition(),
        section=section or make_section(),
        **{"status": Selection.Status.CONFIRMED} | fields,
    )


def make_text(model, body, language="en", **about):
    return model.objects.create(body=body, language=language, **about)


make_synopsis = partial(make_text, Synopsis)
make_note = partial(make_text, ProgrammeNote)


def make_biography(person, as_of_year=2026, body="", filmography=(), **fields):
    """A biography; the filmography is (year, title) or (year, title, {more fields}) lines."""
    biography = Biography.objects.create(person=person, as_of_year=as_of_year, **fields)
    if body:
        BiographyText.objects.create(biography=biography, language="en", body=body)
    for position, (year, title, *more) in enumerate(filmography):
        FilmographyEntry.objects.create(
            biography=biography,
            position=position,
            year=year,
            title=title,
            **(more[0] if more else {}),
        )
    return biography


def make_picture(width=64, height=36, colour="teal", kind="JPEG"):
    """The bytes of a small image."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, kind)
    return buffer.getvalue()


def make_still(film, alt="A pier in fog", picture=None, **fields):
    """A still that visitors may see unless told otherwise."""
    file = ContentFile(picture or make_picture(), name="still.jpg")
    told = {"names": {"en": alt}, "credit": "© Salt Pictures"}
    return Still.objects.create(film=film, file=file, **told | fields)


def make_large_still(size):
    """A public film's picture for the press, of so many bytes that no reader looks at."""
    film = make_film("Here")
    make_selection(film)
    still = make_still(film, picture=make_picture(640, 360), is_for_press=True)
    still.file.storage.delete(still.file.name)
    with still.file.storage.open(still.file.name, "wb") as file:
        file.write(bytes(size))
    return still


def make_editor(username="editor", **fields):
    return User.objects.create_superuser(username, password="only-for-the-tests", **fields)


def make_venue(name="Harbour Cinema", **fields):
    return Venue.objects.create(names={"en": name, "de": name}, **fields)


def make_screen(venue=None, name="", **fields):
    return Screen.objects.create(venue=venue or make_venue(), name=name, **fields)


def make_screening(selection=None, starts_at=None, subtitles=(), **fields):
    """A screening that is public unless told otherwise; subtitles are language codes in order."""
    if not (selection or fields.get("programme")):
        selection = make_selection()
    edition = (selection or fields["programme"]).edition
    if not edition.schedule_announced_at:
        edition.schedule_announced_at = an_hour_ago()
        edition.save()
    fields.setdefault("screen", Screen.objects.first() or make_screen())
    screening = Screening.objects.create(
        selection=selection,
        starts_at=starts_at or datetime(2026, 2, 13, 18, 30, tzinfo=UTC),
        **{"status": Screening.Status.CONFIRMED} | fields,
    )
    for position, code in enumerate(subtitles):
        language = Language.objects.get(code=code)
        ScreeningSubtitles.objects.create(screening=screening, language=language, position=position)
    return screening


def make_page(name="Access", body="", **fields):
    """A plain page that is public unless told otherwise, with an English text if any."""
    page = Page.objects.create(**{"names": {"en": name}, "is_public": True} | fields)
    if body:
        make_text(PageText, body, page=page)
    return page
