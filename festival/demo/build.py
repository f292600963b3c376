"""The demo festival written to the database: editions, films, people, pictures."""

from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from catalogue.models import (
    Award,
    Edition,
    Film,
    Page,
    PageText,
    Programme,
    ProgrammeNote,
    ProgrammeSlot,
    Section,
    SectionDescription,
    Selection,
    SelectionContentNote,
    Still,
)
from catalogue.models.vocabularies import ContentNote, Country
from festival.demo import content, schedule
from festival.demo.films import Films
from festival.demo.people import People
from festival.demo.pictures import draw_all
from people.models import Person

ZONE = ZoneInfo("Europe/Copenhagen")
HIDDEN = (2027, "midnight")
FILMS_THAT_TELL = 10


def is_built() -> bool:
    """
    Whether the database holds the demo festival: its editions, and enough of its films. One of
    their titles alone may be any festival's.
    """
    editions = {(row["year"], row["name"]) for row in content.read("sections")["edition"]}
    titles = [film["title"] for _, film in content.films()]
    return (
        editions <= set(Edition.objects.values_list("year", "name"))
        and Film.objects.filter(title__in=titles).count() >= FILMS_THAT_TELL
    )


def build(at: datetime, width: int = 1280) -> None:
    """
    Writes the festival as of that instant, all of it or nothing; stills of that width in pixels.

    One section of the latest edition is to be announced thirty days later, at ten in the morning.
    """
    pictures = draw_all(width)
    with transaction.atomic():
        Builder(at, pictures).build()


class Builder:
    def __init__(self, at, pictures):
        self.at = at.astimezone(ZONE)
        self.pictures = pictures
        self.selections = {}
        self.programmes = {}

    def build(self):
        data = content.read("sections")
        self.editions = {row["year"]: self.edition(row) for row in data["edition"]}
        self.sections = {
            row["slug"]: self.section(row, position) for position, row in enumerate(data["section"])
        }
        people = People()
        films = Films(people)
        places = Counter()
        for year, row in content.films():
            film = films.add(row)
            places[year, row["section"]] += 1
            position = places[year, row["section"]]
            self.selections[row["key"]] = self.selection(film, year, row, position)
            self.stills(film, row)
        for row in data["programme"]:
            self.programme(row)
        self.biographies(people)
        self.pages()
        subjects = self.selections | self.programmes
        schedule.write(self.editions[schedule.YEAR], subjects, people.directors)

    def edition(self, row):
        announced = row["announced_at"].replace(tzinfo=ZONE)
        # A demo that is built early still has something to show.
        announced = min(announced, self.at - timedelta(days=7))
        return Edition.objects.create(**row | {"announced_at": announced, "time_zone": ZONE.key})

    def section(self, row, position):
        section = Section.objects.create(
            slug=row["slug"], names=row["names"], colour=row["colour"], position=position
        )
        add_texts(SectionDescription, row, section=section)
        return section

    def selection(self, film, year, row, position):
        edition = self.editions[year]
        status = row.get("status", "confirmed")
        selection = Selection.objects.create(
            film=film,
            edition=edition,
            section=self.sections[row["section"]],
            status=status,
            announced_at=self.hidden_until() if (year, row["section"]) == HIDDEN else None,
            position=position,
            premiere_status=row.get("premiere", ""),
            premiere_region=row.get("premiere_region", ""),
            premiere_country=Country.objects.filter(code=row.get("premiere_country")).first(),
            age_recommendation=row.get("age"),
            content_assessed_on=edition.starts_on - timedelta(days=60) if assessed(row) else None,
        )
        add_texts(ProgrammeNote, row.get("note", {}), selection=selection)
        for key in row.get("content_notes", ()):
            SelectionContentNote.objects.create(
                selection=selection, content_note=ContentNote.objects.get(key=key)
            )
        for place, names in enumerate(row.get("awards", ())):
            Award.objects.create(selection=selection, names=names, position=place)
        return selection

    def hidden_until(self):
        day = (self.at + timedelta(days=30)).date()
        return datetime.combine(day, time(10), ZONE)

    def stills(self, film, row):
        company = row["companies"][0].partition(" (")[0]
        for position, still in enumerate(row["stills"]):
            Still.objects.create(
                film=film,
                file=self.pictures[row["key"], position],
                is_for_press=position == 0,
                names={"en": still["en"], "de": still["de"]},
                credit=f"© {company}",
                position=position,
            )

    def programme(self, row):
        selections = [self.selections[key] for key in row["films"]]
        programme = Programme.objects.create(
            names=row["names"],
            edition=self.editions[row["year"]],
            section=selections[0].section,
            position=Programme.objects.filter(edition__year=row["year"]).count(),
        )
        for position, selection in enumerate(selections):
            ProgrammeSlot.objects.create(
                programme=programme, selection=selection, position=position
            )
        self.programmes[row["names"]["en"]] = programme

    def biographies(self, people):
        for row in content.read("people")["person"]:
            person = people.directors[row["name"]]
            for year in map(int, row["bio"]):
                people.add_biography(person, row, year, self.editions[year].name)
            self.portrait(person, row)

    def pages(self):
        for position, row in enumerate(content.read("pages")["page"]):
            page = Page.objects.create(
                slug=row["slug"], names=row["names"], is_public=True, position=position
            )
            add_texts(PageText, row, page=page)

    def portrait(self, person: Person, row):
        picture = self.pictures.get((row["name"], None))
        if not picture:
            return
        person.portrait = picture
        person.portrait_credit = f"© {person.name}"
        person.save()


def assessed(row):
    """A few films wait for their assessment: “not assessed” is not “nothing to tell”."""
    return row["section"] not in ("harbour-lights", "revisited") or "content_notes" in row


def add_texts(model, bodies, **about):
    """A text per language; the German one counts as translated from the English."""
    for language in ("en", "de"):
        if language in bodies:
            source = "en" if language == "de" and "en" in bodies else ""
            model.objects.create(
                language=language, body=bodies[language], source_language=source, **about
            )
