"""Films of a batch recorded: those nobody knows yet, with their facts, texts and companies."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from catalogue.intake.loads.rows import LoadRow
from catalogue.intake.loads.tmdb import FilmSaid, RefusedError, not_understood, read_film
from catalogue.models import (
    Company,
    CompanyCredit,
    Country,
    Film,
    FilmCountry,
    FilmIdentifier,
    FilmLanguage,
    Import,
    ImportedValue,
    ImportRow,
    Language,
    Synopsis,
)
from people.addresses import give_free_slugs
from people.folding import fold
from people.history import Recording

BATCH = 500
OVERVIEW = "en"
SHOWN_OF_CELL = 200
Standing = ImportRow.Standing
TMDB = FilmIdentifier.Source.TMDB


@dataclass
class FilmsRecorder:
    """
    Records rows of films. A film that is there is left as it is: what TMDB says against it is for
    a sheet to say, where somebody looks at it first.
    """

    source: Import
    changes: Recording
    rows: list[ImportRow] = field(default_factory=list)
    values: list[ImportedValue] = field(default_factory=list)

    def record(self, rows: Iterable[LoadRow]) -> None:
        new = self.new_films([(row, said) for row in rows if (said := self.read(row))])
        films = [Film(**facts_of(said)) for said in new]
        for film in films:
            film.complete()
        give_free_slugs(films)
        Film.objects.bulk_create(films, BATCH)
        self.changes.created(*films)
        made = list(zip(new, films, strict=True))
        self.record_terms(made)
        self.record_companies(made)
        self.record_overviews(made)
        FilmIdentifier.objects.bulk_create(
            [FilmIdentifier(film=film, source=TMDB, value=said.tmdb) for said, film in made], BATCH
        )
        for said, film in made:
            self.keep(said, film)

    # Rows --------------------------------------------------------------------------------------

    def read(self, row: LoadRow) -> FilmSaid | None:
        try:
            if row.flaws:
                raise RefusedError(*row.flaws)
            return read_film(row)
        except RefusedError as error:
            told = [*error.args, *row.notes]
            self.rows.append(self.row(row.number, Standing.REFUSED, told, cells_of(row)))
        return None

    def row(self, number: int, standing: Standing, told: list[str], cells: list, film=None):
        return ImportRow(
            source=self.source,
            number=number,
            cells=cells,
            standing=standing,
            told=told,
            film_id=film,
        )

    def new_films(self, read: list[tuple[LoadRow, FilmSaid]]) -> list[FilmSaid]:
        """Those that are not there, by number, nor by title and year; the others are told of."""
        known = films_by_number([said.tmdb for _row, said in read])
        here = self.rows_here(known.values())
        alike = films_alike([said for _row, said in read if said.tmdb not in known])
        new: dict[str, FilmSaid] = {}
        for row, said in read:
            film, first = known.get(said.tmdb), new.get(said.tmdb)
            number = first.number if first else here.get(film)
            if number:
                why = gettext("Its number is that of row %(row)s.") % {"row": number}
                self.refuse(row, said, why, film)
            elif film:
                place = cells_of(row)
                self.rows.append(self.row(said.number, Standing.UNCHANGED, said.notes, place, film))
            elif key := alike.get(alike_key(said)):
                why = gettext("There is a film of that title and year without TMDB's number.")
                self.refuse(row, said, why, key)
            else:
                new[said.tmdb] = said
        return list(new.values())

    def refuse(self, row: LoadRow, said: FilmSaid, why: str, film: int | None) -> None:
        told = [why, *said.notes]
        self.rows.append(self.row(said.number, Standing.REFUSED, told, cells_of(row), film))

    def rows_here(self, films: Iterable[int]) -> dict[int, int]:
        """The row of this very file that a film is of."""
        rows = self.source.rows.filter(film__in=list(films)).order_by("-number")
        return dict(rows.values_list("film", "number"))

    # Parts -------------------------------------------------------------------------------------

    def record_terms(self, made: list[tuple[FilmSaid, Film]]) -> None:
        for model, vocabulary, name, column in (
            (FilmCountry, Country, "countries", "production_countries"),
            (FilmLanguage, Language, "languages", "spoken_languages"),
        ):
            terms = {term.code: term for term in vocabulary.objects.all()}
            term_name = vocabulary._meta.model_name
            rows = []
            for said, film in made:
                known = [terms[code] for code in getattr(said, name) if code in terms]
                unknown = [code for code in getattr(said, name) if code not in terms]
                said.notes += [not_understood(column, code) for code in unknown]
                setattr(said, name, tuple(term.code for term in known))
                rows += [
                    model(film=film, position=position, **{term_name: term})
                    for position, term in enumerate(known)
                ]
            model.objects.bulk_create(rows, BATCH)

    def record_companies(self, made: list[tuple[FilmSaid, Film]]) -> None:
        companies = self.companies({name for said, _film in made for name in said.companies})
        credits = [
            CompanyCredit(
                film=film,
                company=company,
                function=CompanyCredit.Function.PRODUCTION,
                position=position,
            )
            for said, film in made
            for position, company in enumerate(
                dict.fromkeys(companies[folded(name)] for name in said.companies)
            )
        ]
        CompanyCredit.objects.bulk_create(credits, BATCH)

    def companies(self, names: set[str]) -> dict[str, Company]:
        """By folded name, of several the first recorded; those that are not there are made."""
        wanted = {folded(name): name for name in sorted(names)}
        there = Company.objects.filter(folded_name__in=wanted).order_by("-pk")
        found = {company.folded_name: company for company in there}
        new = [Company(name=name) for key, name in wanted.items() if key not in found]
        for company in new:
            company.derive()
        Company.objects.bulk_create(new, BATCH)
        self.changes.created(*new)
        return found | {folded(company.name): company for company in new}

    def record_overviews(self, made: list[tuple[FilmSaid, Film]]) -> None:
        """TMDB's are in English: kept where the festival writes English."""
        if OVERVIEW not in dict(settings.LANGUAGES):
            return
        now = timezone.now()
        about = {"language": OVERVIEW, "changed_at": now, "compared_at": now}
        Synopsis.objects.bulk_create(
            [Synopsis(film=film, body=s.overview, **about) for s, film in made if s.overview], BATCH
        )

    # What is kept of it ------------------------------------------------------------------------

    def keep(self, said: FilmSaid, film: Film) -> None:
        row = self.row(said.number, Standing.NEW, said.notes, [said.tmdb, film.title], film.pk)
        self.rows.append(row)
        for key, column, value in values_of(said, film):
            if value:
                about = {"film": film, "field": key, "column": column}
                self.values.append(ImportedValue(row=row, value=value, **about))


def facts_of(said: FilmSaid) -> dict[str, object]:
    return {
        "title": said.title,
        "original_title": said.original_title,
        "original_title_language": said.original_language,
        "year": said.year,
        "runtime_minutes": said.runtime,
        "form": said.form,
    }


def values_of(said: FilmSaid, film: Film) -> list[tuple[str, str, str]]:
    """What a row said, as sheets remember it: the field, the column, the value."""
    return [
        ("title", "title", film.title),
        ("original_title", "original_title", film.original_title),
        ("year", "release_date", str(film.year or "")),
        ("runtime", "runtime", f"{said.runtime}′" if said.runtime else ""),
        ("form", "genres", film.form),
        ("countries", "production_countries", ", ".join(said.countries)),
        ("languages", "spoken_languages", ", ".join(said.languages)),
        ("company:production", "production_companies", ", ".join(said.companies)),
        (f"synopsis:{OVERVIEW}", "overview", said.overview),
        (f"id:{TMDB.value}", "id", said.tmdb),
    ]


def cells_of(row: LoadRow) -> list[str]:
    """What tells which row it is; JSON of megabytes is in the file."""
    named = (row.cells.get(name, "") for name in ("id", "movie_id", "title"))
    return [cell[:SHOWN_OF_CELL] for cell in named if cell]


def films_by_number(numbers: list[str]) -> dict[str, int]:
    rows = FilmIdentifier.objects.filter(source=TMDB, value__in=numbers)
    return dict(rows.values_list("value", "film"))


def films_alike(read: list[FilmSaid]) -> dict[tuple, int]:
    """Films without TMDB's number that have title and year of one that is said."""
    sort_titles: dict[tuple, FilmSaid] = {alike_key(said): said for said in read if said.year}
    years = {said.year for said in sort_titles.values()}
    numbered = FilmIdentifier.objects.filter(source=TMDB).values("film")
    films = Film.objects.filter(year__in=years).exclude(pk__in=numbered)
    found: dict[tuple, int] = {}
    for key, year, titles in films.order_by("-pk").values_list("pk", "year", "folded_titles"):
        for title in titles.strip("|").split("|"):
            if (title, year) in sort_titles:
                found[title, year] = key
    return found


def alike_key(said: FilmSaid) -> tuple[str, int | None]:
    return fold(said.title), said.year


def folded(name: str) -> str:
    """A name that folds to nothing is itself."""
    return fold(name) or name
