from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalogue.models import Page


@require_safe
def page_detail(request, slug):
    """A plain page; a draft is answered like an address where nothing is."""
    page = Page.objects.public().prefetch_related("texts").at_address(slug)
    if not page:
        raise Http404
    if page.slug != slug:
        return redirect(page, permanent=True)
    return render(request, "catalogue/page_detail.html", {"page": page})
