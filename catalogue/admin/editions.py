from zoneinfo import ZoneInfo, available_timezones

from django.contrib import admin
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from catalogue.admin.given import check_given
from catalogue.admin.hour_fields import HourField, HourForm
from catalogue.admin.hours import hour
from catalogue.admin.labels import NamedAdmin, NamedForm
from catalogue.models import (
    Edition,
    Programme,
    ProgrammeSlot,
    Section,
    SectionAnnouncement,
    SectionDescription,
    Selection,
)
from people.admin.base import RecordAdmin
from people.admin.rows import RowFormSet, Rows
from people.admin.texts import Texts


def counted_for(request):
    """The number of selections, among those somebody may reach."""
    reached = Selection.objects.in_scope_of(request.user)
    return Count("selections", filter=Q(selections__in=reached))


class EditionForm(HourForm):
    announced_at = HourField(
        label=_("Announced at"),
        required=False,
        help_text=_("Confirmed selections are public from this hour on. Empty: not yet."),
    )
    schedule_announced_at = HourField(
        label=_("Schedule announced at"),
        required=False,
        help_text=_("Confirmed screenings are public from this hour on. Empty: not yet."),
    )

    def zone_of_hours(self):
        """That of the edition, or the one it is being given."""
        sent = self["time_zone"].data if self.is_bound and "time_zone" in self.fields else None
        known = sent if sent in available_timezones() else self.instance.time_zone
        return ZoneInfo(known)


class SectionHourForm(HourForm):
    announced_at = HourField(label=_("Announced at"))


class SectionHourFormSet(RowFormSet):
    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.tell_zone(self.instance.zone)
        return form


class SectionHours(Rows):
    """Sections that go public at an hour of their own."""

    model = SectionAnnouncement
    form = SectionHourForm
    formset = SectionHourFormSet
    verbose_name = _("section with an hour of its own")
    verbose_name_plural = _("sections with an hour of their own")
    fields = ["section", "announced_at", "public_from"]
    readonly_fields = ["public_from"]
    autocomplete_fields = ["section"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("section", "edition")

    @admin.display(description=_("public from"))
    def public_from(self, announcement):
        return hour(announcement.announced_at, announcement.edition.zone)


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    has_page = True
    form = EditionForm
    inlines = [SectionHours]
    fieldsets = [
        (None, {"fields": [("year", "name"), ("starts_on", "ends_on", "time_zone")]}),
        (_("Announcement"), {"fields": [("announced_at", "schedule_announced_at"), "public_from"]}),
        (_("Lengths"), {"fields": [("short_up_to_minutes", "feature_from_minutes")]}),
    ]
    readonly_fields = ["public_from"]
    list_display = ["name", "year", "starts_on", "ends_on", "public_from", "selection_count"]
    search_fields = ["name", "year"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(selection_count=counted_for(request))

    def is_public(self, edition):
        return Selection.objects.public().editions().filter(pk=edition.pk).exists()

    @admin.display(description=_("selections"), ordering="selection_count")
    def selection_count(self, edition):
        return edition.selection_count

    @admin.display(description=_("public from"), ordering="announced_at")
    def public_from(self, edition):
        return hour(edition.announced_at, edition.zone)


class Descriptions(Texts):
    model = SectionDescription


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    fields = ["names", "slug", ("colour", "position")]
    inlines = [Descriptions]
    list_display = ["__str__", "slug", "colour", "position", "selection_count"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(selection_count=counted_for(request))

    @admin.display(description=_("selections"), ordering="selection_count")
    def selection_count(self, section):
        return section.selection_count


class SlotFormSet(RowFormSet):
    def clean(self):
        """Every film of the programme's edition: those that stand there already count too."""
        super().clean()
        kept = [form for form in self.forms if form.instance.selection_id and form.is_valid()]
        for form in kept:
            is_elsewhere = form.instance.selection.edition_id != self.instance.edition_id
            if is_elsewhere and not self._should_delete_form(form):
                form.add_error("selection", _("This is of another edition."))


class Slots(Rows):
    model = ProgrammeSlot
    formset = SlotFormSet
    verbose_name_plural = _("films, in order")
    fields = ["position", "selection"]
    autocomplete_fields = ["selection"]

    def get_queryset(self, request):
        slots = super().get_queryset(request)
        return slots.select_related("selection__film", "selection__section", "selection__edition")


class ProgrammeForm(NamedForm):
    user = None

    def clean(self):
        cleaned = super().clean()
        check_given(self)
        return cleaned


@admin.register(Programme)
class ProgrammeAdmin(NamedAdmin):
    has_page = True
    form = ProgrammeForm
    fields = ["names", ("edition", "section", "position"), "slug", "runtime"]
    autocomplete_fields = ["edition", "section"]
    readonly_fields = ["runtime"]
    inlines = [Slots]
    list_display = ["__str__", "edition", "section", "films", "runtime"]
    list_select_related = ["edition", "section"]
    list_filter = ["edition", "section"]

    def get_queryset(self, request):
        programmes = super().get_queryset(request).select_related("edition", "section")
        reached = Q(selections__in=Selection.objects.in_scope_of(request.user))
        return programmes.annotate(
            film_count=Count("selections", filter=reached),
            minutes=Sum("selections__film__runtime_minutes", filter=reached),
        )

    def is_public(self, programme):
        return Selection.objects.public().filter(slots__programme=programme).exists()

    @admin.display(description=_("films"), ordering="film_count")
    def films(self, programme):
        return programme.film_count

    @admin.display(description=_("runtime"), ordering="minutes")
    def runtime(self, programme):
        minutes = getattr(programme, "minutes", None)
        return f"{minutes}′" if minutes else None
