"""A film and a person with all that is said of them, gathered for their serializers."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from catalogue.film_page import FilmPage
from catalogue.models import Credit, FilmCountry, FilmLanguage, Screening
from catalogue.person_page import PersonPage


class FilmRecord(FilmPage):
    """What a film's page tells, with what programs need beside: codes, and how screenings end."""

    @cached_property
    def film(self):
        film = super().film
        countries = FilmCountry.objects.select_related("country")
        languages = FilmLanguage.objects.select_related("language")
        prefetch_related_objects(
            [film], Prefetch("film_countries", countries), Prefetch("film_languages", languages)
        )
        return film

    @cached_property
    def credit_records(self):
        """The credits with their people and functions, of which programs are told more."""
        return list(Credit.objects.filter(film=self.film).for_film_page())

    @property
    def company_credits(self):
        return [credit for _label, credits in self.companies for credit in credits]

    @property
    def screenings(self):
        return Screening.objects.public().of_film(self.film).in_order().for_listing()


def film_at(slug):
    """The record of the film at that address now; None where no public one is."""
    return FilmRecord.at(slug, timezone.now())


class PersonRecord(PersonPage):
    @property
    def works(self):
        return self.works_of(self.listed)

    @property
    def filmography(self):
        return [line for _year, lines in self.years for line in lines]


def person_record(person):
    """What somebody's page tells, with the titles of their films in the language at hand."""
    return PersonRecord(person, timezone.now(), get_language())
