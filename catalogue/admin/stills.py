from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from catalogue.admin.labels import LabelsField, NamedForm
from catalogue.models import Still
from people.admin.pictures import PictureField
from people.admin.rows import Cards


class StillForm(NamedForm):
    names = LabelsField(
        label=_("Alternative text"),
        required=False,
        help_text=_("What the picture shows, for people who do not see it."),
    )
    file = PictureField(label=_("File"))


class Stills(Cards):
    model = Still
    form = StillForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "file",
                    "names",
                    ("kind", "position", "focal_x", "focal_y"),
                    ("credit", "is_for_press"),
                ]
            },
        )
    ]

    class Media:
        js = [Script("js/admin-stills.js", type="module")]
