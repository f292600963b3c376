"""Films announced together: what is still missing of each, what forbids it, and the act itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.models import Selection
from catalogue.proof.missing import Lack, lacks
from people.history import recording
from people.models import Change

# Pictures go public with their film, and these with the picture.
FORBIDDING = ("credit-line", f"alternative-text-{settings.LANGUAGE_CODE}")

NOT_CONFIRMED = _("It is “%(status)s”: only a confirmed film is announced.")
IS_PUBLIC = _("It is public already.")


class NotReadyError(Exception):
    """Some of the films may not be announced, or are not there any more."""


@dataclass(frozen=True)
class Candidate:
    """A selection to be announced, with what it lacks."""

    selection: Selection
    lacking: list[Lack]

    @property
    def obstacles(self) -> list[str | Promise]:
        """Why it must not go public, in sentences; none where it may."""
        said: list[str | Promise] = []
        if self.selection.status != Selection.Status.CONFIRMED:
            said.append(NOT_CONFIRMED % {"status": self.selection.get_status_display()})
        if self.selection.is_public:
            said.append(IS_PUBLIC)
        names = [str(lack.name) for lack in self.lacking if lack.key in FORBIDDING]
        return said + [_("A picture lacks its %(what)s.") % {"what": name} for name in names]

    @property
    def missing(self) -> list[str]:
        """What else is missing, which forbids nothing."""
        return [str(lack.name) for lack in self.lacking if lack.key not in FORBIDDING]


def candidates_of(selections) -> list[Candidate]:
    """Those of a queryset, by section and title."""
    found = lacks(selections)
    rows = selections.select_related("film", "section", "edition").with_visibility().with_hour()
    return [Candidate(one, found[one.pk]) for one in rows.sorted_by("section")]


def announce(selections, at: datetime | None, user) -> Sequence[Selection]:
    """
    Make all of them public at that instant, or now: together or not at all. NotReadyError where one
    may not be, as it is by then.
    """
    chosen = list(selections)
    with recording(user, Change.Kind.ANNOUNCED, chosen):
        candidates = candidates_of(selections)
        if len(candidates) < len(chosen) or any(one.obstacles for one in candidates):
            raise NotReadyError
        at = at or timezone.now()
        for selection in chosen:
            selection.announced_at = at
            selection.save(update_fields=["announced_at"])
    return chosen
