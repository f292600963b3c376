from django.conf import settings
from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.admin.labels import NamedAdmin
from catalogue.models import ContentNote, Country, Department, Function, Language


class TermAdmin(NamedAdmin):
    """A term of a vocabulary. Its key is what programs know it by, and stays as it is."""

    key = "key"
    list_per_page = 500

    @admin.display(description=_("in other languages"))
    def elsewhere(self, term):
        others = (code for code, _name in settings.LANGUAGES if code != get_language())
        return " · ".join(term.names[code] for code in others if code in term.names)

    def get_readonly_fields(self, request, obj=None):
        return [self.key] if obj else []


@admin.register(Country)
class CountryAdmin(TermAdmin):
    key = "code"
    fields = ["names", "code", "slug", "is_historical"]
    list_display = ["__str__", "elsewhere", "code", "is_historical"]
    list_filter = ["is_historical"]
    other_words = ["code"]


@admin.register(Language)
class LanguageAdmin(TermAdmin):
    key = "code"
    fields = ["names", "code", "slug"]
    list_display = ["__str__", "elsewhere", "code"]
    other_words = ["code"]


@admin.register(Department)
class DepartmentAdmin(TermAdmin):
    fields = ["names", "key", "position"]
    list_display = ["__str__", "elsewhere", "position"]


@admin.register(Function)
class FunctionAdmin(TermAdmin):
    fields = ["names", "key", "department", "position"]
    list_display = ["__str__", "elsewhere", "department", "position"]
    list_select_related = ["department"]
    list_filter = ["department"]


@admin.register(ContentNote)
class ContentNoteAdmin(TermAdmin):
    fields = ["names", "key", "is_safety"]
    list_display = ["__str__", "elsewhere", "key", "is_safety"]
    list_filter = ["is_safety"]
