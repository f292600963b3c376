from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalogue.filmographies import by_year
from catalogue.models import Selection
from catalogue.paging import page_of
from catalogue.works import works_of
from people.models import Biography


@require_safe
def person_detail(request, slug):
    """
    Somebody of the programme: the biography of their newest edition here, and all their films.

    It stands here and not in people/: who may be seen is for the selections to say.
    """
    person = Selection.objects.public().people().prefetch_related("names").at_address(slug)
    if not person:
        raise Http404
    if person.slug != slug:
        return redirect(person, permanent=True)
    selections = Selection.objects.crediting(person).with_visibility().for_listing()
    public = [selection for selection in selections if selection.is_public]
    written = Biography.objects.of(person).as_of(public[0].edition.year)
    biography = written.with_texts_and_filmography().first()
    context = {
        "person": person,
        "works": page_of(request, works_of(person.credits.for_film_page(), public)),
        "biography": biography,
        "years": by_year(biography.filmography.all(), selections) if biography else [],
    }
    return render(request, "people/person_detail.html", context)
