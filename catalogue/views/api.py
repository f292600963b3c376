from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.filters import ProgrammeFilter
from catalogue.models import Selection


@require_safe
def documentation(request):
    """How programs read the programme, for the people who write them."""
    edition = Selection.objects.public().editions().first()
    parameters = [(name, one.label) for name, one in ProgrammeFilter.base_filters.items()]
    return render(request, "catalogue/api.html", {"edition": edition, "parameters": parameters})
