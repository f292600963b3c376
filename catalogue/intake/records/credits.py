"""Who made the film: the page's credits and cast, and the people they name."""

from django.utils.translation import gettext as _

from catalogue.intake.entries import CreditLine, Entry
from catalogue.intake.records.recording import Recording, key_of
from catalogue.models import Credit, Function
from people.models import Person

CAST_MEMBER = "cast_member"


def record(recording: Recording) -> None:
    functions = {function.key: function for function in Function.objects.all()}
    credited = set(recording.film.credits.values_list("person", "function"))
    for key, label, position, name, character in told(recording.entry):
        if key in functions:
            record_credit(recording, credited, functions[key], name, position, character)
        else:
            question = _("unknown label: %(label)s %(name)s")
            recording.ask(question % {"label": label or key, "name": name})


def told(entry: Entry):
    """Every credit: a function's key, the label, the place below it, name and character."""
    for line in credit_lines(entry):
        for key in line.functions or (None,):
            for position, name in enumerate(line.names):
                yield key, line.label, position, name, ""
    for position, line in enumerate(entry.cast):
        yield CAST_MEMBER, None, position, line.name, line.character or ""


def credit_lines(entry: Entry) -> tuple[CreditLine, ...]:
    """The page's credits; before them the directors where its “by” line alone names them."""
    if any(Function.DIRECTOR in line.functions for line in entry.credits):
        return entry.credits
    return CreditLine("", entry.directors, (Function.DIRECTOR,)), *entry.credits


def record_credit(recording: Recording, credited, function, name, position, character) -> None:
    """
    A credit that is not there yet; a part somebody had before under another character's name
    stays: a page in another language translates "the pilot".
    """
    if is_withheld(recording, function, name):
        return
    person = find_person(recording, name)
    mine = Credit.objects.filter(film=recording.film, function=function, person=person)
    if mine.filter(character=character).exists():
        return
    if (person.pk, function.pk) in credited:
        there = ", ".join(filter(None, mine.values_list("character", flat=True)))
        recording.keep(name, there or _("no character"), character or _("none"))
        return
    credit = Credit(
        film=recording.film,
        function=function,
        person=person,
        character=character,
        position=position,
        credited_as=name,
    )
    recording.make(credit, f"{function}: {name}{f' ({character})' if character else ''}")


def is_withheld(recording: Recording, function: Function, name: str) -> bool:
    """Whether a credit that is not there may not be made; asked before anybody is made for it."""
    if not (recording.locks or recording.imported):
        return False
    mine = Credit.objects.filter(film=recording.film, function=function)
    key = "cast" if function.key == CAST_MEMBER else f"credit:{function.key}"
    is_there = mine.to_one_of([name]).exists()
    return not is_there and not recording.may_write(key, str(function), name, name)


def find_person(recording: Recording, name: str) -> Person:
    """
    The person of that name: who was decided on, else whom the film credits already, else the only
    one who bears it.

    Of several who bear it none is chosen: two people can share a name.
    """
    if key_of(name) in recording.decisions.people:
        return decided_person(recording, name)
    mine = Person.objects.named(name).filter(credits__film=recording.film).order_by("pk").first()
    if mine:
        return mine
    bearers = list(Person.objects.named(name)[:2])
    if len(bearers) == 1:
        return bearers[0]
    if bearers:
        question = _("several people are called %(name)s: a new one was made")
        recording.ask(question % {"name": name})
    return recording.make(Person(name=name), f"person {name}")


def decided_person(recording: Recording, name: str) -> Person:
    """Somebody new is made once, however often the page names them."""
    key = key_of(name)
    if key not in recording.people:
        person = recording.decisions.people[key]
        recording.people[key] = person or recording.make(Person(name=name), f"person {name}")
    return recording.people[key]
