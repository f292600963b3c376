"""Who bears a name, and what tells one bearer from another: birth, and films."""

from functools import partial

from django.db.models import Prefetch, Q

from catalogue.models import Company, Credit, Film, Selection
from catalogue.models.assignments import sees_every_section
from catalogue.scope import choices
from people.admin.in_place import Offer
from people.folding import fold
from people.models import Person

MOST_FILMS = 3
AT_ONCE = 100  # SQLite does not take a condition of a thousand parts


def told_apart(person):
    """“Bas Devos · Zoersel · 1983 · Here, Violet”; the person comes from `with_films`."""
    films = dict.fromkeys(str(credit.film) for credit in person.credits.all())
    told = ", ".join([*list(films)[:MOST_FILMS], *(["…"] if len(films) > MOST_FILMS else [])])
    return " · ".join(filter(None, [*life(person), told]))


def life(person):
    return [person.name, person.birth_place, str(person.birth_year or "")]


def with_films(people, user):
    """With the films that somebody may be told of: those in their scope, and the public ones."""
    credits = Credit.objects.select_related("film").order_by("-film__year", "pk")
    if not sees_every_section(user):
        public = Selection.objects.public().values("film")
        mine = Film.objects.in_scope_of(user).values("pk")
        credits = credits.filter(Q(film__in=mine) | Q(film__in=public))
    return people.prefetch_related(Prefetch("credits", credits))


def person_offers(names, user):
    """For each name, the people who bear it in some spelling, of those somebody may choose."""
    return offers(names, partial(named, user), lambda one: one.folded_names[1:-1].split("|"))


def named(user, folded):
    bears = Q(*(Q(folded_names__contains=f"|{one}|") for one in folded), _connector=Q.OR)
    people = choices(Person.objects.all(), user).filter(bears, merged_into=None)
    return [(person, told_apart(person)) for person in with_films(people.order_by("pk"), user)]


def company_offers(names, user):
    """For each name, the companies that have it, of those somebody may choose."""
    return offers(names, partial(called, user), lambda one: [one.folded_name])


def called(user, folded):
    companies = choices(Company.objects.all(), user).filter(folded_name__in=folded)
    found = companies.select_related("country").order_by("pk")
    return [(one, f"{one} ({one.country})" if one.country_id else str(one)) for one in found]


def offers(names, find, spellings):
    """The offers by name: names that fold to nothing are nobody's, and so new."""
    names = list(dict.fromkeys(names))
    folded = sorted({fold(name) for name in names} - {""})
    bearers = {}
    for start in range(0, len(folded), AT_ONCE):
        for record, told in find(folded[start : start + AT_ONCE]):
            for spelling in filter(None, spellings(record)):
                bearers.setdefault(spelling, {})[str(record.pk)] = told
    return {name: Offer(name, tuple(bearers.get(fold(name), {}).items())) for name in names}
