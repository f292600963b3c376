"""What the page tells in prose: synopsis, programme note, biographies, and the filmographies."""

from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from catalogue.intake.entries import FilmographyLine
from catalogue.intake.records.credits import find_person
from catalogue.intake.records.recording import Recording, save_valid
from catalogue.models import ProgrammeNote, Selection, Synopsis
from people.models import Biography, BiographyText, FilmographyEntry, Person

KEYS = {Synopsis: "synopsis", ProgrammeNote: "note"}
PRINTED = ("year", "title", "kind", "section", "note")


def record(recording: Recording, selection: Selection) -> None:
    entry = recording.entry
    record_text(recording, Synopsis, entry.synopsis, _("synopsis"), film=recording.film)
    record_text(recording, ProgrammeNote, entry.note, _("note"), selection=selection)
    record_biographies(recording)


def record_text(recording: Recording, model, body: str | None, what: str, **about: Model) -> None:
    if not body:
        return
    told = f"{what} ({recording.language})"
    text = model.objects.filter(language=recording.language, **about).first()
    if text is None:
        key = f"{KEYS[model]}:{recording.language}" if model in KEYS else ""
        if key and not recording.may_write(key, told, Truncator(body).chars(80)):
            return
        recording.make(model(language=recording.language, body=body, **about), told)
    elif text.body != body:
        recording.report.kept.append(_("%(what)s stays, the page's differs") % {"what": told})


# ---- Biographies --------------------------------------------------------------------------------


def record_biographies(recording: Recording) -> None:
    """A biography for each person the page has one or a filmography of, as of the edition."""
    texts: dict[str, list[str]] = {}
    films: dict[str | None, list[FilmographyLine]] = {}
    for bio in recording.entry.bios:
        texts.setdefault(bio.person, []).append(bio.text)
    for line in recording.entry.filmography:
        films.setdefault(line.person or only_director(recording), []).append(line)
    unowned = films.pop(None, [])
    if unowned:
        told = "; ".join(f"{line.year} {line.title}" for line in unowned)
        recording.ask(_("a filmography that is nobody's: %(films)s") % {"films": told})
    for name in dict.fromkeys([*texts, *films]):
        person = find_person(recording, name)
        body = "\n\n".join(texts.get(name, []))
        record_biography(recording, person, body, films.get(name, []))
    if recording.entry.as_of and not texts and not films:
        said = _("of no biography: as of %(edition)s")
        recording.ask(said % {"edition": recording.entry.as_of})


def only_director(recording: Recording) -> str | None:
    """Whose an unnamed filmography is: the director's, where there is only one."""
    directors = recording.entry.directors
    return directors[0] if len(directors) == 1 else None


def record_biography(
    recording: Recording, person: Person, body: str, lines: list[FilmographyLine]
) -> None:
    edition, as_of = recording.edition, recording.entry.as_of
    biography = Biography.objects.filter(person=person, as_of_year=edition.year).first()
    if biography is None:
        biography = Biography(person=person, as_of_year=edition.year, as_of=as_of or edition.name)
        recording.make(biography, f"biography of {person}")
    else:
        recording.changes.watch(biography)
        if recording.fill(biography, "as_of", as_of):
            save_valid(biography)
    what = _("biography of %(person)s") % {"person": person}
    record_text(recording, BiographyText, body, what, biography=biography)
    record_filmography(recording, biography, [as_printed(line) for line in lines])


def record_filmography(recording: Recording, biography: Biography, printed: list[tuple]) -> None:
    there = list(biography.filmography.values_list(*PRINTED))
    if printed and not there:
        for position, fields in enumerate(printed):
            told = dict(zip(PRINTED, fields, strict=True))
            save_valid(FilmographyEntry(biography=biography, position=position, **told))
        told = f"filmography of {biography.person}: {len(printed)} lines"
        recording.report.made.append(told)
    elif printed and printed != there:
        told = _("filmography of %(person)s") % {"person": biography.person}
        recording.report.kept.append(_("%(what)s stays, the page's differs") % {"what": told})


def as_printed(line: FilmographyLine) -> tuple[int, str, str, str, str]:
    """A line's fields; a kind that our vocabulary has no word for is kept in its note."""
    is_known = line.kind in FilmographyEntry.Kind.values
    note = line.note or ""
    if line.kind and not is_known:
        note = f"{line.kind}; {note}" if note else line.kind
    return line.year, line.title, line.kind if is_known else "", line.section or "", note
