from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from catalogue.models import Selection, Still
from catalogue.output import share_pictures


@require_safe
def share_picture(request, slug):
    """What a public film is shared with, in the page's language, by its newest selection."""
    public = Selection.objects.public()
    stills = Prefetch("stills", Still.objects.ready())
    film = public.films().prefetch_related("titles", stills).get_at_address(slug)
    card = share_pictures.card_of(film, public.of_film(film).for_film_page().first())
    etag = quote_etag(card.digest)
    response = get_conditional_response(request, etag) or HttpResponse(
        share_pictures.picture_of(card), content_type="image/jpeg"
    )
    response["ETag"], response["Cache-Control"] = etag, "public, max-age=3600, s-maxage=1"
    return response
