"""Prose per language on the page of what it is about: every language is there to be written."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from people.admin.sent_rows import SentFormSet
from people.questions import ClosedChoices
from people.scope import Scoped
from people.texts import Text, states


class ProseField(forms.CharField):
    """Text whose line ends are the same in the browser and in the database."""

    widget = AdminTextareaWidget

    def to_python(self, value):
        return "\n".join(super().to_python(value).splitlines())


class TextForm(forms.ModelForm):
    body = ProseField(label=_("Text"), widget=AdminTextareaWidget(attrs={"rows": 7}))
    is_still_right = forms.BooleanField(
        label=_("Still right as it is"),
        required=False,
        help_text=_("The text it was translated from has changed since."),
    )
    is_proofed = forms.BooleanField(
        label=_("Proofed"),
        required=False,
        help_text=_("Somebody has read exactly this text. A change takes it back."),
    )
    state = Text.State.MISSING
    user = None

    class Meta:
        widgets = {"language": forms.HiddenInput}

    @property
    def language_name(self):
        code = self["language"].value()
        return dict(settings.LANGUAGES).get(code, code)

    @property
    def is_outdated(self):
        return self.state == Text.State.OUTDATED

    def save(self, commit=True):
        """A tick set along with a change is about the changed text; one left standing is not."""
        if self.cleaned_data.get("is_still_right"):
            self.instance.compare()
        text = super().save(commit)
        if "is_proofed" in self.changed_data:
            if self.cleaned_data["is_proofed"]:
                text.proof(self.user)
            else:
                text.take_proof_back()
            if commit:
                text.save()
        return text


class TextFormSet(SentFormSet):
    """A form for each of the festival's languages; a text that is emptied is removed."""

    matched_by = "language"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        texts = self.get_queryset()
        written = {text.language for text in texts}
        self.states = states(texts)
        self.initial_extra = [
            {"language": code} for code, _name in settings.LANGUAGES if code not in written
        ]
        self.extra = len(self.initial_extra)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        language = form["language"].value()
        form.state = self.states.get(language, Text.State.MISSING)
        form.fields["body"].widget.attrs["lang"] = language
        form.initial["is_proofed"] = bool(form.instance.proofed_at)
        form.fields["is_proofed"].disabled = not self.may_proof
        return form

    @property
    def may_proof(self):
        meta = self.model._meta
        user = self.form.user
        return bool(user) and user.has_perm(f"{meta.app_label}.proof_{meta.model_name}")

    @property
    def extra_forms(self):
        """Originals first, so that no translation entered with its original is older than it."""
        return sorted(super().extra_forms, key=lambda form: bool(form["source_language"].value()))

    def _should_delete_form(self, form):
        body = form.data.get(form.add_prefix("body"), "")
        return bool(form.instance.pk) and not body.strip()


class Texts(Scoped, ClosedChoices, admin.StackedInline):
    """The texts of a record, originals before translations, so that they are saved in order."""

    template = "admin/edit_inline/texts.html"
    form = TextForm
    formset = TextFormSet
    fields = ["language", "body", "source_language", "is_still_right", "is_proofed"]
    ordering = ["source_language", "language", "pk"]
    view_on_site = False
