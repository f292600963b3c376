from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.models import Selection
from catalogue.paging import page_of
from catalogue.person_page import PersonPage, illustrate


@require_safe
def person_detail(request, slug):
    """
    Somebody of the programme: what they did for all their films here, and who they are.

    It stands here and not in people/: who may be seen is for the selections to say.
    """
    person = Selection.objects.public().people().prefetch_related("names").get_at_address(slug)
    selections = Selection.objects.crediting(person).with_visibility().for_person_page()
    page = PersonPage(person, selections)
    works = page_of(request, page.works)
    illustrate(works)
    context = {"person": person, "edition": page.edition, "page": page, "works": works}
    return render(request, "people/person_detail.html", context)
