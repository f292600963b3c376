from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.cards import page_of_cards
from catalogue.models import Selection
from catalogue.tiles import picture_of
from catalogue.views.editions import public_edition


@require_safe
def country_list(request, year):
    """Every country the edition has films from, by the page's language's alphabet."""
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year)
    countries = selections.countries().with_counts(selections)
    countries = sorted(countries, key=lambda country: country.filed_name)
    context = {
        "edition": edition,
        "countries": countries,
        "picture": picture_of(countries),
        "most": max((country.film_count for country in countries), default=0),
    }
    return render(request, "catalogue/country_list.html", context)


@require_safe
def country_detail(request, year, slug):
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year).from_countries([slug])
    country = selections.countries().at_address(slug)
    if not country:
        raise Http404
    page = page_of_cards(request, selections.sorted_by("title"))
    context = {"edition": edition, "country": country, "page": page}
    return render(request, "catalogue/country_detail.html", context)
