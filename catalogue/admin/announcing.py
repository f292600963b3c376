"""“Announce these 12”: the list with what is missing, and the second, explicit act."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.hour_fields import HourField
from catalogue.admin.hours import hour
from catalogue.models.selection_states import ANNOUNCE
from catalogue.proof.announcing import NotReadyError, announce, candidates_of
from people.questions import to_key

MOST = 500


class AnnouncementForm(forms.Form):
    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=_("When"),
        choices=[(NOW, _("now")), (LATER, _("at this hour:"))],
        widget=forms.RadioSelect,
    )
    hour = HourField(label=_("Hour"), required=False)

    def __init__(self, edition, data=None):
        super().__init__(data, initial={"when": self.LATER})
        self.fields["hour"].told(edition.zone)

    def clean_hour(self):
        at, is_later = self.cleaned_data["hour"], self.data.get("when") == self.LATER
        if is_later and not at:
            raise ValidationError(_("Say at which hour."))
        if is_later and at <= timezone.now():
            raise ValidationError(_("This hour has passed. Choose “now”, or a later one."))
        return at if is_later else None


class Announcing:
    """For the admin of selections: an action that leads to a page, and that page."""

    actions = ["announce_these"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.announce_view)
        return [path("announce/", view, name="catalogue_selection_announce"), *super().get_urls()]

    def has_announce_permission(self, request):
        return request.user.has_perm(ANNOUNCE)

    @admin.action(description=_("Announce the selected films …"), permissions=["announce"])
    def announce_these(self, request, selections):
        keys = list(selections.order_by().values_list("pk", flat=True)[:MOST])
        return redirect(reverse("admin:catalogue_selection_announce", query={"selection": keys}))

    def announce_view(self, request):
        if not self.has_announce_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else request.GET
        keys = {to_key(key) for key in sent.getlist("selection")[: MOST + 1]} - {None}
        selections = self.get_queryset(request).filter(pk__in=keys)
        candidates = candidates_of(selections)
        if not candidates or len(keys) > MOST:
            raise Http404
        edition = candidates[0].selection.edition
        form = AnnouncementForm(edition, request.POST if request.method == "POST" else None)
        problem = problem_of(candidates, len(keys), edition)
        if form.is_bound and form.is_valid() and not problem:
            try:
                announced = announce(selections, form.cleaned_data["hour"], request.user)
            except NotReadyError:
                problem = gettext("Something changed meanwhile. Look at the list again.")
                candidates = candidates_of(selections)
            else:
                self.message_user(request, told(announced), messages.SUCCESS)
                return redirect("admin:catalogue_selection_changelist")
        context = self.admin_site.each_context(request) | {
            "title": ngettext("Announce this film", "Announce these %(count)s films", len(keys))
            % {"count": len(keys)},
            "opts": self.opts,
            "candidates": candidates,
            "edition": edition,
            "form": form,
            "problem": problem,
        }
        return TemplateResponse(request, "admin/catalogue/selection/announce.html", context)


def problem_of(candidates, asked, edition):
    """Why nothing can be announced, whatever hour is chosen; nothing where it can."""
    if len(candidates) < asked:
        return gettext("Some of the films you chose are not there any more.")
    if any(one.selection.edition_id != edition.pk for one in candidates):
        return gettext("They are of several editions. Announce the films of one at a time.")
    if waiting := sum(bool(one.obstacles) for one in candidates):
        return ngettext(
            "%(count)s film cannot go public yet. Mend it, or leave it out.",
            "%(count)s films cannot go public yet. Mend them, or leave them out.",
            waiting,
        ) % {"count": waiting}
    return ""


def told(announced):
    first = announced[0]
    said = ngettext(
        "%(count)s film is announced: public from %(hour)s.",
        "%(count)s films are announced: public from %(hour)s.",
        len(announced),
    )
    return said % {
        "count": len(announced),
        "hour": hour(first.announced_at, first.edition.zone),
    }
