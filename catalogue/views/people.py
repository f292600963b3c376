from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue.known import give_selections
from catalogue.paging import page_of
from catalogue.person_page import PersonPage, illustrate, people_at, selections_crediting
from catalogue.remembered import state_of
from people.addresses import the_one_at


@require_safe
def person_detail(request, slug):
    """
    Somebody of the programme: what they did for all their films here, and who they are.

    It stands here and not in people/: who may be seen is for the selections to say.
    """
    now, language, state = timezone.now(), get_language(), state_of(request)
    person = the_one_at(slug, people_at(slug, now))
    selections = selections_crediting(person.pk, now, language)
    give_selections(selections, state)
    for selection in selections:
        selection.film.show_title(selection.local_title, language)
    page = PersonPage(person, selections, state)
    works = page_of(request, page.works)
    illustrate(works)
    context = {"person": person, "edition": page.edition, "page": page, "works": works}
    return render(request, "people/person_detail.html", context)
