"""
What anyone may have: the records a stranger is shown at an instant, and of each what is shown.

Both are lists of what is let in, so that a new model or a new field is left out until somebody
adds it here. Every record comes from `public()`; no former address is among them, as an address
may tell a title that was a secret.
"""

from django.db.models import Exists, F, OuterRef, Q, Value

from catalogue import filmographies
from catalogue import models as catalogue
from catalogue.models import (
    Company,
    CompanyCredit,
    ContentNote,
    Country,
    Credit,
    Department,
    Edition,
    Film,
    FilmLanguage,
    Function,
    Language,
    Page,
    Programme,
    ProgrammeSlot,
    Screen,
    Screening,
    ScreeningAccess,
    ScreeningChange,
    ScreeningGuest,
    ScreeningSubtitles,
    Section,
    SectionAnnouncement,
    Selection,
    SelectionContentNote,
    Still,
    Venue,
    VenueDescription,
)
from festival.packages.contents import columns_of, empty
from festival.packages.scopes import Part
from festival.packages.values import instant, to_json
from people import models as people
from people.models import Biography, FilmographyEntry, Person, PersonName
from people.picture_fields import names_of_renditions

SHOWN = {
    Country: "code slug names is_historical",
    Language: "code slug names",
    Department: "key names position",
    Function: "key names department position",
    ContentNote: "key names is_safety",
    Edition: "year name starts_on ends_on time_zone announced_at schedule_announced_at"
    " short_up_to_minutes feature_from_minutes",
    Section: "slug names colour position",
    catalogue.SectionDescription: "section language body",
    SectionAnnouncement: "edition section announced_at",
    Venue: "slug names street postcode city latitude longitude website position",
    VenueDescription: "venue language body",
    Screen: "venue name capacity wheelchair_places has_induction_loop position",
    Page: "slug names is_public in_footer position",
    catalogue.PageText: "page language body",
    Person: "slug name sort_name kind birth_year birth_place death_year portrait portrait_width"
    " portrait_height portrait_widths portrait_credit",
    PersonName: "person name language",
    Biography: "person as_of_year as_of",
    people.BiographyText: "biography language body",
    FilmographyEntry: "biography position year title kind section note",
    Film: "slug title title_language original_title original_title_language filed_under year"
    " runtime_minutes runtime_seconds form colour sound aspect_ratio",
    catalogue.FilmTitle: "film kind language title",
    catalogue.FilmCountry: "film country position",
    FilmLanguage: "film language position",
    catalogue.Synopsis: "film language body",
    Credit: "film person function position credited_as character note",
    Company: "name website",
    CompanyCredit: "film company function position note",
    Still: "film kind file width height widths file_bytes credit is_for_press focal_x focal_y"
    " position names",
    Selection: "film edition section status announced_at position premiere_status premiere_region"
    " premiere_country age_rating age_recommendation content_assessed_on",
    catalogue.ProgrammeNote: "selection language body",
    catalogue.Award: "selection names position",
    SelectionContentNote: "selection content_note depiction spoiler",
    Programme: "slug names edition section position",
    ProgrammeSlot: "programme selection position",
    Screening: "code edition selection programme screen starts_at previous_starts_at status"
    " introduction_minutes qa_minutes dubbed_into voice_over_in ticket_url revision changed_at",
    ScreeningSubtitles: "screening language delivery position",
    ScreeningAccess: "screening feature language status",
    ScreeningGuest: "screening person part is_confirmed",
    ScreeningChange: "screening kind at starts_at screen was_at was_on",
}
# Of who only comes to a screening, and of a house that is only named as where one was moved from.
NAMED = {
    Person: {"id", "name", "kind"},
    Venue: {"id", "names"},
    Screen: {"id", "venue", "name"},
}


def keys(rows):
    return rows.order_by().values("pk")


class Public(Part):
    variant = "public"

    def __init__(self, at, year=None):
        """At that instant; of one edition, or of all."""
        self.at, self.year = at, year
        self.selections = Selection.objects.public(at)
        self.screenings = Screening.objects.public(at)
        if year:
            self.selections = self.selections.in_edition(year)
            self.screenings = self.screenings.in_edition(year)
        self.films = self.selections.films()
        self.credits = Credit.objects.filter(film__in=keys(self.films))
        self.guests = ScreeningGuest.objects.public(at).filter(screening__in=keys(self.screenings))
        self.changes = ScreeningChange.objects.public(at).filter(
            screening__in=keys(self.screenings)
        )
        self.roots = self.of_the_programme() | self.of_houses() | self.of_people()
        self.roots |= self.of_vocabularies()
        self.aliases = {
            Person: aliases(self.roots[Person].exclude(pk__in=keys(self.credited))),
            Venue: aliases(self.roots[Venue].exclude(pk__in=keys(self.houses))),
        }

    def of_the_programme(self):
        programmes = Programme.objects.of(keys(self.selections)).select_related(None)
        if self.year:
            programmes = programmes.filter(edition__year=self.year)
        announced = SectionAnnouncement.objects.filter(announced_at__lte=self.at)
        theirs = {"edition": OuterRef("edition"), "section": OuterRef("section")}
        slots = ProgrammeSlot.objects.filter(selection__in=keys(self.selections))
        sections = keys(self.selections.sections()), programmes.order_by().values("section")
        return {
            Edition: self.selections.editions(),
            Section: Section.objects.filter(Q(pk__in=sections[0]) | Q(pk__in=sections[1])),
            SectionAnnouncement: announced.filter(Exists(self.selections.filter(**theirs))),
            Film: self.films,
            Still: self.selections.stills(),
            Selection: self.selections,
            Programme: programmes,
            ProgrammeSlot: slots.filter(programme__in=keys(programmes)),
            Page: Page.objects.public(),
        }

    def of_houses(self):
        self.houses = self.screenings.venues().prefetch_related(None)
        moved = Q(changes_to__in=self.changes) | Q(changes_from__in=self.changes)
        mentioned = Screen.objects.filter(moved).order_by().values("pk")
        venues = Q(pk__in=keys(self.houses)) | Q(screens__in=mentioned)
        return {
            Venue: Venue.objects.filter(pk__in=keys(Venue.objects.filter(venues))),
            VenueDescription: VenueDescription.objects.filter(venue__in=keys(self.houses)),
            Screen: Screen.objects.filter(Q(venue__in=keys(self.houses)) | Q(pk__in=mentioned)),
            Screening: self.screenings,
            ScreeningAccess: ScreeningAccess.objects.confirmed()
            .select_related(None)
            .filter(screening__in=keys(self.screenings)),
            ScreeningGuest: self.guests.select_related(None),
            ScreeningChange: self.changes,
        }

    def of_people(self):
        self.credited = self.selections.people()
        companies = CompanyCredit.objects.filter(film__in=keys(self.films)).order_by()
        shown = self.selections.filter(film__credits__person=OuterRef("person"))
        newest = shown.filter(edition__year__gte=OuterRef("as_of_year"))
        return {
            Person: Person.objects.filter(
                Q(pk__in=keys(self.credited)) | Q(pk__in=self.guests.order_by().values("person"))
            ),
            PersonName: PersonName.objects.filter(person__in=keys(self.credited)),
            Company: Company.objects.filter(pk__in=companies.values("company")),
            Biography: Biography.objects.filter(Exists(newest), person__in=keys(self.credited)),
        }

    def of_vocabularies(self):
        functions = Function.objects.filter(pk__in=self.credits.order_by().values("function"))
        notes = SelectionContentNote.objects.filter(selection__in=keys(self.selections))
        screened = {"screening__in": keys(self.screenings)}
        languages = [
            FilmLanguage.objects.filter(film__in=keys(self.films)).order_by().values("language"),
            ScreeningSubtitles.objects.filter(**screened).order_by().values("language"),
            ScreeningAccess.objects.confirmed().filter(**screened).order_by().values("language"),
            self.screenings.order_by().values("dubbed_into"),
            self.screenings.order_by().values("voice_over_in"),
        ]
        premieres = self.selections.order_by().values("premiere_country")
        return {
            Country: Country.objects.filter(
                Q(pk__in=keys(self.selections.countries())) | Q(pk__in=premieres)
            ),
            Language: Language.objects.filter(
                Q(*[Q(pk__in=theirs) for theirs in languages], _connector=Q.OR)
            ),
            Function: functions,
            Department: Department.objects.filter(pk__in=functions.order_by().values("department")),
            ContentNote: ContentNote.objects.filter(pk__in=notes.order_by().values("content_note")),
        }

    # What is written of them ---------------------------------------------------------------------

    def rows(self, model):
        if model not in SHOWN:
            return model._base_manager.none()
        if model is FilmographyEntry:
            return super().rows(model).exclude(pk__in=self.hidden_lines())
        return super().rows(model)

    @staticmethod
    def columns(model):
        names = {"id", *SHOWN[model].split()} if model in SHOWN else set()
        return [field for field in columns_of(model) if field.name in names]

    @staticmethod
    def lists(model):
        return []

    def record(self, model, record):
        if model is Edition:
            hours = ("announced_at", "schedule_announced_at")
            record |= {name: self.past(record[name]) for name in hours}
        if self.is_only_named(model, record):
            record = {
                field.name: record[field.name]
                if field.name in NAMED[model]
                else to_json(empty(field))
                for field in self.columns(model)
            } | ({"slug": self.aliases[model][record["slug"]]} if "slug" in record else {})
        for field in self.columns(model):
            if others := self.aliases.get(field.related_model):
                record[field.name] = others.get(record[field.name], record[field.name])
        return record

    def past(self, hour):
        """An hour that has come; None in the place of one that is yet to."""
        return hour if hour and instant(hour) <= self.at else None

    def is_only_named(self, model, record):
        if model is Screen:
            return record["venue"] in self.aliases[Venue]
        return model in self.aliases and record["slug"] in self.aliases[model]

    def pictures(self, model, field):
        """The renditions; the picture itself where the press may have it, or where it has none."""
        rows = self.rows(model)
        if model is Person:
            rows = rows.filter(pk__in=keys(self.credited))
        whole = F("is_for_press") if model is Still else Value(False)
        names = rows.exclude(**{field.name: ""}).order_by("pk").annotate(is_whole=whole)
        columns = (field.name, field.widths_field, "is_whole")
        for name, widths, is_whole in names.values_list(*columns).iterator():
            if is_whole or not widths:
                yield name
            yield from names_of_renditions(name, widths)

    def hidden_lines(self):
        """The numbers of filmography lines that some page leaves out: they name what is to come."""
        lines = super().rows(FilmographyEntry).select_related("biography")
        writing = keys(Biography.objects.filter(pk__in=lines.order_by().values("biography")))
        hidden = set()
        for person in Person.objects.filter(biographies__in=writing).distinct().order_by("pk"):
            theirs = list(lines.filter(biography__person=person))
            for beside in self.beside(person):
                shown = filmographies.by_year(theirs, beside.with_visibility(self.at))
                named = {line.entry.pk for _year, found in shown for line in found}
                hidden |= {line.pk for line in theirs} - named
        return hidden

    def beside(self, person):
        """What each page with somebody's filmography has it beside: their own, and their films'."""
        yield Selection.objects.crediting(person).select_related("film", "edition", "section")
        directed = Credit.objects.directors().filter(person=person, film__in=keys(self.films))
        for slug in directed.order_by("pk").values_list("film__slug", flat=True):
            yield Selection.objects.beside(slug).for_film_page()


def aliases(records):
    """{address: what stands for it} of those that have no public address."""
    return {slug: f"-{number}-" for number, slug in records.values_list("pk", "slug")}
