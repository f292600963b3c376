"""How selections are found by words, and which of them are found best."""

from functools import cached_property
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from catalogue.models.vocabularies import Function
from people.folding import fold
from people.words import Word, begins, search_parts


class Place(NamedTuple):
    """Where a word may stand, seen from a selection, and how much it weighs there."""

    weight: int
    words: str
    condition: Q = Q()
    is_within_another: bool = False
    of_one: Q = Q()
    """The condition where one film is asked, in words that an index of its credits answers."""


NAMES = "film__credits__person__words"
CREDITED = "film__credits__words"
# Without minding case, so that no index serves it: a search starts from its word, which is rarer.
DIRECTING = Q(film__credits__function__key__iexact=Function.DIRECTOR)
DIRECTED = Q(film__credits__function__in=Function.objects.filter(key=Function.DIRECTOR).order_by())
PLACES = [
    Place(60, "film__words", Q(film__words__kind=Word.Kind.TITLE)),
    Place(50, NAMES, DIRECTING, is_within_another=True, of_one=DIRECTED),
    Place(50, CREDITED, DIRECTING & Q(film__credits__words__kind=Word.Kind.NAME), True),
    Place(40, NAMES),
    Place(40, CREDITED, Q(film__credits__words__kind=Word.Kind.NAME)),
    Place(30, CREDITED, Q(film__credits__words__kind=Word.Kind.CHARACTER)),
    Place(20, "film__words", Q(film__words__kind=Word.Kind.TERM)),
    Place(20, "film__countries__words"),
    Place(20, "film__company_credits__company__words"),
    Place(20, "section__words"),
    Place(10, "film__synopses__words"),
    Place(10, "notes__words"),
]
# The least weights of a title or somebody's name, and of anything but a text.
TITLED, NAMED, TERMS = 60, 40, 20
FIRST_WORDS = 600
# Where an archive keeps most of its words: how many films a record with one leads to, and how many
# records with words a film has there.
FILMS_OF_EACH = {"film__words": 1, NAMES: 7, CREDITED: 1, "film__synopses__words": 1}
READ_IN_EACH = {"film__words": 1, NAMES: 12, CREDITED: 12, "film__synopses__words": 2}
# Where each word of a search leads to more, nothing is looked up but titles.
MOST_LOOKED_UP = 12_000
# The newest edition is read first, then so many times as many at once.
GROWTH = 4
FILMS_AT_ONCE = 1_000


def closeness(asked, names, filed):
    """
    1000 where what was asked for is one of the names, 600 where it is the first words of one, 500
    where it is the beginning; a name that is filed so counts alike. `names` is a column of names
    fenced by bars.
    """
    return Case(
        When(Q(**{f"{names}__contains": f"|{asked}|"}) | Q(**{filed: asked}), then=1000),
        When(first_in(f"{asked} ", names, filed), then=FIRST_WORDS),
        When(first_in(asked, names, filed), then=500),
        default=0,
        output_field=IntegerField(),
    )


def first_in(asked, names, filed):
    return Q(**{f"{names}__contains": f"|{asked}"}) | Q(**{f"{filed}__startswith": asked})


class Sought:
    """
    The words of a search, and how often each stands where an archive keeps most of its words.

    The rarest leads to its films. Another is looked up, too, or looked for in each of those films,
    whichever is less to read.
    """

    def __init__(self, model, words, least=0):
        """Counts in one query; `least` as in `matching`."""
        self.words = words
        self.parts = search_parts(words)
        self.places = [place for place in PLACES if place.weight >= least]
        arms = [
            word_model(model, path)
            .objects.filter(begins(part))
            .order_by()
            .values_list(Value(path), Value(part))
            .annotate(count=Count("*"))
            for path in FILMS_OF_EACH
            for part in self.parts
        ]
        rows = arms[0].union(*arms[1:], all=True) if arms else []
        self.films = {(path, part): count * FILMS_OF_EACH[path] for path, part, count in rows}

    def films_of(self, part):
        """About how many films a word leads to, each as often as it stands there."""
        paths = {place.words for place in self.places}
        return sum(self.films.get((path, part), 0) for path in paths)

    @cached_property
    def rarest(self):
        """The part that leads to the fewest films; None where each leads to too many."""
        part = min(self.parts, key=self.films_of)
        return part if self.films_of(part) <= MOST_LOOKED_UP else None

    def is_common(self, place, part):
        """Whether to look for the word in each film instead of looking it up."""
        if part == self.rarest:
            return False
        films = self.films_of(self.rarest) + 1 if self.rarest else FILMS_AT_ONCE
        return self.films.get((place.words, part), 0) > films * READ_IN_EACH.get(place.words, 99)


def word_model(model, path):
    """The words at the end of that path."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


class FindableSelections(QuerySet):
    def matching(self, words, least=0):
        """
        Selections of which every word begins one in a title, a name, a character, a country, a
        company, the section, the synopsis or the programme note; with `least`, only in places of
        that weight. No words find nothing. Counts first how often they stand anywhere.
        """
        return self.holding(Sought(self.model, words, least))

    def holding(self, sought):
        found = self if sought.parts else self.none()
        for part in sought.parts:
            places = [place for place in sought.places if not place.is_within_another]
            common = [place for place in places if sought.is_common(place, part)]
            standing = Q(*(self.stands(part, place) for place in common), _connector=Q.OR)
            if arms := [self.arm(place, part) for place in places if place not in common]:
                standing |= Q(pk__in=arms[0].union(*arms[1:], all=True))
            found = found.filter(standing)
        return found

    def arm(self, place, part):
        """All selections, seen or unseen, that hold the word in that place."""
        standing = begins(part, place.words) & place.condition
        return self.model._base_manager.filter(standing).order_by().values("pk")

    def stands(self, part, place):
        """The condition that a selection holds the word in that place, asked of each."""
        standing = begins(part, place.words) & (place.of_one or place.condition)
        return Exists(self.model._base_manager.filter(standing, pk=OuterRef("pk")).order_by())

    def best_first(self, sought):
        """
        Of those that hold the words: in the weightier places first, above all those whose title
        the words are or begin; equal ones by edition, the newest first, and title.
        """
        title = closeness(fold(sought.words), "film__folded_titles", "film__sort_title")
        weights = (self.weight_of(part, sought) for part in sought.parts)
        return self.annotate(score=sum(weights, start=title)).order_by(
            "-score", "-edition__year", "film__sort_title", "pk"
        )

    def weight_of(self, part, sought):
        """The weight of the best place a word stands in: the last, if in none before it."""
        last = sought.places[-1].weight
        cases = [
            When(
                self.stands(part, place)
                if sought.is_common(place, part)
                else Q(pk__in=self.arm(place, part)),
                then=place.weight,
            )
            for place in sought.places
            if place.weight > last
        ]
        return Case(*cases, default=last, output_field=IntegerField())

    # As many as are shown ----------------------------------------------------------------------

    def best(self, words, most, least=0):
        """
        (selection, film) of those found, best first, at most so many.

        Words that each stand nearly everywhere find more than anybody reads: then the films whose
        titles hold them come first, and after them the newest editions', as far as there is room.
        """
        sought = Sought(self.model, words, least)
        if not sought.parts:
            return []
        titled = self.titled(sought)[:most]
        if len(titled) < most and sought.rarest:
            found = self.holding(sought).best_first(sought)
            return list(found.values_list("pk", "film")[:most])
        return [*titled, *self.newest(sought, most - len(titled), dict(titled))]

    def titled(self, sought):
        """(selection, film) of films whose titles alone hold every word: the best found."""
        found = self
        for part in sought.parts:
            titles = word_model(self.model, "film__words").objects.filter(begins(part))
            found = found.filter(film__in=titles.filter(kind=Word.Kind.TITLE).values("owner"))
        title = closeness(fold(sought.words), "film__folded_titles", "film__sort_title")
        found = found.annotate(score=title)
        found = found.order_by("-score", "-edition__year", "film__sort_title", "pk")
        return found.values_list("pk", "film")

    def newest(self, sought, most, besides):
        """(selection, film) of the newest editions, until there are so many, best first."""
        if most <= 0:
            return []
        editions = self.model._meta.get_field("edition").related_model.objects
        keys = list(editions.order_by("-year").values_list("pk", flat=True))
        found, number = [], 1
        while keys and len(found) < most:
            read, keys, number = keys[:number], keys[number:], number * GROWTH
            holding = self.filter(edition__in=read).exclude(pk__in=besides).holding(sought)
            rows = holding.best_first(sought).values_list("score", "pk", "film")
            found += rows[:most]
        found.sort(key=lambda row: -row[0])
        return [(selection, film) for _score, selection, film in found[:most]]
