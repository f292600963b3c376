"""The people of the demo festival: directors from people.toml, everybody else drawn from pools."""

from catalogue.models import Selection
from festival.demo import content
from festival.demo.names import Names
from people.models import Biography, BiographyText, FilmographyEntry, Person, PersonName

DRAWS = 40


class People:
    """Finds or makes the person of a name; the same name is the same person."""

    def __init__(self):
        rows = content.read("people")["person"]
        self.directors = {row["name"]: self._director(row) for row in rows}
        self.by_name = dict(self.directors)
        protagonists = {name for _, film in content.films() for name in film.get("with", ())}
        printed = {person.name for person in self.directors.values()}
        self.names = Names(content.read("names")["pool"], printed | protagonists)

    @staticmethod
    def _director(row):
        person = Person.objects.create(
            name=row.get("printed", row["name"]),
            sort_name=row.get("sort", ""),
            kind=row.get("kind", "person"),
            birth_year=row.get("born"),
            birth_place=row.get("place", ""),
            death_year=row.get("died"),
        )
        if script := row.get("script"):
            PersonName.objects.create(person=person, **script)
        return person

    def named(self, name, filed=""):
        """The person of that name; “The …” and “Class …” are groups and filed as they stand."""
        if name not in self.by_name:
            is_group = name.startswith(("The ", "Class "))
            self.by_name[name] = Person.objects.create(
                name=name,
                sort_name=name.removeprefix("The ") if is_group else filed,
                kind="group" if is_group else "person",
            )
        return self.by_name[name]

    def drawn(self, film, gender, seed, busy):
        """
        Somebody invented, plausible for the film's main country and its time: nobody who is busy
        on it already, and hardly ever two of one family name.
        """
        country = film.get("names") or film["countries"].split()[0]
        owner = str(film["year"] // 40) if film["year"] < content.OLD else "today"
        families = {person.sort_name.partition(",")[0] for person in busy}
        names = {person.name for person in busy}
        for attempt in range(DRAWS):
            name, filed = self.names.draw(country, gender, f"{seed}/{attempt}", owner=owner)
            is_new = filed.partition(",")[0] not in families or attempt > DRAWS // 2
            if name not in names and is_new:
                return self.named(name, filed)
        raise LookupError(f"nobody left for {film['key']}")

    def add_biography(self, person, row, year, edition_name):
        biography = Biography.objects.create(person=person, as_of_year=year, as_of=edition_name)
        texts = row["bio"][str(year)]
        for language, source in (("en", ""), ("de", "en")):
            BiographyText.objects.create(
                biography=biography,
                language=language,
                body=texts[language],
                source_language=source,
            )
        lines = [*elsewhere(row, year), *shown_here(person, year)]
        for position, line in enumerate(sorted(lines, key=lambda line: line["year"])):
            FilmographyEntry.objects.create(biography=biography, position=position, **line)


def elsewhere(row, year):
    """The lines that people.toml gives, as far as they had been made by then."""
    for line in row["films"]:
        made, _, rest = line.partition(" ")
        title, _, kind = rest.partition("; ")
        if int(made) <= year:
            yield {"year": int(made), "title": title, "kind": kind}


def shown_here(person, year):
    """The person's films of our own archive; the section is named once an edition is over."""
    own = Selection.objects.filter(
        status=Selection.Status.CONFIRMED,
        edition__year__lte=year,
        film__credits__person=person,
        film__credits__function__key="director",
    )
    for selection in own.select_related("film", "section", "edition").order_by("edition__year"):
        film = selection.film
        yield {
            "year": film.year,
            "title": film.title,
            "kind": kind_of(film),
            "section": selection.section.names["en"] if selection.edition.year < year else "",
        }


def kind_of(film):
    if film.runtime_minutes <= 40:
        return FilmographyEntry.Kind.SHORT
    if film.runtime_minutes < 60:
        return FilmographyEntry.Kind.MEDIUM
    return FilmographyEntry.Kind.DOCUMENTARY if film.form == "documentary" else ""
