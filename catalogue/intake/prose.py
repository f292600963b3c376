"""What prose says about itself: the language it is written in."""

from collections import Counter

from catalogue.intake import words
from catalogue.intake.entries import Entry


def language_of(entry: Entry) -> str | None:
    """
    The language of an entry's prose, by the commonest words of each language we read.

    `None` where there is too little prose to say, or as much of one language as of another.
    """
    texts = [entry.synopsis, entry.note, *(bio.text for bio in entry.bios)]
    told = Counter(word for text in texts if text for word in text.casefold().split())
    counts = {
        language: sum(told[word] for word in vocabulary["prose"]["function_words"])
        for language, vocabulary in words.files().items()
    }
    first, second, *_ = sorted(counts.values(), reverse=True)
    return max(counts, key=counts.__getitem__) if first > second * 2 else None
