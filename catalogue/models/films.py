from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.models.assignments import sees_every_section
from catalogue.models.vocabularies import Country, Language
from catalogue.titles import sort_title
from people.addresses import Addressed, AddressedQuerySet, FormerSlug, address_at
from people.choices import named_choice
from people.folding import fold
from people.texts import Text
from people.words import Findable, FindableQuerySet, Word, go_along


class FilmQuerySet(AddressedQuerySet, FindableQuerySet):
    def titled(self, title):
        """Films that bear exactly that title in some language or spelling."""
        return self.filter(folded_titles__contains=f"|{fold(title)}|")

    def in_scope_of(self, user):
        """Films with a selection that somebody of the staff may reach."""
        if sees_every_section(user):
            return self
        selections = self.model.selections.rel.related_model.objects.in_scope_of(user)
        return self.filter(Exists(selections.filter(film=OuterRef("pk"))))

    def beside(self, slug):
        """The keys of the film at that address and of all that its directors worked on."""
        credits = self.model.credits.rel.related_model.objects.order_by()
        directors = credits.directors().filter(film__slug=slug)
        by_them = credits.filter(person__in=directors.values("person"))
        return self.filter(slug=slug).order_by().values("pk").union(by_them.values("film"))


class Film(Findable, Addressed):
    """The work: what stays true of a film at whatever festival it is shown."""

    kept_with = (
        "former_slugs",
        "film_countries",
        "film_languages",
        "titles",
        "identifiers",
        "synopses",
        "credits",
        "company_credits",
        "stills",
        "selections",
        "locks",
    )
    found_by = {"folded_titles": Word.Kind.TITLE, "year": Word.Kind.TERM}
    derived, derived_with = ("sort_title", "folded_titles"), ("titles",)

    class Form(models.TextChoices):
        FICTION = "fiction", _("Fiction")
        DOCUMENTARY = "documentary", _("Documentary form")
        ANIMATION = "animation", _("Animation")
        EXPERIMENTAL = "experimental", _("Experimental film")
        ESSAY = "essay", _("Essay film")
        HYBRID = "hybrid", _("Hybrid form")
        ANTHOLOGY = "anthology", _("Anthology film")
        SERIES = "series", _("Series")
        MUSIC_VIDEO = "music-video", _("Music video")

    class Colour(models.TextChoices):
        COLOUR = "colour", _("Colour")
        BLACK_AND_WHITE = "black-and-white", _("Black and white")
        MIXED = "colour-and-black-and-white", _("Colour and black and white")
        TINTED = "tinted", _("Tinted")
        TONED = "toned", _("Toned")
        TINTED_AND_TONED = "tinted-and-toned", _("Tinted and toned")
        SEPIA = "sepia", _("Sepia")

    class Sound(models.TextChoices):
        SOUND = "sound", _("Sound")
        SILENT = "silent", _("Silent")
        MUTE = "mute", _("Mute")
        MIXED = "mixed", _("Mixed sound")

    class AspectRatio(models.TextChoices):
        MOVIETONE = "1.19", "1.19:1"
        FOUR_TO_THREE = "1.33", "1.33:1 (4:3)"
        ACADEMY = "1.37", "1.37:1"
        EUROPEAN = "1.66", "1.66:1"
        SIXTEEN_TO_NINE = "1.78", "1.78:1 (16:9)"
        FLAT = "1.85", "1.85:1"
        UNIVISIUM = "2.00", "2.00:1"
        TODD_AO = "2.20", "2.20:1"
        SCOPE = "2.39", "2.39:1"

    title = models.CharField(
        _("title"), max_length=300, help_text=_("As the festival shows it in its default language.")
    )
    title_language = models.CharField(
        _("language of the title"), max_length=35, blank=True, help_text="BCP 47"
    )
    original_title = models.CharField(
        _("original title"),
        max_length=300,
        blank=True,
        help_text=_("In its own script; empty when it is the title."),
    )
    original_title_language = models.CharField(
        _("language of the original title"), max_length=35, blank=True, help_text="BCP 47"
    )
    filed_under = models.CharField(
        _("filed under"),
        max_length=300,
        blank=True,
        help_text=_("Only where the title without its article would file wrongly."),
    )
    sort_title = models.TextField(editable=False, db_index=True)
    folded_titles = models.TextField(editable=False)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        help_text=_("Year of production."),
        validators=[MinValueValidator(1880), MaxValueValidator(2100)],
    )
    runtime_minutes = models.PositiveSmallIntegerField(
        _("runtime in minutes"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    runtime_seconds = models.PositiveIntegerField(
        _("runtime in seconds"), null=True, blank=True, help_text=_("Where known to the second.")
    )
    form = models.CharField(_("form"), max_length=20, choices=Form, blank=True)
    colour = models.CharField(_("colour"), max_length=30, choices=Colour, blank=True)
    sound = models.CharField(_("sound"), max_length=10, choices=Sound, blank=True)
    aspect_ratio = models.CharField(
        _("aspect ratio"), max_length=5, choices=AspectRatio, blank=True
    )
    countries = models.ManyToManyField(Country, through="FilmCountry", related_name="films")
    languages = models.ManyToManyField(Language, through="FilmLanguage", related_name="films")

    get_form_display = named_choice("form", Form)
    get_colour_display = named_choice("colour", Colour)

    objects = FilmQuerySet.as_manager()

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["sort_title", "year", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="film_has_title"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(1880, 2100)),
                name="film_year_plausible",
                violation_error_message=_("No film is of that year."),
            ),
            models.CheckConstraint(
                condition=Q(runtime_minutes=None) | Q(runtime_minutes__gt=0),
                name="film_runtime_positive",
            ),
            models.CheckConstraint(
                condition=Q(runtime_seconds=None)
                | Q(
                    runtime_seconds__gte=F("runtime_minutes") * 60 - 60,
                    runtime_seconds__lte=F("runtime_minutes") * 60 + 60,
                ),
                name="film_runtimes_agree",
                violation_error_message=_("The runtime in seconds is not that in minutes."),
            ),
        ]
        indexes = [models.Index(fields=["runtime_minutes"], name="film_by_runtime")]

    def __str__(self):
        return f"{self.title} ({self.year})" if self.year else self.title

    def save(self, *args, **kwargs):
        self.complete()
        super().save(*args, **kwargs)

    def complete(self):
        """All that a save sets; who creates many at once asks for it before."""
        if self.original_title == self.title:
            self.original_title = ""
        if self.runtime_seconds and not self.runtime_minutes:
            self.runtime_minutes = max(1, round(self.runtime_seconds / 60))
        self.derive()

    def derive(self):
        self.sort_title = sort_title(self.filed_under or self.title, self.title_language)
        self.folded_titles = self.fold_titles()

    @property
    def address_words(self):
        return f"{self.title} {self.year or ''}"

    def fold_titles(self):
        """Every title, folded and fenced by bars so that a whole one can be told from a part."""
        others = [other.title for other in self.titles.all()] if self.pk else []
        titles = dict.fromkeys(fold(t) for t in [self.title, self.original_title, *others] if t)
        return f"|{'|'.join(titles)}|"

    def get_absolute_url(self):
        return address_at("catalogue:film_detail", self.slug)

    @property
    def shown_title(self):
        """The title in the page's language where the film has one, else the title."""
        return self.local_titles.get(get_language(), self.title)

    @cached_property
    def local_titles(self):
        """{language: title}, the first of each: a page asks for them again and again."""
        return {
            title.language: title.title for title in reversed(self.titles.all()) if title.is_local
        }

    def show_title(self, title, language):
        """Take that for its title in the language, where it has one; and fetch no others."""
        self.local_titles = {language: title} if title else {}

    @property
    def second_title(self):
        """The original title where another one is shown; else the title where a local one is."""
        shown = self.shown_title
        return next((t for t in (self.original_title, self.title) if t and t != shown), "")

    @property
    def second_title_language(self):
        is_original = self.second_title == self.original_title
        return self.original_title_language if is_original else self.title_language


class FilmFormerSlug(FormerSlug):
    owner = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="former_slugs")


class FilmWord(Word):
    owner = models.ForeignKey(Film, on_delete=go_along, related_name="words")


class FilmTitleQuerySet(models.QuerySet):
    def local(self):
        return self.filter(kind=FilmTitle.Kind.LOCAL)


class FilmTitle(models.Model):
    """A further title of a film; FIAF's kinds, as far as a festival needs them."""

    class Kind(models.TextChoices):
        LOCAL = "local", _("title in another language")
        TRANSLITERATED = "transliterated", _("original title, transliterated")
        ALTERNATIVE = "alternative", _("alternative title")
        WORKING = "working", _("working title")
        SERIES = "series", _("title of the series")
        SHORT = "short", _("short form")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="titles")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.LOCAL)
    language = models.CharField(_("language"), max_length=35, blank=True, help_text="BCP 47")
    title = models.CharField(_("title"), max_length=300)

    objects = FilmTitleQuerySet.as_manager()

    class Meta:
        verbose_name = _("further title")
        verbose_name_plural = _("further titles")
        ordering = ["kind", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "kind", "language", "title"], name="film_title_once"
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="film_title_not_empty",
                violation_error_message=_("A title must not be empty."),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.film.save(update_fields=["folded_titles"])

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.film.save(update_fields=["folded_titles"])
        return deleted

    @property
    def is_local(self):
        return self.kind == self.Kind.LOCAL


def local_title(film, language):
    """An expression: the title in that language of the film at the end of that path, if any."""
    titles = FilmTitle.objects.local().filter(film=OuterRef(film), language=language)
    return Subquery(titles.order_by("pk").values("title")[:1])


class FilmCountry(models.Model):
    """A country of production; the first is the main one."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="film_countries")
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="film_countries"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["film", "country"], name="film_country_once")
        ]

    def __str__(self):
        return str(self.country)


class FilmLanguage(models.Model):
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="film_languages")
    language = models.ForeignKey(
        Language,
        verbose_name=_("language"),
        on_delete=models.PROTECT,
        related_name="film_languages",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["film", "language"], name="film_language_once")
        ]

    def __str__(self):
        return str(self.language)


class FilmIdentifier(models.Model):
    """The same film in another catalogue."""

    class Source(models.TextChoices):
        EIDR = "eidr", "EIDR"
        ISAN = "isan", "ISAN"
        IMDB = "imdb", "IMDb"
        WIKIDATA = "wikidata", "Wikidata"
        TMDB = "tmdb", "TMDB"
        SUBMISSION = "submission", _("submission")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="identifiers")
    source = models.CharField(_("source"), max_length=20, choices=Source)
    value = models.CharField(
        _("value"), max_length=60, validators=[RegexValidator(r"^[\w./:-]+\Z")]
    )

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["source", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "value"], name="film_identifier_once")
        ]

    def __str__(self):
        return f"{self.get_source_display()} {self.value}"


class Synopsis(Findable, Text):
    found_by = {"body": Word.Kind.TEXT}
    about = "film"

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="synopses")

    class Meta(Text.Meta):
        verbose_name = _("synopsis")
        verbose_name_plural = _("synopses")
        constraints = [
            *Text.Meta.constraints,
            models.UniqueConstraint(fields=["film", "language"], name="synopsis_once_a_language"),
        ]


class SynopsisWord(Word):
    owner = models.ForeignKey(Synopsis, on_delete=go_along, related_name="words")
