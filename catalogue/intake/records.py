"""
An entry made into records: a film with its credits, people, texts, biography and selection.

What is there already is recognised and completed, never overwritten: where the page and a record
disagree the record stays and the difference is reported. Recording an entry twice changes
nothing the second time. The caller owns the transaction.
"""

from dataclasses import dataclass, field

from django.utils.text import capfirst

from catalogue.intake.entries import Entry, FilmographyLine
from catalogue.models import (
    Company,
    CompanyCredit,
    Country,
    Credit,
    Edition,
    Film,
    FilmCountry,
    FilmLanguage,
    Function,
    Language,
    ProgrammeNote,
    Section,
    Selection,
    Synopsis,
)
from people.folding import fold
from people.models import Biography, BiographyText, FilmographyEntry, Person


class CannotRecordError(ValueError):
    """The entry lacks what a film cannot be without, or fits several films."""


@dataclass
class Report:
    """What recording an entry did: a line for each record made, filled in, or left as it was."""

    film: Film | None = None
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def note(self, is_new: bool, what: str) -> None:
        if is_new:
            self.made.append(what)


@dataclass
class Recorder:
    """Records one entry for a section of an edition; `language` is that of the page's prose."""

    entry: Entry
    edition: Edition
    section: Section
    language: str
    report: Report = field(default_factory=Report)

    def record(self) -> Report:
        self.film = self.report.film = self.recognise_film() or self.make_film()
        self.roles = set(self.film.credits.values_list("person", "function"))
        self.fill_facts()
        self.record_places()
        self.record_credits()
        self.record_companies()
        selection = self.record_selection()
        self.record_text(Synopsis, self.entry.synopsis, "synopsis", film=self.film)
        self.record_text(ProgrammeNote, self.entry.note, "note", selection=selection)
        self.record_biographies()
        return self.report

    # The film ----------------------------------------------------------------------------------

    def recognise_film(self) -> Film | None:
        """The film of that title by one of those directors, or of that year where none is named."""
        if not self.entry.title:
            raise CannotRecordError("The page proves no title: give one with --title.")
        found = Film.objects.none()
        for title in filter(None, [self.entry.title, self.entry.original_title]):
            found = found | Film.objects.titled(title)
        if self.entry.directors:
            theirs = Credit.objects.directors().to_one_of(self.entry.directors)
            found = found.filter(pk__in=theirs.values("film"))
        elif self.entry.year:
            found = found.filter(year=self.entry.year)
        films = list(found.distinct()[:2])
        if len(films) > 1:
            raise CannotRecordError(f"Several films fit “{self.entry.title}”: merge them first.")
        return films[0] if films else None

    def make_film(self) -> Film:
        film = Film.objects.create(
            title=self.entry.title,
            original_title=self.entry.original_title or "",
            year=self.entry.year,
        )
        self.report.note(True, f"film {film}")
        return film

    def fill_facts(self) -> None:
        """Facts the film lacks are filled in; one that differs stays and is reported."""
        facts = {
            "original_title": self.entry.original_title,
            "year": self.entry.year,
            "runtime_minutes": self.entry.runtime_minutes,
            "runtime_seconds": self.entry.runtime_seconds,
            "colour": self.entry.colour_key,
            "form": self.entry.form_key,
        }
        for name, value in facts.items():
            self.fill(self.film, name, value)
        self.film.save()

    def fill(self, record, name, value) -> None:
        """Set the field where it is empty; report where it says something else."""
        there = getattr(record, name)
        if value and not there:
            setattr(record, name, value)
            self.report.note(True, f"{name.replace('_', ' ')}: {value}")
        elif value and there != value:
            self.report.kept.append(
                f"{name.replace('_', ' ')}: {there} stays, the page says {value}"
            )

    def record_places(self) -> None:
        self.record_ordered(FilmCountry, Country, "country", self.entry.countries)
        self.record_ordered(FilmLanguage, Language, "language", self.entry.languages)

    def record_ordered(self, model, vocabulary, name, places) -> None:
        """Countries or languages after those there already; one without a code is asked about."""
        codes = [place.code for place in places]
        terms = {
            term.code: term for term in vocabulary.objects.filter(code__in=filter(None, codes))
        }
        there = model.objects.filter(film=self.film).count()
        for position, place in enumerate(places, there):
            if place.code not in terms:
                self.report.asked.append(f"unknown {name}: {place.name}")
                continue
            _, is_new = model.objects.get_or_create(
                film=self.film,
                **{name: terms[place.code]},
                defaults={"position": position},
            )
            self.report.note(is_new, f"{name}: {terms[place.code]}")

    # People and companies ----------------------------------------------------------------------

    def record_credits(self) -> None:
        functions = {function.key: function for function in Function.objects.all()}
        for credit in self.entry.credits:
            if not credit.functions:
                self.report.asked.append(f"unknown label: {credit.label} {', '.join(credit.names)}")
            for key in credit.functions:
                for position, name in enumerate(credit.names):
                    self.record_credit(functions[key], name, position)
        for position, (name, character) in enumerate(self.cast()):
            self.record_credit(functions["cast_member"], name, position, character or "")

    def cast(self) -> list[tuple[str, str | None]]:
        return [(line.name, line.character) for line in self.entry.cast]

    def record_credit(self, function, name, position, character="") -> None:
        """
        A credit that is not there yet; a part somebody had before under another character's name
        stays: a page in another language translates "the pilot".
        """
        person = self.person(name)
        mine = Credit.objects.filter(film=self.film, function=function, person=person)
        if mine.filter(character=character).exists():
            return
        if (person.pk, function.pk) in self.roles:
            there = ", ".join(mine.values_list("character", flat=True)) or "no character"
            self.report.kept.append(f"{name}: {there} stays, the page says {character or 'none'}")
            return
        Credit.objects.create(
            film=self.film,
            function=function,
            person=person,
            character=character,
            position=position,
            credited_as=name,
        )
        self.report.note(True, f"{function}: {name}{f' ({character})' if character else ''}")

    def person(self, name: str) -> Person:
        """
        The person of that name: whom the film credits already, else the only one who bears it.

        Of several who bear it none is chosen: two people can share a name.
        """
        mine = Person.objects.named(name).filter(credits__film=self.film).first()
        if mine:
            return mine
        bearers = list(Person.objects.named(name)[:2])
        if len(bearers) == 1:
            return bearers[0]
        if bearers:
            self.report.asked.append(f"several people are called {name}: a new one was made")
        person = Person.objects.create(name=name)
        self.report.note(True, f"person {name}")
        return person

    def record_companies(self) -> None:
        for position, line in enumerate(self.entry.companies):
            company = Company.objects.filter(folded_name=fold(line.name)).first()
            company = company or Company.objects.create(name=line.name)
            _, is_new = CompanyCredit.objects.get_or_create(
                film=self.film,
                company=company,
                function=line.function,
                defaults={"position": position, "note": line.note or ""},
            )
            self.report.note(is_new, f"{line.function}: {line.name}")

    # The selection and its texts ---------------------------------------------------------------

    def record_selection(self) -> Selection:
        """A page that a festival printed is of a confirmed film; its hour is the edition's."""
        selection, is_new = Selection.objects.get_or_create(
            film=self.film,
            edition=self.edition,
            section=self.section,
            defaults={"status": Selection.Status.CONFIRMED},
        )
        self.report.note(is_new, f"selection: {self.section} {self.edition.year}")
        self.fill(selection, "premiere_status", self.entry.premiere_status)
        selection.save()
        return selection

    def record_text(self, model, body, what, **about) -> None:
        if not body:
            return
        text, is_new = model.objects.get_or_create(
            language=self.language, **about, defaults={"body": body}
        )
        self.report.note(is_new, f"{what} ({self.language})")
        if text.body != body:
            self.report.kept.append(f"{what} ({self.language}) stays, the page's differs")

    def record_biographies(self) -> None:
        """A biography a person the page has one or a filmography of, as of the edition."""
        texts = {bio.person: bio.text for bio in self.entry.bios}
        films: dict[str, list[FilmographyLine]] = {}
        for line in self.entry.filmography:
            films.setdefault(line.person or self.director(), []).append(line)
        for name in dict.fromkeys([*texts, *films]):
            if not name:
                self.report.asked.append("a filmography that is nobody's")
                continue
            self.record_biography(self.person(name), texts.get(name), films.get(name, []))

    def director(self) -> str | None:
        """Whose an unnamed filmography is: the director's, where there is only one."""
        return self.entry.directors[0] if len(self.entry.directors) == 1 else None

    def record_biography(self, person, body, lines) -> None:
        biography, is_new = Biography.objects.get_or_create(
            person=person,
            as_of_year=self.edition.year,
            defaults={"as_of": self.entry.as_of or self.edition.name},
        )
        self.report.note(is_new, f"biography of {person}")
        self.record_text(BiographyText, body, f"biography of {person}", biography=biography)
        printed = [as_printed(line) for line in lines]
        there = [
            (entry.year, entry.title, entry.kind, entry.section, entry.note)
            for entry in biography.filmography.all()
        ]
        if printed and not there:
            for position, fields in enumerate(printed):
                names = ("year", "title", "kind", "section", "note")
                FilmographyEntry.objects.create(
                    biography=biography, position=position, **dict(zip(names, fields, strict=True))
                )
            self.report.note(True, f"{capfirst('filmography')} of {person}: {len(printed)} lines")
        elif printed and printed != there:
            self.report.kept.append(f"filmography of {person} stays, the page's differs")


def as_printed(line: FilmographyLine) -> tuple[int, str, str, str, str]:
    """A line's fields; a kind that our vocabulary has no word for is kept in its note."""
    is_known = line.kind in FilmographyEntry.Kind.values
    note = line.note or ""
    if line.kind and not is_known:
        note = f"{line.kind}; {note}" if note else line.kind
    return line.year, line.title, line.kind if is_known else "", line.section or "", note
