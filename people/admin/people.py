from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.admin.base import RecordAdmin
from people.admin.lists import ClosedFilter
from people.admin.merging import MergingAdmin
from people.admin.pictures import PictureField
from people.admin.rows import Rows, Shown
from people.models import Biography, Person, PersonIdentifier, PersonName


class OtherNames(Rows):
    model = PersonName
    fields = ["name", "language"]


class Identifiers(Rows):
    model = PersonIdentifier
    fields = ["source", "value"]


class Biographies(Shown):
    """The biographies there are, each a page of its own with its texts and its filmography."""

    model = Biography
    template = "admin/edit_inline/biographies.html"
    fields = readonly_fields = ["as_of_year", "as_of"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_texts_and_filmography()


class PersonForm(forms.ModelForm):
    portrait = PictureField(label=_("Portrait"), required=False)


class MissingFilter(ClosedFilter):
    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        texts = [
            (f"biography-{code}", format_lazy("{} ({})", _("biography"), code))
            for code, _name in settings.LANGUAGES
        ]
        return [
            ("biography", _("biography")),
            *texts,
            ("portrait", _("portrait")),
            ("portrait-credit", _("portrait credit")),
        ]

    def condition(self, value):
        kind, _dash, language = value.partition("-")
        if kind == "biography":
            theirs = Biography.objects.filter(person=OuterRef("pk"))
            return ~Exists(theirs.filter(texts__language=language) if language else theirs)
        if value == "portrait":
            return Q(portrait="")
        return ~Q(portrait="") & Q(portrait_credit="")


@admin.register(Person)
class PersonAdmin(MergingAdmin, RecordAdmin):
    has_page = True
    form = PersonForm
    fieldsets = [
        (None, {"fields": [("name", "sort_name"), ("kind", "slug"), "merged_into"]}),
        (_("Life"), {"fields": [("birth_year", "birth_place", "death_year")]}),
        (_("Portrait"), {"fields": ["portrait", "portrait_credit"]}),
    ]
    readonly_fields = ["merged_into"]
    inlines = [OtherNames, Biographies, Identifiers]
    list_display = ["name", "sort_name", "kind", "birth_year", "birth_place"]
    list_filter = ["kind", MissingFilter]
    table_fields = ["sort_name", "kind", "birth_year", "birth_place"]
    search_fields = ["folded_names"]
    search_help_text = _("A name in any spelling, with or without accents.")

    def get_search_results(self, request, queryset, search_term):
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(merged_into=None)
        return queryset.matching(search_term) if search_term else queryset, False

    def autocomplete_label(self, person):
        life = filter(None, [person.birth_place, str(person.birth_year or "")])
        return " · ".join([person.name, *life])

    def get_fieldsets(self, request, obj=None):
        """Without the line about a merger where there was none."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj and obj.merged_into_id:
            return fieldsets
        first = {"fields": fieldsets[0][1]["fields"][:-1]}
        return [(None, first), *fieldsets[1:]]
