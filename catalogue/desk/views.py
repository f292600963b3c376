from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.desk.filters import DeskFilter
from catalogue.facets import Facets
from catalogue.models import Edition, Selection
from catalogue.paging import page_of

PAGE_SIZE = 200


def desk(view):
    """A page of the desk: staff who may see selections, kept out of every cache."""
    may_see = permission_required("catalogue.view_selection", raise_exception=True)
    return require_safe(never_cache(staff_member_required(may_see(view), login_url="admin:login")))


@desk
def index(request):
    """The edition in hand: the newest there is, announced or not."""
    edition = Edition.objects.first()
    if not edition:
        raise Http404
    return redirect("desk:selection_table", edition.year)


@desk
def selection_table(request, year):
    """The whole selection of an edition, announced or not, in one table."""
    edition = get_object_or_404(Edition, year=year)
    desk_filter = DeskFilter(request.GET, Selection.objects.in_edition(year), edition=edition)
    context = {
        "edition": edition,
        "editions": Edition.objects.all(),
        "filter": desk_filter,
        "facets": Facets(desk_filter),
        "totals": desk_filter.qs.totals(),
        "page": page_of(request, desk_filter.qs.for_desk(), size=PAGE_SIZE),
    }
    return render(request, "catalogue/desk/selection_table.html", context)
