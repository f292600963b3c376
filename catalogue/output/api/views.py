"""An answer for each address of the API; each asks the querysets in the pages' own words."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from rest_framework.response import Response

from catalogue.models import Screening, Selection
from catalogue.output.api import records, serializers
from catalogue.output.api.base import ApiView, ListView
from catalogue.output.api.filters import (
    ProgrammeParameters,
    ScreeningParameters,
    WordsParameter,
)
from catalogue.views.editions import public_edition
from catalogue.views.films import raise_moved_film


class InEdition:
    """A list of one edition's records, whose addresses hold its year."""

    def get_serializer_context(self):
        return super().get_serializer_context() | {"year": self.kwargs["year"]}

    @cached_property
    def edition(self):
        return public_edition(self.kwargs["year"])

    @property
    def selections(self):
        return Selection.objects.public().in_edition(self.edition.year)


class Index(ApiView):
    """Where to start."""

    def get(self, request):
        names = ("edition_list", "person_list", "openapi")
        addresses = {name: request.build_absolute_uri(reverse(f"api:{name}")) for name in names}
        return Response({"name": settings.FESTIVAL_NAME, "addresses": addresses})


class NotFound(ApiView):
    def get(self, request, rest):
        raise Http404


class EditionList(ListView):
    """Every edition that has something public, the newest first."""

    serializer_class = serializers.EditionSerializer

    def get_queryset(self):
        public = Selection.objects.public()
        return public.editions().with_counts(public)


class EditionDetail(ApiView):
    serializer_class = serializers.EditionSerializer

    def get(self, request, year):
        public = Selection.objects.public()
        edition = public.editions().with_counts(public).filter(year=year).first()
        if not edition:
            raise Http404
        return Response(self.get_serializer(edition).data)


class SectionList(InEdition, ListView):
    """The sections of an edition in its own order."""

    serializer_class = serializers.SectionSerializer

    def get_queryset(self):
        selections = self.selections
        return selections.sections().with_counts(selections).with_descriptions()


class CountryList(InEdition, ListView):
    """The countries an edition has films from, by address."""

    serializer_class = serializers.CountrySerializer

    def get_queryset(self):
        selections = self.selections
        return selections.countries().with_counts(selections)


class VenueList(InEdition, ListView):
    """The houses an edition shows something in."""

    serializer_class = serializers.VenueSerializer

    def get_queryset(self):
        public = Screening.objects.public_in(self.edition.year)
        return public.venues().prefetch_related("screens")


class FilmList(InEdition, ListView):
    """The films of an edition; it takes the parameters of its programme's page."""

    serializer_class = serializers.FilmRowSerializer
    filter_backends = [ProgrammeParameters]

    def get_queryset(self):
        return self.selections

    def filter_queryset(self, selections):
        return super().filter_queryset(selections).for_every_list()


class ScreeningList(InEdition, ListView):
    """The screenings of an edition's films, by the hour; it takes the same parameters."""

    serializer_class = serializers.ScreeningSerializer
    filter_backends = [ScreeningParameters]

    def get_queryset(self):
        return self.selections

    def filter_queryset(self, selections):
        return super().filter_queryset(selections).in_order().for_listing()


class FilmDetail(ApiView):
    """A film with its credits, texts and screenings."""

    serializer_class = serializers.FilmSerializer

    def get(self, request, slug):
        film = records.film_at(slug)
        if not film:
            raise_moved_film(slug)
        return Response(self.get_serializer(film).data)


class PersonList(ListView):
    """Everybody credited on a public film, by sort name."""

    serializer_class = serializers.PersonRowSerializer
    filter_backends = [WordsParameter]

    def get_queryset(self):
        return Selection.objects.public().people()


class PersonDetail(ApiView):
    """A person or group: biography, filmography and the films of our own archive."""

    serializer_class = serializers.PersonSerializer

    def get(self, request, slug):
        person = Selection.objects.public().people().prefetch_related("names").get_at_address(slug)
        return Response(self.get_serializer(records.person_record(person)).data)


index = Index.as_view(name="index")
not_found = NotFound.as_view(name="not_found")
edition_list = EditionList.as_view(name="edition_list")
edition_detail = EditionDetail.as_view(name="edition_detail")
section_list = SectionList.as_view(name="section_list")
country_list = CountryList.as_view(name="country_list")
venue_list = VenueList.as_view(name="venue_list")
film_list = FilmList.as_view(name="film_list")
film_detail = FilmDetail.as_view(name="film_detail")
screening_list = ScreeningList.as_view(name="screening_list")
person_list = PersonList.as_view(name="person_list")
person_detail = PersonDetail.as_view(name="person_detail")
