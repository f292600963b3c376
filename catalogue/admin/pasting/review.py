"""A page on its way to a film: what was pasted, what was read, and what an editor makes of it."""

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.pasting.decisions import FilmForm, PeopleForm
from catalogue.admin.pasting.entries import facts_shown, names_in, reviewed, rows_shown
from catalogue.admin.pasting.facts import FactsForm, PlaceForm
from catalogue.admin.pasting.rows import HEADINGS, ROWS
from catalogue.admin.pasting.source import source_lines
from catalogue.intake.entries import read_entries
from catalogue.intake.entry_imports import Source, import_entry
from catalogue.intake.files import MAX_BYTES, UnreadableFileError, decode
from catalogue.intake.prose import language_of
from catalogue.intake.records import Decisions
from catalogue.intake.records.leftovers import leftovers

MOST_LINES = 3_000
LONGEST_PAGE = 200_000


def is_too_long(text):
    return len(text) > LONGEST_PAGE or len(text.splitlines()) > MOST_LINES


def read_page(text, believed_title="", number=0):
    """The entries of a page from that one on; none of a text that is too long to be one."""
    return [] if is_too_long(text) else read_entries(text, believed_title or None)[number:]


class PasteForm(PlaceForm):
    """A page, pasted or as a file, and where it belongs."""

    text = forms.CharField(
        label=_("The page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("All of it, as it is copied: what does not belong to the film is left out."),
    )
    file = forms.FileField(label=_("or a text file"), required=False)
    believed_title = forms.CharField(
        label=_("Title"),
        max_length=300,
        required=False,
        help_text=_("Only where the page does not say it."),
    )

    def clean_file(self):
        """The text of the file, if there is one."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is too large for a page of text."))
        try:
            return decode(file.read(), file.name)
        except UnreadableFileError:
            raise forms.ValidationError(_("This is no file of plain text.")) from None

    def clean(self):
        cleaned = super().clean()
        if "text" in cleaned and "file" in cleaned:
            self.check(cleaned["file"] or cleaned["text"])
        return cleaned

    def check(self, text):
        """Keeps the one text there is, if something of a film can be read from it."""
        self.cleaned_data["text"] = text
        if not text.strip():
            self.add_error("text", _("Paste a page, or choose a file."))
        elif is_too_long(text):
            self.add_error("text", _("This is too long for a page about a film."))
        elif not read_page(text, self.cleaned_data.get("believed_title")):
            self.add_error("text", _("Nothing about a film was found in this text."))


class SourceForm(forms.Form):
    """What a review carries along from step to step: the page itself, and which of its films."""

    text = forms.CharField(max_length=LONGEST_PAGE, strip=False, widget=forms.HiddenInput)
    believed_title = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=0, max_value=100, widget=forms.HiddenInput)


class Review:
    """One film of a page, in forms: first as it was read, then as it was sent back."""

    def __init__(self, source, user, place=None, data=None):
        self.source, self.user, self.data = source, user, data
        self.number = source["number"]
        self.read, *self.following = read_page(
            source["text"], source["believed_title"], source["number"]
        )
        self.place = place or {}

    @cached_property
    def source_form(self):
        return SourceForm(initial=self.source)

    @cached_property
    def facts(self):
        guessed = language_of(self.read)
        known = guessed if guessed in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        initial = facts_shown(self.read) | self.place | {"language": known}
        return FactsForm(self.data, initial=initial, user=self.user)

    @cached_property
    def rows(self):
        """What comes back is compared with nothing: a row that nobody touched counts as well."""
        shown = rows_shown(self.read) if self.data is None else {}
        return {
            name: rows(self.data, initial=shown.get(name), prefix=name)
            for name, rows in ROWS.items()
        }

    @property
    def tables(self):
        return [(name, HEADINGS[name], formset) for name, formset in self.rows.items()]

    @cached_property
    def entry(self):
        """The entry as it stands in the forms; what cannot be used there, as it was read."""
        if self.data is None:
            return self.read
        self.facts.is_valid()
        kept = {name: formset.kept() for name, formset in self.rows.items()}
        return reviewed(self.read, self.facts.cleaned_data, kept)

    @cached_property
    def film(self):
        entry = self.entry
        place = self.place if self.data is None else self.facts.cleaned_data
        return FilmForm(entry, place, self.user, data=self.data)

    @cached_property
    def who(self):
        return PeopleForm(names_in(self.entry), self.film.chosen, self.user, data=self.data)

    def is_valid(self):
        parts = [self.facts, *self.rows.values(), self.film, self.who]
        return all(part.is_valid() for part in parts)

    @property
    def is_clean(self):
        """Whether nothing is to be complained of: so a review begins."""
        return self.data is None or (self.is_valid() and not self.facts.non_field_errors())

    def record(self):
        """Makes or completes the records, within the caller's transaction."""
        said = self.facts.cleaned_data
        decisions = Decisions(
            film=self.film.chosen,
            is_new_film=self.film.chosen is None,
            people=self.who.decided(),
            status=said["status"],
        )
        place = [said[name] for name in ("edition", "section", "language")]
        source = Source(gettext("A pasted page"), self.source["text"], self.read)
        return import_entry(self.entry, *place, source, self.user, decisions)

    # What the page shows beside the forms ---------------------------------------------------------

    @cached_property
    def lines(self):
        return source_lines(self.source["text"], self.read)

    @property
    def problems(self):
        return [line for line in self.lines if line.problems]

    @property
    def placeless(self):
        """What no record takes."""
        return [printed for _what, printed in leftovers(self.read)]

    @property
    def count(self):
        """How many films the page is about."""
        return self.number + 1 + len(self.following)

    def next(self):
        """The review of the page's next film, in the same place; `None` after the last."""
        if not self.following:
            return None
        place = {name: self.facts.cleaned_data[name] for name in ("edition", "section")}
        source = self.source | {"number": self.number + 1}
        return Review(source, self.user, place)
