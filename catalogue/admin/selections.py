from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.admin.announcing import Announcing
from catalogue.admin.at_once import PublicAtOnceForm
from catalogue.admin.given import check_given
from catalogue.admin.hour_fields import HourField, HourForm
from catalogue.admin.hours import hour
from catalogue.admin.labels import NamedForm
from catalogue.admin.list_filters import CountryFilter, MissingFilter, RuntimeFilter
from catalogue.admin.table_forms import SelectionRowForm
from catalogue.models import (
    Award,
    Credit,
    ProgrammeNote,
    Selection,
    SelectionContentNote,
)
from catalogue.models.assignments import sees_every_section
from catalogue.models.selection_states import ANNOUNCE, NEW, Status, check_move, choices_of
from people.admin.base import RecordAdmin
from people.admin.rows import Cards, OrderedFormSet, Rows
from people.admin.texts import ProseField, Texts

STILL_SHOWN = _(
    "It is shown in “%(programme)s” of %(edition)s: take it out of that programme first."
)
NOTES = {f"note_{code}": code for code, _name in settings.LANGUAGES}


class SelectionFormSet(OrderedFormSet):
    def clean(self):
        """Who edits some sections alone puts a film into one of them, or loses sight of it."""
        super().clean()
        if any(self.errors) or sees_every_section(self.form.user):
            return
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        if not [form for form in kept if not self._should_delete_form(form)]:
            raise ValidationError(_("Say in which of your sections the film is."))


class SelectionForm(PublicAtOnceForm, HourForm):
    announced_at = HourField(
        label=_("Announced at"),
        required=False,
        help_text=_("Only where it differs from the hour of its section or of the edition."),
    )
    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if status := self.fields.get("status"):
            open_to = choices_of(self.user, self.stored_status)
            status.widget.choices = [(one.value, one.label) for one in open_to]
        if hour := self.fields.get("announced_at"):
            hour.disabled = not self.user.has_perm(ANNOUNCE)

    @property
    def stored_status(self):
        return Status(self.initial["status"]) if self.instance.pk else NEW

    def clean_status(self):
        status = self.cleaned_data["status"]
        check_move(self.user, self.stored_status, Status(status))
        return status

    def clean(self):
        cleaned = super().clean()
        check_given(self)
        return cleaned

    def clean_edition(self):
        """A selection stays in its edition as long as a programme of that edition shows it."""
        edition = self.cleaned_data["edition"]
        if self.instance.pk and "edition" in self.changed_data:
            programmes = self.instance.programmes.exclude(edition=edition)
            if programme := programmes.select_related("edition").first():
                raise ValidationError(
                    STILL_SHOWN, params={"programme": programme, "edition": programme.edition}
                )
        return edition


def note_field(code, language):
    return ProseField(
        label=format_lazy("{} ({})", _("Programme note"), language),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 5, "lang": code}),
    )


# A form class cannot be written out for languages that only the settings know.
NoteFields = type(
    "NoteFields",
    (SelectionForm,),
    {f"note_{code}": note_field(code, language) for code, language in settings.LANGUAGES},
)


class SelectionWithNotesForm(NoteFields):
    """A selection and its programme notes, for a place where the notes' own forms do not fit."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        notes = self.instance.notes.all() if self.instance.pk else []
        bodies = {note.language: note.body for note in notes}
        self.initial |= {name: bodies.get(code, "") for name, code in NOTES.items()}

    def save(self, commit=True):
        selection = super().save(commit)
        for name in filter(NOTES.get, self.changed_data):
            self.save_note(selection, NOTES[name], self.cleaned_data[name])
        return selection

    def save_note(self, selection, language, body):
        if body:
            selection.notes.update_or_create(language=language, defaults={"body": body})
        else:
            selection.notes.filter(language=language).delete()


def public_from(selection):
    """The hour that counts for a confirmed selection, whosever it is."""
    if not selection.pk:
        return hour(None)
    if selection.status != Selection.Status.CONFIRMED:
        return _("not while it is “%(status)s”") % {"status": selection.get_status_display()}
    return hour(selection.public_from, selection.edition.zone)


class Selections(Cards):
    """The selections of a film, with their programme notes, on the film's page."""

    model = Selection
    form = SelectionWithNotesForm
    formset = SelectionFormSet
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("edition", "section", "status"),
                    ("at_once", "announced_at", "public_from"),
                    ("premiere_status", "premiere_region", "premiere_country"),
                    tuple(NOTES),
                ]
            },
        )
    ]
    readonly_fields = ["public_from"]
    autocomplete_fields = ["edition", "section", "premiere_country"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).with_hour().for_film_page().prefetch_related("notes")

    @admin.display(description=_("public from"))
    def public_from(self, selection):
        return public_from(selection)


class Notes(Texts):
    model = ProgrammeNote


class Awards(Rows):
    model = Award
    form = NamedForm
    fields = ["position", "names"]


class ContentNotes(Rows):
    model = SelectionContentNote
    fields = ["content_note", "depiction", "spoiler"]
    autocomplete_fields = ["content_note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("content_note")


@admin.register(Selection)
class SelectionAdmin(Announcing, RecordAdmin):
    has_page = True
    actions = [*RecordAdmin.actions, *Announcing.actions]
    table_form = SelectionRowForm
    table_fields = ["section", "status", "position", "premiere_status", "age_recommendation"]
    form = SelectionForm
    fieldsets = [
        (None, {"fields": ["film", ("edition", "section", "position")]}),
        (_("Announcement"), {"fields": ["status", "at_once", "announced_at", "public_from"]}),
        (
            _("Premiere"),
            {"fields": [("premiere_status", "premiere_region", "premiere_country")]},
        ),
        (
            _("Audience"),
            {"fields": [("age_rating", "age_recommendation"), "content_assessed_on"]},
        ),
    ]
    autocomplete_fields = ["film", "edition", "section", "premiere_country"]
    readonly_fields = ["public_from"]
    inlines = [Notes, Awards, ContentNotes]
    list_display = ["film", "directors", "edition", "section", "status", "premiere", "public_from"]
    list_prefetch = [
        Prefetch(
            "film__credits",
            Credit.objects.directors().select_related("person"),
            to_attr="directing",
        )
    ]
    list_filter = [
        "edition",
        "section",
        "status",
        MissingFilter,
        "premiere_status",
        RuntimeFilter,
        CountryFilter,
    ]
    search_fields = ["film__folded_titles"]
    search_help_text = _("Titles of films and names of people, in any spelling.")

    def get_queryset(self, request):
        found = super().get_queryset(request).with_hour()
        return found.select_related("film", "edition", "section", "premiere_country")

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term) if search_term else queryset, False

    def is_public(self, selection):
        return Selection.objects.public().filter(pk=selection.pk).exists()

    def view_on_site(self, selection):
        return selection.film.get_absolute_url() if self.is_public(selection) else None

    @admin.display(description=_("directing"))
    def directors(self, selection):
        return ", ".join(credit.printed_name for credit in selection.film.directing)

    @admin.display(description=_("premiere status"), ordering="premiere_status")
    def premiere(self, selection):
        return selection.premiere

    @admin.display(description=_("public from"))
    def public_from(self, selection):
        return public_from(selection)
