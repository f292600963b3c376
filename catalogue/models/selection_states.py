"""From idea to public: the states of a selection, and who may move it from one to another."""

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    CONSIDERED = "considered", _("considered")
    INVITED = "invited", _("invited")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")


NEW = None
ADD = "catalogue.add_selection"
INVITE = "catalogue.invite_selection"
CONFIRM = "catalogue.confirm_selection"
WITHDRAW = "catalogue.withdraw_selection"
ANNOUNCE = "catalogue.announce_selection"

# Each move there is, with the right it takes. Sections consider and invite; the lead's word makes
# a film part of the programme, and takes it out. What was withdrawn starts anew: nothing comes
# back before the public's eyes in one step.
MOVES = {
    (NEW, Status.CONSIDERED): ADD,
    (NEW, Status.INVITED): INVITE,
    (NEW, Status.CONFIRMED): CONFIRM,
    (Status.CONSIDERED, Status.INVITED): INVITE,
    (Status.INVITED, Status.CONSIDERED): INVITE,
    (Status.CONSIDERED, Status.CONFIRMED): CONFIRM,
    (Status.INVITED, Status.CONFIRMED): CONFIRM,
    (Status.CONFIRMED, Status.INVITED): CONFIRM,
    (Status.CONSIDERED, Status.WITHDRAWN): WITHDRAW,
    (Status.INVITED, Status.WITHDRAWN): WITHDRAW,
    (Status.CONFIRMED, Status.WITHDRAWN): WITHDRAW,
    (Status.WITHDRAWN, Status.CONSIDERED): WITHDRAW,
    (Status.WITHDRAWN, Status.INVITED): WITHDRAW,
}
NO_WAY = _("From “%(before)s” there is no way to “%(after)s”: %(ways)s.")
NOT_YOURS = _("Only somebody who may do more can make this “%(after)s”.")


def ways_from(status):
    """The states that a selection in this one, or a new one, may be moved to by somebody."""
    return [after for before, after in MOVES if before == status]


def choices_of(user, status):
    """The state it is in, if any, and those that somebody may move it to."""
    open_to = [after for after in ways_from(status) if user.has_perm(MOVES[status, after])]
    return [one for one in Status if one == status or one in open_to]


def check_move(user, before, after):
    """ValidationError, in a sentence, where there is no such move or it is not somebody's to do."""
    if before == after:
        return
    if (before, after) not in MOVES:
        ways = ", ".join(f"“{way.label}”" for way in ways_from(before))
        told = {"before": Status(before).label if before else "–", "ways": ways}
        raise ValidationError(NO_WAY, params=told | {"after": Status(after).label})
    if not user.has_perm(MOVES[before, after]):
        raise ValidationError(NOT_YOURS, params={"after": Status(after).label})
