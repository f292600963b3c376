from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from catalogue.desk import columns
from catalogue.desk.access import editions_for, selections_for, staff_of_the_desk
from catalogue.desk.balance import IN_HAND, SHOWN, Balance, Counted
from catalogue.desk.filters import DeskFilter
from catalogue.desk.tables import Table
from catalogue.facets import Facets
from catalogue.output.sheets import FORMATS_BY_ENDING, sheet_response

MOST_BESIDE = 3


def desk(view):
    """A page of the desk that changes nothing."""
    return require_safe(staff_of_the_desk(view))


@desk
def index(request):
    """The edition in hand: the newest there is, announced or not."""
    edition = editions_for(request.user).first()
    if not edition:
        raise Http404
    return redirect("desk:selection_table", edition.year)


def filter_of(request, edition):
    """What the address asks of an edition."""
    selections = selections_for(request.user).in_edition(edition.year)
    return DeskFilter(request.GET, selections, edition=edition)


def table_of(request, year):
    """The table that the address asks for."""
    desk_filter = filter_of(request, get_object_or_404(editions_for(request.user), year=year))
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
        "may_change": request.user.has_perm("catalogue.change_selection"),
    }
    return render(request, "catalogue/desk/selection_table.html", context)


@desk
def export(request, year, ending):
    """The table that the same query string shows, as a file."""
    if ending not in FORMATS_BY_ENDING:
        raise Http404
    return sheet_response(table_of(request, year).sheet(), ending)


@desk
def balance(request, year):
    """How many films there are of what, beside the editions that the address names."""
    edition = get_object_or_404(editions_for(request.user), year=year)
    editions = list(editions_for(request.user))
    years = request.GET.getlist("with")
    beside = [one for one in editions if str(one.year) in years and one != edition][:MOST_BESIDE]
    counted = [Counted(filter_of(request, edition), IN_HAND)]
    counted += [Counted(filter_of(request, other), SHOWN) for other in beside]
    context = {
        "edition": edition,
        "editions": editions,
        "beside": beside,
        "filter": counted[0].filter,
        "facets": Facets(counted[0].filter),
        "balance": Balance(counted),
        "kept": [(n, v) for n, values in request.GET.lists() if n != "with" for v in values],
    }
    return render(request, "catalogue/desk/balance.html", context)
