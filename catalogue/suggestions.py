"""What a search may be about, while it is typed: films, people, sections, countries."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.finding_films import films_found
from catalogue.finding_people import people_named
from catalogue.models import Country, CountryWord, Film, Section, SectionWord
from catalogue.models.films import local_title
from catalogue.models.finding import Sought
from catalogue.models.labels import label_in
from catalogue.models.places import NAMED
from catalogue.outline import Outline, outline_under
from catalogue.search import names_of
from people.prepared import prepared
from people.words import Findable, begins

SHORTEST = 2
MOST = 8
TERMS = ((Section, "section", _("Section")), (Country, "country", _("Country")))


class Suggestion(NamedTuple):
    label: str
    detail: str
    kind: str | Promise
    address: str


def suggestions(words: str, state: Any = None) -> list[Suggestion]:
    """
    Eight at most, of every kind some, each with the address of its page. `state` is what they are
    made under, where that is known.
    """
    sought = Sought(words, least=NAMED, others=(SectionWord, CountryWord), state=state)
    if not sought.parts:
        return []
    outline = outline_under(state)
    kinds = [list(kind(outline, sought)) for kind in (films, people, terms)]
    room = MOST
    offered = []
    for waiting, kind in zip((2, 1, 0), kinds, strict=True):
        kept = sum(min(2, len(other)) for other in kinds[len(kinds) - waiting :])
        offered += kind[: max(room - kept, 0)]
        room = MOST - len(offered)
    return offered


def films(outline: Outline, sought: Sought) -> Iterator[Suggestion]:
    found = films_found(outline, sought, MOST)
    keys = [outline.films[place] for place in found.places]
    rows = {row.pk: row for row in titled(keys, get_language())} if keys else {}
    for film in (rows[key] for key in keys if key in rows):
        yield Suggestion(film.shown, str(film.year or ""), _("Film"), film.get_absolute_url())


@prepared
def titled(films, language):
    """With the title that is shown in the language."""
    shown = Coalesce(local_title("pk", language), F("title"))
    return (
        Film.objects.filter(pk__among=films).annotate(shown=shown).only("slug", "year").order_by()
    )


def people(outline: Outline, sought: Sought) -> Iterator[Suggestion]:
    keys = [one.pk for one in people_named(outline, sought, MOST)]
    rows = {row.pk: row for row in names_of(keys)} if keys else {}
    for person in (rows[key] for key in keys if key in rows):
        yield Suggestion(person.name, "", _("Person"), person.get_absolute_url())


def terms(outline: Outline, sought: Sought) -> Iterator[Suggestion]:
    """Sections and countries, as the newest edition has them that shows any of their films."""
    for model, kind, label in TERMS:
        years = outline.newest_years[kind]
        for pk, slug, names in named_so(model, sought):
            if pk in years:
                address = reverse(f"catalogue:{kind}_detail", args=[years[pk], slug])
                yield Suggestion(label_in(names), str(years[pk]), label, address)


def named_so(model: type[Findable], sought: Sought) -> Iterable[tuple]:
    """(key, slug, names) of the records of a vocabulary that have all of the words."""
    words = model.word_model()
    if not all(sought.counts[words, part] for part in sought.parts):
        return []
    records = model.objects.all()
    for part in sought.parts:
        records = records.filter(pk__in=words.objects.filter(begins(part)).owners())
    return records.values_list("pk", "slug", "names")
