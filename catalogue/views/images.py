"""
Pictures: everybody's when the film or the person is public, before that the staff's alone.

The address of a picture never shows another one, so its name is its ETag. Who has seen it may
keep it for a month. A cache between us and many keeps it a second before it asks again, which
costs us one query and nobody a byte: no picture outlives the withdrawal of its film by more.
"""

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from catalogue.models import Selection, Still
from catalogue.scope import in_scope
from people.models import Person

CONTENT_TYPES = {
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
EVERYBODY_S = f"public, max-age={30 * 24 * 3600}, s-maxage=1"
STAFF_S = "private, no-store"


@require_safe
def still(request, name):
    """A film's picture or a rendition of it."""
    stills = Still.objects.called(name)
    found, cache = visible(request, Selection.objects.public().stills() & stills, stills)
    return picture(request, found.file, name, cache)


@require_safe
def portrait(request, name):
    """Somebody's portrait, public when a public film credits them."""
    people = Person.objects.with_portrait(name)
    found, cache = visible(request, Selection.objects.public().people() & people, people)
    return picture(request, found.portrait, name, cache)


@require_safe
def press_still(request, name):
    """A film's picture in its full size, to be printed: where it may be had."""
    stills = Still.objects.called(name).for_press().select_related("film")
    found, cache = visible(request, Selection.objects.public().stills() & stills, stills)
    if name != found.file.base_name:
        raise Http404
    return stored(request, found.file, found.file.name, cache, found.press_file_name)


def visible(request, public, all_of_them):
    """A public record or, for staff, any in reach; and how long its picture may be cached."""
    if found := public.first():
        return found, EVERYBODY_S
    if request.user.is_staff and (found := in_scope(all_of_them, request.user).first()):
        return found, STAFF_S
    raise Http404


def picture(request, file, name, cache):
    """A rendition; the picture itself is shown only while it has none, and to staff."""
    found = file.stored_as(name)
    is_whole = found == file.name and file.widths
    if not found or (is_whole and not request.user.is_staff):
        raise Http404
    return stored(request, file, found, STAFF_S if is_whole else cache)


def stored(request, file, name, cache, file_name=""):
    """The file, of a type that is ours to choose; or, to who has it, that it has not changed."""
    etag = quote_etag(name.rpartition("/")[2])
    response = get_conditional_response(request, etag)
    if not response:
        try:
            opened = file.storage.open(name)
        except FileNotFoundError as error:
            raise Http404 from error
        kind = CONTENT_TYPES[name.rpartition(".")[2]]
        response = FileResponse(
            opened, as_attachment=bool(file_name), filename=file_name, content_type=kind
        )
    response["ETag"], response["Cache-Control"] = etag, cache
    return response
