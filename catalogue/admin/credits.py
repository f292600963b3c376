from django.contrib import admin
from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.models import Company, CompanyCredit, Credit, Department, Function
from people.admin.base import RecordAdmin
from people.admin.rows import RowFormSet, Rows
from people.folding import fold


class CrewFormSet(RowFormSet):
    @classmethod
    def get_default_prefix(cls):
        return "crew"


class CastFormSet(RowFormSet):
    @classmethod
    def get_default_prefix(cls):
        return "cast"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["function"].initial = self.usual_function

    @cached_property
    def usual_function(self):
        return Function.objects.filter(key="cast_member").first()


class Crew(Rows):
    """
    Credits, save those of the cast; one that is given a function of the cast moves there.
    """

    model = Credit
    formset = CrewFormSet
    verbose_name_plural = _("credits")
    fields = ["position", "function", "person", "credited_as", "note"]
    autocomplete_fields = ["function", "person"]

    def get_queryset(self, request):
        credits = super().get_queryset(request).select_related("function", "person")
        return credits.exclude(function__department__key=Department.CAST)


class Cast(Rows):
    """The credits of the cast: those that may name a character."""

    model = Credit
    formset = CastFormSet
    verbose_name = _("cast member")
    verbose_name_plural = _("cast")
    fields = ["position", "person", "character", "credited_as", "function"]
    autocomplete_fields = ["function", "person"]

    def get_queryset(self, request):
        credits = super().get_queryset(request).select_related("function", "person")
        return credits.filter(function__department__key=Department.CAST)


class CompanyCredits(Rows):
    model = CompanyCredit
    verbose_name_plural = _("companies")
    fields = ["position", "function", "company", "note"]
    autocomplete_fields = ["company"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("company")


@admin.register(Company)
class CompanyAdmin(RecordAdmin):
    fields = ["name", "country", "website"]
    autocomplete_fields = ["country"]
    list_display = ["name", "country", "website", "films"]
    list_select_related = ["country"]
    search_fields = ["folded_name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(film_count=Count("film_credits"))

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split()[:8]:
            queryset = queryset.filter(folded_name__contains=word)
        return queryset, False

    @admin.display(description=_("films"), ordering="film_count")
    def films(self, company):
        return company.film_count

    def autocomplete_label(self, company):
        return f"{company} ({company.country})" if company.country_id else str(company)
