from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.desk import pictures

register = template.Library()

PAGES = [
    ("desk:selection_table", _("Table")),
    ("desk:balance", _("Balance")),
    ("desk:text_table", _("Texts")),
]


@register.inclusion_tag("catalogue/desk/_head.html", takes_context=True)
def desk_head(context, edition):
    """The head of every page of the desk: the editions, and the edition's pages for this choice."""
    here = context["request"].resolver_match.view_name
    query = f"?{context['facets'].query()}" if "facets" in context else ""
    pages = [
        (name, f"{reverse(page, args=[edition.year])}{query}", page == here) for page, name in PAGES
    ]
    return {
        "request": context["request"],
        "edition": edition,
        "editions": context["editions"],
        "pages": pages,
    }


@register.simple_tag
def bars(lines, balance):
    return pictures.bars_of(lines, [edition.year for edition in balance.editions])


@register.simple_tag
def runtime_columns(balance):
    return pictures.columns_of(balance.runtimes(), balance.slots)


@register.simple_tag
def country_grid(balance):
    return pictures.grid_of(balance.sections, balance.matrix)


@register.filter
def tone_at(lines, place):
    return lines[place].tone
