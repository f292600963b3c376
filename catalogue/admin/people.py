"""The admin of people, with what the catalogue knows of them: their films, and who may see them."""

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalogue.admin.list_filters import CountryFilter, EditionFilter, SectionFilter
from catalogue.admin.namesakes import told_apart, with_films
from catalogue.admin.pasting.boxes import PasteBoxes, filmography_block
from catalogue.models import Credit, Film, Selection
from people.admin import BiographyAdmin, PersonAdmin
from people.admin.biographies import BiographyTexts, Filmography
from people.admin.rows import Shown
from people.models import Biography, Person


class Credits(Shown):
    """What somebody did, to be read here and corrected on the films' pages."""

    model = Credit
    template = "admin/edit_inline/rows.html"
    fields = readonly_fields = ["film", "function", "credited_as", "character", "note"]
    ordering = ["-film__year", "film__sort_title", "function__position", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("film", "function")


admin.site.unregister(Person)


@admin.register(Person)
class CreditedPersonAdmin(PersonAdmin):
    inlines = [*PersonAdmin.inlines, Credits]
    list_display = [*PersonAdmin.list_display, "films"]
    list_filter = [EditionFilter, SectionFilter, *PersonAdmin.list_filter, CountryFilter]
    named_in_place_by = [Credit]
    new_label = _("Add “%(name)s” as a new person")

    def get_queryset(self, request):
        people = super().get_queryset(request)
        reached = Q(credits__film__in=Film.objects.in_scope_of(request.user))
        counted = Count("credits__film", filter=reached, distinct=True)
        return people.annotate(film_count=counted)

    def works_of(self, request):
        credits = self.admin_site.in_scope(Credit.objects.all(), request.user)
        return credits.order_by().values_list("person", "film").distinct()

    def work_names(self, keys):
        return {film.pk: str(film) for film in Film.objects.filter(pk__in=keys)}

    def deeds_of(self, request, person):
        credits = self.admin_site.in_scope(person.credits.all(), request.user)
        credits = credits.select_related("film", "function", "person")
        return [self.credit_line(credit) for credit in credits.order_by("-film__year", "pk")]

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.resolver_match.url_name == "autocomplete":
            found = with_films(found, request.user)
        return found, may_repeat

    def autocomplete_label(self, person):
        return told_apart(person)

    def is_public(self, person):
        return Selection.objects.public().people().filter(pk=person.pk).exists()

    @admin.display(description=_("films"), ordering="film_count")
    def films(self, person):
        return person.film_count

    def get_deleted_objects(self, objs, request):
        """Where credits forbid it, the films they stand on, each a link to where to mend it."""
        *rest, protected = super().get_deleted_objects(objs, request)
        reached = self.admin_site.in_scope(Credit.objects.all(), request.user)
        credits = reached.filter(person__in=objs).select_related("film", "function", "person")
        lines = [self.credit_line(credit) for credit in credits]
        return *rest, lines or protected

    def credit_line(self, credit):
        address = reverse("admin:catalogue_film_change", args=[credit.film_id])
        return format_html('<a href="{}">{}</a>: {}', address, credit.film, credit)


class PastedFilmography(Filmography):
    paste_example = "2014 Violet; Generation"


admin.site.unregister(Biography)


@admin.register(Biography)
class PastedBiographyAdmin(PasteBoxes, BiographyAdmin):
    """A biography of which the filmography may be pasted."""

    inlines = [BiographyTexts, PastedFilmography]
    paste_boxes = {"filmography": filmography_block}
