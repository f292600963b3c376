"""
An entry made into records: a film with its credits, people, texts, biography and selection.

What is there already is recognised and completed, never overwritten: where the page and a record
disagree the record stays and the difference is reported. Recording an entry twice changes nothing
the second time, and what no record takes is named in the report.
"""

from catalogue.intake.entries import Entry
from catalogue.intake.records import companies, credits, films, leftovers, selections, texts
from catalogue.intake.records.recognition import recognise
from catalogue.intake.records.recording import CannotRecordError, Recording, Report, save_valid
from catalogue.models import Edition, Section

__all__ = ["CannotRecordError", "Report", "record_entry", "save_valid"]


def record_entry(entry: Entry, edition: Edition, section: Section, language: str) -> Report:
    """
    Records an entry for a section of an edition; `language` is that of the page's prose.

    The caller owns the transaction, and begins it before this looks for what is there. Raises
    CannotRecordError, with a sentence for the one who imports.
    """
    recording = Recording(entry, edition, section, language)
    recording.report.film = recognise(recording) or films.make(recording)
    films.complete(recording)
    credits.record(recording)
    companies.record(recording)
    selection = selections.record(recording)
    texts.record(recording, selection)
    leftovers.report(recording)
    return recording.report
