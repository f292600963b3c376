"""What the reader of pages has doubts about, in the words of the page that shows it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PROBLEMS = {
    "title.unproved": gettext_lazy("The title is not sure."),
    "section.unproved": gettext_lazy("This may not be the section."),
    "facts.unread": gettext_lazy("Part of the facts was not understood."),
    "credit.unknown-fn": gettext_lazy("The function is not known: choose one."),
    "credit.empty-label": gettext_lazy("Nothing stands under this label."),
    "company.empty-heading": gettext_lazy("Nothing stands under this heading."),
    "credit.punct": gettext_lazy("Part of this is no name."),
    "credit.aside": gettext_lazy("What stands in brackets was left out."),
    "credit.rest": gettext_lazy("Words after the name were left out."),
    "credit.label-in-name": gettext_lazy("Two lists ran into each other here."),
    "credit.unlabelled": gettext_lazy("The director, to judge by the place of the name alone."),
    "text.name-drift": gettext_lazy("One person in two spellings."),
    "text.cut": gettext_lazy("The page may be cut off here."),
    "text.signed": gettext_lazy("A signature, left out."),
    "text.award-claim": gettext_lazy("An award, left out."),
    "screening.unread": gettext_lazy("A screening, left out."),
    "text.missing": gettext_lazy("There is no synopsis."),
    "text.other": gettext_lazy("A further text, which has no place among the records."),
    "bio.person": gettext_lazy("The page does not say whose biography this is."),
    "filmo.dup-adjacent": gettext_lazy("A title under two years that follow each other."),
    "filmo.unread": gettext_lazy("A filmography that was not understood."),
    "line.unplaced": gettext_lazy("Not understood."),
}


def told(problem):
    """A sentence about a problem; where the page says two things, the first one counts."""
    if problem.code.endswith(".second"):
        return _("The page says two things; the first one counts.")
    return str(PROBLEMS.get(problem.code, problem.message))


def told_problems(entry, text):
    """Each problem of a text, with its line."""
    lines = text.splitlines()
    return [f"{told(one)} {where(one, lines)}".strip() for one in entry.problems]


def where(problem, lines):
    """The line as it was pasted; a problem of the whole text is told in the reader's words."""
    if problem.line is None:
        return f"({problem.message})"
    return f"“{lines[problem.line - 1].strip()}”" if problem.line <= len(lines) else ""
