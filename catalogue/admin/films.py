from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from catalogue.admin.credits import Cast, CompanyCredits, Crew
from catalogue.admin.hours import hour
from catalogue.admin.imports import sources_of
from catalogue.admin.list_filters import (
    EditionFilter,
    FilmCountryFilter,
    FilmRuntimeFilter,
    MissingFilter,
    SectionFilter,
)
from catalogue.admin.next_film import NextFilm
from catalogue.admin.pasting.boxes import PasteBoxes, cast_block, credits_block
from catalogue.admin.pasting.page import PastePage
from catalogue.admin.selections import Selections
from catalogue.admin.still_uploads import StillUploads
from catalogue.admin.stills import Stills
from catalogue.admin.table_forms import FilmRowForm
from catalogue.models import (
    Credit,
    Film,
    FilmCountry,
    FilmIdentifier,
    FilmLanguage,
    FilmLock,
    FilmTitle,
    Screening,
    Selection,
    Synopsis,
)
from catalogue.scope import in_scope
from people.admin.base import RecordAdmin
from people.admin.rows import Rows
from people.admin.texts import Texts
from people.folding import fold
from people.models import Biography, Person


class Titles(Rows):
    model = FilmTitle
    fields = ["kind", "language", "title"]


class Countries(Rows):
    model = FilmCountry
    fields = ["position", "country"]
    autocomplete_fields = ["country"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country")


class Languages(Rows):
    model = FilmLanguage
    fields = ["position", "language"]
    autocomplete_fields = ["language"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("language")


class Synopses(Texts):
    model = Synopsis


class Identifiers(Rows):
    model = FilmIdentifier
    fields = ["source", "value"]


class Locks(Rows):
    """What no import may write."""

    model = FilmLock
    verbose_name_plural = _("locked against imports")
    fields = ["field", "reason"]


@admin.register(Film)
class FilmAdmin(PastePage, NextFilm, PasteBoxes, StillUploads, RecordAdmin):
    """A film's page holds everything that is entered of it, down to the selections."""

    has_page = True
    paste_boxes = {"crew": credits_block, "cast": cast_block}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title", "title_language"),
                    ("original_title", "original_title_language"),
                ]
            },
        ),
        (
            _("Facts"),
            {
                "fields": [
                    ("year", "runtime_minutes", "runtime_seconds"),
                    ("form", "colour", "sound", "aspect_ratio"),
                ]
            },
        ),
        (_("Biography"), {"fields": ["biographies"]}),
        (_("Where it came from"), {"fields": ["sources"], "classes": ["collapse"]}),
        (_("Filing and address"), {"fields": [("filed_under", "slug")], "classes": ["collapse"]}),
    ]
    readonly_fields = ["biographies", "sources"]
    inlines = [
        Countries,
        Languages,
        Titles,
        Selections,
        Synopses,
        Crew,
        Cast,
        CompanyCredits,
        Stills,
        Identifiers,
        Locks,
    ]
    list_display = ["filed", "directors", "year", "from_countries", "runtime", "shown_in"]
    list_display_links = ["filed"]
    list_filter = [
        EditionFilter,
        SectionFilter,
        MissingFilter,
        "form",
        FilmRuntimeFilter,
        FilmCountryFilter,
    ]
    table_form = FilmRowForm
    table_fields = ["year", "runtime_minutes", "form"]
    list_prefetch = [
        Prefetch("credits", Credit.objects.directors().select_related("person"), "directing"),
        Prefetch("film_countries", FilmCountry.objects.select_related("country")),
        Prefetch("selections", Selection.objects.for_film_page()),
    ]
    search_fields = ["folded_titles"]
    search_help_text = _("Titles of any kind and names of people, in any spelling.")

    def get_search_results(self, request, queryset, search_term):
        """Films of which every word stands in a title or in the name of somebody credited."""
        for word in fold(search_term).split()[:8]:
            credited = Credit.objects.filter(film=OuterRef("pk")).to_a_name_with(word)
            queryset = queryset.filter(Q(folded_titles__contains=word) | Exists(credited))
        return queryset, False

    def is_public(self, film):
        return Selection.objects.public().filter(film=film).exists()

    def get_deleted_objects(self, objs, request):
        """
        The films by name and what goes with them by number: to list 150 credits helps nobody,
        and would cost two queries each. The selections that forbid it are links.
        """
        collector = NestedObjects(using=router.db_for_write(Film), origin=objs)
        collector.collect(objs)
        counts = {
            m._meta.verbose_name_plural: len(rows) for m, rows in collector.model_objs.items()
        }
        selections = Selection.objects.filter(film__in=objs).in_scope_of(request.user)
        forbidding = [self.linked(selection) for selection in selections.for_film_page()]
        if len(forbidding) < sum(isinstance(one, Selection) for one in collector.protected):
            forbidding.append(_("It is not yours alone to delete."))
        return [str(film) for film in objs], counts, set(), forbidding

    def linked(self, selection):
        address = reverse("admin:catalogue_selection_change", args=[selection.pk])
        return format_html('<a href="{}">{}</a>', address, selection)

    @admin.display(description=_("who says so"))
    def sources(self, film):
        return sources_of(film, film.seen_by) if film.pk else "–"

    def get_object(self, request, object_id, from_field=None):
        """With who looks at it: where values came from is told of sections in scope alone."""
        film = super().get_object(request, object_id, from_field)
        if film:
            film.seen_by = request.user
        return film

    @admin.display(description=_("directing"))
    def biographies(self, film):
        """Links to where they are written: for the years the film was selected, or a new one."""
        if not film.pk:
            return "–"
        years = film.selections.values("edition__year")
        written = Biography.objects.filter(as_of_year__in=years)
        directors = Person.objects.filter(
            pk__in=Credit.objects.directors().filter(film=film).values("person")
        ).prefetch_related(Prefetch("biographies", written, "theirs"))
        lines = ((person, self.biography_links(person)) for person in directors)
        return format_html_join("", "<div>{}: {}</div>", lines) or "–"

    def biography_links(self, person):
        if not person.theirs:
            address = reverse("admin:people_biography_add", query={"person": person.pk})
            return format_html('<a href="{}">{}</a>', address, _("Add a biography"))
        links = (
            (reverse("admin:people_biography_change", args=[biography.pk]), biography.printed_as_of)
            for biography in person.theirs
        )
        return format_html_join(", ", '<a href="{}">{}</a>', links)

    def render_change_form(self, request, context, *args, **kwargs):
        if film := context.get("original"):
            shown = in_scope(Screening.objects.of_film(film).for_film_page(), request.user)
            context["screenings"] = [(change_address(one), shown_at(one)) for one in shown]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("title"), ordering="sort_title")
    def filed(self, film):
        return film.title

    @admin.display(description=_("directing"))
    def directors(self, film):
        return ", ".join(credit.printed_name for credit in film.directing)

    @admin.display(description=_("countries"))
    def from_countries(self, film):
        return ", ".join(str(row.country) for row in film.film_countries.all())

    @admin.display(description=_("runtime"), ordering="runtime_minutes")
    def runtime(self, film):
        return f"{film.runtime_minutes}′" if film.runtime_minutes else None

    @admin.display(description=_("selections"))
    def shown_in(self, film):
        return "; ".join(
            f"{selection.edition.year} · {selection.section} · {selection.get_status_display()}"
            for selection in film.selections.all()
        )


def change_address(screening):
    return reverse("admin:catalogue_screening_change", args=[screening.pk])


def shown_at(screening):
    """“13 February 2026, 19:30 CET (18:30 UTC) · Harbour Cinema · confirmed”."""
    shown = [screening.screen, screening.programme, screening.get_status_display()]
    return " · ".join(
        map(str, [hour(screening.starts_at, screening.edition.zone), *filter(None, shown)])
    )
