from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.models import Page


@require_safe
def page_detail(request, slug):
    """A plain page; a draft is answered like an address where nothing is."""
    page = Page.objects.public().prefetch_related("texts").get_at_address(slug)
    return render(request, "catalogue/page_detail.html", {"page": page})
