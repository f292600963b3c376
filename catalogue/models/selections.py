from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models.credits import Credit
from catalogue.models.editions import Edition, Section
from catalogue.models.films import Film, FilmCountry, FilmLanguage, FilmTitle, Synopsis
from catalogue.models.images import Still
from catalogue.models.labels import Named
from catalogue.models.vocabularies import ContentNote, Country
from catalogue.runtimes import BANDS
from people.folding import search_words
from people.models import Person
from people.texts import Text


class SelectionQuerySet(models.QuerySet):
    """What may be asked of the programme. `public` is the one rule of who sees what."""

    def public(self, at=None):
        """Selections anyone may see at that instant: confirmed, announced and not withdrawn."""
        at = at or timezone.now()
        return self.filter(status=Selection.Status.CONFIRMED).filter(
            Q(announced_at__lte=at) | Q(announced_at=None, edition__announced_at__lte=at)
        )

    # How many -----------------------------------------------------------------------------------

    def figures(self):
        """The numbers of films and of their countries."""
        return self.aggregate(
            films=Count("film", distinct=True), countries=Count("film__countries", distinct=True)
        )

    def with_status(self, statuses):
        return self.filter(status__in=statuses)

    def with_visibility(self, at=None):
        """Each with `is_public`, for a page that has to know what it must not name."""
        public = Selection.objects.public(at).filter(pk=OuterRef("pk"))
        return self.annotate(is_public=Exists(public))

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
        credits = Credit.objects.filter(person=OuterRef("pk"), film__in=self.values("film"))
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
        return Still.objects.filter(film__in=self.values("film"))

    # What a selection is chosen by -------------------------------------------------------------

    def in_edition(self, year):
        return self.filter(edition__year=year)

    def in_sections(self, slugs):
        return self.filter(section__slug__in=slugs)

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

    def matching(self, words):
        """Selections of which every word stands in a title or in the name of somebody credited."""
        found = self if search_words(words) else self.none()
        for word in search_words(words):
            credited = Credit.objects.filter(film=OuterRef("film")).to_a_name_with(word)
            found = found.filter(Q(film__folded_titles__contains=word) | Exists(credited))
        return found

    def in_programme(self, programme):
        """The selections of a block, in its order."""
        return self.filter(slots__programme=programme).order_by("slots__position", "pk")

    def crediting(self, person):
        """Selections of the films somebody worked on, newest edition first, each once."""
        theirs = Credit.objects.filter(film=OuterRef("film"), person=person)
        return self.filter(Exists(theirs)).order_by("-edition__year", "section__position", "pk")

    def beside(self, film_slug):
        """The selections of the film at that address and of all its directors worked on."""
        its_directors = Credit.objects.directors().filter(film__slug=film_slug).values("person")
        by_them = Credit.objects.filter(film=OuterRef("film"), person__in=its_directors)
        return self.filter(Q(film__slug=film_slug) | Exists(by_them))

    # How selections are shown ------------------------------------------------------------------

    def sorted_by(self, order):
        """In the order of that name, `-` before it for the reverse; equal ones by title."""
        field = {"title": "sort_title", "year": "year", "runtime": "runtime_minutes"}[
            order.lstrip("-")
        ]
        first = models.F(f"film__{field}")
        first = first.desc(nulls_last=True) if order.startswith("-") else first.asc(nulls_last=True)
        return self.order_by(first, "film__sort_title", "pk")

    def newest_of_each_film(self):
        """One selection a film, the newest; newest edition first, then by title."""
        newest = Selection.objects.filter(film=OuterRef("film"), pk__in=self.values("pk"))
        newest = newest.order_by("-edition__year", "pk").values("pk")[:1]
        return self.filter(pk=Subquery(newest)).order_by("-edition__year", "film__sort_title", "pk")

    def for_listing(self):
        """Everything a programme row shows, in four queries more."""
        return self.select_related("film", "section", "edition").prefetch_related(
            Prefetch(
                "film__credits",
                Credit.objects.directors().select_related("person"),
                to_attr="directing",
            ),
            Prefetch("film__film_countries", FilmCountry.objects.select_related("country")),
            Prefetch("film__titles", FilmTitle.objects.local()),
            Prefetch("film__stills", Still.objects.in_lists(), to_attr="shown_stills"),
        )

    def newly_announced(self):
        """The latest announced first, and among equals those highest in their section."""
        hour = Coalesce("announced_at", "edition__announced_at")
        return self.order_by(hour.desc(), "position", "section__position", "pk")

    def for_desk(self):
        """Everything a row of the desk's table shows, what is missing included."""
        synopses = Prefetch("film__synopses", Synopsis.objects.defer("body"))
        return self.for_listing().with_visibility().prefetch_related(synopses)

    def for_film_page(self):
        """Selections with what their films' pages say of them, newest edition first."""
        return self.select_related("film", "edition", "section", "premiere_country").order_by(
            "-edition__year", "section__position", "pk"
        )


class Selection(models.Model):
    """A film in a section of an edition, and what is true of it there."""

    class Status(models.TextChoices):
        CONSIDERED = "considered", _("considered")
        INVITED = "invited", _("invited")
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Premiere(models.TextChoices):
        WORLD = "world", _("World premiere")
        INTERNATIONAL = "international", _("International premiere")
        CONTINENTAL = "continental", _("Continental premiere")
        NATIONAL = "national", _("National premiere")
        REGIONAL = "regional", _("Regional premiere")
        CITY = "city", _("City premiere")
        FESTIVAL = "festival", _("Festival premiere")
        MARKET = "market", _("Market premiere")
        RESTORED_WORLD = "restored-world", _("World premiere of the restored version")

    class Region(models.TextChoices):
        EUROPE = "european", _("European premiere")
        ASIA = "asian", _("Asian premiere")
        NORTH_AMERICA = "north-american", _("North American premiere")
        LATIN_AMERICA = "latin-american", _("Latin American premiere")
        AFRICA = "african", _("African premiere")
        OCEANIA = "oceanian", _("Oceanian premiere")
        ARAB_WORLD = "arab", _("Arab premiere")

    film = models.ForeignKey(
        Film, verbose_name=_("film"), on_delete=models.PROTECT, related_name="selections"
    )
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="selections"
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="selections"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.CONSIDERED)
    announced_at = models.DateTimeField(
        _("announced at"),
        null=True,
        blank=True,
        help_text=_("Only where it differs from the edition's hour."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    premiere_status = models.CharField(
        _("premiere status"), max_length=20, choices=Premiere, blank=True
    )
    premiere_region = models.CharField(
        _("premiere region"), max_length=20, choices=Region, blank=True
    )
    premiere_country = models.ForeignKey(
        Country,
        verbose_name=_("premiere country"),
        on_delete=models.PROTECT,
        related_name="premieres",
        null=True,
        blank=True,
    )
    age_rating = models.PositiveSmallIntegerField(
        _("age rating"), null=True, blank=True, help_text=_("The legal one, in years.")
    )
    age_recommendation = models.PositiveSmallIntegerField(
        _("age recommendation"), null=True, blank=True, help_text=_("The festival's own, in years.")
    )
    content_assessed_on = models.DateField(
        _("content assessed on"),
        null=True,
        blank=True,
        help_text=_("Empty: not assessed. With a date and no notes: nothing to tell."),
    )

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        ordering = ["-edition__year", "section__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "edition", "section"], name="selection_once_a_section"
            ),
            models.CheckConstraint(
                condition=Q(premiere_region="") | Q(premiere_status="continental"),
                name="selection_region_of_continental_premiere",
                violation_error_message=_("A region belongs to a continental premiere alone."),
            ),
            models.CheckConstraint(
                condition=Q(premiere_country=None) | Q(premiere_status="national"),
                name="selection_country_of_national_premiere",
                violation_error_message=_("A country belongs to a national premiere alone."),
            ),
            models.CheckConstraint(
                condition=(Q(age_rating=None) | Q(age_rating__lte=21))
                & (Q(age_recommendation=None) | Q(age_recommendation__lte=21)),
                name="selection_ages_plausible",
                violation_error_message=_("An age is at most 21 years."),
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "status", "announced_at"], name="selection_public")
        ]

    def __str__(self):
        return f"{self.film} · {self.section} {self.edition.year}"

    @property
    def public_from(self):
        """The hour it goes public, once confirmed; its own, else its edition's."""
        return self.announced_at or self.edition.announced_at

    @property
    def premiere(self):
        """The premiere status as printed: with its continent or country where it has one."""
        if self.premiere_region:
            return self.get_premiere_region_display()
        if self.premiere_country:
            return gettext("Premiere in %(country)s") % {"country": self.premiere_country}
        return self.get_premiere_status_display()


class ProgrammeNote(Text):
    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="notes")

    class Meta(Text.Meta):
        verbose_name = _("programme note")
        verbose_name_plural = _("programme notes")
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "language"], name="programme_note_once_a_language"
            )
        ]


class Award(Named):
    """A prize a selection won at the edition."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="awards")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["position", "pk"]


class SelectionContentNote(models.Model):
    class Depiction(models.TextChoices):
        SHOWN = "shown", _("shown")
        TALKED_ABOUT = "talked-about", _("talked about")
        IMPLIED = "implied", _("implied")
        NEWS_IMAGES = "news-images", _("news images")

    selection = models.ForeignKey(
        Selection, on_delete=models.CASCADE, related_name="selection_content_notes"
    )
    content_note = models.ForeignKey(
        ContentNote,
        verbose_name=_("content note"),
        on_delete=models.PROTECT,
        related_name="selection_content_notes",
    )
    depiction = models.CharField(
        _("depiction"), max_length=20, choices=Depiction, default=Depiction.SHOWN
    )
    spoiler = models.CharField(_("detail, may give away the plot"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("content note")
        verbose_name_plural = _("content notes")
        ordering = ["content_note__key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "content_note"], name="selection_content_note_once"
            )
        ]

    def __str__(self):
        return f"{self.content_note} ({self.get_depiction_display()})"
