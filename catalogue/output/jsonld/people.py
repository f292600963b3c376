from collections.abc import Iterable

from django.utils import translation

from catalogue.output.jsonld.things import Absolute, Thing, graph, identity_of, thing, written
from people.models import BiographyText, Person
from people.texts import text_in


def person_graph(person: Person, texts: Iterable[BiographyText], absolute: Absolute) -> Thing:
    is_group = person.kind == Person.Kind.GROUP
    born, died = ("foundingDate", "dissolutionDate") if is_group else ("birthDate", "deathDate")
    place = "foundingLocation" if is_group else "birthPlace"
    text = text_in(texts, translation.get_language())
    facts = {
        born: written(person.birth_year),
        died: written(person.death_year),
        place: thing("Place", name=person.birth_place) if person.birth_place else "",
    }
    return graph(
        thing(
            type_of(person.kind),
            identity_of(person, "person", absolute),
            url=absolute(person.get_absolute_url()),
            name=person.name,
            alternateName=[other.name for other in person.names.all()],
            image=portrait(person, absolute),
            description=text.body if text else "",
            **facts,
        )
    )


def type_of(kind: str) -> str:
    return "Organization" if kind == Person.Kind.GROUP else "Person"


def portrait(person: Person, absolute: Absolute) -> Thing:
    if not person.portrait:
        return {}
    width, height = person.portrait.largest_frame
    return thing(
        "ImageObject",
        contentUrl=absolute(person.portrait_address),
        width=width,
        height=height,
        creditText=person.portrait_credit,
    )
