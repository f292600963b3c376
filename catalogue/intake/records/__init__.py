"""
An entry made into records: a film with its credits, people, texts, biography and selection.

What is there already is recognised and completed, never overwritten: where the page and a record
disagree the record stays and the difference is reported. Recording an entry twice changes nothing
the second time, and what no record takes is named in the report.
"""

from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser

from catalogue.intake.entries import Entry
from catalogue.intake.records import companies, credits, films, leftovers, selections, texts
from catalogue.intake.records.recognition import recognise
from catalogue.intake.records.recording import (
    CannotRecordError,
    Decisions,
    Recording,
    Report,
    save_valid,
)
from catalogue.models import Edition, Film, Section
from people.history import recording
from people.models import Change

__all__ = ["CannotRecordError", "Decisions", "Report", "record_entry", "save_valid"]


def record_entry(
    entry: Entry,
    edition: Edition,
    section: Section,
    language: str,
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
    by: AbstractBaseUser | str = "",
    source: str = "",
    seen: Callable[[Film], None] = lambda film: None,
) -> Report:
    """
    Records an entry for a section of an edition; `language` is that of the page's prose, and
    `decisions` are those of somebody who looked it over. The history says who did it (`by`: a user
    or a command) and where the page came from. `seen` is told of a film that is there before any of
    it is changed.

    The caller owns the transaction, and begins it before this looks for what is there. Raises
    CannotRecordError, with a sentence for the one who imports.
    """
    with recording(by, Change.Kind.IMPORTED, comment=source) as changes:
        page = Recording(entry, edition, section, language, changes, decisions)
        page.report.film = find_film(page, seen)
        films.complete(page)
        credits.record(page)
        companies.record(page)
        selection = selections.record(page)
        texts.record(page, selection)
        leftovers.report(page)
    page.report.selection, page.report.change = selection, changes.change
    return page.report


def find_film(page: Recording, seen: Callable[[Film], None]) -> Film:
    film = recognise(page)
    if film is None:
        return films.make(page)
    seen(film)
    page.find_film(film)
    page.changes.watch(film)
    return film
