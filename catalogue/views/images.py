from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from catalogue.models import Selection, Still
from people.models import Person

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


@require_safe
def still(request, name):
    """A film's picture: everybody's when the film is public, before that only the staff's."""
    stills = Still.objects.called(name)
    public = Selection.objects.public().stills() & stills
    return picture(request, "file", public, stills)


@require_safe
def portrait(request, name):
    """Somebody's portrait: everybody's when a public film credits them."""
    people = Person.objects.with_portrait(name)
    public = Selection.objects.public().people() & people
    return picture(request, "portrait", public, people)


def picture(request, field, public, all_of_them):
    """
    The file, from the public ones or, for staff and kept out of every cache, from all.

    Its content type is ours to choose by the ending; what the file claims to be is not asked.
    """
    found = public.first()
    cache = "public, max-age=3600"
    if not found and request.user.is_staff:
        found, cache = all_of_them.first(), "private, no-store"
    file = getattr(found, field, None)
    kind = CONTENT_TYPES.get(file.name.rpartition(".")[2].lower()) if file else None
    if not kind or not file.storage.exists(file.name):
        raise Http404
    return FileResponse(file.open("rb"), content_type=kind, headers={"Cache-Control": cache})
