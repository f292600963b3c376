from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.cards import page_of_cards
from catalogue.models import Country, Selection
from catalogue.tiles import picture_of
from catalogue.views.editions import public_edition
from people.prepared import prepared


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
    edition, now = public_edition(year), timezone.now()
    page = page_of_cards(request, keys_from_country(slug, year, now))
    country = Country.objects.at_address(slug)
    if not country or not page.paginator.count:
        raise Http404
    context = {"edition": edition, "country": country, "page": page}
    return render(request, "catalogue/country_detail.html", context)


@prepared
def keys_from_country(slug, year, at):
    """What is public of an edition's films from a country, by title."""
    selections = Selection.objects.public(at).in_edition(year).from_countries([slug])
    return selections.sorted_by("title").values_list("pk", flat=True)
