"""What several records have in common: addresses, hours, prose, terms, pictures."""

from operator import attrgetter

from django.urls import reverse
from django.utils.translation import get_language
from rest_framework import serializers

from people.texts import text_in


class AddressField(serializers.URLField):
    """
    The absolute address of `name`, with the record's values of `attributes` as its arguments;
    before them the year of the list's edition where `in_edition`.
    """

    def __init__(self, name, *attributes, in_edition=False):
        self.url_name = name
        self.attributes = attributes
        self.in_edition = in_edition
        super().__init__(source="*", read_only=True)

    def to_representation(self, record):
        year = [self.context["year"]] if self.in_edition else []
        arguments = [*year, *(attrgetter(name)(record) for name in self.attributes)]
        return self.context["request"].build_absolute_uri(reverse(self.url_name, args=arguments))


class LinkField(serializers.URLField):
    """A path of this site as an absolute address: by default that of the record's own page."""

    def __init__(self, source="get_absolute_url"):
        super().__init__(source=source, read_only=True)

    def to_representation(self, path):
        return self.context["request"].build_absolute_uri(path)


class HourField(serializers.DateTimeField):
    """An instant of a screening on the clocks of its festival, with their distance from UTC."""

    def __init__(self, attribute, **options):
        self.attribute = attribute
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, screening):
        instant = getattr(screening, self.attribute)
        return instant.astimezone(screening.edition.zone).isoformat() if instant else None


class ProseSerializer(serializers.Serializer):
    """A text, and the language it is in: that of the address, or another where that is missing."""

    language = serializers.CharField()
    text = serializers.CharField(source="body")

    def __init__(self, **options):
        super().__init__(read_only=True, allow_null=True, **options)

    def to_representation(self, texts):
        text = text_in(getattr(texts, "all", lambda: texts)(), get_language())
        return super().to_representation(text) if text else None


class TermSerializer(serializers.Serializer):
    """A value of a closed list: what programs compare, and what people read."""

    code = serializers.CharField()
    name = serializers.CharField()


class ChoiceSerializer(TermSerializer):
    """A choice of the record's model as a term; null where none is made."""

    def __init__(self, field, source="*"):
        self.choice = field
        super().__init__(source=source, read_only=True, allow_null=True)

    def to_representation(self, record):
        code = getattr(record, self.choice)
        name = getattr(record, f"get_{self.choice}_display")
        return {"code": code, "name": str(name())} if code else None


class PremiereSerializer(TermSerializer):
    """The premiere status; its name says of which continent or country, where it is of one."""

    def __init__(self):
        super().__init__(source="*", read_only=True, allow_null=True)

    def to_representation(self, selection):
        code = selection.premiere_status
        return {"code": code, "name": str(selection.premiere)} if code else None


class ReferenceSerializer(serializers.Serializer):
    """Another record, by its slug and its name."""

    slug = serializers.CharField()
    name = serializers.CharField()


class FilmCountrySerializer(serializers.Serializer):
    code = serializers.CharField(source="country.code")
    slug = serializers.CharField(source="country.slug")
    name = serializers.CharField(source="country.name")


class FilmLanguageSerializer(serializers.Serializer):
    """A language spoken or sung; `zxx` is no dialogue."""

    code = serializers.CharField(source="language.code")
    slug = serializers.CharField(source="language.slug")
    name = serializers.CharField(source="language.name")


def frame_of(file):
    """The size of a picture as it is served: of its largest rendition."""
    return dict(zip(("width", "height"), file.largest_frame, strict=True))


class PictureSerializer(serializers.Serializer):
    address = LinkField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    alternative_text = serializers.CharField(source="name")
    credit = serializers.CharField()

    def to_representation(self, still):
        return super().to_representation(still) | frame_of(still.file)


class FirstPictureSerializer(PictureSerializer):
    """The first of several pictures; null where there is none."""

    def __init__(self, source):
        super().__init__(source=source, read_only=True, allow_null=True)

    def to_representation(self, pictures):
        return super().to_representation(pictures[0]) if pictures else None
