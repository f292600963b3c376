"""Pictures as they come in: how the form shows what is there, and says what is wrong."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget

from people.pictures import checked


class PictureInput(AdminFileWidget):
    """A file input beside the picture there is, as visitors see it."""

    template_name = "admin/widgets/picture.html"


class PictureField(forms.FileField):
    """A JPEG, PNG or WebP file of a reasonable size, as it is to be stored."""

    widget = PictureInput

    def to_python(self, data):
        return None if data in self.empty_values else checked(data)

    def widget_attrs(self, widget):
        return {"accept": "image/jpeg,image/png,image/webp"}
