"""What the house prints it reads back: a random entry is the same after both."""

from hypothesis import given

from catalogue.intake.entries import read_entries
from tests.catalogue.intake.house import entries, print_entry
from tests.examples import examples

KEYS = (
    *("title", "directors", "synopsis", "note", "countries", "languages", "year"),
    *("runtime_minutes", "colour", "premiere", "cast", "credits", "companies", "bios", "as_of"),
)


def told(entry):
    films = [(film.year, film.title, film.kind) for film in entry.filmography]
    return {key: getattr(entry, key) for key in KEYS} | {"filmography": films}


@examples(usual=40, full=5_000)
@given(entries())
def test_an_entry_printed_and_read_again_is_the_same(entry):
    (read,) = read_entries(print_entry(entry))

    assert told(read) == told(entry)
