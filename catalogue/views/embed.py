from csp.decorators import csp_replace
from django import forms
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from catalogue.filters import ProgrammeFilter
from catalogue.models import Selection
from catalogue.output import oembed as embedding
from catalogue.output.open import open_to_all
from catalogue.output.queries import query_of
from catalogue.views.editions import public_edition

MOST_FILMS = 24


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def programme_embed(request, year):
    """A list of films for other sites to frame: the one page of ours that they may."""
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year)
    chosen = ProgrammeFilter(request.GET, selections, edition=edition)
    context = {
        "edition": edition,
        "count": chosen.qs.count(),
        "selections": chosen.qs.for_listing()[:MOST_FILMS],
        "query": query_of(chosen.choice),
        "problems": chosen.problems(),
    }
    return render(request, "catalogue/programme_embed.html", context)


class SizeForm(forms.Form):
    """The most room the other site has for what it embeds, in pixels."""

    maxwidth = forms.IntegerField(required=False, min_value=1, max_value=10_000)
    maxheight = forms.IntegerField(required=False, min_value=1, max_value=10_000)


@require_safe
def oembed(request):
    """oEmbed's answer about a page of ours: 404 for any other, 501 for any format but JSON."""
    if request.GET.get("format", "json") != "json":
        return refused(_("There is JSON here and nothing else."), 501)
    size = SizeForm(request.GET)
    if not size.is_valid():
        return refused(_("These parameters cannot be read."), 400)
    room = {
        "most_wide": size.cleaned_data["maxwidth"] or embedding.WIDTH,
        "most_high": size.cleaned_data["maxheight"] or embedding.HEIGHT,
    }
    told = embedding.describe(request.GET.get("url", ""), request, **room)
    return open_to_all(JsonResponse(told)) if told else refused(_("This page is not here."), 404)


def refused(sentence, status):
    return open_to_all(JsonResponse({"detail": sentence}, status=status))
