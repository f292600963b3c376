from datetime import timedelta

from django import template
from django.urls import reverse
from django.utils import timezone

register = template.Library()

NOT_A_CHOICE = ("page", "sort", "view")


@register.inclusion_tag("partials/_calendar.html", takes_context=True)
def calendar_links(context, name, *args, chosen=False):
    """
    Subscribe to a calendar, or load it once: by the name of its address and what stands in it.

    `chosen`: of what the visitor chose on this page, but for how it is sorted and paged.
    """
    request = context["request"]
    query = request.GET.copy() if chosen else {}
    for word in NOT_A_CHOICE:
        query.pop(word, None)
    address = reverse(f"catalogue:{name}", args=args, query=query)
    return {
        "address": address,
        "webcal": f"webcal://{request.get_host()}{address}",
        "is_ahead": is_ahead(context["edition"]),
    }


def is_ahead(edition):
    """Whether the schedule is out and the festival is not over, its last night included."""
    announced = edition.schedule_announced_at
    if not announced or announced > timezone.now():
        return False
    morning_after = edition.ends_on and edition.ends_on + timedelta(days=1)
    return not morning_after or timezone.localdate(timezone=edition.zone) <= morning_after
