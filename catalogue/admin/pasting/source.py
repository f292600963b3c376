"""A pasted page line by line, with what became of each, in words and for the style sheet."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from catalogue.admin.pasting.problems import told
from catalogue.intake.entries import Entry

FATES = {
    "title": _("title"),
    "original_title": _("original title"),
    "other_titles": _("further title"),
    "section": _("section"),
    "directors": _("directing"),
    "year": _("year"),
    "countries": _("countries"),
    "languages": _("languages"),
    "runtime_minutes": _("runtime"),
    "colour": _("colour"),
    "form": _("form"),
    "format": _("format: has no place"),
    "subtitles": _("subtitles: have no place"),
    "premiere": _("premiere"),
    "age": _("age"),
    "credits": _("credits"),
    "cast": _("cast"),
    "production_companies": _("production"),
    "world_sales": _("world sales"),
    "companies": _("companies"),
    "synopsis": _("synopsis"),
    "note": _("programme note"),
    "other_texts": _("a further text: has no place"),
    "bios": _("biography"),
    "filmography": _("filmography"),
    "as_of": _("as of"),
    "heading": _("heading"),
    "furniture": _("around the entry"),
    "unplaced": _("left out"),
}
QUIET = frozenset(["heading", "furniture"])


@dataclass(frozen=True)
class SourceLine:
    """A line that is not blank: its number, its fates in words, and what is doubtful about it."""

    number: int | None
    text: str
    keys: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def fates(self):
        return [FATES.get(key, key) for key in self.keys]

    @property
    def state(self):
        """What the style sheet colours."""
        if self.problems or "unplaced" in self.keys:
            return "doubtful"
        return "quiet" if set(self.keys) <= QUIET else "read"


def source_lines(text: str, entry: Entry) -> list[SourceLine]:
    """Every line, and before them the page as a whole, where something is to be said of it."""
    keys: dict[int | None, list[str]] = {}
    doubts: dict[int | None, list[str]] = {}
    for fate in entry.lines:
        keys.setdefault(fate.line, []).append(fate.key)
    for problem in entry.problems:
        doubts.setdefault(problem.line, []).append(told(problem))
    printed = enumerate(text.splitlines(), 1)
    lines = [
        SourceLine(number, line.strip(), tuple(keys[number]), tuple(doubts.get(number, ())))
        for number, line in printed
        if number in keys
    ]
    whole = [SourceLine(None, _("The page"), (), tuple(doubts[None]))] if None in doubts else []
    return whole + lines
