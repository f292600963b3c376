from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

PAGES = [("desk:selection_table", _("Table"))]


@register.inclusion_tag("catalogue/desk/_head.html", takes_context=True)
def desk_head(context, edition):
    """The head of every page of the desk: the editions, and the edition's pages for this choice."""
    here = context["request"].resolver_match.view_name
    query = context["facets"].query()
    pages = [
        (name, f"{reverse(page, args=[edition.year])}?{query}", page == here)
        for page, name in PAGES
    ]
    return {
        "request": context["request"],
        "edition": edition,
        "editions": context["editions"],
        "pages": pages,
    }
