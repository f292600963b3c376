from django.contrib import admin
from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.hours import hour
from catalogue.admin.labels import NamedAdmin
from catalogue.admin.list_filters import (
    CountryFilter,
    MissingOfScreeningFilter,
    RuntimeFilter,
    SectionAloneFilter,
)
from catalogue.models import (
    Edition,
    ProgrammeSlot,
    Screen,
    Screening,
    ScreeningAccess,
    ScreeningGuest,
    ScreeningSubtitles,
    Venue,
    VenueDescription,
)
from people.admin.base import RecordAdmin
from people.admin.rows import Rows
from people.admin.texts import Texts
from people.history import recording
from people.models import Change
from people.questions import to_key


class Screens(Rows):
    model = Screen
    fields = ["position", "name", "capacity", "wheelchair_places", "has_induction_loop"]


class Descriptions(Texts):
    model = VenueDescription


@admin.register(Venue)
class VenueAdmin(NamedAdmin):
    fields = [
        "names",
        ("street", "postcode", "city"),
        ("latitude", "longitude"),
        "website",
        ("slug", "position"),
    ]
    inlines = [Screens, Descriptions]
    list_display = ["__str__", "city", "screen_count", "position"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(screen_count=Count("screens"))

    @admin.display(description=_("screens"), ordering="screen_count")
    def screen_count(self, venue):
        return venue.screen_count


@admin.register(Screen)
class ScreenAdmin(RecordAdmin):
    """Screens are entered on their venue's page; here they are found by the screening's."""

    list_display = ["__str__", "capacity", "wheelchair_places", "has_induction_loop"]
    list_select_related = ["venue"]
    list_filter = ["venue"]
    search_fields = ["name", "venue__slug"]
    fields = [
        "venue",
        ("name", "position"),
        ("capacity", "wheelchair_places", "has_induction_loop"),
    ]


class Subtitles(Rows):
    model = ScreeningSubtitles
    fields = ["position", "language", "delivery"]
    autocomplete_fields = ["language"]


class Access(Rows):
    model = ScreeningAccess
    fields = ["feature", "language", "status"]
    autocomplete_fields = ["language"]


class Guests(Rows):
    model = ScreeningGuest
    fields = ["part", "person", "is_confirmed"]
    autocomplete_fields = ["person"]


@admin.register(Screening)
class ScreeningAdmin(RecordAdmin):
    has_page = True
    fieldsets = [
        (None, {"fields": [("selection", "programme"), ("screen", "status")]}),
        (
            _("Hour"),
            {
                "fields": [
                    "starts_at",
                    ("introduction_minutes", "qa_minutes"),
                    ("ends", "was_to_start"),
                ]
            },
        ),
        (_("Language"), {"fields": [("dubbed_into", "voice_over_in"), "version_label"]}),
        (_("Tickets"), {"fields": ["ticket_url", ("code", "revision")]}),
    ]
    readonly_fields = ["ends", "was_to_start", "version_label", "code", "revision"]
    actions = [*RecordAdmin.actions, "confirm", "cancel"]
    table_fields = ["introduction_minutes", "qa_minutes", "ticket_url"]
    autocomplete_fields = ["selection", "programme", "screen", "dubbed_into", "voice_over_in"]
    inlines = [Subtitles, Access, Guests]
    list_display = ["starts", "shown", "screen", "version_label", "status", "minutes"]
    list_filter = [
        "edition",
        "status",
        SectionAloneFilter,
        "screen__venue",
        MissingOfScreeningFilter,
        RuntimeFilter,
        CountryFilter,
    ]
    list_select_related = [
        "edition",
        "selection__film",
        "programme",
        "screen__venue",
        "dubbed_into",
        "voice_over_in",
    ]
    list_prefetch = [
        "selection__film__film_languages__language",
        Prefetch("programme__slots", ProgrammeSlot.objects.select_related("selection__film")),
        "programme__slots__selection__film__film_languages__language",
        "subtitles__language",
    ]
    search_fields = [
        "code",
        "selection__film__folded_titles",
        "programme__slug",
        "screen__venue__slug",
    ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Hours are entered and shown as on the clocks of the edition's town."""
        with timezone.override(zone_of(request, object_id)):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if hasattr(response, "render") else response

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "starts_at":
            zone = timezone.get_current_timezone_name()
            kwargs["help_text"] = gettext("As on the clocks of %(zone)s.") % {"zone": zone}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.action(description=_("Confirm the selected screenings"), permissions=["change"])
    def confirm(self, request, screenings):
        self.set_status(request, screenings, Screening.Status.CONFIRMED)

    @admin.action(
        description=_("Cancel the selected screenings: they stay in the schedule and say so"),
        permissions=["change"],
    )
    def cancel(self, request, screenings):
        self.set_status(request, screenings, Screening.Status.CANCELLED)

    def set_status(self, request, screenings, status):
        """One by one, since each tells calendars of its own change."""
        changed = [screening for screening in screenings if screening.status != status]
        with recording(request.user, Change.Kind.SAVED, changed):
            for screening in changed:
                screening.status = status
                screening.save()
                self.log_change(request, screening, [{"changed": {"fields": [str(_("status"))]}}])
        said = ngettext(
            "%(count)s screening changed.", "%(count)s screenings changed.", len(changed)
        )
        self.message_user(request, said % {"count": len(changed)})

    def is_public(self, screening):
        return Screening.objects.public().filter(pk=screening.pk).exists()

    @admin.display(description=_("starts"), ordering="starts_at")
    def starts(self, screening):
        return hour(screening.starts_at, screening.edition.zone)

    @admin.display(description=_("film or programme"))
    def shown(self, screening):
        return screening.subject

    @admin.display(description=_("ends"))
    def ends(self, screening):
        return hour(screening.ends_at, screening.edition.zone) if screening.pk else hour(None)

    @admin.display(description=_("was to start"))
    def was_to_start(self, screening):
        moved = screening.previous_starts_at
        return hour(moved, screening.edition.zone) if moved else hour(None)

    @admin.display(description=_("version"))
    def version_label(self, screening):
        return screening.label if screening.pk else "–"

    @admin.display(description=_("minutes"))
    def minutes(self, screening):
        return screening.minutes


def zone_of(request, screening):
    """The zone of the edition chosen in the form, else the screening's, else the newest one's."""
    given = request.POST or request.GET
    keys = {
        "selections": given.get("selection"),
        "programmes": given.get("programme"),
        "screenings": screening,
    }
    for name, key in keys.items():
        if key and to_key(key):
            edition = Edition.objects.filter(**{name: to_key(key)}).first()
            if edition:
                return edition.zone
    newest = Edition.objects.first()
    return newest.zone if newest else timezone.get_default_timezone()
