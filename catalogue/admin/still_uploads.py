"""Many stills at once: each file is stored or refused by itself, and each refusal is a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import DatabaseError
from django.forms.widgets import Script
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from catalogue.models import Film, Still

MOST_FILES = 40
NOT_NOW = _("This file could not be stored now. Send it again in a minute.")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as they were sent: whether each is a picture is asked one by one."""

    widget = FilesInput

    def widget_attrs(self, widget):
        return {"accept": "image/jpeg,image/png,image/webp"}

    def clean(self, data, initial=None):
        if not data:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(data) > MOST_FILES:
            raise ValidationError(_("Send 40 files at a time at most."))
        return data


class StillsForm(forms.Form):
    files = FilesField(
        label=_("Files"), help_text=_("JPEG, PNG or WebP, 20 MB at most; several at once.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Still.Kind)
    credit = forms.CharField(
        label=_("Credit line"),
        max_length=Still._meta.get_field("credit").max_length,
        required=False,
        help_text=_("For all of these pictures; it can be changed for each."),
    )

    class Media:
        js = [Script("js/admin-uploads.js", type="module")]


@dataclass(frozen=True)
class Upload:
    """What became of one file: where its picture is, or the sentence it was refused with."""

    name: str
    picture: str = ""
    refusal: str = ""


def upload(film: Film, file: File, **told: str) -> Upload:
    """Stores the file as the film's last still, whole or not at all."""
    still = Still(film=film, position=film.stills.all().next_position(), **told)
    try:
        still.file.save(file.name, file)
    except ValidationError as refused:
        return Upload(file.name, refusal=" ".join(refused.messages))
    return Upload(file.name, still.file.smallest_url)


def upload_all(film: Film, files: Iterable[File], **told: str) -> list[Upload]:
    """
    Each by itself, in order. A disk that fails before anything is stored is everybody's matter and
    raises its error; after that each file it does not take is named, since the others are kept.
    """
    uploads = []
    for file in files:
        try:
            uploads.append(upload(film, file, **told))
        except (OSError, DatabaseError):
            if not any(one.picture for one in uploads):
                raise
            uploads.append(Upload(file.name, refusal=NOT_NOW))
    return uploads


class StillUploads:
    """For the admin of films: the page that takes many stills at once."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.stills_view)
        page = path("<path:object_id>/stills/", view, name="catalogue_film_stills")
        return [page, *super().get_urls()]

    def stills_view(self, request, object_id):
        film = self.get_object(request, unquote(object_id))
        if film is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.may_add_stills(request, film):
            raise PermissionDenied
        form = StillsForm(request.POST or None, request.FILES or None)
        sent = request.method == "POST" and form.is_valid()
        context = self.admin_site.each_context(request) | {
            "title": _("Upload stills"),
            "subtitle": film,
            "opts": self.opts,
            "film": film,
            "form": form,
            "uploads": self.store(request, film, form) if sent else [],
            "media": self.media + form.media,
        }
        return render(request, "admin/catalogue/film/stills.html", context)

    def may_add_stills(self, request, film):
        may_add = request.user.has_perm("catalogue.add_still")
        return may_add and self.has_change_permission(request, film)

    def store(self, request, film, form):
        told = {name: form.cleaned_data[name] for name in ("kind", "credit")}
        uploads = upload_all(film, form.cleaned_data["files"], **told)
        added = [one.name for one in uploads if one.picture]
        if added:
            names = [{"added": {"name": str(_("still")), "object": name}} for name in added]
            self.log_change(request, film, names)
        return uploads
