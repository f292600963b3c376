"""What no record takes: named, so that a person can place it and nothing is lost in silence."""

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from catalogue.intake.entries import Entry
from catalogue.intake.records.recording import Recording
from people.folding import fold


def report(recording: Recording) -> None:
    for what, printed in leftovers(recording.entry):
        told = _("%(what)s is not recorded: %(printed)s")
        recording.ask(told % {"what": what, "printed": printed})
    printed, section = recording.entry.section, recording.section
    if printed and fold(printed) not in map(fold, [section.slug, *section.names.values()]):
        told = _("the page's section is %(printed)s, recorded in %(section)s")
        recording.ask(told % {"printed": printed, "section": section})


def leftovers(entry: Entry) -> Iterator[tuple[str, str]]:
    """Facts without a word of the vocabulary, and those that belong to a print or a screening."""
    if entry.form and not entry.form_key:
        yield _("form"), entry.form
    if entry.colour and not entry.colour_key:
        yield _("colour"), entry.colour
    if entry.format:
        yield _("format"), entry.format
    yield from ((_("subtitles"), printed) for printed in entry.subtitles)
    yield from ((_("a further text"), Truncator(text).chars(80)) for text in entry.other_texts)
