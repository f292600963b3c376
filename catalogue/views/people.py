from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalogue.filmographies import by_year
from catalogue.models import Credit, Selection
from catalogue.works import works_of
from people.models import Biography


@require_safe
def person_detail(request, slug):
    """
    Somebody of the programme: the newest biography, and every film of ours they worked on.

    It stands here and not in people/: who may be seen is for the selections to say.
    """
    selections = Selection.objects.public()
    person = selections.people().prefetch_related("names").at_address(slug)
    if not person:
        raise Http404
    if person.slug != slug:
        return redirect(person, permanent=True)
    credits = Credit.objects.filter(person=person, film__in=selections.values("film"))
    shown = selections.filter(film__credits__person=person).distinct().for_listing()
    works = works_of(credits.for_film_page(), shown)
    biography = Biography.objects.with_texts_and_filmography().filter(person=person).first()
    own = [work.selection for work in works]
    context = {
        "person": person,
        "works": works,
        "biography": biography,
        "years": by_year(biography.filmography.all(), own) if biography else [],
    }
    return render(request, "people/person_detail.html", context)
