from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from people.admin.base import RecordAdmin
from people.admin.rows import Rows
from people.admin.texts import Texts
from people.models import Biography, BiographyText, FilmographyEntry, Person


class BiographyTexts(Texts):
    model = BiographyText


class Filmography(Rows):
    model = FilmographyEntry
    fields = ["position", "year", "title", "kind", "section", "note"]


@admin.register(Biography)
class BiographyAdmin(RecordAdmin):
    fields = ["person", ("as_of_year", "as_of")]
    autocomplete_fields = ["person"]
    inlines = [BiographyTexts, Filmography]
    list_display = ["person", "as_of_year", "as_of", "languages", "lines"]
    list_select_related = ["person"]
    list_prefetch = ["texts"]
    list_filter = ["as_of_year"]
    search_fields = ["person__folded_names"]
    search_help_text = _("A name, in any spelling.")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(line_count=Count("filmography"))

    def get_search_results(self, request, queryset, search_term):
        if search_term:
            queryset = queryset.filter(person__in=Person.objects.matching(search_term))
        return queryset, False

    @admin.display(description=_("texts"))
    def languages(self, biography):
        return ", ".join(text.get_language_display() for text in biography.texts.all())

    @admin.display(description=_("filmography"), ordering="line_count")
    def lines(self, biography):
        return biography.line_count
