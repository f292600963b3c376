"""The admin's page that takes a programme page and makes a film of it, after somebody looked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.admin.pasting.review import PasteForm, Review, SourceForm, read_page
from catalogue.intake.records import CannotRecordError
from catalogue.models import Edition, Function
from catalogue.scope import in_scope


class PastePage:
    """For the admin of films: two steps, of which the first stores nothing, not even a session."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.paste_view)
        return [path("paste/", view, name="catalogue_film_paste"), *super().get_urls()]

    def may_paste(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        context = {"may_paste": self.may_paste(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def paste_view(self, request):
        if not self.may_paste(request):
            raise PermissionDenied
        if "_record" in request.POST:
            return self.record_view(request)
        if "_back" in request.POST:
            return self.show_paste(request, initial=request.POST.dict())
        if request.method != "POST":
            newest = in_scope(Edition.objects.all(), request.user).first()
            return self.show_paste(request, initial={"edition": newest})
        form = PasteForm(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return self.show_paste(request, form)
        place = {name: form.cleaned_data[name] for name in ("edition", "section")}
        source = form.cleaned_data | {"number": 0}
        return self.show_review(request, Review(source, request.user, place))

    def record_view(self, request):
        source = SourceForm(request.POST)
        if not source.is_valid() or not read_page(**source.cleaned_data):
            return self.show_paste(request, PasteForm(request.POST, user=request.user))
        review = Review(source.cleaned_data, request.user, data=request.POST)
        if not review.is_valid():
            return self.show_review(request, review)
        try:
            with transaction.atomic():
                report = review.record()
        except CannotRecordError as refusal:
            review.facts.add_error(None, str(refusal))
            return self.show_review(request, review)
        self.tell(request, report)
        if following := review.next():
            return self.show_review(request, following)
        return redirect("admin:catalogue_film_change", report.film.pk)

    def show_paste(self, request, form=None, **options):
        form = form or PasteForm(user=request.user, **options)
        title = _("Paste a page")
        return self.page(request, "admin/catalogue/film/paste.html", title, form=form)

    def show_review(self, request, review):
        title = _("Look the page over")
        functions = Function.objects.all()
        template = "admin/catalogue/film/review.html"
        return self.page(request, template, title, review=review, functions=functions)

    def page(self, request, template, title, **context):
        shown = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        shown["is_nav_sidebar_enabled"] = False  # the page beside its film needs the room
        return TemplateResponse(request, template, shown | context)

    def tell(self, request, report):
        """What was made, what stayed as it was, and what is left to somebody."""
        count = len(report.made)
        made = ngettext("%(count)s record was made.", "%(count)s records were made.", count)
        said = _("%(film)s is recorded.") % {"film": report.film}
        messages.success(request, f"{said} {made % {'count': count}}")
        for line in [*report.kept, *report.asked]:
            messages.warning(request, line)
