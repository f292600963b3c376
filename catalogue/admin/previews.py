from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from catalogue.admin.hours import hour
from catalogue.models import PreviewLink
from people.admin.base import RecordAdmin


class PreviewLinkForm(forms.ModelForm):
    address = forms.CharField(
        label=_("Address"),
        required=False,
        widget=AdminTextInputWidget(attrs={"readonly": True}),
        help_text=_("To be sent to whom it is for, and to nobody else."),
    )
    revoke = forms.BooleanField(
        label=_("Revoke"), required=False, help_text=_("From then on it opens nothing.")
    )
    address_to_send = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["address"] = self.address_to_send


@admin.register(PreviewLink)
class PreviewLinkAdmin(RecordAdmin):
    """Made once, and from then on only revoked: a link that somebody has does not change."""

    form = PreviewLinkForm
    autocomplete_fields = ["selection"]
    list_display = ["selection", "note", "made", "maker", "until", "state", "opened"]
    list_select_related = ["selection__film", "selection__section", "selection__edition", "made_by"]
    search_fields = ["note", "selection__film__folded_titles"]
    actions = ["revoke"]

    def get_fields(self, request, obj=None):
        if not obj:
            return ["selection", "note", "days"]
        shown = ["selection", "note", "address", ("until", "state"), ("made", "maker"), "opened"]
        return shown if obj.revoked_at else [*shown, "revoke"]

    def get_readonly_fields(self, request, obj=None):
        return self.list_display if obj else []

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj:
            form.address_to_send = request.build_absolute_uri(obj.get_absolute_url())
        return form

    def save_model(self, request, link, form, change):
        if not change:
            link.made_by = request.user
        if form.cleaned_data.get("revoke"):
            link.revoke()
        elif not change:
            link.save()

    def response_add(self, request, link, post_url_continue=None):
        """To where its address stands."""
        self.message_user(request, _("The link is made."), messages.SUCCESS)
        return redirect("admin:catalogue_previewlink_change", link.pk)

    @admin.action(description=_("Revoke the selected links"), permissions=["change"])
    def revoke(self, request, links):
        for link in links:
            link.revoke()
            self.log_change(request, link, [{"changed": {"fields": [str(_("revoked at"))]}}])
        self.message_user(request, _("From now on they open nothing."))

    @admin.display(description=_("made"), ordering="made_at")
    def made(self, link):
        return hour(link.made_at, link.selection.edition.zone)

    @admin.display(description=_("by"))
    def maker(self, link):
        return str(link.made_by or "–")

    @admin.display(description=_("until"), ordering="expires_at")
    def until(self, link):
        return hour(link.expires_at, link.selection.edition.zone)

    @admin.display(description=_("state"))
    def state(self, link):
        if link.revoked_at:
            return _("revoked")
        return _("expired") if link.has_expired else _("open")

    @admin.display(description=_("opened"), ordering="times_opened")
    def opened(self, link):
        last = hour(link.last_opened_at, link.selection.edition.zone)
        return f"{link.times_opened}× · {last}" if link.times_opened else "0"
