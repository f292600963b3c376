"""The film itself: its titles, its facts, the countries it comes from, the languages it speaks."""

from django.utils.translation import gettext as _

from catalogue.intake.entries import Place
from catalogue.intake.records.recording import Recording, save_valid
from catalogue.models import Country, Film, FilmCountry, FilmLanguage, FilmTitle, Language
from people.folding import fold

ORDERED = {"country": "countries", "language": "languages"}


def make(recording: Recording) -> Film:
    entry = recording.entry
    film = Film(title=entry.title, original_title=entry.original_title or "", year=entry.year)
    return recording.make(film, f"film {film}")


def complete(recording: Recording) -> None:
    """What the film lacks is filled in; what differs stays and is reported."""
    fill_facts(recording)
    record_titles(recording)
    record_ordered(recording, FilmCountry, Country, "country", recording.entry.countries)
    record_ordered(recording, FilmLanguage, Language, "language", recording.entry.languages)


def fill_facts(recording: Recording) -> None:
    entry, film = recording.entry, recording.film
    is_other = entry.original_title != film.title
    facts = {
        "original_title": entry.original_title if is_other else None,
        "year": entry.year,
        "colour": entry.colour_key,
        "form": entry.form_key,
    }
    filled = [recording.fill(film, name, value) for name, value in facts.items()]
    if fill_runtime(recording) or any(filled):
        save_valid(film)


def fill_runtime(recording: Recording) -> bool:
    """
    Minutes and seconds are one fact: the page's seconds belong to the page's minutes alone. What
    lasts less than half a minute is a film of one minute, as the film itself rounds.
    """
    film, seconds = recording.film, recording.entry.runtime_seconds
    minutes = recording.entry.runtime_minutes
    if seconds:
        minutes = max(1, minutes or round(seconds / 60))
    if film.runtime_minutes not in (None, minutes):
        if minutes is not None:
            printed = f"{minutes} ({seconds} seconds)" if seconds else minutes
            recording.keep(_("runtime minutes"), film.runtime_minutes, printed)
        return False
    filled = [
        recording.fill(film, "runtime_minutes", minutes),
        recording.fill(film, "runtime_seconds", seconds),
    ]
    return any(filled)


def record_titles(recording: Recording) -> None:
    """
    Titles the film does not bear yet. The page does not say in which language they are, nor
    does it make the title of a film that was recognised by another one.
    """
    film, entry = recording.film, recording.entry
    for title in (entry.title, *entry.other_titles):
        key, what = "title:alternative", _("alternative title")
        if not bears(film, title) and recording.may_write(key, what, title, title):
            further = FilmTitle(film=film, kind=FilmTitle.Kind.ALTERNATIVE, title=title)
            recording.make(further, f"alternative title: {title}")


def bears(film: Film, title: str) -> bool:
    """Whether the film has that title in some spelling; one that folds to nothing, as printed."""
    if fold(title):
        return f"|{fold(title)}|" in film.folded_titles
    return title in (film.title, film.original_title, *film.titles.values_list("title", flat=True))


def record_ordered(recording: Recording, model, vocabulary, name: str, places) -> None:
    """Countries or languages after those there already; one without a code is asked about."""
    terms = terms_of(vocabulary, places)
    there = set(model.objects.filter(film=recording.film).values_list(name, flat=True))
    for position, place in enumerate(places, len(there)):
        term = terms.get(place.code)
        if term is None:
            recording.ask(_("unknown %(what)s: %(name)s") % {"what": _(name), "name": place.name})
        elif term.pk not in there and recording.may_write(ORDERED[name], _(name), term, term.code):
            there.add(term.pk)
            row = model(film=recording.film, position=position, **{name: term})
            recording.make(row, f"{name}: {term}")


def terms_of(vocabulary, places: tuple[Place, ...]) -> dict:
    codes = [place.code for place in places if place.code]
    return {term.code: term for term in vocabulary.objects.filter(code__in=codes)}
