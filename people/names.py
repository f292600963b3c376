"""Names of people: how they are filed. A guess at most; the stored sort name is what counts."""

# Particles that stay with the family name in the catalogues of most languages.
PARTICLES = frozenset(
    ["af", "al", "av", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos"]
    + ["du", "el", "la", "le", "lo", "ten", "ter", "van", "von", "y", "zu", "zum", "zur"]
)


def guess_sort_name(name: str) -> str:
    """
    "Family name, given names" for a name as usually printed; a mononym as it is.

    Right for most European names and only a first guess for all others: family-name-first
    orders and patronyms have to be entered.

    >>> guess_sort_name("Anna van der Meer")
    'van der Meer, Anna'
    """
    words = name.split()
    if len(words) < 2:
        return name
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"
