"""The forms a sheet passes through: the file, and what its columns are."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.intake.sheets.columns import FREE_TEXT, NOT_READ, targets
from catalogue.intake.sheets.fields import fields
from catalogue.intake.sheets.tables import MAX_BYTES, column_letters
from catalogue.models import Edition, Section, SheetMapping
from catalogue.scope import in_scope
from people.questions import KeyField

SAMPLES = 3
NAMES_OF_FREE = {
    "credits": _("Credits as free text"),
    "synopsis:*": _("Synopsis in the language it is in"),
    "note:*": _("Programme note in the language it is in"),
}


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, up to 20 MB."))
    edition = KeyField(Edition.objects.all(), label=_("Edition"), empty_label=None)
    section = KeyField(
        Section.objects.all(),
        label=_("Section"),
        required=False,
        help_text=_("For rows that name none. Without one their films get no selection."),
    )
    mapping = KeyField(
        SheetMapping.objects.all(),
        label=_("Columns"),
        required=False,
        empty_label=_("recognise them"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("edition", "section"):
            self.fields[name].queryset = in_scope(self.fields[name].queryset, user)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file has more than 20 MB."))
        return file


class ColumnsForm(forms.Form):
    """A choice for each column of a draft, beside it the first values in it."""

    keep_as = forms.CharField(
        label=_("Keep under a name"),
        max_length=80,
        required=False,
        help_text=_("For the next sheet with these columns; a mapping of that name is replaced."),
    )

    def __init__(self, *args, draft, **kwargs):
        super().__init__(*args, **kwargs)
        self.draft = draft
        choices = choices_of_columns()
        for place, (_header, target) in enumerate(draft.columns):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                choices=choices, required=False, initial=target
            )

    def columns(self):
        """Each column: its header, its field of the form, and a few values."""
        rows = self.draft.rows.values_list("cells", flat=True)[:50]
        for place, (header, _target) in enumerate(self.draft.columns):
            values = (cells[place][:60] for cells in rows if place < len(cells) and cells[place])
            samples = list(dict.fromkeys(values))[:SAMPLES]
            yield header or column_letters(place + 1), self[f"column-{place}"], samples

    def chosen(self):
        return [self.cleaned_data.get(f"column-{i}", "") for i in range(len(self.draft.columns))]

    def clean(self):
        chosen = self.chosen()
        for place, target in enumerate(chosen):
            if target and target in chosen[:place]:
                self.add_error(f"column-{place}", gettext("Another column is this already."))
        if not {"title", "original_title"} & set(chosen):
            raise forms.ValidationError(_("Say which column has the titles."))

    @transaction.atomic
    def save(self):
        headers = [header for header, _target in self.draft.columns]
        self.draft.columns = [list(pair) for pair in zip(headers, self.chosen(), strict=True)]
        self.draft.save(update_fields=["columns"])
        name = self.cleaned_data["keep_as"]
        if name:
            SheetMapping.objects.update_or_create(
                name=name, defaults={"columns": self.draft.columns}
            )


def choices_of_columns():
    known = fields()
    names = {key: str(field.name) for key, field in known.items()} | {
        key: str(name) for key, name in NAMES_OF_FREE.items() if key in FREE_TEXT
    }
    for key in sorted(targets() - set(names) - {NOT_READ}):
        told = {"catalogue": key.partition(":")[2].upper()}
        names[key] = gettext("Directors' identifiers in %(catalogue)s") % told
    return [(NOT_READ, gettext("– not read –")), *names.items()]
