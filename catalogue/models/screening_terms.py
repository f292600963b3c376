"""
What films and screenings are described by - languages, subtitles, access, guests - in one query.

Each is a row of some table that joins an owner to a named term; the tables are asked together.
"""

from collections import defaultdict, namedtuple

from django.db.models import F, Value
from django.db.models.functions import JSONObject

from catalogue.models.labels import label_in
from catalogue.models.screening_details import (
    ScreeningAccess,
    ScreeningGuest,
    ScreeningSubtitles,
    offer_of,
)
from catalogue.versions import Tongue

Term = namedtuple("Term", "kind owner position code names")


class Terms:
    """The terms of some films and screenings, found by kind and owner, in their order."""

    def __init__(self, rows):
        """`rows` of `terms_of_screenings`, and of `terms_of` beside them."""
        self.found = defaultdict(list)
        for term in sorted(map(Term._make, rows), key=lambda term: (term.position, term.code)):
            self.found[term.kind, term.owner].append(term)

    def names(self, kind, owner):
        return [label_in(term.names) for term in self.found[kind, owner]]

    def tongues(self, kind, owner):
        found = self.found[kind, owner]
        return tuple(Tongue(term.code, label_in(term.names)) for term in found)

    def describe(self, screening, films):
        """Give a screening what is said of it; it is heard in the languages of these films."""
        spoken = [tongue for film in films for tongue in self.tongues("film language", film)]
        screening.spoken = tuple({tongue.code: tongue for tongue in spoken}.values())
        screening.read = self.tongues("screening language", screening.pk)
        access = self.found["access", screening.pk]
        screening.offers = [offer_of(term.code, label_in(term.names or {})) for term in access]
        screening.guest_names = list(dict.fromkeys(self.names("guest", screening.pk)))


def terms_of_screenings(spoken, screenings, at=None):
    """Querysets of rows, to be asked together: `spoken` are languages of films."""
    access = ScreeningAccess.objects.confirmed().filter(screening__in=screenings)
    guests = ScreeningGuest.objects.public(at).filter(screening__in=screenings)
    return [
        terms_of(spoken, "language", "film"),
        terms_of(
            ScreeningSubtitles.objects.filter(screening__in=screenings), "language", "screening"
        ),
        access.order_by().values_list(
            Value("access"), "screening", "pk", "feature", "language__names"
        ),
        guests.order_by().values_list(
            Value("guest"), "screening", "pk", "part", JSONObject(name=F("person__name"))
        ),
    ]


def terms_of(rows, vocabulary, owner):
    """Rows that join a film or a screening to a term: `film country`, `screening language`."""
    names = (f"{vocabulary}__code", f"{vocabulary}__names")
    return rows.order_by().values_list(Value(f"{owner} {vocabulary}"), owner, "position", *names)
