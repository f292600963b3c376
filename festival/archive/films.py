"""The films of the invented archive, a year's at a time, with all that belongs to a film."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from random import Random

from django.db.models import Model

from catalogue.models import (
    Company,
    CompanyCredit,
    Credit,
    Edition,
    Film,
    FilmCountry,
    FilmLanguage,
    FilmTitle,
    Synopsis,
)
from catalogue.models.vocabularies import Country, Function, Language
from catalogue.titles import sort_title
from festival.archive.people import Casting
from festival.archive.words import Slugs, has_titles, language_of, text_in, title_in
from festival.demo import content
from people.folding import fold

CREW = """
    cinematographer film_editor composer sound_designer sound_recorder_mixer producer
    production_designer costume_designer make_up_artist casting_director assistant_director
    production_manager executive_producer camera_operator gaffer colourist visual_effects
    location_manager line_producer coproducer
"""
FORMS = {"fiction": 60, "documentary": 24, "animation": 7, "experimental": 5, "essay": 4}
FILMS_OF_A_COMPANY = 8
CREDITED_OTHERWISE = 0.03


def insert(records: Iterable[Model]) -> None:
    """All of them, with one call for each kind of record."""
    kinds = defaultdict(list)
    for record in records:
        kinds[type(record)].append(record)
    for model, rows in kinds.items():
        model.objects.bulk_create(rows)


class Films:
    def __init__(self, casting: Casting, credits: int, chance: Random):
        """`credits`: how many all films have together."""
        self.casting = casting
        self.credits = credits
        self.chance = chance
        self.made = self.lent = 0
        self.slugs = Slugs()
        self.countries = {country.code: country for country in Country.objects.all()}
        self.languages = {language.code: language for language in Language.objects.all()}
        self.functions = {function.key: function for function in Function.objects.all()}
        pools = list(content.read("names")["pool"].values())
        codes = [code for pool in pools for code in pool["countries"].split()]
        self.codes = [code for code in codes if code in self.countries]
        self.given = [name for pool in pools for name in pool["f"].split(", ")]
        self.companies = self.make_companies(casting.films // FILMS_OF_A_COMPANY + 1)

    def make_companies(self, number: int) -> list[Company]:
        names = [title_in("en", self.chance) for _ in range(number)]
        return Company.objects.bulk_create(
            Company(name=f"{name} Films", folded_name=fold(f"{name} Films")) for name in names
        )

    def make(self, number: int, edition: Edition) -> list[Film]:
        """So many films for that edition, with all that belongs to them."""
        films = []
        for _ in range(number):
            codes = self.chance.sample(self.codes, self.chance.choice([1, 1, 2, 3]))
            film = self.film(codes[0], edition.year)
            film.parts = [*self.titles(film), *self.places(film, codes)]
            film.folded_titles = folded(film)
            films.append(film)
        Film.objects.bulk_create(films)
        insert(part for film in films for part in self.parts(film, edition.announced_at))
        return films

    def film(self, country: str, edition_year: int) -> Film:
        language = language_of(country)
        has_original = language != "en" and has_titles(language)
        title = title_in("en", self.chance)
        year = edition_year - self.chance.choice([0, 0, 1])
        short = self.chance.random() < 0.25
        minutes = self.chance.randint(3, 40) if short else round(self.chance.gauss(98, 18))
        return Film(
            title=title,
            title_language="en",
            original_title=title_in(language, self.chance) if has_original else "",
            original_title_language=language if has_original else "",
            sort_title=sort_title(title, "en"),
            slug=self.slugs.free(f"{title} {year}"),
            year=year,
            runtime_minutes=min(max(minutes, 41 - 38 * short), 600),
            form=self.chance.choices(list(FORMS), FORMS.values())[0],
            colour="black-and-white" if year < 1965 else "colour",
            sound="sound",
        )

    def titles(self, film: Film) -> Iterator[FilmTitle]:
        if self.chance.random() < 0.4:
            german = title_in("de", self.chance)
            yield FilmTitle(film=film, kind="local", language="de", title=german)

    def places(self, film: Film, codes: list[str]) -> Iterator[FilmCountry | FilmLanguage]:
        for position, code in enumerate(codes):
            yield FilmCountry(film=film, country=self.countries[code], position=position)
        for position, code in enumerate(dict.fromkeys(map(language_of, codes[:2]))):
            if code in self.languages:
                language = self.languages[code]
                yield FilmLanguage(film=film, language=language, position=position)

    def parts(self, film: Film, written_at: datetime) -> Iterator[Model]:
        yield from film.parts
        yield from self.synopses(film, written_at)
        companies = self.chance.sample(self.companies, min(2, len(self.companies)))
        for company, function in zip(companies, ("production", "world-sales"), strict=False):
            yield CompanyCredit(film=film, company=company, function=function)
        yield from self.credited(film)

    def synopses(self, film: Film, written_at: datetime) -> Iterator[Synopsis]:
        for language, source in (("en", ""), ("de", "en")):
            yield Synopsis(
                film=film,
                language=language,
                body=text_in(language, self.chance),
                source_language=source,
                changed_at=written_at,
                compared_at=written_at,
            )

    # Credits -----------------------------------------------------------------------------------

    def credited(self, film: Film) -> Iterator[Credit]:
        """Who directed and wrote it, a crew, and everybody else in the cast."""
        people = self.casting.people_for(self.made, self.share() - 1)
        self.made += 1
        able = [person for person in people if person.directs] or people
        number = self.chance.choice([1, 1, 1, 1, 2])
        film.directing = self.chance.sample(able, min(number, len(able)))
        rest = [person for person in people if person not in film.directing]
        crew = self.chance.sample(CREW.split(), min(len(CREW.split()), len(rest) * 2 // 5))
        for position, person in enumerate(film.directing):
            yield self.credit(film, "director", person, position)
        yield self.credit(film, "writer", film.directing[0])
        for key, person in zip(crew, rest, strict=False):
            yield self.credit(film, key, person)
        for position, person in enumerate(rest[len(crew) :]):
            character = self.chance.choice(self.given)
            yield self.credit(film, "cast_member", person, position, character)

    @property
    def credits_dealt(self) -> int:
        """How many of all credits the films made so far have."""
        return self.credits * self.made // self.casting.films

    def share(self) -> int:
        """How many credits the next film has; of every two films one lends the other some."""
        films = self.casting.films
        usual = self.credits * (self.made + 1) // films - self.credits * self.made // films
        if self.made % 2:
            return usual + self.lent
        is_last = self.made + 1 == films
        self.lent = 0 if is_last else self.chance.randint(0, usual // 2)
        return usual - self.lent

    def credit(self, film, function, person, position=0, character="") -> Credit:
        printed = ""
        if self.chance.random() < CREDITED_OTHERWISE:
            printed = f"{person.name[0]}. {person.name.split()[-1]}"
        return Credit(
            film=film,
            person=person,
            function=self.functions[function],
            position=position,
            character=character,
            credited_as=printed,
            folded_credited_as=fold(printed),
        )


def folded(film: Film) -> str:
    """As Film.fold_titles, of a film whose further titles are not stored yet."""
    others = [part.title for part in film.parts if isinstance(part, FilmTitle)]
    titles = dict.fromkeys(fold(t) for t in [film.title, film.original_title, *others] if t)
    return f"|{'|'.join(titles)}|"
