"""The house layout, printed: what the reader has to read back unchanged."""

import string

from hypothesis import strategies as st

from catalogue.intake import words
from catalogue.intake.entries import Bio, CastLine, CompanyLine, CreditLine, Entry, Place
from catalogue.intake.filmographies import FilmographyLine, print_filmography
from catalogue.vocabularies import terms

HEADINGS = {"production": "Produced by", "world-sales": "World sales"}


def print_entry(entry):
    """An entry as a page of the house prints it, in English."""
    paragraphs = [
        [entry.title],
        [entry.synopsis, entry.note],
        [f"by {', '.join(entry.directors)}", *print_with(entry), print_facts(entry)],
        [f"  • {line.name} ({line.character})" for line in entry.cast],
        [f"{line.label} {', '.join(line.names)}" for line in entry.credits],
        *print_companies(entry),
        *([bio.person, bio.text] for bio in entry.bios),
        [print_filmography(entry.filmography).replace("\n", " ")] if entry.filmography else [],
        [f"Bio- & filmography as of {entry.as_of}"],
    ]
    printed = ("\n".join(filter(None, lines)) for lines in paragraphs)
    return "\n\n".join(filter(None, printed))


def print_with(entry):
    return [f"with {', '.join(line.name for line in entry.cast)}"] if entry.cast else []


def print_facts(entry):
    countries = " / ".join(place.name for place in entry.countries)
    languages = ", ".join(place.name for place in entry.languages)
    facts = (countries, entry.year, languages, f"{entry.runtime_minutes}’", entry.colour)
    return " ".join(str(fact) for fact in (*facts, entry.premiere) if fact)


def print_companies(entry):
    for function, heading in HEADINGS.items():
        names = entry.companies_of(function)
        if names:
            yield [heading, *names]


# ---- Random entries -----------------------------------------------------------------------------

ENGLISH = words.files()["en"]
LABELS = {
    key: printed[0]
    for key, printed in ENGLISH["functions"].items()
    if key not in ("director", "voices", "narrator")
}
TAKEN = {word for label in words.labels() for word in label.split()} | {
    word for term in words.facts_terms() for word in term.split()
}
OUTSIDE = {
    word for one in words.files().values() for key in one["outside"].values() for word in key
}
LETTERS = string.ascii_lowercase + "áčéíłñöøşúžčäü"


def is_free_word(word):
    """Whether a word means nothing to the reader, as the names of people and films do."""
    folded = words.fold(word)
    said = TAKEN | {words.fold(one) for one in OUTSIDE} | words.folded("lines", "and")
    return folded not in said and word.capitalize()[0].isalpha()


word_strategy = st.text(LETTERS, min_size=4, max_size=9).filter(is_free_word)
capitalised = word_strategy.map(str.capitalize)
given_names = capitalised | st.sampled_from(["J.", "A. M.", "Jo-Ann", "Mohammed bin"])
family_names = capitalised | st.builds(
    "{}{}".format, st.sampled_from(["van der ", "de ", "von ", "al-", "O’", "Mac-"]), capitalised
)
names = st.builds("{} {}".format, given_names, family_names)
titles = st.builds(
    "{}{}{}".format,
    capitalised,
    st.sampled_from(["", " of the ", ", ", " – ", " & ", " 3: ", " 48 "]).flatmap(
        lambda joint: capitalised.map(lambda word: f"{joint}{word}" if joint else "")
    ),
    st.sampled_from(["", "?", "!", "…", " II"]),
)
sentences = st.lists(word_strategy, min_size=9, max_size=20).map(
    lambda found: f"{' '.join(found).capitalize()}."
)
texts = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
places = {
    table: [
        Place(term["names"]["en"], term["code"])
        for term in terms(table)
        if code_of(term["names"]["en"]) == term["code"]
    ]
    for table, code_of in (("countries", words.country_code), ("languages", words.language_code))
}
films = st.builds(
    FilmographyLine,
    year=st.integers(1950, 2030),
    title=titles,
    kind=st.sampled_from([None, *ENGLISH["kinds"]]),
)


@st.composite
def entries(draw):
    """A random entry with everything that the house prints, people and places all different."""
    people = draw(st.lists(names, min_size=8, max_size=16, unique=True))
    title = draw(titles)
    count = draw(st.integers(1, 2))
    directors, cast, crew = people[:count], people[2:5], people[5:]
    labels = draw(st.lists(st.sampled_from(sorted(LABELS)), max_size=5, unique=True))
    credits = [CreditLine("Director", tuple(directors), ("director",))]
    for place, key in enumerate(labels):
        found = crew[place :: max(len(labels), 1)]
        if found:
            credits.append(CreditLine(LABELS[key], tuple(found), (key,)))
    listed = draw(st.lists(films, min_size=2, max_size=6, unique_by=lambda film: film.title))
    filmography = sorted(listed, key=lambda film: film.year)
    return Entry(
        title=title,
        directors=tuple(directors),
        synopsis=draw(texts),
        note=f"{directors[0]} {draw(texts)}",
        countries=tuple(
            draw(
                st.lists(st.sampled_from(places["countries"]), min_size=1, max_size=3, unique=True)
            )
        ),
        languages=tuple(
            draw(
                st.lists(st.sampled_from(places["languages"]), min_size=1, max_size=3, unique=True)
            )
        ),
        year=draw(st.integers(1950, 2030)),
        runtime_minutes=draw(st.integers(1, 600)),
        colour=draw(st.sampled_from(["Colour", "Black and white"])),
        premiere=draw(st.sampled_from([None, *(one[0] for one in ENGLISH["premieres"].values())])),
        cast=tuple(CastLine(name, draw(capitalised)) for name in cast),
        credits=tuple(credits),
        companies=tuple(
            CompanyLine(function, f"{draw(capitalised)} Films") for function in HEADINGS
        ),
        bios=tuple(
            Bio(name, f"Born in {draw(capitalised)} in 1980. {draw(texts)}") for name in directors
        ),
        filmography=tuple(filmography),
        as_of="Example Days 2026",
    )
