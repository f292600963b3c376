"""The model field that keeps a picture: checked when it is saved, with its renditions beside it."""

import re

from django.core.files.base import ContentFile
from django.db.models.fields.files import ImageField, ImageFieldFile
from django.urls import reverse

from people.pictures import RENDITIONS, Picture, checked, height_at, rendition_name

RENDITION = re.compile(rf"(\w+)-([1-9][0-9]{{0,4}})\.({'|'.join(RENDITIONS)})")


class PictureFile(ImageFieldFile):
    """A stored picture. Its addresses are those of our own views, which ask who may see it."""

    def save(self, name, content, save=True):
        """Stores it as it was checked, with its renditions; UnfitPictureError when it is none."""
        picture = content if isinstance(content, Picture) else checked(content)
        super().save(picture.name, picture, save=False)
        self.field.remember(self.instance, picture.widths, picture.size)
        try:
            for (width, ending), rendition in picture.renditions().items():
                self.storage.save(rendition_name(self.name, width, ending), ContentFile(rendition))
            if save:
                self.instance.save()
        except BaseException:
            self.discard()
            raise

    def discard(self):
        """Removes what was stored of it, for a picture that no record came to keep."""
        for name in self.names:
            self.storage.delete(name)

    def check_again(self):
        """
        Stores the picture anew, checked and with its renditions, and removes what it replaces; a
        picture that somebody exchanged in the meantime stays.
        """
        with self.open() as content:
            picture = checked(content)
        before, old_name = self.names, self.name
        self.save(picture.name, picture, save=False)
        new = {name: getattr(self.instance, name) for name in self.field.column_names}
        here = type(self.instance).objects.filter(pk=self.instance.pk)
        is_replaced = here.filter(**{self.field.name: old_name}).update(**new)
        for name in before if is_replaced else self.names:
            self.storage.delete(name)

    @property
    def names(self):
        """Its name in the storage, and those of its renditions."""
        return [self.name, *names_of_renditions(self.name, self.widths)]

    @property
    def widths(self):
        """The widths of the renditions there are, the smallest first; none of an old picture."""
        return getattr(self.instance, self.field.widths_field)

    @property
    def frame(self):
        """Its width and height in pixels, as its record knows them: the file is not opened."""
        fields = (self.field.width_field, self.field.height_field)
        return tuple(getattr(self.instance, field) for field in fields)

    @property
    def base_name(self):
        return self.name.rpartition("/")[2]

    @property
    def url(self):
        return reverse(self.field.view_name, args=[self.base_name])

    def rendition_url(self, width, ending="jpg"):
        """The rendition of that width; where there is none yet, the picture itself."""
        return rendition_name(self.url, width, ending) if self.widths else self.url

    @property
    def largest_name(self):
        """The name in the storage of the largest rendition a JPEG reader reads."""
        return rendition_name(self.name, self.widths[-1], "jpg") if self.widths else self.name

    @property
    def largest_url(self):
        return self.rendition_url(self.widths[-1] if self.widths else 0)

    @property
    def largest_frame(self):
        """The width and height of what `largest_url` shows."""
        width, height = self.frame
        shown = self.widths[-1] if self.widths else width
        return (shown, height_at(shown, width, height)) if width else (width, height)

    @property
    def smallest_url(self):
        return self.rendition_url(self.widths[0] if self.widths else 0)

    def srcset(self, ending, up_to=None):
        """`…-480.avif 480w, …-960.avif 960w`: all widths, or the first that reaches `up_to`."""
        stem = self.url.rpartition(".")[0]
        offered = []
        for width in self.widths:
            offered.append(f"{stem}-{width}.{ending} {width}w")
            if up_to and width >= up_to:
                break
        return ", ".join(offered)

    def stored_as(self, base_name):
        """The name in the storage of what is asked for by that name; None if it is not ours."""
        if base_name == self.base_name:
            return self.name
        asked = RENDITION.fullmatch(base_name)
        if asked and int(asked[2]) in self.widths:
            return rendition_name(self.name, int(asked[2]), asked[3])
        return None


class PictureField(ImageField):
    """
    `widths_field` and `bytes_field` name the fields, declared after it, that know its renditions'
    widths and its size; `view_name` the address it is served at.
    """

    attr_class = PictureFile

    def __init__(self, *args, widths_field=None, bytes_field=None, view_name=None, **kwargs):
        self.widths_field, self.bytes_field = widths_field, bytes_field
        self.view_name = view_name
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        own = ("widths_field", "bytes_field", "view_name")
        return name, path, args, kwargs | {key: getattr(self, key) for key in own}

    @property
    def column_names(self):
        own = (self.width_field, self.height_field, self.widths_field, self.bytes_field)
        return [self.name, *filter(None, own)]

    def pre_save(self, instance, add):
        file = super().pre_save(instance, add)
        if not file:
            self.remember(instance, [], 0)
        return file

    def remember(self, instance, widths, size):
        setattr(instance, self.widths_field, widths)
        if self.bytes_field:
            setattr(instance, self.bytes_field, size)


def names_of_renditions(name, widths):
    """The names in the storage of the renditions of those widths of a picture."""
    made = [(width, ending) for width in widths for ending in RENDITIONS]
    return [rendition_name(name, *rendition) for rendition in made]


def possible_originals(folder, base_name):
    """The names in the storage of the picture that is asked for by its own or a rendition's."""
    rendition = RENDITION.fullmatch(base_name)
    stem = rendition[1] if rendition else base_name.rpartition(".")[0]
    return [f"{folder}/{stem}.{ending}" for ending in ("jpg", "png", "webp")]
