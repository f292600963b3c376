from django.contrib import admin
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from catalogue.admin.labels import LabelsField, NamedForm
from catalogue.models import Still
from people.admin.pictures import PictureField, PictureInput
from people.admin.rows import Cards


class StillInput(PictureInput):
    """A file input beside the picture there is, with a handle for its focal point."""

    template_name = "admin/widgets/still.html"


class StillForm(NamedForm):
    names = LabelsField(
        label=_("Alternative text"),
        required=False,
        help_text=_("What the picture shows, for people who do not see it."),
    )
    file = PictureField(label=_("File"), widget=StillInput)


class Stills(Cards):
    model = Still
    form = StillForm
    readonly_fields = ["shown"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "file",
                    "names",
                    ("kind", "position", "focal_x", "focal_y"),
                    ("credit", "is_for_press"),
                    "shown",
                ]
            },
        )
    ]

    class Media:
        js = [Script("js/admin-stills.js", type="module")]

    @admin.display(description=_("As visitors see it"))
    def shown(self, still):
        """Its previews, and what it lacks before anybody sees it."""
        return render_to_string("admin/_still_shown.html", {"still": still}) if still.pk else "–"
