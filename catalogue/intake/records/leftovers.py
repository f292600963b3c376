"""What no record takes: named, so that a person can place it and nothing is lost in silence."""

from collections.abc import Iterator

from django.utils.text import Truncator

from catalogue.intake.entries import Entry
from catalogue.intake.records.recording import Recording
from people.folding import fold


def report(recording: Recording) -> None:
    for what, printed in leftovers(recording.entry):
        recording.ask(f"{what} is not recorded: {printed}")
    printed, section = recording.entry.section, recording.section
    if printed and fold(printed) not in map(fold, [section.slug, *section.names.values()]):
        recording.ask(f"the page's section is {printed}, recorded in {section}")


def leftovers(entry: Entry) -> Iterator[tuple[str, str]]:
    """Facts without a word of the vocabulary, and those that belong to a print or a screening."""
    if entry.form and not entry.form_key:
        yield "form", entry.form
    if entry.colour and not entry.colour_key:
        yield "colour", entry.colour
    if entry.format:
        yield "format", entry.format
    yield from (("subtitles", printed) for printed in entry.subtitles)
    yield from (("a further text", Truncator(text).chars(80)) for text in entry.other_texts)
