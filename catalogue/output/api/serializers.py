"""What is said of each record; the names of the fields are a promise to those who read them."""

from rest_framework import serializers as s

from catalogue.output.api.fields import (
    AddressField,
    ChoiceSerializer,
    FilmCountrySerializer,
    FilmLanguageSerializer,
    FirstPictureSerializer,
    HourField,
    LinkField,
    PictureSerializer,
    PremiereSerializer,
    ProseSerializer,
    ReferenceSerializer,
    TermSerializer,
    frame_of,
)


class EditionSerializer(s.Serializer):
    year = s.IntegerField()
    name = s.CharField()
    starts_on = s.DateField(allow_null=True)
    ends_on = s.DateField(allow_null=True)
    time_zone = s.CharField()
    film_count = s.IntegerField()
    page = LinkField()
    address = AddressField("api:edition_detail", "year")
    films = AddressField("api:film_list", "year")
    screenings = AddressField("api:screening_list", "year")
    sections = AddressField("api:section_list", "year")
    countries = AddressField("api:country_list", "year")
    venues = AddressField("api:venue_list", "year")


class SectionSerializer(ReferenceSerializer):
    colour = s.CharField()
    description = ProseSerializer(source="descriptions")
    film_count = s.IntegerField()
    page = AddressField("catalogue:section_detail", "slug", in_edition=True)


class CountrySerializer(ReferenceSerializer):
    code = s.CharField()
    is_historical = s.BooleanField()
    film_count = s.IntegerField()
    page = AddressField("catalogue:country_detail", "slug", in_edition=True)


# Houses and screenings -------------------------------------------------------------------------


class ScreenSerializer(s.Serializer):
    name = s.CharField()
    capacity = s.IntegerField(allow_null=True)
    wheelchair_places = s.IntegerField()
    has_induction_loop = s.BooleanField()


class VenueSerializer(ReferenceSerializer):
    street = s.CharField()
    postcode = s.CharField()
    city = s.CharField()
    latitude = s.FloatField(allow_null=True)
    longitude = s.FloatField(allow_null=True)
    website = s.CharField()
    description = ProseSerializer(source="descriptions")
    screens = ScreenSerializer(source="screens.all", many=True)
    page = AddressField("catalogue:venue_detail", "slug", in_edition=True)


class ScreeningFilmSerializer(s.Serializer):
    slug = s.CharField()
    name = s.CharField(source="shown_title")


class ScreeningSerializer(s.Serializer):
    """Of a film or of a programme of shorts; the other one is null."""

    code = s.CharField()
    status = s.CharField()
    starts_at = HourField("starts_at")
    ends_at = HourField("ends_at")
    previous_starts_at = HourField("previous_starts_at", allow_null=True)
    film = ScreeningFilmSerializer(source="selection.film", default=None)
    programme = ReferenceSerializer(allow_null=True)
    section = ReferenceSerializer()
    venue = ReferenceSerializer(source="screen.venue")
    screen = s.CharField(source="screen.name")
    version = s.CharField(source="label")
    subtitles = TermSerializer(source="read", many=True)
    access = s.ListField(child=s.CharField(), source="offers")
    guests = s.ListField(child=s.CharField(), source="guest_names")
    introduction_minutes = s.IntegerField()
    qa_minutes = s.IntegerField()
    ticket_url = s.CharField()
    page = LinkField()


# Films -----------------------------------------------------------------------------------------


class DirectorSerializer(s.Serializer):
    """Somebody as a film credits them: `credited_as` where it prints another name than theirs."""

    name = s.CharField(source="person.name")
    slug = s.CharField(source="person.slug")
    credited_as = s.CharField()


class FilmRowSerializer(s.Serializer):
    """A film of a list, as the edition shows it."""

    title = s.CharField(source="film.shown_title")
    original_title = s.CharField(source="film.original_title")
    slug = s.CharField(source="film.slug")
    year = s.IntegerField(source="film.year", allow_null=True)
    runtime_minutes = s.IntegerField(source="film.runtime_minutes", allow_null=True)
    form = ChoiceSerializer("form", source="film")
    countries = FilmCountrySerializer(source="film.film_countries.all", many=True)
    languages = FilmLanguageSerializer(source="film.film_languages.all", many=True)
    directors = DirectorSerializer(source="film.directing", many=True)
    edition = s.IntegerField(source="edition.year")
    section = ReferenceSerializer()
    premiere = PremiereSerializer()
    still = FirstPictureSerializer(source="film.shown_stills")
    page = LinkField("film.get_absolute_url")
    address = AddressField("api:film_detail", "film.slug")


class TitleSerializer(s.Serializer):
    kind = s.CharField()
    language = s.CharField()
    title = s.CharField()


class FunctionSerializer(s.Serializer):
    code = s.CharField(source="key")
    name = s.CharField()
    department = s.CharField(source="department.key")


class CreditSerializer(DirectorSerializer):
    function = FunctionSerializer()
    character = s.CharField()
    note = s.CharField()
    page = LinkField("person.get_absolute_url")
    address = AddressField("api:person_detail", "person.slug")


class CompanyCreditSerializer(s.Serializer):
    name = s.CharField(source="company.name")
    function = ChoiceSerializer("function")
    note = s.CharField()


class SelectionSerializer(s.Serializer):
    """A showing of the film at an edition."""

    edition = s.IntegerField(source="edition.year")
    section = ReferenceSerializer()
    premiere = PremiereSerializer()
    age_rating = s.IntegerField(allow_null=True)
    age_recommendation = s.IntegerField(allow_null=True)


class AwardSerializer(s.Serializer):
    name = s.CharField()
    year = s.IntegerField()


class ContentNoteSerializer(s.Serializer):
    name = s.CharField()
    depiction = s.CharField()


class FilmSerializer(s.Serializer):
    """A film with all its page tells, but for the biographies, which are the people's."""

    title = s.CharField(source="film.shown_title")
    original_title = s.CharField(source="film.original_title")
    original_title_language = s.CharField(source="film.original_title_language")
    other_titles = TitleSerializer(source="film.titles.all", many=True)
    slug = s.CharField(source="film.slug")
    year = s.IntegerField(source="film.year", allow_null=True)
    runtime_minutes = s.IntegerField(source="film.runtime_minutes", allow_null=True)
    runtime_seconds = s.IntegerField(source="film.runtime_seconds", allow_null=True)
    form = ChoiceSerializer("form", source="film")
    colour = ChoiceSerializer("colour", source="film")
    sound = ChoiceSerializer("sound", source="film")
    aspect_ratio = s.CharField(source="film.aspect_ratio")
    countries = FilmCountrySerializer(source="film.film_countries.all", many=True)
    languages = FilmLanguageSerializer(source="film.film_languages.all", many=True)
    synopsis = ProseSerializer(source="synopses")
    programme_note = ProseSerializer(source="notes")
    credits = CreditSerializer(source="credit_records", many=True)
    companies = CompanyCreditSerializer(source="company_credits", many=True)
    selections = SelectionSerializer(many=True)
    awards = AwardSerializer(many=True)
    content_notes = ContentNoteSerializer(many=True)
    screenings = ScreeningSerializer(many=True)
    pictures = PictureSerializer(source="film.stills.all", many=True)
    page = LinkField("film.get_absolute_url")
    address = AddressField("api:film_detail", "film.slug")


# People ----------------------------------------------------------------------------------------


class PersonRowSerializer(ReferenceSerializer):
    sort_name = s.CharField()
    kind = s.CharField()
    page = LinkField()
    address = AddressField("api:person_detail", "slug")


class NameSerializer(s.Serializer):
    name = s.CharField()
    language = s.CharField()


class FilmographyLineSerializer(s.Serializer):
    """A printed line; `film` is its slug where the film was shown here."""

    year = s.IntegerField(source="entry.year", allow_null=True)
    title = s.CharField(source="entry.title")
    kind = ChoiceSerializer("kind", source="entry")
    section = s.CharField()
    note = s.CharField(source="entry.note")
    film = s.CharField(source="selection.film.slug", default=None, allow_null=True)


class WorkCreditSerializer(s.Serializer):
    credited_as = s.CharField()
    character = s.CharField()
    note = s.CharField()


class WorkSerializer(s.Serializer):
    """A function somebody had on a film; a film stands here once for each."""

    function = FunctionSerializer(source="part.function")
    credits = WorkCreditSerializer(many=True)
    title = s.CharField(source="selection.film.shown_title")
    slug = s.CharField(source="selection.film.slug")
    year = s.IntegerField(source="selection.film.year", allow_null=True)
    edition = s.IntegerField(source="selection.edition.year")
    section = ReferenceSerializer(source="selection.section")
    page = LinkField("selection.film.get_absolute_url")
    address = AddressField("api:film_detail", "selection.film.slug")


class PortraitSerializer(s.Serializer):
    address = LinkField("portrait_address")
    width = s.IntegerField(source="portrait_width")
    height = s.IntegerField(source="portrait_height")
    credit = s.CharField(source="portrait_credit")

    def to_representation(self, person):
        if not person.portrait:
            return None
        return super().to_representation(person) | frame_of(person.portrait)


class PersonSerializer(s.Serializer):
    """A person or a group, with the biography and filmography as of their newest edition here."""

    slug = s.CharField(source="person.slug")
    name = s.CharField(source="person.name")
    sort_name = s.CharField(source="person.sort_name")
    kind = s.CharField(source="person.kind")
    other_names = NameSerializer(source="person.names.all", many=True)
    birth_year = s.IntegerField(source="person.birth_year", allow_null=True)
    birth_place = s.CharField(source="person.birth_place")
    death_year = s.IntegerField(source="person.death_year", allow_null=True)
    portrait = PortraitSerializer(source="person", allow_null=True)
    biography = ProseSerializer(source="texts")
    as_of = s.CharField(source="biography.printed_as_of", default=None, allow_null=True)
    filmography = FilmographyLineSerializer(many=True)
    works = WorkSerializer(many=True)
    page = LinkField("person.get_absolute_url")
    address = AddressField("api:person_detail", "person.slug")
