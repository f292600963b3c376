from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue.paging import page_of
from catalogue.person_page import PersonPage, illustrate, people_at
from catalogue.remembered import state_of
from people.addresses import the_one_at


@require_safe
def person_detail(request, slug):
    """
    Somebody of the programme: what they did for all their films here, and who they are.

    It stands here and not in people/: who may be seen is for the selections to say.
    """
    now, language = timezone.now(), get_language()
    person = the_one_at(slug, people_at(slug, now))
    page = PersonPage(person, now, language, state_of(request))
    if not page.newest:  # hidden since it was asked who is there
        raise Http404
    works = page_of(request, page.listed)
    works.object_list = page.works_of(works.object_list)
    illustrate(works)
    context = {"person": person, "edition": page.edition, "page": page, "works": works}
    return render(request, "people/person_detail.html", context)
