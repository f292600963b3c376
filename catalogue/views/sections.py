from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.cards import page_of_cards
from catalogue.models import Programme, Selection
from catalogue.views.editions import public_edition
from people.addresses import the_one_at
from people.prepared import prepared


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
    edition, now = public_edition(year), timezone.now()
    section = the_one_at(slug, sections_at(slug, year, now))
    context = {
        "edition": edition,
        "section": section,
        "programmes": programmes_in_section(section.pk, edition.pk, now),
        "page": page_of_cards(request, keys_in_section(section.pk, edition.pk, now)),
    }
    return render(request, "catalogue/section_detail.html", context)


@prepared
def sections_at(slug, year, at):
    sections = Selection.objects.public(at).in_edition(year).sections()
    return sections.with_descriptions().at_addresses([slug])


@prepared
def programmes_in_section(section, edition, at):
    return Programme.objects.in_edition(edition).of(in_section(section, edition, at))


@prepared
def keys_in_section(section, edition, at):
    return in_section(section, edition, at).values_list("pk", flat=True)


def in_section(section, edition, at):
    """What is public of a section in an edition, by title."""
    return Selection.objects.public(at).of_section(section, edition).sorted_by("title")
