import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from catalogue.forms import AddFilmForm
from catalogue.models import Screening, Selection
from catalogue.my_programme import MyProgramme
from catalogue.planning.marks import read_marks
from catalogue.views.calendars import calendar

MOST_FOUND = 12
LONGEST_IN_QR_CODE = 2900  # bytes; the largest code holds 2,953


@require_safe
@conditional_page
def my_programme(request):
    """What the address marks, by day; nothing of it is kept on the server."""
    mine = MyProgramme(asked_marks(request), timezone.now())
    form = AddFilmForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = Selection.objects.public().matching(words).newest_of_each_film().for_listing()
    context = {
        "mine": mine,
        "address": address_of(request, mine.marks),
        "calendar": reverse("catalogue:my_programme_calendar") + mine.marks.query,
        "longest_in_qr_code": LONGEST_IN_QR_CODE,
        "form": form,
        "words": words,
        "found": [(one.film, mine.marks.adding(one.film.slug)) for one in found[:MOST_FOUND]],
    }
    return render(request, "catalogue/my_programme.html", context)


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def my_programme_qr(request):
    """The address of the same marks as a QR code; it says no more than was asked with."""
    address = address_of(request, asked_marks(request).marks)
    if len(address) > LONGEST_IN_QR_CODE:
        raise Http404
    response = HttpResponse(content_type="image/svg+xml")
    code = segno.make(address, error="l", micro=False)
    code.save(response, kind="svg", xmldecl=False, light="#fff", omitsize=True)
    return response


@require_safe
@conditional_page
def my_programme_calendar(request):
    """The marked screenings that are public; a film has none before one is chosen."""
    marks = asked_marks(request).marks
    screenings = Screening.objects.public().with_codes(marks.screenings).for_calendar()
    page = reverse("catalogue:my_programme") + marks.query
    return calendar(request, screenings, _("My programme"), page, request.path + marks.query)


def asked_marks(request):
    return read_marks(request.GET.getlist("film"), request.GET.getlist("screening"))


def address_of(request, marks):
    return request.build_absolute_uri(reverse("catalogue:my_programme") + marks.query)
