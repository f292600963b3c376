"""The film's place in the edition, and what is true of it there: premiere and age."""

import re

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.intake import words
from catalogue.intake.records.recording import Recording, save_valid
from catalogue.models import Country, Selection

OLDEST = 21
LEGAL = frozenset(["fsk", "cert", "certificate", "rated", "freigegeben"])
PLACED = frozenset(
    [
        Selection.Premiere.CONTINENTAL,
        Selection.Premiere.NATIONAL,
        Selection.Premiere.REGIONAL,
        Selection.Premiere.CITY,
    ]
)


def record(recording: Recording) -> Selection:
    """
    A page that a festival printed is of a confirmed film, unless somebody decided otherwise; its
    hour is the edition's.
    """
    about = {
        "film": recording.film,
        "edition": recording.edition,
        "section": recording.section,
    }
    selection = Selection.objects.filter(**about).first()
    if selection is None:
        selection = Selection(**about, status=recording.decisions.status)
        told = f"selection: {recording.section} {recording.edition.year}"
        recording.make(selection, told)
    filled = [fill_premiere(recording, selection), fill_age(recording, selection)]
    if any(filled):
        save_valid(selection)
    return selection


# ---- Premiere -----------------------------------------------------------------------------------


def fill_premiere(recording: Recording, selection: Selection) -> bool:
    """Status and place are one fact: a place belongs to the page's status alone."""
    printed, status = recording.entry.premiere, recording.entry.premiere_status
    if not status:
        if printed:
            recording.ask(_("unknown premiere: %(printed)s") % {"printed": printed})
        return False
    if selection.premiere_status not in ("", status):
        recording.keep(_("premiere status"), selection.premiere_status, printed or status)
        return False
    place = premiere_place(printed or "", status)
    if status in PLACED and printed and not place and not is_label_of(printed, status):
        told = _("the place of a premiere is not recorded: %(printed)s")
        recording.ask(told % {"printed": printed})
    facts = {"premiere_status": status} | place
    filled = [recording.fill(selection, name, value) for name, value in facts.items()]
    return any(filled)


def premiere_place(printed: str, status: str) -> dict[str, object]:
    """The continent or country a premiere is one of, as the selection's field; else nothing."""
    if status == Selection.Premiere.CONTINENTAL:
        region = region_of(printed)
        return {"premiere_region": region} if region else {}
    if status == Selection.Premiere.NATIONAL:
        country = Country.objects.filter(code=words.country_code(without_noun(printed))).first()
        return {"premiere_country": country} if country else {}
    return {}


def region_of(printed: str) -> str | None:
    regions = {
        label: value for value, name in Selection.Region.choices for label in labels_of(name)
    }
    return regions.get(words.fold(printed))


def is_label_of(printed: str, status: str) -> bool:
    """Whether the page says no more than the status: "National premiere" names no nation."""
    return words.fold(printed) in labels_of(Selection.Premiere(status).label)


def labels_of(name) -> set[str]:
    """A translated label in each of the site's languages, folded."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(words.fold(str(name)))
    return found


def without_noun(printed: str) -> str:
    """
    >>> without_noun("Deutschlandpremiere"), without_noun("UK premiere")
    ('Deutschland', 'UK')
    """
    nouns = "|".join(map(re.escape, words.phrases("premiere_nouns", "words")))
    return re.sub(rf"[\s-]*(?:{nouns})\W*\Z", "", printed, flags=re.IGNORECASE)


# ---- Age ----------------------------------------------------------------------------------------


def fill_age(recording: Recording, selection: Selection) -> bool:
    """
    The one number an age is printed with, as the law's where the page names the law, else as the
    festival's own; an age that no selection can have is asked about.
    """
    printed = recording.entry.age
    if not printed:
        return False
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    if len(numbers) != 1 or numbers[0] > OLDEST:
        recording.ask(_("an age is not recorded: %(printed)s") % {"printed": printed})
        return False
    is_legal = not LEGAL.isdisjoint(words.fold(printed).split())
    return recording.fill(selection, "age_rating" if is_legal else "age_recommendation", numbers[0])
