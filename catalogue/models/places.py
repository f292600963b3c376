"""Where a word may stand, seen from a selection, and how much it weighs there."""

from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.related import ForeignKey

from people.words import Word, begins


class Way(NamedTuple):
    """
    How words lead to selections: the records at the end of a path hold them, or somebody or
    something that such a record names.
    """

    seen_from: str
    """What of a selection it leads to: its film, its section, or itself."""
    path: str
    owner: str = "pk"
    """The records' own key, or the foreign key to whose the words are."""
    films: int = 1
    """About how many films one word leads to in a large archive."""
    each: int = 99
    """How many films are read in the time that it takes to look for a word in one."""

    is_owner_known: bool = False
    """Whether the outline of an archive knows where each owner of words leads."""

    @property
    def record(self) -> type:
        return ends(self.path)[0]

    @property
    def words(self) -> type[Word]:
        record = self.record
        owner = record if self.owner == "pk" else record._meta.get_field(self.owner).related_model
        return owner.word_model()

    @property
    def goal(self) -> str:
        """What `standing` and `standing_in` lead to, as a field of theirs."""
        goal = ends(self.path)[1]
        if self.owner != "pk":
            return goal
        return "owner" if goal == "pk" else f"owner__{goal}"

    def standing(self, part: str, least: int = 0) -> QuerySet:
        """What holds the word, found from the word: cheapest where it is rare."""
        words = self.holding(part, least)
        if self.owner == "pk":
            return words
        return self.record.objects.filter(**{f"{self.owner}__in": words.owners()}).order_by()

    def standing_in(self, part: str, goals: dict, least: int = 0) -> QuerySet:
        """What of these goals holds the word, asked of each: cheapest where it is common."""
        words = self.holding(part, least)
        if self.owner == "pk":
            return words.filter(**goals)
        theirs = words.filter(owner=OuterRef(self.owner))
        return self.record.objects.filter(**goals).filter(Exists(theirs)).order_by()

    def holding(self, part: str, least: int) -> QuerySet:
        words = self.words.objects.filter(begins(part)).order_by()
        kinds = kinds_of(self, least)
        return words.filter(kind__in=kinds) if kinds else words


@cache
def ends(path: str) -> tuple[type, str]:
    """The model at the end of a path from a selection, and its field that leads back."""
    model, back = apps.get_model("catalogue", "Selection"), "pk"
    for name in path.split("__"):
        field = model._meta.get_field(name)
        model, back = (
            field.related_model,
            "pk" if isinstance(field, ForeignKey) else field.field.name,
        )
    return model, back


CREDITS = "film__credits"
FILM = Way("film", "film", each=1)
NAMES = Way("film", CREDITS, "person", films=7, each=30)
CREDITED = Way("film", CREDITS, each=7)
COUNTRIES = Way("film", "film__film_countries", "country", films=200, each=2)
COMPANIES = Way("film", "film__company_credits", "company", films=16, each=4)
SECTIONS = Way("section", "section", films=0)
SYNOPSES = Way("film", "film__synopses", each=3, is_owner_known=True)
NOTES = Way("pk", "notes", each=1)


class Place(NamedTuple):
    weight: int
    way: Way
    kind: int = 0
    """The kind of word, where the way leads from more than one."""
    is_directing: bool = False


PLACES = [
    Place(60, FILM, Word.Kind.TITLE),
    Place(50, NAMES, is_directing=True),
    Place(50, CREDITED, Word.Kind.NAME, is_directing=True),
    Place(40, NAMES),
    Place(40, CREDITED, Word.Kind.NAME),
    Place(30, CREDITED, Word.Kind.CHARACTER),
    Place(20, FILM, Word.Kind.TERM),
    Place(20, COUNTRIES),
    Place(20, COMPANIES),
    Place(20, SECTIONS),
    Place(10, SYNOPSES),
    Place(10, NOTES),
]
# The least weights of a title or somebody's name, and of anything but a text.
TITLED, NAMED, TERMS = 60, 40, 20


@cache
def kinds_of(way: Way, least: int) -> tuple[int, ...]:
    """The kinds of words that weigh so much there; none where all do."""
    places = [place for place in PLACES if place.way == way]
    if all(place.weight >= least for place in places):
        return ()
    return tuple({place.kind for place in places if place.weight >= least})


@cache
def ways_of(least: int) -> tuple[Way, ...]:
    """The ways to places of that weight."""
    return tuple(dict.fromkeys(place.way for place in PLACES if place.weight >= least))


@cache
def weights_of(way: Way) -> dict[tuple[int, bool], int]:
    """The most that a word weighs there, by its kind and whether it is a director's."""
    return {
        (kind, is_directing): max(
            (
                place.weight
                for place in PLACES
                if place.way == way
                and place.kind in (0, kind)
                and (is_directing or not place.is_directing)
            ),
            default=0,
        )
        for kind in Word.Kind.values
        for is_directing in (True, False)
    }
