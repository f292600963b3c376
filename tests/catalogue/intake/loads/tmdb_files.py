"""Files of the shape TMDB's lists have: every film and every person in them is invented."""

import csv
import json
import random
from pathlib import Path

FILM_HEADER = [
    *["budget", "genres", "homepage", "id", "keywords", "original_language", "original_title"],
    *["overview", "popularity", "production_companies", "production_countries", "release_date"],
    *["revenue", "runtime", "spoken_languages", "status", "tagline", "title", "vote_average"],
    *["vote_count"],
]
CREDIT_HEADER = ["movie_id", "title", "cast", "crew"]
SYLLABLES = "ar bel cor dan el fen gor hal is jor kel lin mar nor ol pet rin sal tor un ves win"
ACCENTS = str.maketrans({"a": "á", "o": "ø", "e": "é"})
WORDS = "harbour light winter letter stone river garden night summer glass salt road tide mirror"
COUNTRIES = [("US", 12), ("GB", 4), ("FR", 3), ("DE", 3), ("JP", 1), ("KR", 1), ("BE", 1)]
LANGUAGES = [("en", 12), ("fr", 3), ("de", 3), ("ja", 1), ("es", 2)]
JOBS = [
    *[("Producer", "Production"), ("Executive Producer", "Production"), ("Editor", "Editing")],
    *[("Screenplay", "Writing"), ("Director of Photography", "Camera"), ("Casting", "Production")],
    *[("Original Music Composer", "Sound"), ("Art Direction", "Art"), ("Set Decoration", "Art")],
    *[("Costume Design", "Costume & Make-Up"), ("Sound Re-Recording Mixer", "Sound")],
    *[("Visual Effects Supervisor", "Visual Effects"), ("Stunts", "Crew"), ("Driver", "Crew")],
    *[("Script Supervisor", "Directing"), ("Still Photographer", "Camera")],
]


class Inventing:
    """Always the same of one seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def name(self) -> str:
        parts = ["".join(self.random.choices(SYLLABLES.split(), k=k)) for k in (2, 3)]
        name = " ".join(part.title() for part in parts)
        return name.translate(ACCENTS) if self.random.random() < 0.1 else name

    def title(self) -> str:
        return " ".join(self.random.choices(WORDS.split(), k=self.random.randint(1, 4))).title()

    def prose(self) -> str:
        return " ".join(self.random.choices(WORDS.split() + SYLLABLES.split(), k=50)) + "."

    def one_of(self, weighed: list[tuple[str, int]]) -> str:
        return self.random.choices([v for v, _w in weighed], [w for _v, w in weighed])[0]


def write_files(folder: Path, films: int, people: int, credits: int, seed=1) -> tuple[str, str]:
    """The paths of two files with that many films, people and credits."""
    made = Inventing(seed)
    paths = folder / "movies.csv", folder / "credits.csv"
    companies = [f"{made.title()} Pictures" for _ in range(max(3, films // 2))]
    names = [made.name() for _ in range(people)]
    new = iter(enumerate(names, 1000))
    opened = [path.open("w", newline="", encoding="utf-8") for path in paths]
    with opened[0], opened[1]:
        film_rows, credit_rows = map(csv.writer, opened)
        film_rows.writerow(FILM_HEADER)
        credit_rows.writerow(CREDIT_HEADER)
        for number in range(films):
            title = made.title()
            film_rows.writerow(film_row(made, number, title, companies))
            here = credits * (number + 1) // films - credits * number // films
            first = people * (number + 1) // films - people * number // films
            credit_rows.writerow(credit_row(made, number, title, names, new, here, first))
    return str(paths[0]), str(paths[1])


def film_row(made: Inventing, number: int, title: str, companies: list[str]) -> list[object]:
    rows = {
        "id": number + 1,
        "title": title,
        "original_title": title if number % 5 else made.title(),
        "original_language": made.one_of(LANGUAGES),
        "overview": made.prose(),
        "runtime": f"{60 + number % 120}.0",
        "release_date": f"{1950 + number % 70}-03-01",
        "genres": json.dumps([{"id": 18, "name": "Drama"}]),
        "keywords": json.dumps([{"id": n, "name": made.title()} for n in range(8)]),
        "production_companies": json.dumps(
            [{"name": name, "id": 1} for name in made.random.sample(companies, 2)]
        ),
        "production_countries": json.dumps(
            [{"iso_3166_1": made.one_of(COUNTRIES), "name": "A country"}]
        ),
        "spoken_languages": json.dumps([{"iso_639_1": made.one_of(LANGUAGES), "name": "x"}]),
        "status": "Released",
    }
    return [rows.get(name, "0") for name in FILM_HEADER]


def credit_row(made, number, title, names, new, count, first) -> list[object]:
    """As many credits as `count`, `first` of them of people whom no earlier row names."""
    people = [next(new) for _ in range(min(first, count))]
    while len(people) < count:
        key = int(made.random.paretovariate(0.6)) % len(names)
        people.append((1000 + key, names[key]))
    made.random.shuffle(people)
    playing = len(people) * 45 // 100
    cast = [
        {
            "cast_id": order,
            "character": made.name(),
            "credit_id": f"52fe{order:020}",
            "gender": order % 3,
            "id": key,
            "name": name,
            "order": order,
        }
        for order, (key, name) in enumerate(people[:playing])
    ]
    jobs = [("Director", "Directing")] + [made.random.choice(JOBS) for _ in people[playing:]]
    crew = [
        {
            "credit_id": f"54ee{place:020}",
            "department": department,
            "gender": 0,
            "id": key,
            "job": job,
            "name": name,
        }
        for place, ((key, name), (job, department)) in enumerate(
            zip(people[playing:], jobs, strict=False)
        )
    ]
    return [number + 1, title, json.dumps(cast), json.dumps(crew)]
