from django import template

from people.models import SavedView
from people.models.saved_views import normalised

register = template.Library()


@register.inclusion_tag("catalogue/desk/_saved_views.html", takes_context=True)
def saved_views(context):
    """The views kept of this very list, and the form that keeps it as it stands; one query."""
    request = context["request"]
    views = SavedView.objects.on_page(request.resolver_match.view_name).open_to(request.user)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "views": views,
        "now": normalised(request.META["QUERY_STRING"]),
    }
