"""
A schedule made into records: films with their selections, houses, screens and screenings.

What is there already is recognised and left as it is, also where editors have moved it since, so
that recording a schedule twice changes nothing. The caller owns the transaction.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings

from catalogue.intake.schedules import Cinema, Schedule, Showing
from catalogue.models import (
    Edition,
    Film,
    FilmIdentifier,
    Language,
    Screen,
    Screening,
    ScreeningAccess,
    ScreeningChange,
    ScreeningSubtitles,
    Section,
    Selection,
    Venue,
)
from people.folding import fold
from people.history import Recording as ChangesRecording


@dataclass
class ScheduleRecorder:
    """Records a schedule for an edition; films that are new to it go to the section."""

    schedule: Schedule
    edition: Edition
    section: Section
    changes: ChangesRecording
    made: Counter = field(default_factory=Counter)
    new: list[tuple[Showing, Screening]] = field(default_factory=list)
    new_films: set[int] = field(default_factory=set)
    new_ages: set[int] = field(default_factory=set)

    def record(self) -> Counter:
        """The number of new films, venues, screens and screenings."""
        self.languages = {language.code: language for language in Language.objects.all()}
        self.selections = self.record_films()
        self.record_ages()
        self.screens = self.record_cinemas()
        self.record_screenings()
        self.record_days()
        return self.made

    # Films -------------------------------------------------------------------------------------

    def record_films(self) -> dict[str, Selection]:
        """
        The selection of each film by the id it has in the file.

        The id is kept as the film's submission, under the year: titles do not tell films apart,
        and another year's file may number from one again.
        """
        identifiers = FilmIdentifier.objects.filter(source=FilmIdentifier.Source.SUBMISSION)
        known = {row.value: row.film for row in identifiers.select_related("film")}
        there = {one.film_id: one for one in self.edition.selections.select_related("film")}
        selections = {}
        for key, title in self.schedule.films.items():
            value = f"{self.edition.year}/{key}"
            film = known.get(value) or self.make_film(title, value)
            selections[key] = there.get(film.pk) or self.make_selection(film)
        return selections

    def make_film(self, title: str, value: str) -> Film:
        film = Film.objects.create(title=title)
        identifier = FilmIdentifier(film=film, source=FilmIdentifier.Source.SUBMISSION, value=value)
        identifier.save()
        self.changes.created(film)
        self.new_films.add(film.pk)
        self.made["films"] += 1
        return film

    def make_selection(self, film: Film) -> Selection:
        """A schedule that a festival printed is of confirmed films; their hour is the edition's."""
        selection = Selection.objects.create(
            film=film,
            edition=self.edition,
            section=self.section,
            status=Selection.Status.CONFIRMED,
        )
        self.changes.created(selection)
        return selection

    def record_ages(self) -> None:
        for showing in self.schedule.showings:
            selection = self.selections[showing.film]
            if showing.line.age is not None and selection.age_recommendation is None:
                self.changes.watch(selection)
                selection.age_recommendation = showing.line.age
                selection.save()
                self.new_ages.add(showing.row)

    # Houses ------------------------------------------------------------------------------------

    def record_cinemas(self) -> dict[Cinema, Screen]:
        venues = {
            fold(name): venue for venue in Venue.objects.all() for name in venue.names.values()
        }
        screens = {(one.venue_id, one.name): one for one in Screen.objects.all()}
        found = {}
        for cinema in sorted({one.cinema for one in self.schedule.showings}, key=in_order):
            venue = venues.get(fold(cinema.house)) or self.make_venue(cinema.house)
            venues[fold(cinema.house)] = venue
            screen = screens.get((venue.pk, cinema.screen))
            found[cinema] = screen or self.make_screen(venue, cinema.screen)
        return found

    def make_venue(self, house: str) -> Venue:
        self.made["venues"] += 1
        venue = Venue.objects.create(names=dict.fromkeys(dict(settings.LANGUAGES), house))
        self.changes.created(venue)
        return venue

    def make_screen(self, venue: Venue, name: str) -> Screen:
        self.made["screens"] += 1
        position = int(name) if name.isdecimal() else 0
        screen = Screen.objects.create(venue=venue, name=name, position=position)
        self.changes.created(screen)
        return screen

    # Screenings --------------------------------------------------------------------------------

    def record_screenings(self) -> None:
        there = self.recorded()
        new = {}
        for showing in self.schedule.showings:
            screening = self.screening(showing)
            place = screening.selection_id, screening.screen_id
            if (*place, screening.starts_at) not in there | new.keys():
                new[*place, screening.starts_at] = showing, screening
        self.new = list(new.values())
        made = Screening.objects.bulk_create(screening for _showing, screening in new.values())
        self.changes.created(*made)
        ScreeningChange.objects.note_added(screening for _showing, screening in new.values())
        ScreeningSubtitles.objects.bulk_create(
            ScreeningSubtitles(
                screening=screening, language=self.languages[code], position=position
            )
            for showing, screening in new.values()
            for position, code in enumerate(showing.line.subtitles)
        )
        ScreeningAccess.objects.bulk_create(
            ScreeningAccess(
                screening=screening, feature=feature, status=ScreeningAccess.Status.CONFIRMED
            )
            for showing, screening in new.values()
            for feature in dict.fromkeys(showing.line.access)
        )
        self.made["screenings"] += len(new)

    def recorded(self) -> set[tuple]:
        """Selection, screen and hour of what is there; of what was moved its first hour too."""
        rows = self.edition.screenings.values_list(
            "selection", "screen", "starts_at", "previous_starts_at"
        )
        return {(selection, screen, at) for selection, screen, *hours in rows for at in hours if at}

    def screening(self, showing: Showing) -> Screening:
        return Screening(
            edition=self.edition,
            selection=self.selections[showing.film],
            screen=self.screens[showing.cinema],
            starts_at=showing.starts_at.replace(tzinfo=self.edition.zone),
            status=Screening.Status.CONFIRMED,
            voice_over_in=self.languages.get(showing.line.voice_over),
        )

    def record_days(self) -> None:
        """The edition's first and last day are those of its schedule, where nobody set them."""
        days = [showing.starts_at.date() for showing in self.schedule.showings]
        if days and not (self.edition.starts_on or self.edition.ends_on):
            self.changes.watch(self.edition)
            self.edition.starts_on, self.edition.ends_on = min(days), max(days)
            self.edition.save()


def in_order(cinema: Cinema) -> tuple:
    """By house, numbered screens by their number."""
    return fold(cinema.house), len(cinema.screen), cinema.screen
