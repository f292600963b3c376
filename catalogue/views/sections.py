from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.cards import page_of_cards
from catalogue.models import Programme, Selection
from catalogue.views.editions import public_edition


@require_safe
def section_list(request, year):
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year)
    sections = selections.sections().with_counts(selections).with_descriptions()
    return render(
        request, "catalogue/section_list.html", {"edition": edition, "sections": sections}
    )


@require_safe
def section_detail(request, year, slug):
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year)
    section = selections.sections().with_descriptions().get_at_address(slug)
    selections = selections.in_sections([slug])
    context = {
        "edition": edition,
        "section": section,
        "programmes": Programme.objects.of(selections),
        "page": page_of_cards(request, selections.sorted_by("title")),
    }
    return render(request, "catalogue/section_detail.html", context)
