from django import template
from django.urls import reverse

from catalogue.output.share_pictures import HEIGHT, WIDTH, card_of, shared_still

register = template.Library()


@register.simple_tag(takes_context=True)
def share_picture(context, film, selection):
    """
    The film's share picture. Its address ends in what it shows, so that a network which keeps
    pictures by their address fetches a changed one; the view answers without it just the same.
    """
    address = reverse("catalogue:share_picture", args=[film.slug])
    version = card_of(film, selection).digest[:8]
    still = shared_still(film.stills.all())
    return {
        "address": context["request"].build_absolute_uri(f"{address}?v={version}"),
        "width": WIDTH,
        "height": HEIGHT,
        "alt": " – ".join(filter(None, [film.shown_title, still and still.name])),
    }
