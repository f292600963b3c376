"""
People who are likely one and the same, by what they are called.

Nobody is ever merged by this: it says who should be looked at, and why. Names are compared folded,
word by word in any order; words by their letters, by how they sound when they are written in
another script's manner (Chekhov, Tschechow, Чехов), by an initial, or by one slip of the hand.
What a given name's gender or another name changes in a letter (Maria and Mario, Jan and Jana,
Hansen and Jensen) is no slip.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from people.folding import fold

# Cyrillic and Greek as they are most often written in Latin letters.
LATIN = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґўљњћђџјѓќѕ",
            "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch y e yu ya i i e g u "  # noqa: SIM905 - a sound for each letter
            "lj nj c dj dz j g k z".split(),
            strict=True,
        )
    )
    | dict(
        zip(
            "αβγδεζηθικλμνξοπρσςτυφχψω",
            "a v g d e z i th i k l m n x o p r s s t i f ch ps o".split(),  # noqa: SIM905
            strict=True,
        )
    )
    | {"ъ": "", "ь": ""}
)
# How the same sound is written in one manner or another; the longer first.
SOUNDS = (
    ("schtsch", "s"), ("shch", "s"), ("szcz", "s"), ("tsch", "c"), ("tch", "c"), ("sch", "s"),
    ("dsch", "j"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("cz", "c"), ("sz", "s"), ("sh", "s"),
    ("ch", "c"), ("kh", "c"), ("ts", "z"), ("tz", "z"), ("ph", "f"), ("th", "t"), ("ck", "k"),
    ("ks", "x"), ("qu", "k"), ("ij", "y"), ("iy", "i"), ("yi", "i"), ("ii", "i"), ("yy", "i"),
    ("ey", "ei"), ("ay", "ai"), ("oy", "oi"), ("ou", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"),
    ("aa", "a"), ("je", "e"), ("ye", "e"), ("ie", "e"), ("jo", "o"), ("yo", "o"), ("io", "o"),
    ("ju", "u"), ("yu", "u"), ("iu", "u"), ("ja", "a"), ("ya", "a"), ("ia", "a"),
    ("w", "v"), ("y", "i"), ("j", "i"), ("k", "c"), ("q", "c"), ("h", ""),
)  # fmt: skip
PARTICLES = {
    "de",
    "da",
    "di",
    "do",
    "dos",
    "du",
    "del",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "y",
}
GENDERED = set("aeiouy")
LONG_ENOUGH_TO_SLIP = 5
MOST_IN_A_BLOCK = 400
MOST_WORDS = 6


@dataclass(frozen=True)
class Known:
    """What is known of somebody: every name folded, works by key, years."""

    key: int
    names: tuple[str, ...]
    works: frozenset[int] = frozenset()
    born: int | None = None
    died: int | None = None


@dataclass(frozen=True)
class Likeness:
    """Why two are to be looked at: how sure, 0 to 1, and what for."""

    score: float
    reason: str
    works: frozenset[int] = frozenset()


@lru_cache(20_000)
def latin(word: str) -> str:
    return word.translate(LATIN)


@lru_cache(20_000)
def sound(word: str) -> str:
    """
    A folded word as it sounds, roughly: the same for the manners of writing a name in Latin.

    >>> sound("chekhov") == sound("tschechow") == sound("чехов")
    True
    """
    word = latin(word)
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return "".join(
        letter for here, letter in enumerate(word) if here == 0 or letter != word[here - 1]
    )


def words_of(name: str) -> tuple[str, ...]:
    """The words of a folded name, particles left out where others remain."""
    words = tuple(name.split())
    return tuple(word for word in words if word not in PARTICLES) or words


@lru_cache(20_000)
def word_likeness(one: str, other: str) -> float:
    """1 for the same word; 0 for two that are not taken for the same."""
    if one == other:
        return 1.0
    if sound(one) == sound(other):
        return 0.95
    if min(len(one), len(other)) == 1:
        return 0.7 if latin(one)[0] == latin(other)[0] else 0.0
    return 0.85 if is_slip(latin(one), latin(other)) else 0.0


def is_slip(one: str, other: str) -> bool:
    """One letter too many, too few, wrong or exchanged with its neighbour, within the word."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < LONG_ENOUGH_TO_SLIP or one[0] != other[0]:
        return False
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    is_ending = len(shorter) < len(longer) and longer.startswith(shorter)
    is_gender = one[:-1] == other[:-1] and {one[-1], other[-1]} & GENDERED
    return not is_gender and not (is_ending and longer[-1] in GENDERED)


def pairings(shorter: tuple[str, ...], longer: tuple[str, ...]) -> Iterator[list[float]]:
    """The ways to find each word of the shorter in the longer: how alike they are, in order."""
    if not shorter:
        yield []
        return
    for here, word in enumerate(longer):
        if found := word_likeness(shorter[0], word):
            for others in pairings(shorter[1:], (*longer[:here], *longer[here + 1 :])):
                yield [found, *others]


def name_likeness(one: str, other: str) -> float:
    """
    How likely two folded names are one person's: of the shorter every word has to be found in the
    longer. 1 for the same words in any order.
    """
    shorter, longer = sorted((words_of(one), words_of(other)), key=len)
    if not shorter or len(longer) > MOST_WORDS:
        return float(one == other and bool(one))
    if "".join(shorter) == "".join(longer):
        return 1.0
    if len(shorter) == 1 < len(longer):
        return 0.0
    ways = pairings(shorter, longer)
    best = max(ways, key=lambda found: (min(found), sum(found)), default=[0.0])
    if min(best) == 0 or max(best) < 0.95 or sum(value < 0.9 for value in best) > 1:
        return 0.0
    score = sum(best) / len(best) * min(1, 0.2 + min(best))
    return score - 0.1 * (len(longer) - len(shorter))


SURE = 0.8


def likeness(one: Known, other: Known) -> Likeness | None:
    """Why two people are likely one; None where they are not, or years contradict it."""
    if contradict(one.born, other.born) or contradict(one.died, other.died):
        return None
    score = max(name_likeness(a, b) for a in one.names for b in other.names)
    works = one.works & other.works
    is_born_alike = one.born is not None and one.born == other.born
    needed = 0.5 if works or is_born_alike else SURE
    if score < needed:
        return None
    reason = "same" if score >= 0.99 else "alike"
    return Likeness(round(min(1.0, score + 0.1 * bool(works)), 3), reason, works)


def contradict(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def likely_duplicates(people: Iterable[Known]) -> list[tuple[Known, Known, Likeness]]:
    """
    The pairs to look at, the surest first. Only those are compared that share a word, as it
    sounds, and have another that may be the same, which all have in common that are alike.
    """
    found = {}
    for one, other in to_compare(people):
        if (one.key, other.key) not in found and (alike := likeness(one, other)):
            found[one.key, other.key] = one, other, alike
    return sorted(found.values(), key=lambda pair: (-pair[2].score, pair[0].key, pair[1].key))


def to_compare(people: Iterable[Known]) -> Iterator[tuple[Known, Known]]:
    """Pairs in the order of their keys; who shares several words comes once for each."""
    joined, sharing = defaultdict(dict), defaultdict(list)
    for person in sorted(people, key=lambda person: person.key):
        for words in map(words_of, person.names):
            sounds = [sound(word) or word for word in words]
            joined["".join(sounds)][person.key] = person
            for here, shared in enumerate(sounds[:MOST_WORDS]):
                others = [word for there, word in enumerate(words[:MOST_WORDS]) if there != here]
                if len(shared) > 1 and others:
                    sharing[shared].append((person, others))
    yield from pairs_in(joined)
    for those in sharing.values():
        yield from pairs_in(by_another_word(those))


def pairs_in(blocks: Mapping[str, dict[int, Known]]) -> Iterator[tuple[Known, Known]]:
    seen = set()
    for block in blocks.values():
        for one, other in combinations(list(block.values())[:MOST_IN_A_BLOCK], 2):
            if (one.key, other.key) not in seen:
                seen.add((one.key, other.key))
                yield one, other


def by_another_word(those: Iterable[tuple[Known, list[str]]]) -> Mapping[str, dict[int, Known]]:
    """Who share a word already, by what another has to have in common to be the same."""
    initials = {latin(word)[:1] for _person, words in those for word in words if len(word) == 1}
    found = defaultdict(dict)
    for person, words in those:
        for word in words:
            for key in (sound(word), *slips(latin(word)), *(initials & {latin(word)[:1]})):
                found[key][person.key] = person
    return found


def slips(word: str) -> list[str]:
    """What a word and any that is a slip of it have in common: all but one of the letters."""
    if len(word) < LONG_ENOUGH_TO_SLIP:
        return []
    return [word, *(word[:here] + word[here + 1 :] for here in range(1, len(word)))]


def names_of(name: str, *others: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(fold, (name, *others)))))
