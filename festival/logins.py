"""
How often a login may be tried: by name and address together, by address, and by name. The last two
are wider, and do not hold for a name at an address from which it has logged in before: so neither
somebody who knows an editor's name nor somebody in the festival's own network locks the office out.
"""

import logging
from datetime import timedelta

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q, Sum
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from festival.identity import identity

FROM_AN_ADDRESS, FOR_A_NAME = 10, 5  # times as many as for both together
KNOWN_FOR = timedelta(days=90)
logger = logging.getLogger("festival.logins")


class Limits(AxesDatabaseHandler):
    def get_failures(self, request, credentials=None):
        """Of the limits that hold, how much of the fullest is used, counted in its tries."""
        name, address = tried_name(request, credentials), request.axes_ip_address
        is_named, is_from = Q(username=name), Q(ip_address=address)
        recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        used = recent.filter(is_named | is_from).aggregate(
            both=Sum("failures_since_start", filter=is_named & is_from, default=0),
            address=Sum("failures_since_start", filter=is_from, default=0),
            name=Sum("failures_since_start", filter=is_named, default=0),
        )
        if is_known(name, address):
            return used["both"]
        wider = (used["address"] // FROM_AN_ADDRESS, used["name"] // FOR_A_NAME)
        return max(used["both"], *wider)


def tried_name(request, credentials):
    """The name that a login was tried with; nobody's is longer than the column of names."""
    longest = get_user_model()._meta.get_field("username").max_length
    return str((credentials or request.POST).get("username") or "")[:longest]


def is_known(name, address):
    """Whether that name has logged in from there lately."""
    since = timezone.now() - KNOWN_FOR
    return AccessLog.objects.filter(
        username=name, ip_address=address, attempt_time__gte=since
    ).exists()


def refused(request, response, credentials):
    """The same for every name, there or not; the log names none."""
    minutes = settings.AXES_COOLOFF_TIME // timedelta(minutes=1)
    logger.warning("A login is refused after too many tries")
    page = render_to_string("429.html", {**identity(request), "minutes": minutes})
    return HttpResponse(page, status=429, headers={"Retry-After": minutes * 60})
