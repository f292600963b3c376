from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.films import Film
from catalogue.models.vocabularies import Country, Department, Function
from people.folding import fold
from people.models import Person
from people.words import Findable, FindableQuerySet, Word, go_along


class CreditQuerySet(FindableQuerySet):
    def directors(self):
        return self.filter(function__key=Function.DIRECTOR)

    def to_one_of(self, names):
        """Credits whose name, as printed or in another spelling, is one of these."""
        names = list(filter(None, map(fold, names)))
        found = Q(folded_credited_as__in=names)
        for name in names:
            found |= Q(person__folded_names__contains=f"|{name}|")
        return self.filter(found)

    def to_a_name_with(self, folded_word):
        return self.filter(
            Q(person__folded_names__contains=folded_word)
            | Q(folded_credited_as__contains=folded_word)
        )

    def films(self):
        return Film.objects.filter(pk__in=self.values("film"))

    def for_film_page(self):
        return self.select_related("person", "function__department")


class Credit(Findable, models.Model):
    """Who did what for a film; a person of the cast also says whom they play."""

    prints_name_in = "credited_as"
    found_by = {"credited_as": Word.Kind.NAME, "character": Word.Kind.CHARACTER}
    derived = ("folded_credited_as",)

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="credits",
        db_index=False,  # credit_by_person begins with it
    )
    function = models.ForeignKey(
        Function, verbose_name=_("function"), on_delete=models.PROTECT, related_name="credits"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    credited_as = models.CharField(
        _("credited as"),
        max_length=200,
        blank=True,
        help_text=_("Where this film prints another name than the person's."),
    )
    folded_credited_as = models.TextField(editable=False, blank=True)
    character = models.CharField(_("character"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["function__position", "function", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "function", "person", "character"], name="credit_once"
            )
        ]
        # Whoever asks for somebody's films reads this index and none of the credits.
        indexes = [models.Index(fields=["person", "film", "function"], name="credit_by_person")]

    def __str__(self):
        return f"{self.function}: {self.printed_name}"

    def save(self, *args, **kwargs):
        self.complete()
        super().save(*args, **kwargs)

    def complete(self):
        """All that a save sets; who creates many at once asks for it before."""
        if self.credited_as == self.person.name:
            self.credited_as = ""
        self.derive()

    def derive(self):
        self.folded_credited_as = fold(self.credited_as)

    @property
    def printed_name(self):
        return self.credited_as or self.person.name

    @property
    def is_cast(self):
        return self.function.department.key == Department.CAST


class CreditWord(Word):
    owner = models.ForeignKey(Credit, on_delete=go_along, related_name="words")


class Company(Findable, models.Model):
    kept_with = ()
    found_by = {"name": Word.Kind.TERM}
    derived = ("folded_name",)

    name = models.CharField(_("name"), max_length=200)
    folded_name = models.TextField(editable=False, db_index=True)
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        related_name="companies",
        null=True,
        blank=True,
    )
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["folded_name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="company_has_name")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def derive(self):
        self.folded_name = fold(self.name)


class CompanyWord(Word):
    owner = models.ForeignKey(Company, on_delete=go_along, related_name="words")


class CompanyCredit(models.Model):
    class Function(models.TextChoices):
        PRODUCTION = "production", _("Produced by")
        CO_PRODUCTION = "co-production", _("Co-produced by")
        WORLD_SALES = "world-sales", _("World sales")
        DISTRIBUTION = "distribution", _("Distribution")
        PRINT_SOURCE = "print-source", _("Print source")
        FUNDING = "funding", _("Funding")
        LABORATORY = "laboratory", _("Laboratory")
        ARCHIVE = "archive", _("Archive")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="company_credits")
    company = models.ForeignKey(
        Company, verbose_name=_("company"), on_delete=models.PROTECT, related_name="film_credits"
    )
    function = models.CharField(_("function"), max_length=20, choices=Function)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Place, territory."))

    class Meta:
        verbose_name = _("company credit")
        verbose_name_plural = _("company credits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "company", "function"], name="company_credit_once"
            )
        ]

    def __str__(self):
        return f"{self.get_function_display()}: {self.company}"
