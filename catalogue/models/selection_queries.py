"""What may be asked of the programme, in the words of SelectionQuerySet."""

from django.db import models, transaction
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from catalogue.models.announcements import hour_of_selection
from catalogue.models.assignments import Assignment, sees_every_section
from catalogue.models.credits import Credit
from catalogue.models.editions import Edition, Section
from catalogue.models.films import Film, FilmCountry, FilmLanguage, FilmTitle, Synopsis
from catalogue.models.finding import FindableSelections
from catalogue.models.images import Still
from catalogue.models.vocabularies import Country, Language
from catalogue.runtimes import BANDS
from catalogue.years import years_in
from people.models import Person

NOT_ASSESSED = "not-assessed"


class SelectionQuerySet(FindableSelections):
    """What may be asked of the programme. `public` is the one rule of who sees what."""

    def public(self, at=None):
        """Selections anyone may see at that instant: confirmed, announced and not withdrawn."""
        announced = LessThanOrEqual(hour_of_selection(), at or timezone.now())
        return self.filter(announced, status=self.model.Status.CONFIRMED)

    def in_scope_of(self, user):
        """Selections somebody of the staff may reach: of the sections they are given, or all."""
        if sees_every_section(user):
            return self
        return self.filter(Assignment.objects.of(user).covering_each())

    # How many -----------------------------------------------------------------------------------

    def figures(self):
        """The numbers of selections, as lists show them, and of their films' countries."""
        return self.aggregate(
            films=Count("pk", distinct=True), countries=Count("film__countries", distinct=True)
        )

    def with_status(self, statuses):
        return self.filter(status__in=statuses)

    def coming(self):
        """Those that are to be shown, announced or not: invited or confirmed."""
        return self.with_status([self.model.Status.INVITED, self.model.Status.CONFIRMED])

    def with_visibility(self, at=None):
        """Each with `is_public`, for a page that has to know what it must not name."""
        public = self.model.objects.public(at).filter(pk=OuterRef("pk"))
        return self.annotate(is_public=Exists(public))

    def with_hour(self):
        """Each with `public_hour`, which its `public_from` then costs no query for."""
        return self.annotate(public_hour=hour_of_selection())

    def move_to(self, status, user):
        """All of them to another status or none; ValidationError where one may not be moved."""
        with transaction.atomic():
            for selection in self.select_for_update(of=("self",)):
                selection.move_to(status, user)

    def totals(self):
        """The numbers of selections and of their minutes."""
        return self.order_by().aggregate(
            films=Count("pk"), minutes=Coalesce(Sum("film__runtime_minutes"), 0)
        )

    # What a selection reaches ------------------------------------------------------------------

    def films(self):
        return Film.objects.filter(Exists(self.filter(film=OuterRef("pk"))))

    def people(self):
        """Everybody credited on one of the films."""
        shown = Exists(self.order_by().filter(film=OuterRef("film")))
        credits = Credit.objects.filter(shown, person=OuterRef("pk"))
        return Person.objects.filter(Exists(credits), merged_into=None)

    def editions(self):
        return Edition.objects.filter(Exists(self.filter(edition=OuterRef("pk"))))

    def sections(self):
        return Section.objects.filter(Exists(self.filter(section=OuterRef("pk"))))

    def countries(self):
        return Country.objects.filter(
            Exists(FilmCountry.objects.filter(country=OuterRef("pk"), film__in=self.values("film")))
        )

    def stills(self):
        """The pictures of the films that may be shown: those that are ready to be."""
        return Still.objects.ready().filter(Exists(self.filter(film=OuterRef("film"))))

    # What a selection is chosen by -------------------------------------------------------------

    def in_edition(self, year):
        return self.filter(edition__year=year)

    def of_section(self, section, edition):
        """Selections of that section in that edition, by their keys."""
        return self.filter(edition=edition, section=section)

    def in_sections(self, slugs):
        """Selections of the sections at those addresses, the ones they had before included."""
        return self.filter(section__in=Section.objects.at_addresses(slugs))

    def from_countries(self, slugs):
        countries = FilmCountry.objects.filter(country__slug__in=slugs)
        return self.filter(Exists(countries.filter(film=OuterRef("film"))))

    def in_languages(self, slugs):
        languages = FilmLanguage.objects.filter(language__slug__in=slugs)
        return self.filter(Exists(languages.filter(film=OuterRef("film"))))

    def in_bands(self, slugs):
        bands = [band.as_q("film__runtime_minutes") for band in BANDS if band.slug in slugs]
        return self.filter(Q(*bands, _connector=Q.OR)) if bands else self.none()

    def at_least(self, minutes):
        return self.filter(film__runtime_minutes__gte=minutes)

    def at_most(self, minutes):
        return self.filter(film__runtime_minutes__lte=minutes)

    def with_known_runtime(self):
        """Selections of films whose runtime is known, with the film, shortest first."""
        known = self.filter(film__runtime_minutes__isnull=False)
        return known.select_related("film", "section").sorted_by("runtime")

    def with_premiere(self, statuses):
        return self.filter(premiere_status__in=statuses)

    def of_film(self, film):
        return self.filter(film=film)

    def with_forms(self, forms):
        return self.filter(film__form__in=forms)

    def of_years(self, written):
        """Selections of films of those years or decades: 1974, 1970s."""
        spans = [years_in(one) for one in written]
        each = [Q(film__year__gte=span.start, film__year__lt=span.stop) for span in spans]
        return self.filter(Q(*each, _connector=Q.OR))

    def avoiding(self, notes):
        """
        Selections without any of those content notes.

        One that was not assessed may still hold them; `NOT_ASSESSED` among the notes leaves
        those out too.
        """
        left = self.exclude(selection_content_notes__content_note__key__in=notes)
        return left.exclude(content_assessed_on=None) if NOT_ASSESSED in notes else left

    def speaking(self):
        """Selections of films whose languages are known."""
        return self.filter(Exists(FilmLanguage.objects.filter(film=OuterRef("film"))))

    def speaking_other_than(self, slug):
        """Selections of films in which another language than that is spoken."""
        others = FilmLanguage.objects.exclude(language__slug=slug)
        others = others.exclude(language__code=Language.NO_DIALOGUE)
        return self.filter(Exists(others.filter(film=OuterRef("film"))))

    def shown_at(self, screenings):
        """Selections that one of these screenings shows, alone or in a programme."""
        alone = screenings.filter(selection__isnull=False).values("selection")
        slots = self.model.slots.rel.related_model.objects
        together = slots.filter(programme__in=screenings.values("programme")).values("selection")
        return self.filter(Q(pk__in=alone) | Q(pk__in=together))

    def in_programme(self, programme):
        """The selections of a block, in its order."""
        return self.filter(slots__programme=programme).order_by("slots__position", "pk")

    def of_film_at(self, slug):
        return self.filter(film__slug=slug)

    def crediting(self, person):
        """Selections of the films somebody worked on, newest edition first, each once."""
        theirs = Credit.objects.filter(person=person).order_by()
        return self.filter(film__in=theirs.values("film")).order_by(
            "-edition__year", "section__position", "pk"
        )

    def beside(self, slug):
        """The selections of the film at that address and of all its directors worked on."""
        return self.filter(film__in=Film.objects.beside(slug))

    # How selections are shown ------------------------------------------------------------------

    def sorted_by(self, order):
        """In the order of that name, `-` before it for the reverse; equal ones by title."""
        if order == "section":
            return self.order_by("section__position", "section__slug", "film__sort_title", "pk")
        if order == "country":
            return self.sorted_by_country()
        field = {"title": "sort_title", "year": "year", "runtime": "runtime_minutes"}[
            order.lstrip("-")
        ]
        first = models.F(f"film__{field}")
        first = first.desc(nulls_last=True) if order.startswith("-") else first.asc(nulls_last=True)
        return self.order_by(first, "film__sort_title", "pk")

    def sorted_by_country(self):
        """By the name of the main country in the page's language; asks for the names first."""
        countries = sorted(self.countries(), key=lambda country: country.filed_name)
        if not countries:
            return self.sorted_by("title")  # a constant would be taken for a column's number
        main = FilmCountry.objects.filter(film=OuterRef("film")).order_by("position", "pk")
        places = [When(main_country=one.pk, then=place) for place, one in enumerate(countries)]
        return self.alias(
            main_country=Subquery(main.values("country")[:1]),
            place=Case(*places, default=len(countries), output_field=IntegerField()),
        ).order_by("place", "film__sort_title", "pk")

    def sorted_by_first_of(self, screenings):
        """By the hour of the first of those screenings of each; what has none comes last."""
        in_order = screenings.order_by("starts_at", "pk").values("starts_at")
        alone = in_order.filter(selection=OuterRef("pk"))
        together = in_order.filter(programme__slots__selection=OuterRef("pk"))
        is_earlier = Q(alone=None) | Q(together__lt=F("alone"))
        return self.alias(alone=Subquery(alone[:1]), together=Subquery(together[:1])).order_by(
            Case(When(is_earlier, then="together"), default="alone").asc(nulls_last=True),
            "film__sort_title",
            "pk",
        )

    def newest_of_each_film(self):
        """One selection a film, the newest; newest edition first, then by title."""
        newest = self.model.objects.filter(film=OuterRef("film"), pk__in=self.values("pk"))
        newest = newest.order_by("-edition__year", "pk").values("pk")[:1]
        return self.filter(pk=Subquery(newest)).order_by("-edition__year", "film__sort_title", "pk")

    def for_listing(self):
        """Everything a card shows of a film, in four queries more."""
        directors = Credit.objects.directors().select_related("person")
        return self.select_related("film", "section", "edition").prefetch_related(
            Prefetch("film__credits", directors, to_attr="directing"),
            Prefetch("film__film_countries", FilmCountry.objects.select_related("country")),
            Prefetch("film__titles", FilmTitle.objects.local()),
            Prefetch("film__stills", Still.objects.in_lists(), to_attr="shown_stills"),
        )

    def newly_announced(self):
        """The latest announced first, and among equals those highest in their section."""
        hour = F("public_hour").desc(nulls_last=True)
        return self.with_hour().order_by(hour, "position", "section__position", "pk")

    def for_announcements(self):
        """The latest announced first, with what a feed says of them, in six queries."""
        return self.newly_announced().for_listing().prefetch_related("film__synopses")

    def for_desk(self):
        """Everything a row of the desk's table shows, what is missing included."""
        synopses = Prefetch("film__synopses", Synopsis.objects.defer("body"))
        return self.for_listing().with_visibility().with_hour().prefetch_related(synopses)

    def for_every_list(self):
        """A listing's rows with the languages and the premiere's country: one query more."""
        languages = FilmLanguage.objects.select_related("language")
        return (
            self.for_listing()
            .select_related("premiere_country")
            .prefetch_related(Prefetch("film__film_languages", languages))
        )

    def for_film_page(self):
        """Selections with what their films' pages say of them, newest edition first."""
        told = self.select_related("film", "edition", "section", "premiere_country")
        return told.newest_first()

    def newest_first(self):
        """As a film's page counts its selections: the first is the one it is shown by."""
        return self.order_by("-edition__year", "section__position", "pk")

    def for_booklet(self):
        """Everything the booklet prints of a film, section by section and by title."""
        listed = self.select_related("film", "section", "edition", "premiere_country")
        return listed.prefetch_related(
            Prefetch(
                "film__credits",
                Credit.objects.directors().select_related("person"),
                to_attr="directing",
            ),
            Prefetch("film__film_countries", FilmCountry.objects.select_related("country")),
            Prefetch("film__film_languages", FilmLanguage.objects.select_related("language")),
            Prefetch("film__titles", FilmTitle.objects.local()),
            "film__synopses",
            "section__descriptions",
        ).order_by("section__position", "section__slug", "section", "film__sort_title", "pk")
