"""Pictures as they come in: what is let through, and how the form shows what is there."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000


class PictureInput(AdminFileWidget):
    """A file input beside the picture there is, which is fetched where staff may see it."""

    template_name = "admin/widgets/picture.html"

    def __init__(self, address, attrs=None):
        super().__init__(attrs)
        self.address = address

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["address"] = self.address(value.instance)
        return context


class PictureField(forms.ImageField):
    """
    A JPEG, PNG or WebP file of a reasonable size.

    Size, kind and pixels are judged by the header alone, before anything decodes the rest: 144
    megapixels of one colour are a small file. The name is made to fit the kind.
    """

    default_error_messages = {
        "too_big": _("This file has %(megabytes)d MB; 20 MB is the most."),
        "wrong_kind": _("This is not a picture we can use. Send a JPEG, PNG or WebP file."),
        "too_many_pixels": _("This picture has too many pixels; 60 megapixels is the most."),
    }
    default_validators = []

    def to_python(self, data):
        if data in self.empty_values:
            return None
        if data.size > MOST_BYTES:
            self.refuse("too_big", megabytes=data.size // (1024 * 1024))
        kind = self.judge(data)
        data.name = f"picture.{ENDINGS[kind]}"
        return super().to_python(data)

    def judge(self, data):
        """The kind of picture the header tells of."""
        data.seek(0)
        try:
            picture = Image.open(data, formats=list(ENDINGS))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            self.refuse("too_many_pixels")
        except Exception:  # a broken file breaks its reader in any way it likes
            self.refuse("wrong_kind")
        finally:
            data.seek(0)
        if picture.width * picture.height > MOST_PIXELS:
            self.refuse("too_many_pixels")
        return picture.format

    def refuse(self, code, **params):
        raise ValidationError(self.error_messages[code], code=code, params=params)
