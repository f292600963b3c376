"""What a page of a search shows of a film or a person, with whatever tells why it was found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalogue.marks import excerpt, marked, missing_in, stands_in
from catalogue.models import Selection
from catalogue.models.labels import label_in
from catalogue.pieces import piece_of
from people.models import Person

MOST_KNOWN_FOR = 2


class Title(NamedTuple):
    title: str
    language: str


class Text(NamedTuple):
    language: str
    body: str


class Credited(NamedTuple):
    """A name, with what it is printed with: whom they play, and the function, in languages."""

    name: str
    character: str = ""
    function: dict[str, str] = {}


class Work(NamedTuple):
    """A film that somebody worked on, and as what."""

    film: int
    title: str
    year: int | None
    position: int
    function: dict[str, str]


@dataclass(frozen=True)
class FoundFilm:
    """A film as the search shows it; `state` is what the page is made under."""

    selection: Selection
    parts: list[str]
    state: Any
    titles: list[Title] = field(default_factory=list)
    """Further ones, where none that is shown anyway was asked for."""
    credited: list[Credited] = field(default_factory=list)
    """Others than directors whose names, or whose characters, were asked for, and companies."""
    texts: list[Text] = field(default_factory=list)
    """Those with a word that stands in nothing else that is shown."""

    @cached_property
    def title(self) -> str:
        return self.selection.film.shown_title

    @cached_property
    def has_asked_title(self) -> bool:
        return self.has_any(self.title)

    @cached_property
    def second_title(self) -> Title:
        """Another title: one that was asked for, else the original one."""
        film = self.selection.film
        usual = [
            Title(film.original_title, film.original_title_language),
            Title(film.title, film.title_language),
        ]
        others = [one for one in [*usual, *self.titles] if one.title not in ("", self.title)]
        asked = (one for one in others if not self.has_asked_title and self.has_any(one.title))
        return next(asked, None) or next((one for one in others if one in usual), Title("", ""))

    @cached_property
    def directors(self) -> str:
        return ", ".join(credit.printed_name for credit in self.selection.film.directing)

    @cached_property
    def countries(self) -> str:
        return " / ".join(str(one.country) for one in self.selection.film.film_countries.all())

    @property
    def credits(self) -> SafeString:
        """Those as they are printed, marked: Cast: Pia Holm (Stine Oak); Salt Pictures."""
        return mark_safe("; ".join(map(self.printed, self.credited)))  # noqa: S308 - each is escaped

    def printed(self, credit: Credited) -> str:
        function = escape(f"{label_in(credit.function)}: ") if credit.function else ""
        character = f" ({marked(credit.character, self.parts)})" if credit.character else ""
        return f"{function}{marked(credit.name, self.parts)}{character}"

    @cached_property
    def missing(self) -> list[str]:
        """The words that stand in nothing that is shown but a text; all else is known by then."""
        said = [self.title, self.second_title.title, self.directors, self.countries]
        said += [word for credit in self.credited for word in (credit.name, credit.character)]
        return missing_in(" | ".join([*said, str(self.selection.section)]), self.parts)

    @property
    def passage(self) -> Text:
        """A piece of a text with one of those words."""
        return passage_with(self.texts, self.missing) if self.texts else Text("", "")

    def has_any(self, text: str) -> bool:
        return any(stands_in(part, text) for part in self.parts)

    # What does not depend on the words ---------------------------------------------------------

    @property
    def still(self) -> SafeString:
        return piece_of("festival/_found_still.html", self.selection, self.state)

    @property
    def facts(self) -> SafeString:
        return piece_of("festival/_found_facts.html", self.selection, self.state)

    @property
    def mark(self) -> SafeString:
        return piece_of("festival/_found_mark.html", self.selection, self.state)


@dataclass(frozen=True)
class FoundPerson:
    """Somebody as the search shows them, with what they are known for here."""

    person: Person
    parts: list[str]
    works: list[Work] = field(default_factory=list)
    """Of public films, in the order functions are printed in."""
    texts: list[Text] = field(default_factory=list)
    """Of the biography that is shown, where some of the words stand in no name."""

    @property
    def known_for(self) -> list[tuple[str, list[Work]]]:
        """The function first in print order, and the newest films in it."""
        works = sorted(self.works, key=lambda one: (one.position, -(one.year or 0), one.title))
        first = [one for one in works if one.function == works[0].function]
        newest = list({one.film: one for one in first}.values())[:MOST_KNOWN_FOR]
        return [(label_in(first[0].function), newest)] if first else []

    @property
    def passage(self) -> Text:
        missing = missing_in(self.person.name, self.parts) if self.texts else []
        return passage_with(self.texts, missing) if missing else Text("", "")


def passage_with(texts: Iterable[Text], parts: list[str]) -> Text:
    """A piece with one of the words, if there is one in the page's language."""
    language = get_language()
    for text in sorted(texts, key=lambda text: text.language != language):
        if piece := excerpt(text.body, parts):
            return Text(text.language, piece)
    return Text("", "")
