"""The films of the demo festival with their titles, facts, credits and companies."""

import random

from catalogue.models import (
    Company,
    CompanyCredit,
    Credit,
    Film,
    FilmCountry,
    FilmLanguage,
    FilmTitle,
    Synopsis,
)
from catalogue.models.vocabularies import Country, Function, Language
from festival.demo import content

# How often a production company works with the same person again.
FAITHFUL = 0.45


class Films:
    def __init__(self, people):
        self.people = people
        self.countries = {country.code: country for country in Country.objects.all()}
        self.languages = {language.code: language for language in Language.objects.all()}
        self.functions = {function.key: function for function in Function.objects.all()}
        self.companies = {}
        self.sales = content.read("sections")["sales"]

    def add(self, row) -> Film:
        film = Film.objects.create(
            title=row["title"],
            title_language=row.get("title_language", "en"),
            original_title=row.get("original", ""),
            original_title_language=row.get("original_language", ""),
            year=row["year"],
            runtime_minutes=row["minutes"],
            form=row.get("form", "fiction"),
            colour=row.get("colour", "colour"),
            sound=row.get("sound", "sound"),
            aspect_ratio=row["ratio"],
        )
        self.add_titles(film, row)
        self.add_places(film, row)
        for language, source in (("en", ""), ("de", "en")):
            body = row["synopsis"][language]
            Synopsis.objects.create(film=film, language=language, body=body, source_language=source)
        self.add_companies(film, row)
        self.add_credits(film, row)
        return film

    @staticmethod
    def add_titles(film, row):
        language = row.get("original_language", "")
        german = row.get("de") or (row.get("original") if language == "de" else "")
        if german:
            FilmTitle.objects.create(film=film, kind="local", language="de", title=german)
        if "latin" in row:
            script = f"{language.partition('-')[0]}-Latn"
            FilmTitle.objects.create(
                film=film, kind="transliterated", language=script, title=row["latin"]
            )

    def add_places(self, film, row):
        for position, code in enumerate(row["countries"].split()):
            country = self.countries[code]
            FilmCountry.objects.create(film=film, country=country, position=position)
        for position, code in enumerate(row["languages"].split()):
            language = self.languages[code]
            FilmLanguage.objects.create(film=film, language=language, position=position)

    def add_companies(self, film, row):
        countries = row["countries"].split()
        for position, name in enumerate(row["companies"]):
            code = countries[min(position, len(countries) - 1)]
            function = "co-production" if position else "production"
            self.add_company(film, name, code, function, position)
        if name := row.get("sales"):
            self.add_company(film, name, self.sales[name], "world-sales", 9)

    def add_company(self, film, printed, code, function, position):
        name, _, place = printed.rstrip(")").partition(" (")
        if name not in self.companies:
            self.companies[name] = Company.objects.create(name=name, country=self.countries[code])
        CompanyCredit.objects.create(
            film=film,
            company=self.companies[name],
            function=function,
            position=position,
            note=place,
        )

    def add_credits(self, film, row):
        directors = [self.people.directors[name] for name in row["directors"]]
        for position, person in enumerate(directors):
            self.credit(film, "director", person, position)
        if row.get("form") != "experimental":
            writers = [self.writer(name) for name in row.get("writers", [])]
            for position, person in enumerate(writers or directors):
                self.credit(film, "writer", person, position)
        self.add_cast(film, row)
        if "status" not in row:
            self.add_crew(film, row)

    def add_cast(self, film, row):
        function = "voices" if row.get("form") == "animation" else "cast_member"
        busy = set()
        for position, part in enumerate(row.get("cast", ())):
            gender, _, character = part.partition(" ")
            person = self.people.drawn(row, gender, f"{row['key']}/{character}", busy)
            busy.add(person)
            self.credit(film, function, person, position, character=character)
        for position, name in enumerate(row.get("with", ())):
            self.credit(film, "participant", self.people.named(name), position)

    def add_crew(self, film, row):
        chance = random.Random(row["key"])  # noqa: S311 - the same crew every time
        busy = {credit.person for credit in film.credits.select_related("person")}
        for function in self.crew(row, chance):
            again = chance.random() < FAITHFUL and row["year"] > content.OLD
            seed = f"{row['companies'][0] if again else row['key']}/{function}"
            named = row.get("crew", {}).get(function, "")
            if row.get("form") == "experimental":
                person = self.people.directors[row["directors"][0]]
            elif len(named) > 1:
                person = self.people.directors[named]
            else:
                person = self.people.drawn(row, named, seed, busy)
                busy.add(person)
            self.credit(film, function, person, 0)

    @staticmethod
    def crew(row, chance):
        """The functions of this film's crew: all that its kind always has, and some of the rest."""
        functions = content.crew(row)
        optional = [function for function in functions if function.endswith("?")]
        chosen = chance.sample(optional, min(len(optional), chance.randint(2, 4)))
        return [
            function.rstrip("?")
            for function in functions
            if function in chosen or function not in optional
        ]

    def writer(self, name):
        if name in self.people.directors:
            return self.people.directors[name]
        return self.people.named(name)

    def credit(self, film, function, person, position, **more):
        Credit.objects.create(
            film=film,
            person=person,
            function=self.functions[function],
            position=position,
            **more,
        )
