from django import template
from django.urls import reverse

from catalogue.models import Page
from catalogue.models.labels import label_in

register = template.Library()


@register.simple_tag(takes_context=True)
def pages_at_the_foot(context):
    """(name, address) of the plain pages, in this page's language."""
    revision = getattr(context.get("request"), "revision", "")
    return [
        (label_in(names), reverse("page_detail", args=[slug]))
        for slug, names in Page.objects.at_the_foot(revision)
    ]
