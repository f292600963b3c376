from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.desk import columns
from catalogue.desk.filters import DeskFilter
from catalogue.desk.tables import Table
from catalogue.facets import Facets
from catalogue.models import Edition, Selection
from catalogue.output.sheets import FORMATS_BY_ENDING, sheet_response
from catalogue.scope import in_scope


def desk(view):
    """A page of the desk: staff who may see selections, kept out of every cache."""
    may_see = permission_required("catalogue.view_selection", raise_exception=True)
    return require_safe(never_cache(staff_member_required(may_see(view), login_url="admin:login")))


def editions_for(user):
    return in_scope(Edition.objects.all(), user)


@desk
def index(request):
    """The edition in hand: the newest there is, announced or not."""
    edition = editions_for(request.user).first()
    if not edition:
        raise Http404
    return redirect("desk:selection_table", edition.year)


def selections_for(user):
    """The selections somebody may see: every page of the desk starts from these."""
    return Selection.objects.in_scope_of(user)


def table_of(request, year):
    """The table that the address asks for."""
    edition = get_object_or_404(editions_for(request.user), year=year)
    selections = selections_for(request.user).in_edition(year)
    desk_filter = DeskFilter(request.GET, selections, edition=edition)
    return Table(desk_filter, Facets(desk_filter))


@desk
def selection_table(request, year):
    """The whole selection of an edition, announced or not, in one table."""
    table = table_of(request, year)
    context = {
        "edition": table.filter.edition,
        "editions": editions_for(request.user),
        "filter": table.filter,
        "facets": table.facets,
        "table": table,
        "columns": columns,
        "formats": FORMATS_BY_ENDING,
    }
    return render(request, "catalogue/desk/selection_table.html", context)


@desk
def export(request, year, ending):
    """The table that the same query string shows, as a file."""
    if ending not in FORMATS_BY_ENDING:
        raise Http404
    return sheet_response(table_of(request, year).sheet(), ending)
