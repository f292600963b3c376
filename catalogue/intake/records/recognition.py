"""Which film an entry is about, where the catalogue has it already."""

from django.db.models import QuerySet

from catalogue.intake.records.recording import CannotRecordError, Recording
from catalogue.models import Credit, Film


def recognise(recording: Recording) -> Film | None:
    """
    The film that was decided on, else that of the title that something else on the page confirms;
    `None` for a new one.

    Raises CannotRecordError where the page proves no title, where several films fit, and where
    one fits of which the page confirms nothing but the title.
    """
    entry = recording.entry
    if not entry.title:
        raise CannotRecordError("The page proves no title: give one with --title.")
    if recording.decisions.film or recording.decisions.is_new_film:
        return recording.decisions.film
    bearers = titled(entry.title, entry.original_title)
    if entry.directors:
        found = by_directors(bearers, entry.directors, entry.year)
    elif entry.year:
        found = list(bearers.filter(year=entry.year))
    else:
        found = confirmed(recording, bearers) or refuse_all(bearers, entry.title)
    if len(found) > 1:
        raise CannotRecordError(f"Several films fit “{entry.title}”: merge them first{at(found)}.")
    if not found:
        ask_about_doubles(recording, bearers)
    return found[0] if found else None


def titled(*titles: str | None) -> QuerySet[Film]:
    found = Film.objects.none()
    for title in filter(None, titles):
        found = found | Film.objects.titled(title)
    return found.order_by("pk")


def by_directors(bearers: QuerySet[Film], directors: tuple[str, ...], year: int | None):
    """
    The films by one of them, of several those of the page's year; else those of that year of which
    no director is credited yet.
    """
    theirs = list(bearers.filter(pk__in=directed_by(directors).values("film")))
    if len(theirs) > 1 and year:
        return [film for film in theirs if film.year == year] or theirs
    return theirs or list(undirected(bearers).filter(year=year, year__isnull=False))


def directed_by(names: tuple[str, ...]) -> QuerySet[Credit]:
    return Credit.objects.directors().to_one_of(names)


def undirected(bearers: QuerySet[Film]) -> QuerySet[Film]:
    return bearers.exclude(pk__in=Credit.objects.directors().values("film"))


def confirmed(recording: Recording, bearers: QuerySet[Film]) -> list[Film]:
    """
    Without director and year: films that credit somebody whom the page names, else those that the
    edition shows. A page that was imported before is so recognised when it comes again.
    """
    entry = recording.entry
    named = [name for line in entry.credits for name in line.names]
    named += [line.name for line in entry.cast]
    shared = Credit.objects.to_one_of(named).values("film")
    in_edition = recording.edition.selections.values("film")
    return list(bearers.filter(pk__in=shared)) or list(bearers.filter(pk__in=in_edition))


def refuse_all(bearers: QuerySet[Film], title: str) -> list[Film]:
    """No film is new or known by its title alone: a person has to say which it is."""
    found = list(bearers)
    if found:
        raise CannotRecordError(
            f"“{title}” may be a film that is there already{at(found)}: the page names neither "
            "director nor year. Add one to the file."
        )
    return []


def ask_about_doubles(recording: Recording, bearers: QuerySet[Film]) -> None:
    """A film that lacks what would tell whether it is the same: the page's is made beside it."""
    entry = recording.entry
    doubtful = bearers.filter(year=None) if entry.year else bearers
    if entry.directors:
        doubtful = undirected(doubtful)
    found = list(doubtful)
    if found:
        recording.ask(f"perhaps the same as another film of that title{at(found)}")


def at(films: list[Film]) -> str:
    return f" ({', '.join(film.get_absolute_url() for film in films)})"
