"""
The outline of an archive: what a process remembers of all public selections to find among them.

One query of the public rule makes it, and it goes with the state that it was made under
(catalogue/remembered.py), so the rule alone decides what may be found. It holds keys, years and
folded titles, in arrays and in one text, and where each key stands: some 14 MB of 30,000 films.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from heapq import merge
from typing import Any

from catalogue.fences import FENCES, Fenced, fenced, marks_of, spaced
from catalogue.models import FilmCountry, Function, Selection, Synopsis
from catalogue.postings import Asked
from catalogue.remembered import Remembered

outlines = Remembered(most=1)


def outline_under(state: Any) -> "Outline":
    return outlines.recall(state, "outline", Outline)


class Outline:
    """
    All public selections, each known by its place: the newest edition's first, and in an edition by
    title.
    """

    def __init__(self):
        rows = list(
            Selection.objects.public()
            .order_by("-edition__year", "film__sort_title", "pk")
            .values_list(
                *("pk", "film", "section", "edition__year"),
                *("film__folded_titles", "film__sort_title"),
            )
        )
        self.selections = array("q", (row[0] for row in rows))
        self.films = array("q", (row[1] for row in rows))
        self.sections = array("q", (row[2] for row in rows))
        self.years = array("H", (row[3] for row in rows))
        self.titles = Fenced(fenced(row[4]) for row in rows)
        # A title is mostly filed as it is; one is kept where it is not.
        filed = (f"|{row[5]}|" if f"|{row[5]}|" not in row[4] else "" for row in rows)
        self.filed = Fenced(map(fenced, filed))

    def __len__(self):
        return len(self.selections)

    @cached_property
    def alone(self) -> list[tuple[int]]:
        """Each place by itself, as most stand in what is below, which share it."""
        return [(place,) for place in range(len(self))]

    @cached_property
    def by_film(self) -> dict[int, tuple[int, ...]]:
        """Of each film the places of its selections, the newest first."""
        found: dict[int, tuple[int, ...]] = {}
        for film, place in zip(self.films, self.alone, strict=True):
            found[film] = found[film] + place if film in found else place
        return found

    @cached_property
    def by_section(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for section, (place,) in zip(self.sections, self.alone, strict=True):
            found.setdefault(section, []).append(place)
        return found

    @cached_property
    def by_selection(self) -> dict[int, tuple[int, ...]]:
        return dict(zip(self.selections, self.alone, strict=True))

    @cached_property
    def by_synopsis(self) -> dict[int, tuple[int, ...]]:
        """To ask with each word for its text's film takes longer."""
        rows = Synopsis.objects.order_by().values_list("pk", "film")
        return {synopsis: self.by_film[film] for synopsis, film in rows if film in self.by_film}

    @cached_property
    def newest_years(self) -> dict[str, dict[int, int]]:
        """Of each section and each country the newest year that shows any of its films."""
        sections = {key: self.years[places[0]] for key, places in self.by_section.items()}
        countries: dict[int, int] = {}
        for country, film in FilmCountry.objects.order_by().values_list("country", "film"):
            for place in self.by_film.get(film, ())[:1]:
                countries[country] = max(countries.get(country, 0), self.years[place])
        return {"section": sections, "country": countries}

    def by_goal(self, asked: Asked) -> Mapping[int, Sequence[int]]:
        """The places by the keys that are answered."""
        if asked.is_by_owner:
            return self.by_synopsis
        by = {"film": self.by_film, "section": self.by_section, "pk": self.by_selection}
        return by[asked.way.seen_from]

    @property
    def keys(self) -> dict[str, array]:
        return {"film": self.films, "section": self.sections, "pk": self.selections}

    @cached_property
    def directing(self) -> frozenset[int]:
        """The functions of those who direct, as keys."""
        functions = Function.objects.filter(key=Function.DIRECTOR).order_by()
        return frozenset(functions.values_list("pk", flat=True))

    # What is found in memory -------------------------------------------------------------------

    def titled(self, parts: list[str], words: str, most: int) -> list[int]:
        """
        The places of films whose titles alone hold every word, at most so many: those whose title
        the words are or begin come first. Each film once. The rarest of `parts` is best the first.
        """
        if not all(part in self.titles.text for part in parts):
            return []
        marks = [*map(marks_of, parts)]
        asked = spaced(words)
        found: dict[int, None] = {}
        for place in self.perhaps_titled(asked, marks):
            if len(found) >= most:
                break
            is_newest = self.by_film[self.films[place]][0] == place
            if is_newest and all(self.titles.has_any(place, one) for one in marks):
                found[place] = None
        return list(found)

    def perhaps_titled(self, asked: str, marks: list[list[str]]) -> Iterator[int]:
        texts = [one for one in (self.titles, self.filed) if f"|{asked}" in one.text]
        for _closeness, fence in FENCES:
            yield from merge(*(one.having(fence.format(asked)) for one in texts))
        yield from self.titles.with_any(marks[0])
