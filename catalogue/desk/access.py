"""Who sees what of the desk: asked here, and nowhere else."""

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, Q
from django.views.decorators.cache import never_cache

from catalogue.models import Assignment, Edition, Section, Selection
from catalogue.models.assignments import sees_every_section
from catalogue.scope import in_scope


def staff_of_the_desk(view):
    """Staff who may see selections; kept out of every cache."""
    may_see = permission_required("catalogue.view_selection", raise_exception=True)
    return never_cache(staff_member_required(may_see(view), login_url="admin:login"))


def selections_for(user):
    """The selections somebody may see: every page of the desk starts from these."""
    return Selection.objects.in_scope_of(user)


def sections_for(user, edition):
    """The sections of an edition that somebody may put a film into."""
    if sees_every_section(user):
        return Section.objects.all()
    given = Assignment.objects.of(user).filter(Q(edition=None) | Q(edition=edition))
    return Section.objects.filter(Exists(given.filter(section=OuterRef("pk"))))


def editions_for(user):
    return in_scope(Edition.objects.all(), user)
