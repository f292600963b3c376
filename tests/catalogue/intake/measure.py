"""
How much of a page was read: facts wanted, told and right, counted as the hand readings count them.

A hand reading is the JSON beside a page. Names, titles and labels are compared without case and
punctuation, a synopsis by its first words, a biography by its person. A single value that a hand
reading leaves open (`null`) is not counted.
"""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from catalogue.intake.entries import as_json, read_entries

SINGLE = ("title", "year", "runtime_minutes", "colour", "premiere")
LISTED = ("directors", "countries", "languages", "production_companies")
TEXTS = {"synopsis": "synopsis_first_words", "note": "programme_note_first_words"}
FIRST_WORDS = 15


@dataclass(frozen=True)
class Score:
    missed: tuple = ()
    invented: tuple = ()
    right: int = 0

    def __add__(self, other):
        missed, invented = self.missed + other.missed, self.invented + other.invented
        return Score(missed, invented, self.right + other.right)

    @property
    def precision(self):
        return self.right / (self.right + len(self.invented) or 1)

    @property
    def recall(self):
        return self.right / (self.right + len(self.missed) or 1)

    @property
    def f1(self):
        return 2 * self.right / (2 * self.right + len(self.missed) + len(self.invented) or 1)


def score_page(path):
    """The score of one page, over all the films it is about."""
    wanted = hand_readings(path)
    told = [as_json(entry) for entry in read_entries(text_of(path))]
    told += [{}] * (len(wanted) - len(told))
    wanted += [{}] * (len(told) - len(wanted))
    scores = (score(*pair) for pair in zip(wanted, told, strict=True))
    return sum(scores, Score())


def text_of(path):
    """The page without its first line, which says where it is from."""
    return path.read_bytes().decode("utf-8").split("\n", 1)[1]


def hand_readings(path):
    """The hand reading of the page's film, then those of further films it is about."""
    reading = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    return [reading, *reading["more_films_in_this_text"]]


def score(wanted, told):
    left, invented, right = wanted_facts(wanted), [], 0
    for fact in told_facts(told, wanted).elements():
        match = next((one for one in left if is_same(fact, one)), None)
        if match is None:
            invented.append(fact)
        else:
            right += 1
            left -= Counter([match])
    return Score(tuple(left.elements()), tuple(invented), right)


def wanted_facts(reading):
    texts = Counter(
        (key, folded(reading[words])) for key, words in TEXTS.items() if reading.get(words)
    )
    people = [person for person, _ in reading.get("bios", [])]
    return texts + facts(reading, people)


def told_facts(told, reading):
    """What the reader says, without what the hand reading leaves open."""
    texts = Counter((key, folded(told[key])) for key in TEXTS if told.get(key))
    found = texts + facts(told, [bio["person"] for bio in told.get("bios", [])])
    open_keys = {key for key in SINGLE if reading.get(key) is None}
    open_keys |= {key for key, words in TEXTS.items() if not reading.get(words)}
    return Counter({fact: times for fact, times in found.items() if fact[0] not in open_keys})


def facts(entry, people):
    found = Counter((key, folded(entry[key])) for key in SINGLE if entry.get(key) is not None)
    for key in LISTED:
        found.update((key, folded(one)) for one in dict.fromkeys(entry.get(key, [])))
    for name, character in entry.get("cast", []):
        found["cast", folded(name), folded(character or "")] += 1
    for label, names in entry.get("credits", []):
        found.update(("credits", folded(label), folded(name)) for name in names)
    found.update(("bios", folded(person or "")) for person in people)
    for film in entry.get("filmography", []):
        found["filmography", str(film.get("year") or ""), folded(film["title"])] += 1
        marks = ((key, film.get(key)) for key in ("kind", "section"))
        found.update(
            ("marks", folded(film["title"]), key, folded(said)) for key, said in marks if said
        )
    return found


def is_same(fact, other):
    """Exact, but for texts, of which the first words may be quoted shorter."""
    if fact[0] not in TEXTS or other[0] != fact[0]:
        return fact == other
    shorter = min(FIRST_WORDS, len(fact[1]), len(other[1]))
    return fact[1][:shorter] == other[1][:shorter]


def folded(value):
    text = unicodedata.normalize("NFKC", str(value)).casefold()
    return re.sub(r"[\s.,:;!?\"'’‘“”„`´*]+", " ", text).strip()
