"""A film as all its records tell it, to be compared whole."""

from people.models import Biography, Person


def everything(film):
    selection = film.selections.get()
    biography = Biography.objects.get()
    return {
        "facts": (film.title, film.year, film.runtime_minutes, film.colour, film.form),
        "countries": [str(row) for row in film.film_countries.all()],
        "languages": [str(row) for row in film.film_languages.all()],
        "credits": [(str(credit), credit.character) for credit in film.credits.all()],
        "companies": [str(credit) for credit in film.company_credits.all()],
        "synopses": [(text.language, text.body) for text in film.synopses.all()],
        "notes": [(text.language, text.body) for text in selection.notes.all()],
        "selection": (str(selection), selection.status, selection.premiere_status),
        "people": sorted(str(person) for person in Person.objects.all()),
        "biography": (str(biography), biography.texts.get().body),
        "filmography": [
            (line.year, line.title, line.kind, line.section) for line in biography.filmography.all()
        ],
    }
