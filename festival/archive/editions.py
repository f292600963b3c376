"""The editions of the invented archive: what is shown in which section, in which house and when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from catalogue.models import (
    Award,
    Edition,
    Programme,
    ProgrammeNote,
    ProgrammeSlot,
    Screening,
    ScreeningSubtitles,
    Section,
    SectionDescription,
    Selection,
    SelectionContentNote,
)
from catalogue.models.screenings import CODE_LETTERS
from catalogue.models.vocabularies import ContentNote, Language
from festival.archive.films import insert
from festival.archive.words import Slugs, text_in
from festival.demo import content
from festival.demo.build import add_texts
from festival.demo.schedule import write_houses

DAYS = 11
SHOWN_EACH = 2
A_PROGRAMME = 5  # films
AGAIN = 0.02  # of an edition's films, so many are shown once more in a later one
SECTIONS = {"competition": 5, "encounters": 10, "panorama": 40, "harbour-lights": 20, "midnight": 5}
STATUSES = {"confirmed": 96, "considered": 2, "invited": 1, "withdrawn": 1}


class Editions:
    def __init__(self, chance: Random):
        self.chance = chance
        self.slugs = Slugs()
        self.codes: set[str] = set()
        self.notes = list(ContentNote.objects.all())
        self.english = Language.objects.get(code="en")
        self.screens = list(write_houses().values())
        self.sections = {}
        for position, row in enumerate(content.read("sections")["section"]):
            fields = {name: row[name] for name in ("slug", "names", "colour")}
            section = Section.objects.create(**fields, position=position)
            add_texts(SectionDescription, row, section=section)
            self.sections[row["slug"]] = section

    def make(self, year: int) -> Edition:
        """An edition in February, announced in January with its schedule."""
        announced_at = datetime(year, 1, 12, 9, tzinfo=UTC)
        return Edition.objects.create(
            year=year,
            name=f"Marquee {year}",
            starts_on=date(year, 2, 10),
            ends_on=date(year, 2, 9 + DAYS),
            announced_at=announced_at,
            schedule_announced_at=announced_at,
        )

    def show(self, edition: Edition, films: list, older: list) -> None:
        """Every film in a section of the edition, and a few of the older ones again."""
        again = self.chance.sample(older, min(round(len(films) * AGAIN), len(older)))
        selections = Selection.objects.bulk_create(
            self.selection(edition, film, place, film in again)
            for place, film in enumerate([*films, *again])
        )
        insert(part for selection in selections for part in self.parts(selection))
        shown = [one for one in selections if one.status == Selection.Status.CONFIRMED]
        shorts = [one for one in shown if one.section == self.sections["shorts"]]
        subjects = [one for one in shown if one not in shorts]
        subjects += self.programmes(edition, shorts)
        self.chance.shuffle(subjects)
        self.schedule(edition, subjects * SHOWN_EACH)

    def selection(self, edition, film, place, is_again) -> Selection:
        slug = self.chance.choices(list(SECTIONS), SECTIONS.values())[0]
        if film.runtime_minutes <= edition.short_up_to_minutes:
            slug = "shorts"
        premieres = ["world", "international", "world", ""]
        return Selection(
            film=film,
            edition=edition,
            section=self.sections["revisited" if is_again else slug],
            status=self.chance.choices(list(STATUSES), STATUSES.values())[0],
            position=place,
            premiere_status="" if is_again else self.chance.choice(premieres),
            content_assessed_on=edition.starts_on if self.chance.random() < 0.8 else None,
        )

    def parts(self, selection: Selection) -> Iterator:
        chance, at = self.chance, selection.edition.announced_at
        if chance.random() < 0.1:
            body = text_in("en", chance, sentences=2)
            yield ProgrammeNote(
                selection=selection, language="en", body=body, changed_at=at, compared_at=at
            )
        if chance.random() < 0.02:
            yield Award(selection=selection, names={"en": "Golden Gangway"})
        if chance.random() < 0.15:
            for note in chance.sample(self.notes, chance.randint(1, 3)):
                yield SelectionContentNote(selection=selection, content_note=note)

    def programmes(self, edition: Edition, shorts: list[Selection]) -> list[Programme]:
        names = [f"Shorts {number + 1}" for number in range(-(-len(shorts) // A_PROGRAMME))]
        programmes = Programme.objects.bulk_create(
            Programme(
                names={"en": name},
                slug=self.slugs.free(f"{name} {edition.year}"),
                edition=edition,
                section=self.sections["shorts"],
                position=position,
            )
            for position, name in enumerate(names)
        )
        insert(
            ProgrammeSlot(
                programme=programmes[place // A_PROGRAMME],
                selection=selection,
                position=place % A_PROGRAMME,
            )
            for place, selection in enumerate(shorts)
        )
        return programmes

    def schedule(self, edition: Edition, subjects: list[Selection | Programme]) -> None:
        """Screen by screen and hour by hour, from the first day on."""
        rows = [
            Screening(
                code=self.code(),
                edition=edition,
                programme=subject if isinstance(subject, Programme) else None,
                selection=subject if isinstance(subject, Selection) else None,
                screen=self.screens[place % len(self.screens)],
                starts_at=self.hour(edition, place // len(self.screens)),
                status=Screening.Status.CONFIRMED,
                qa_minutes=self.chance.choice([0, 0, 20]),
            )
            for place, subject in enumerate(subjects)
        ]
        Screening.objects.bulk_create(rows)
        insert(ScreeningSubtitles(screening=row, language=self.english) for row in rows)

    @staticmethod
    def hour(edition: Edition, turn: int) -> datetime:
        """Six a day, ten o'clock the first; where the days are not enough, from the first again."""
        day = edition.starts_on + timedelta(turn // 6 % DAYS)
        first = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        return first + timedelta(minutes=150 * (turn % 6) + 5 * (turn // 6 // DAYS))

    def code(self) -> str:
        code = "".join(self.chance.choices(CODE_LETTERS, k=8))
        if code in self.codes:
            return self.code()
        self.codes.add(code)
        return code
