"""
1,200 labelled pairs of people's names, made by rules with a fixed seed; every name is invented.

One person (600): the same name in another spelling, each made by one rule, some by two: without
its diacritics; family name first, with or without a comma; the given name as an initial; written in
another alphabet, or transliterated in another manner (of a Cyrillic name: English, German,
scholarly, French); with a middle name or a second family name more or less; with a slip of the
hand (a letter doubled, dropped, exchanged, replaced); with German umlauts written out; with its
particles in capitals or its hyphen a blank. A third of them share a film, a quarter a birth year.

Two people (600), chosen to be hard: the same family name with another given name (siblings), the
same given name with another family name, names that differ in a letter and are two names (Maria and
Mario, Hansen and Jensen), an initial that belongs to another name, the same name with another birth
year, a given name that is the other's family name, mononyms that only begin alike. A tenth of them
share a film, as siblings do.

The rules know nothing of `people/duplicates.py`; some pairs of either kind it does get wrong.
"""

import random
import unicodedata
from typing import NamedTuple

from people.duplicates import Known, names_of

GIVEN = (  # noqa: SIM905 - names read better in a row
    "Solveig Ingvill Torstein Håkon Asbjørn Zoriana Myroslava Nazar Łucja Bożena Zdzisław Grzegorz "
    "Étienne Geneviève Anaïs Joaquín Begoña Íñigo João Conceição Žofie Ondřej Jiří Márta Győző "
    "Ayşe Çağlar Mehmet Jürgen Günther Käthe Friederike Annika Matthias Priya Arjun Nandini Thandi "
    "Sipho Chimamanda Kwame Yuki Haruka Takeshi Minjun Soyeon Nguyen Linh Rahel Tewodros Layla "
    "Karim Shirin Farhad Eleni Stavros Despina Leopold Cornelia Barnaby Rosalind"
).split()
FAMILY = (  # noqa: SIM905
    "Lyngstøl Brattvåg Kvernmo Fjeldstølen Kalynchuk Ponomar Okhrym Wiśniewska Łagodziński "
    "Krzemień Beauregard Lefrançois Desrosiers Etxeberria Quintanilla Cárdenas Guimarães "
    "Fonseca Dvořáčková Hrušovský Szentpéteri Körösi Yıldırım Karadağ Müllerhoff Schönborn "
    "Grünewald Baumgärtner Holmqvist Raghunathan Chaturvedi Mokoena Dlamini Adeyemi Boateng "
    "Hasegawa Matsumoto Kobayashi Gebremariam Haddad Khoury Rostami Papadakis Theodorou "
    "Vandenbroucke Castelnuovo Pellegrini Montefiore Ashworth Featherstone Blackwood Drummond"
).split()
# A Cyrillic name, and how it is written: English, German, scholarly, French.
CYRILLIC_GIVEN = [
    ("Сергей", "Sergey", "Sergej", "Sergej", "Sergueï"),
    ("Юлия", "Yulia", "Julia", "Julija", "Ioulia"),
    ("Михаил", "Mikhail", "Michail", "Mixail", "Mikhaïl"),
    ("Алексей", "Alexey", "Alexej", "Aleksej", "Alexeï"),
    ("Ярослав", "Yaroslav", "Jaroslaw", "Jaroslav", "Iaroslav"),
    ("Евгения", "Evgenia", "Jewgenia", "Evgenija", "Evguénia"),
    ("Наталья", "Natalya", "Natalja", "Natalja", "Natalia"),
    ("Виктор", "Viktor", "Wiktor", "Viktor", "Viktor"),
]
CYRILLIC_FAMILY = [
    ("Чехонин", "Chekhonin", "Tschechonin", "Čechonin", "Tchekhonine"),
    ("Щербаков", "Shcherbakov", "Schtscherbakow", "Ščerbakov", "Chtcherbakov"),
    ("Жуковицкий", "Zhukovitsky", "Schukowizki", "Žukovickij", "Joukovitski"),
    ("Вишневецкая", "Vishnevetskaya", "Wischnewezkaja", "Višneveckaja", "Vichnevetskaïa"),
    ("Цветаев", "Tsvetaev", "Zwetajew", "Cvetaev", "Tsvétaïev"),
    ("Хлебников", "Khlebnikov", "Chlebnikow", "Chlebnikov", "Khlebnikov"),
    ("Ершов", "Ershov", "Jerschow", "Eršov", "Erchov"),
    ("Шаповалов", "Shapovalov", "Schapowalow", "Šapovalov", "Chapovalov"),
]
TWO_NAMES = [
    ("Maria", "Mario"), ("Jan", "Jana"), ("Simon", "Simone"), ("Daniel", "Daniela"),
    ("Alexander", "Alexandra"), ("Gabriel", "Gabriele"), ("Anna", "Hanna"), ("Paul", "Paula"),
    ("Christian", "Christina"), ("Martin", "Marvin"), ("Andrea", "Andreas"), ("Eric", "Erica"),
    ("Joan", "John"), ("Karin", "Karim"), ("Lena", "Lisa"), ("Stefan", "Stefania"),
]  # fmt: skip
TWO_FAMILIES = [
    ("Hansen", "Jensen"), ("Meier", "Beier"), ("Kowalski", "Kowalska"), ("Novak", "Nowicki"),
    ("Larsen", "Carsen"), ("Petrov", "Petrova"), ("Silva", "Silvera"), ("Ivanov", "Ivanova"),
    ("Wagner", "Magner"), ("Koch", "Bloch"), ("Berg", "Borg"), ("Lund", "Lind"),
]  # fmt: skip
UMLAUTS = {"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe", "å": "aa"}


class Pair(NamedTuple):
    one: Known
    other: Known
    is_one_person: bool
    rule: str


def labelled_pairs():
    chance = random.Random(20260214)
    return [*one_person(chance, 600), *two_people(chance, 600)]


def invented(chance):
    return chance.choice(GIVEN), chance.choice(FAMILY)


def known(key, name, works=(), born=None):
    return Known(key, names_of(name), frozenset(works), born)


def one_person(chance, number):
    rules = [bare, swapped, initial, other_script, other_manner, middle, slip, umlauts, spelled]
    for count in range(number):
        rule = rules[count % len(rules)]
        name, other = rule(chance)
        if count % 5 == 4 and rule not in (initial, slip):
            other = " ".join(reversed(other.split(" ", 1)))
        works = [count] if count % 3 == 0 or rule is initial and chance.random() < 0.8 else []
        born = chance.randint(1930, 2000) if count % 4 == 0 else None
        there = chance.random() < 0.5
        yield Pair(
            known(1, name, [*works, 9001], born),
            known(2, other, [*works, 9002], born if there else None),
            True,
            rule.__name__,
        )


def bare(chance):
    while True:
        name = " ".join(invented(chance))
        plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("ø", "o"))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        if plain != name:
            return name, plain


def swapped(chance):
    given, family = invented(chance)
    return f"{given} {family}", chance.choice([f"{family}, {given}", f"{family} {given}"])


def initial(chance):
    given, family = invented(chance)
    return f"{given} {family}", f"{given[0]}. {family}"


def manners(chance):
    return chance.choice(CYRILLIC_GIVEN), chance.choice(CYRILLIC_FAMILY)


def other_script(chance):
    given, family = manners(chance)
    manner = chance.choice([1, 1, 2, 3, 4])
    return f"{given[0]} {family[0]}", f"{given[manner]} {family[manner]}"


def other_manner(chance):
    given, family = manners(chance)
    one, other = chance.sample([1, 2, 3, 4], 2)
    return f"{given[one]} {family[one]}", f"{given[other]} {family[other]}"


def middle(chance):
    given, family = invented(chance)
    more = chance.choice([chance.choice(GIVEN), f"{chance.choice('ABCDEFGKLMN')}."])
    longer = chance.choice(
        [f"{given} {more} {family}", f"{given} {family}-{chance.choice(FAMILY)}"]
    )
    return f"{given} {family}", longer


def slip(chance):
    given, family = invented(chance)
    here = chance.randint(1, len(family) - 2)
    wrong = chance.choice(
        [
            family[:here] + family[here + 1 :],
            family[:here] + family[here] + family[here:],
            family[:here] + family[here + 1] + family[here] + family[here + 2 :],
            family[:here] + chance.choice("aeinrst") + family[here + 1 :],
        ]
    )
    return f"{given} {family}", f"{given} {wrong}"


def umlauts(chance):
    while True:
        name = " ".join(invented(chance))
        written = "".join(UMLAUTS.get(letter, letter) for letter in name)
        if written != name:
            return name, written


def spelled(chance):
    given, family = invented(chance)
    other = chance.choice(FAMILY)
    particle = chance.choice(["van der", "de", "von", "da"])
    return chance.choice(
        [
            (f"{given} {family}-{other}", f"{given} {family} {other}"),
            (f"{given} {particle} {family}", f"{given} {particle.title()} {family}"),
            (f"{given} {family}", f"{given.upper()} {family.upper()}"),
            (f"{given} O’{family}", f"{given} O'{family}"),
        ]
    )


def two_people(chance, number):
    rules = [siblings, first_names, two_given, two_families, foreign_initial, homonyms]
    rules += [crossed, mononyms, unrelated]
    for count in range(number):
        rule = rules[count % len(rules)]
        name, other, *born = rule(chance)
        works = [count] if count % 10 == 0 and rule in (siblings, first_names, unrelated) else []
        born = born or (None, None)
        yield Pair(
            known(1, name, [*works, 9001], born[0]),
            known(2, other, [*works, 9002], born[1]),
            False,
            rule.__name__,
        )


def siblings(chance):
    one, other = chance.sample(GIVEN, 2)
    family = chance.choice(FAMILY)
    return f"{one} {family}", f"{other} {family}"


def first_names(chance):
    one, other = chance.sample(FAMILY, 2)
    given = chance.choice(GIVEN)
    return f"{given} {one}", f"{given} {other}"


def two_given(chance):
    one, other = chance.choice(TWO_NAMES)
    family = chance.choice(FAMILY)
    return f"{one} {family}", f"{other} {family}"


def two_families(chance):
    one, other = chance.choice(TWO_FAMILIES)
    given = chance.choice(GIVEN)
    return f"{given} {one}", f"{given} {other}"


def foreign_initial(chance):
    while True:
        one, other = chance.sample(GIVEN, 2)
        if one[0] != other[0]:
            family = chance.choice(FAMILY)
            return f"{one} {family}", f"{other[0]}. {family}"


def homonyms(chance):
    name = " ".join(invented(chance))
    born = chance.randint(1930, 1960)
    return name, name, born, born + chance.randint(8, 40)


def crossed(chance):
    one, other = chance.sample(GIVEN, 2)
    return f"{one} {other}", f"{other} {chance.choice(FAMILY)}"


def mononyms(chance):
    family = chance.choice(FAMILY)
    return family, chance.choice([f"{chance.choice(GIVEN)} {family}", f"{family[:4]}ova"])


def unrelated(chance):
    one, other = chance.sample(FAMILY, 2)
    first, second = chance.sample(GIVEN, 2)
    return f"{first} {one}", f"{second} {other}"
