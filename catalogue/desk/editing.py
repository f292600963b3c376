"""What may be changed of a selection from its row: little, and never over somebody else's work."""

from contextlib import suppress
from typing import NamedTuple

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.validators import MaxValueValidator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalogue.desk.access import sections_for, selections_for, staff_of_the_desk
from catalogue.desk.saved_views import listed_at
from catalogue.models import Country, Selection
from people.history import changed_since, last_change_id, recording
from people.history.differences import RowDifference, differences
from people.history.rows import Address
from people.models import Change, RowChange
from people.questions import LARGEST_KEY, KeyField

OLDEST = MaxValueValidator(21, _("An age is at most 21 years."))


class SelectionRowForm(forms.ModelForm):
    """The facts of a selection that are safe to change in passing; its state has its own action."""

    seen = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    class Meta:
        model = Selection
        fields = [
            "section",
            "position",
            "premiere_status",
            "premiere_region",
            "premiere_country",
            "age_recommendation",
            "age_rating",
        ]
        field_classes = {"section": KeyField, "premiere_country": KeyField}

    def __init__(self, *args, sections, **options):
        super().__init__(*args, **options)
        self.fields["section"].queryset = sections
        for name in ("age_recommendation", "age_rating"):
            self.fields[name].validators.append(OLDEST)
        self.fields["premiere_country"].choices = [
            ("", "–"),
            *sorted(
                ((country.pk, country.name) for country in Country.objects.all()),
                key=lambda choice: choice[1].casefold(),
            ),
        ]

    def clean(self):
        cleaned = super().clean()
        others = self.instance.film.selections.in_edition(self.instance.edition.year)
        if others.exclude(pk=self.instance.pk).filter(section=cleaned.get("section")).exists():
            self.add_error("section", _("The film is in that section already."))
        return cleaned


class Meanwhile(NamedTuple):
    """What somebody else changed since the form was opened."""

    change: Change
    rows: list[RowDifference]


def changes_since(selection, seen):
    """Everything that was changed of the selection after that change, the newest first."""
    found = []
    for change in changed_since(selection, seen):
        rows = RowChange.objects.of(selection).filter(change=change)
        pairs = [(Address(row.model, row.key), row.before, row.after) for row in rows]
        found.append(Meanwhile(change, differences(pairs)))
    return found


def save_unless_changed(user, form):
    """Save what was typed and answer with []; or save nothing, and answer with what stands in."""
    selection = form.instance
    with recording(user, Change.Kind.SAVED, [selection]):
        meanwhile = changes_since(selection, form.cleaned_data["seen"])
        fields = [name for name in form.changed_data if name != "seen"]
        if not meanwhile and fields:
            selection.save(update_fields=fields)
    return meanwhile


def table_before(request, selection):
    """The table somebody comes from, as the form or the browser tells; else the edition's whole."""
    told = request.POST.get("back") or request.headers.get("Referer", "")
    path = told.removeprefix(f"{request.scheme}://{request.get_host()}")
    with suppress(Http404):
        return listed_at(path).address
    return reverse("desk:selection_table", args=[selection.edition.year])


@staff_of_the_desk
@permission_required("catalogue.change_selection", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def selection_change(request, year, key):
    """A row's own form: opened in place where there is a script, and a page where there is none."""
    selections = selections_for(request.user).in_edition(year).for_film_page()
    selection = get_object_or_404(selections, pk=key)
    now = last_change_id(selection)
    form = SelectionRowForm(
        request.POST or None,
        instance=selection,
        initial={"seen": now},
        sections=sections_for(request.user, selection.edition),
    )
    back = table_before(request, selection)
    meanwhile = []
    if form.is_valid():
        meanwhile = save_unless_changed(request.user, form)
        if not meanwhile:
            return redirect(f"{back}#selection-{selection.pk}")
    context = {
        "selection": selection,
        "form": form,
        "back": back,
        "meanwhile": meanwhile,
        "seen": now,
    }
    return render(request, "catalogue/desk/selection_change.html", context)
