from datetime import timedelta

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models.films import FilmTitle
from catalogue.models.screenings import Screening
from catalogue.models.venues import Screen

# Who mends a slip at once has told nobody: within this time two changes are one, or none.
SETTLES_AFTER = timedelta(minutes=10)


class ScreeningChangeQuerySet(models.QuerySet):
    def public(self, at=None):
        """Changes anyone may know of; none of a screening that is hidden, or hidden again."""
        at = at or timezone.now()
        return self.filter(at__lte=at, screening__in=Screening.objects.public(at))

    def in_edition(self, year):
        return self.filter(screening__edition__year=year)

    def for_listing(self):
        """The newest first, with everything a line says of them, in two queries."""
        return (
            self.order_by("-at", "pk")
            .select_related(
                "screening__edition",
                "screening__selection__film",
                "screening__selection__section",
                "screening__programme__edition",
                "screening__programme__section",
                "screen__venue",
                "was_on__venue",
            )
            .prefetch_related(
                Prefetch("screening__selection__film__titles", FilmTitle.objects.local())
            )
        )

    def note(self, screening, was, was_public):
        """
        Keep what has to be told of a screening after it was saved.

        `was`: the same as it was stored before, None of a new one; `was_public`: whether anyone
        could know of it. Before the schedule is out there is nothing to tell.
        """
        mine, kind = self.filter(screening=screening), self.model.kind_of(screening, was)
        if not is_schedule_out(screening.edition):
            return
        if not was_public and kind != self.model.Kind.ADDED:
            mine.keep_up_with(screening)
        elif kind:
            change = self.model.of(screening, kind)
            if kind == self.model.Kind.MOVED:
                change.was_at, change.was_on = was.starts_at, was.screen
            change.settle(mine.order_by("-at", "-pk").first())

    def keep_up_with(self, screening):
        """What was added and is not public yet will be told as it is by then."""
        added = self.filter(kind=self.model.Kind.ADDED)
        if screening.is_cancelled:
            added.delete()
        else:
            added.update(starts_at=screening.starts_at, screen=screening.screen)

    def note_added(self, screenings):
        """Keep that these were added, all at once, where their schedule is out already."""
        self.bulk_create(
            self.model.of(one, self.model.Kind.ADDED)
            for one in screenings
            if is_schedule_out(one.edition) and one.status == Screening.Status.CONFIRMED
        )


def is_schedule_out(edition):
    announced = edition.schedule_announced_at
    return announced is not None and announced <= timezone.now()


def public_from(screening):
    """The hour of its film, where one film decides; a block of shorts has none of its own."""
    return screening.selection.public_from if screening.selection else None


class ScreeningChange(models.Model):
    """Something that became different after the schedule was out, and has to be told."""

    outlasts_restoring = True

    class Kind(models.TextChoices):
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("cancelled")
        RESTORED = "restored", _("takes place after all")
        ADDED = "added", _("added")

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("changed at"), db_index=True)
    starts_at = models.DateTimeField(_("starts at"))
    screen = models.ForeignKey(
        Screen, on_delete=models.SET_NULL, related_name="changes_to", null=True
    )
    was_at = models.DateTimeField(_("was to start at"), null=True)
    was_on = models.ForeignKey(
        Screen, on_delete=models.SET_NULL, related_name="changes_from", null=True
    )

    objects = ScreeningChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("schedule change")
        verbose_name_plural = _("schedule changes")
        ordering = ["-at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="moved") | Q(was_at__isnull=False),
                name="screening_change_moved_from_somewhere",
            )
        ]

    def __str__(self):
        return f"{self.screening.subject_title}: {self.get_kind_display()}"

    def get_absolute_url(self):
        return self.screening.get_absolute_url()

    @classmethod
    def of(cls, screening, kind):
        """A change to what it is now; told at once, or as soon as its film may be named."""
        at = max(filter(None, [timezone.now(), public_from(screening)]))
        where = {"starts_at": screening.starts_at, "screen": screening.screen}
        return cls(screening=screening, kind=kind, at=at, **where)

    @classmethod
    def kind_of(cls, screening, was):
        """What kind of change that is; None where it is nothing that has to be told."""
        if screening.status == Screening.Status.TENTATIVE:
            return None
        if was is None or was.status == Screening.Status.TENTATIVE:
            return None if screening.is_cancelled else cls.Kind.ADDED
        if screening.is_cancelled != was.is_cancelled:
            return cls.Kind.CANCELLED if screening.is_cancelled else cls.Kind.RESTORED
        is_there = (was.starts_at, was.screen_id) == (screening.starts_at, screening.screen_id)
        return None if is_there or screening.is_cancelled else cls.Kind.MOVED

    def settle(self, last):
        """Save it; made one with the screening's `last` change where that was but now."""
        kinds = (last and last.kind, self.kind)
        is_fresh = last is not None and self.at - last.at < SETTLES_AFTER
        if is_fresh and kinds == (self.Kind.CANCELLED, self.Kind.RESTORED):
            last.delete()
            return
        if kinds == (self.Kind.ADDED, self.Kind.ADDED):
            self.pk = last.pk
        elif is_fresh and self.kind == self.Kind.MOVED and kinds[0] in (self.kind, self.Kind.ADDED):
            self.pk, self.kind, self.was_at, self.was_on = (
                last.pk,
                last.kind,
                last.was_at,
                last.was_on,
            )
        if self.was_at and (self.was_at, self.was_on_id) == (self.starts_at, self.screen_id):
            self.delete()
        else:
            self.save()

    @property
    def sentence(self):
        """Moved from Friday, 13 February, 18:00, Odeon 2 to Saturday, 14 February, 20:00, Rex."""
        words = {
            self.Kind.MOVED: gettext("Moved from %(was)s to %(now)s."),
            self.Kind.CANCELLED: gettext("Cancelled: %(now)s."),
            self.Kind.RESTORED: gettext("Takes place after all: %(now)s."),
            self.Kind.ADDED: gettext("Added: %(now)s."),
        }[self.kind]
        return words % {
            "was": self.was_at and self.place(self.was_at, self.was_on),
            "now": self.place(self.starts_at, self.screen),
        }

    def place(self, hour, screen):
        """Friday, 13 February, 18:00, Odeon 2; of a screen that is gone, the hour alone."""
        here = timezone.localtime(hour, self.screening.edition.zone)
        day = date_format(here, gettext("l, j F"))
        return ", ".join(filter(None, [day, time_format(here), str(screen or "")]))
