"""What is to be written, translated and proofed: by section, kind and language, and one by one."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from catalogue.desk.views import desk, editions_for, selections_for
from catalogue.paging import page_of
from catalogue.proof.texts import KINDS, tasks
from people.texts import Text

PAGE_SIZE = 100
TO_DO = [Text.State.MISSING, Text.State.OUTDATED, Text.State.WRITTEN]


@dataclass(frozen=True)
class Figure:
    """How many texts are in a state, and the question that lists them."""

    state: Text.State
    number: int
    query: str


class TextChoice(forms.Form):
    """Which texts are listed one by one."""

    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data, sections):
        super().__init__(data)
        self.choose("section", [(section.slug, section.name) for section in sections])
        self.choose("kind", KINDS.items())
        self.choose("language", settings.LANGUAGES)
        self.choose("state", Text.State.choices)
        self.keys = {section.slug: section.pk for section in sections}

    def choose(self, name, choices):
        self.fields[name].choices = [("", _("all")), *choices]

    @property
    def asked(self):
        """What was chosen and could be read, by the names of a task's fields."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return asked | ({"section": self.keys[asked["section"]]} if "section" in asked else {})

    def chosen(self, found):
        """A text that stands in two sections once, as it is counted."""
        asked = self.asked.items()
        return list(
            {
                (task.kind, task.language, task.owner): task
                for task in found
                if all(getattr(task, name) == value for name, value in asked)
            }.values()
        )


class Board:
    """The tasks that are not done, counted by section, kind and language."""

    def __init__(self, found, sections):
        self.sections = sections
        self.counts = Counter((t.section, t.kind, t.language, t.state) for t in found)
        once = {(t.kind, t.language, t.state, t.owner) for t in found}
        self.counts.update((None, *of_all) for *of_all, _owner in once)

    @property
    def columns(self):
        return [(kind, code) for kind in KINDS for code, _name in settings.LANGUAGES]

    @property
    def rows(self):
        """All sections first, where a text that stands in two of them is counted once."""
        for section in [None, *self.sections]:
            yield section, [self.figures(section, *column) for column in self.columns]

    def figures(self, section, kind, language):
        counts = [(s, self.counts[section and section.pk, kind, language, s]) for s in Text.State]
        if not any(number for _state, number in counts):
            return None
        asked = QueryDict(mutable=True)
        asked.update({"kind": kind, "language": language})
        if section:
            asked["section"] = section.slug
        return [
            Figure(state, number, f"{asked.urlencode()}&state={state}")
            for state, number in counts
            if number and state in TO_DO
        ]


@desk
def text_table(request, year):
    """The texts of an edition's films that are invited or confirmed, and what they lack."""
    edition = get_object_or_404(editions_for(request.user), year=year)
    selections = selections_for(request.user).in_edition(year).coming()
    sections = list(selections.sections())
    found = tasks(selections, year)
    choice = TextChoice(request.GET, sections)
    page = page_of(request, choice.chosen(found), size=PAGE_SIZE) if choice.asked else None
    by_key = {section.pk: section for section in sections}
    context = {
        "edition": edition,
        "editions": editions_for(request.user),
        "kinds": KINDS.values(),
        "languages": settings.LANGUAGES,
        "board": Board(found, sections),
        "choice": choice,
        "page": page,
        "tasks": [(task, by_key[task.section]) for task in page or ()],
    }
    return render(request, "catalogue/desk/text_table.html", context)
