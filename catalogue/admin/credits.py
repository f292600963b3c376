from django.contrib import admin
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.admin.namesakes import company_offers, person_offers
from catalogue.models import Company, CompanyCredit, Credit, Department, Film, Function
from people.admin.base import RecordAdmin
from people.admin.in_place import Naming
from people.admin.rows import RowFormSet, Rows
from people.folding import fold


class PastedFormSet(RowFormSet):
    """Rows of which some were pasted: whom their names may mean is offered, as long as it takes."""

    pasted_name = "person"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        printed = self.printed(index)
        if printed in self.offers:
            form.fields[self.pasted_name].widget.offer = self.offers[printed]

    def printed(self, index):
        if not self.is_bound or index is None:
            return ""
        return self.data.get(f"{self.add_prefix(index)}-{self.pasted_name}-read", "")

    @cached_property
    def offers(self):
        printed = filter(None, map(self.printed, range(self.total_form_count())))
        return self.find_offers(printed) if self.is_bound else {}

    def find_offers(self, names):
        return person_offers(names, self.form.user)


class CreditFormSet(PastedFormSet):
    """
    One of the two lists of a film's credits. Each takes its own functions alone, so that a credit
    cannot be entered once in either; within a list, the same credit is refused by its second row.
    """

    def clean(self):
        seen = set()
        for form in self.forms:
            is_there = form.has_changed() or form.instance.pk
            if is_there and form.is_valid() and not self._should_delete_form(form):
                self.check(form, seen)
        super().clean()

    def check(self, form, seen):
        credit = form.instance
        row = (credit.function_id, credit.person_id or credit.person.name, credit.character)
        if form.has_changed() and not self.takes(credit.function):
            form.add_error("function", self.other_list)
        elif row in seen:
            form.add_error("person", _("This person has this function already."))
        seen.add(row)


class CrewFormSet(CreditFormSet):
    other_list = _("The functions of the cast are entered below, under “Cast”.")

    def takes(self, function):
        return function.department.key != Department.CAST

    @classmethod
    def get_default_prefix(cls):
        return "crew"


class CastFormSet(CreditFormSet):
    other_list = _("This is no function of the cast; enter it above, under “Credits”.")

    def takes(self, function):
        return function.department.key == Department.CAST

    @classmethod
    def get_default_prefix(cls):
        return "cast"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["function"].initial = self.usual_function

    @cached_property
    def usual_function(self):
        return Function.objects.filter(key="cast_member").first()


class Crew(Naming, Rows):
    """Credits, save those of the cast."""

    paste_example = _("Editing  Dieter Diependaele")
    named_in_place = ["person"]

    model = Credit
    formset = CrewFormSet
    verbose_name_plural = _("credits")
    fields = ["position", "function", "person", "credited_as", "note"]
    autocomplete_fields = ["function", "person"]

    def get_queryset(self, request):
        credits = super().get_queryset(request).select_related("function", "person")
        return credits.exclude(function__department__key=Department.CAST)


class Cast(Naming, Rows):
    """The credits of the cast: those that may name a character."""

    paste_example = _("Liyo Gong (Shuxiu)")
    named_in_place = ["person"]

    model = Credit
    formset = CastFormSet
    verbose_name = _("cast member")
    verbose_name_plural = _("cast")
    fields = ["position", "person", "character", "credited_as", "function"]
    autocomplete_fields = ["function", "person"]

    def get_queryset(self, request):
        credits = super().get_queryset(request).select_related("function", "person")
        return credits.filter(function__department__key=Department.CAST)


class CompanyFormSet(PastedFormSet):
    pasted_name = "company"

    def find_offers(self, names):
        return company_offers(names, self.form.user)


class CompanyCredits(Naming, Rows):
    model = CompanyCredit
    formset = CompanyFormSet
    named_in_place = ["company"]
    verbose_name_plural = _("companies")
    fields = ["position", "function", "company", "note"]
    autocomplete_fields = ["company"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("company")


@admin.register(Company)
class CompanyAdmin(RecordAdmin):
    fields = ["name", "country", "website"]
    autocomplete_fields = ["country"]
    named_in_place_by = [CompanyCredit]
    new_label = _("Add “%(name)s” as a new company")
    list_display = ["name", "country", "website", "films"]
    list_select_related = ["country"]
    search_fields = ["folded_name"]

    def get_queryset(self, request):
        films = Film.objects.in_scope_of(request.user)
        counted = Count("film_credits", filter=Q(film_credits__film__in=films))
        return super().get_queryset(request).annotate(film_count=counted)

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split()[:8]:
            queryset = queryset.filter(folded_name__contains=word)
        return queryset, False

    @admin.display(description=_("films"), ordering="film_count")
    def films(self, company):
        return company.film_count

    def autocomplete_label(self, company):
        return f"{company} ({company.country})" if company.country_id else str(company)
