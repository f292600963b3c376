"""How selections are found by words, and which of them are found best."""

from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, QuerySet, When

from catalogue.models.vocabularies import Function
from people.folding import fold
from people.words import Word, begins, search_parts


class Place(NamedTuple):
    """Where a word may stand, seen from a selection, and how much it weighs there."""

    weight: int
    words: str
    condition: Q = Q()
    is_within_another: bool = False


NAMES = "film__credits__person__words"
CREDITED = "film__credits__words"
# Without minding case, so that no index serves it: a search starts from its word, which is rarer.
DIRECTING = Q(film__credits__function__key__iexact=Function.DIRECTOR)
PLACES = [
    Place(60, "film__words", Q(film__words__kind=Word.Kind.TITLE)),
    Place(50, NAMES, DIRECTING, is_within_another=True),
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
NAMED, TERMS = 40, 20


def closeness(asked, names, filed):
    """
    1000 where what was asked for is one of the names, 600 where it is the first words of one, 500
    where it is the beginning; a name that is filed so counts alike. `names` is a column of names
    fenced by bars.
    """
    return Case(
        When(Q(**{f"{names}__contains": f"|{asked}|"}) | Q(**{filed: asked}), then=1000),
        When(first_in(f"{asked} ", names, filed), then=600),
        When(first_in(asked, names, filed), then=500),
        default=0,
        output_field=IntegerField(),
    )


def first_in(asked, names, filed):
    return Q(**{f"{names}__contains": f"|{asked}"}) | Q(**{f"{filed}__startswith": asked})


class FindableSelections(QuerySet):
    def matching(self, words, least=0):
        """
        Selections of which every word begins one in a title, a name, a character, a country, a
        company, the section, the synopsis or the programme note; with `least`, only in places of
        that weight. No words find nothing.
        """
        parts = search_parts(words)
        found = self if parts else self.none()
        for part in parts:
            places = [p for p in PLACES if p.weight >= least and not p.is_within_another]
            arms = [self.arm(place, part) for place in places]
            found = found.filter(pk__in=arms[0].union(*arms[1:], all=True))
        return found

    def arm(self, place, part):
        """All selections, seen or unseen, that hold the word in that place."""
        standing = begins(part, place.words) & place.condition
        return self.model._base_manager.filter(standing).order_by().values("pk")

    def best_first(self, words, least=0):
        """
        Those that hold the words in the weightier places first, above all those whose title the
        words are or begin; equal ones by edition, the newest first, and title.
        """
        title = closeness(fold(words), "film__folded_titles", "film__sort_title")
        score = sum((self.weight_of(part, least) for part in search_parts(words)), start=title)
        return self.annotate(score=score).order_by(
            "-score", "-edition__year", "film__sort_title", "pk"
        )

    def weight_of(self, part, least):
        """The weight of the best place a word stands in."""
        places = [place for place in PLACES if place.weight >= least]
        cases = [When(pk__in=self.arm(place, part), then=place.weight) for place in places]
        return Case(*cases, default=0, output_field=IntegerField())
