"""
What facets are counted from: an edition's selections and screenings as bits of whole numbers.

Every selection owns a run of bits: one for each screening that shows it, and above them one of
its own. All that has a value of a facet is one number with those bits set, so that choices
combine as bits do, `|` within a facet and `&` between facets, and counting costs next to nothing
however many facets there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from datetime import datetime, tzinfo
from functools import reduce
from operator import or_
from typing import Any

from catalogue import daytimes
from catalogue.index_rows import ListRow, Names, Rows, ScreeningRow, SelectionRow
from catalogue.models import Screen
from catalogue.models.selection_queries import NOT_ASSESSED
from catalogue.runtimes import band_of
from catalogue.titles import letter_of
from catalogue.versions import NO_DIALOGUE, Tongue, Version
from catalogue.years import decade_of, years_in

Bits = int
Choices = dict[str, Any]
ABOUT_SCREENINGS = {"day", "time", "venue", "understood_in", "access"}
UNASKED: Bits = -1  # every bit there could be: what is left of the screenings if nothing was asked


class Index:
    """
    Selections and the screenings that may be chosen, by facet and value.

    `values[facet][value]` are bits of selections, or of screenings for a facet that is about
    them; `names` and `ranks` are those of values that are records, `orders` what was put in
    order already, by facet and language.
    """

    def __init__(self, rows: Rows, zone: tzinfo):
        """`zone` is that of days and hours."""
        self.zone = zone
        self.values: dict[str, dict[str, Bits]] = defaultdict(lambda: defaultdict(int))
        self.names: dict[str, dict[str, Names]] = defaultdict(dict)
        self.ranks: dict[str, dict[str, int]] = defaultdict(dict)
        self.orders: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self.minutes: dict[int, Bits] = defaultdict(int)
        self.letters: dict[str, Bits] = defaultdict(int)
        self.former: dict[str, dict[str, str]] = {
            facet: {row.value: row.extra for row in rows.lists[f"former {facet}"]}
            for facet in ("section", "venue")
        }
        self.selections = {row.pk: row for row in rows.selections}
        shown = rows.shown_at()
        self.starts = sorted((row.starts_at, row.pk, shown[row.pk]) for row in rows.screenings)
        self.place(rows, shown)
        for selection in rows.selections:
            self.add_selection(selection)
        for facet in ("country", "language", "avoid"):
            for row in rows.lists[facet]:
                self.add(facet, row.value, self.own[row.owner], row.names)
        for screening in rows.screenings:
            self.add_screening(screening)
        for row in rows.lists["access"]:
            self.add("access", row.value, self.showing[row.owner])
        self.add_versions(rows, shown)
        self.found_by_words = self.all_selections

    # Making ------------------------------------------------------------------------------------

    def place(self, rows: Rows, shown: dict[int, list[int]]) -> None:
        """Give every selection, and every screening of it, its bit."""
        self.own: dict[int, Bits] = {}
        self.showing: dict[int, Bits] = dict.fromkeys(shown, 0)
        screenings = defaultdict(list)
        for screening, selections in shown.items():
            for selection in selections:
                screenings[selection].append(screening)
        place = 0
        for selection in rows.selections:
            for screening in screenings[selection.pk]:
                self.showing[screening] |= 1 << place
                place += 1
            self.own[selection.pk] = 1 << place
            place += 1
        self.all_selections = sum(self.own.values())
        self.all_screenings = ((1 << place) - 1) ^ self.all_selections

    def add(self, facet: str, value: str, bits: Bits, names: Names | None = None) -> None:
        if value:
            self.values[facet][value] |= bits
            if names is not None:
                self.names[facet].setdefault(value, names)

    def add_selection(self, row: SelectionRow) -> None:
        own = self.own[row.pk]
        self.letters[letter_of(row.filed)] |= own
        self.add("section", row.section, own, row.section_names)
        self.ranks["section"][row.section] = row.section_rank
        self.add("form", row.form, own)
        self.add("premiere", row.premiere, own)
        self.add("status", row.status, own)
        if row.year:
            self.add("year", str(row.year), own)
            self.add("year", decade_of(row.year), own)
        if row.minutes:
            self.minutes[row.minutes] |= own
            self.add("runtime", band_of(row.minutes).slug, own)
        if not row.assessed_on:
            self.add("avoid", NOT_ASSESSED, own)

    def add_screening(self, row: ScreeningRow) -> None:
        bits = self.showing[row.pk]
        start = row.starts_at.astimezone(self.zone)
        self.add("day", start.date().isoformat(), bits)
        self.add("time", daytimes.AT_HOUR[start.hour].slug, bits)
        self.add("venue", row.venue, bits, row.venue_names)
        self.ranks["venue"][row.venue] = row.venue_rank
        if row.wheelchair_places:
            self.add("access", Screen.Access.WHEELCHAIR.value, bits)
        if row.has_induction_loop:
            self.add("access", Screen.Access.INDUCTION_LOOP.value, bits)

    def add_versions(self, rows: Rows, shown: dict[int, list[int]]) -> None:
        """Which languages each screening is understood in, as its version says."""
        kinds = ("language", "subtitles", "dubbed", "voice-over")
        spoken, read, dubbed, voice_over = (self.tongues(rows.lists[kind]) for kind in kinds)
        for pk, selections in shown.items():
            version = Version(
                spoken=tuple(tongue for selection in selections for tongue in spoken[selection]),
                dubbed=next(iter(dubbed[pk]), None),
                voice_over=next(iter(voice_over[pk]), None),
                subtitles=tuple(read[pk]),
            )
            for slug in version.keys:
                self.add("understood_in", slug, self.showing[pk])
        self.understood_by_all = self.values["understood_in"].pop(NO_DIALOGUE, 0)

    def tongues(self, rows: Iterable[ListRow]) -> dict[int, list[Tongue]]:
        """The languages of each owner, under their addresses but for NO_DIALOGUE."""
        found = defaultdict(list)
        for row in rows:
            if row.extra == NO_DIALOGUE:
                found[row.owner].append(Tongue(NO_DIALOGUE, ""))
            else:
                self.names["understood_in"].setdefault(row.value, row.names)
                found[row.owner].append(Tongue(row.value, ""))
        return found

    def finding(self, keys: Iterable[int]) -> "Index":
        """The same, where the words asked for find these selections."""
        found = copy(self)
        found.found_by_words = self.either(self.own.get(key, 0) for key in keys)
        return found

    # Asking ------------------------------------------------------------------------------------

    def count(self, choice: Choices) -> int:
        """The number of selections a choice finds."""
        return self.found(*self.left_by(choice)).bit_count()

    def counts(self, facet: str, values: Iterable[str], others: Choices) -> dict[str, int]:
        """How many selections each value would find beside the other filters of a choice."""
        selections, screenings = self.left_by(others)
        if facet in ABOUT_SCREENINGS:
            found = {v: self.found(selections, screenings & self.having(facet, v)) for v in values}
        else:
            base = self.found(selections, screenings)
            found = {value: base & self.having(facet, value) for value in values}
        return {value: bits.bit_count() for value, bits in found.items()}

    def keys(self, found: Bits) -> list[int]:
        """Of these selections, in the order of their titles."""
        return [key for key, own in self.own.items() if own & found]

    def first_starts(self, screenings: Bits) -> dict[int, datetime]:
        """When the first of those screenings of each selection begins."""
        firsts: dict[int, datetime] = {}
        for start, screening, selections in self.starts:
            if self.showing[screening] & screenings:
                for selection in selections:
                    firsts.setdefault(selection, start)
        return firsts

    def counts_by_letter(self, choice: Choices) -> dict[str, int]:
        """How many of the selections found are filed under each letter, in their order."""
        found = self.found(*self.left_by(choice))
        return {letter: (bits & found).bit_count() for letter, bits in self.letters.items()}

    def present(self, facet: str, value: str) -> str:
        """The address that a record has now, of one it had before."""
        return self.former.get(facet, {}).get(value, value)

    def left_by(self, choice: Choices) -> tuple[Bits, Bits]:
        """The selections, and the screenings, that the filters of a choice leave of all."""
        selections, screenings = self.all_selections, UNASKED
        for name, value in choice.items():
            if name in ABOUT_SCREENINGS:
                screenings &= self.chosen(name, value)
            else:
                selections &= self.chosen(name, value)
        return selections, screenings

    def found(self, selections: Bits, screenings: Bits) -> Bits:
        """
        Those of the selections that are shown by at least one of the screenings.

        All screenings' bits of a selection, added to those of it that are set, carry into its
        own bit exactly if one is set.
        """
        if screenings == UNASKED:
            return selections
        return (screenings + self.all_screenings) & selections

    def chosen(self, name: str, value: Any) -> Bits:
        """What one filter leaves."""
        if name == "q":
            return self.found_by_words
        if name == "runtime_min":
            return self.either(bits for minutes, bits in self.minutes.items() if minutes >= value)
        if name == "runtime_max":
            return self.either(bits for minutes, bits in self.minutes.items() if minutes <= value)
        having = self.either(self.having(name, one) for one in value)
        return self.all_selections & ~having if name == "avoid" else having

    def having(self, facet: str, value: str) -> Bits:
        """What has that one value."""
        values = self.values[facet]
        if facet == "understood_in":
            return values.get(value, 0) | self.understood_by_all
        if facet == "year":
            return self.either(values.get(str(year), 0) for year in years_in(value))
        return values.get(self.present(facet, value), 0)

    @staticmethod
    def either(several: Iterable[Bits]) -> Bits:
        return reduce(or_, several, 0)
