from collections.abc import Iterable

from django.utils import translation

from catalogue.film_page import FilmPage
from catalogue.film_questions import CreditLine
from catalogue.models import CompanyCredit, Film, Still
from catalogue.output.jsonld.people import type_of
from catalogue.output.jsonld.things import Absolute, Thing, identity_of, thing, written
from people.texts import text_in

# Functions that schema.org has a property of the same meaning for.
PROPERTIES = {
    "director": "director",
    "writer": "author",
    "producer": "producer",
    "composer": "musicBy",
    "film_editor": "editor",
}
ACTING = {"cast_member", "voices"}
COMPANIES = {
    CompanyCredit.Function.PRODUCTION: "productionCompany",
    CompanyCredit.Function.CO_PRODUCTION: "productionCompany",
    CompanyCredit.Function.FUNDING: "funder",
}


def film(page: FilmPage, absolute: Absolute) -> Thing:
    film, newest = page.film, page.selections[0]
    shown = film.shown_title
    titles = [film.title, film.original_title, *(other.title for other in film.titles.all())]
    synopsis = text_in(page.synopses, translation.get_language())
    return thing(
        "Movie",
        identity_of(film, "film", absolute),
        url=absolute(film.get_absolute_url()),
        name=shown,
        alternateName=[title for title in dict.fromkeys(titles) if title and title != shown],
        dateCreated=written(film.year),
        duration=duration(film),
        genre=film.get_form_display(),
        countryOfOrigin=[thing("Country", name=country) for country in page.countries],
        inLanguage=[tongue.code for tongue in page.spoken],
        contentRating=written(newest.age_rating),
        typicalAgeRange=written(newest.age_recommendation, "{}-"),
        description=synopsis.body if synopsis else "",
        image=[image(still, absolute) for still in film.stills.all()],
        award=[f"{award.name} {award.year}" for award in page.awards],
        **people_of(page.credits, absolute),
        **companies_of(page),
    )


def duration(film: Film) -> str:
    """ISO 8601, to the second where that is known: PT82M, PT4925S."""
    if film.runtime_seconds:
        return f"PT{film.runtime_seconds}S"
    return f"PT{film.runtime_minutes}M" if film.runtime_minutes else ""


def people_of(credits: Iterable[CreditLine], absolute: Absolute) -> dict[str, list[Thing]]:
    """The credits under schema.org's properties, in print order within each."""
    found: dict[str, list[Thing]] = {}
    for credit in credits:
        who = credited(credit, absolute)
        if credit.function in PROPERTIES:
            found.setdefault(PROPERTIES[credit.function], []).append(who)
        elif credit.function in ACTING:
            part = thing("PerformanceRole", actor=who, characterName=credit.character)
            found.setdefault("actor", []).append(part if credit.character else who)
        else:
            part = thing("Role", contributor=who, roleName=credit.function_name)
            found.setdefault("contributor", []).append(part)
    return found


def credited(credit: CreditLine, absolute: Absolute) -> Thing:
    return thing(
        type_of(credit.kind),
        name=credit.name,
        alternateName=credit.credited_as,
        url=absolute(credit.address),
    )


def companies_of(page: FilmPage) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for _label, credits in page.companies:
        for credit in credits:
            if credit.function in COMPANIES:
                company = thing(
                    "Organization", name=credit.company.name, url=credit.company.website
                )
                found.setdefault(COMPANIES[credit.function], []).append(company)
    return found


def image(still: Still, absolute: Absolute) -> Thing:
    width, height = still.file.largest_frame
    return thing(
        "ImageObject",
        contentUrl=absolute(still.get_absolute_url()),
        width=width,
        height=height,
        caption=still.name,
        creditText=still.credit,
    )
