from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from catalogue.models import ScreeningChange, Selection
from catalogue.output import feeds
from catalogue.views.editions import public_edition


def feed_page(view):
    """A feed that caches may keep, and ask about: an unchanged one is not sent again."""
    return require_safe(conditional_page(view))


@feed_page
def announcements(request):
    """The films of every edition, the last announced first."""
    newest = Selection.objects.public().for_announcements()[: feeds.MOST_ENTRIES]
    name = f"{_('Announcements')} · {settings.FESTIVAL_NAME}"
    links = links_of(request, reverse("home"))
    return answer(feeds.announcements(newest, name, "announcements", links))


@feed_page
def edition_announcements(request, year):
    edition = public_edition(year)
    newest = Selection.objects.public().in_edition(year).for_announcements()
    name = f"{_('Announcements')} · {edition}"
    links = links_of(request, edition.get_absolute_url())
    key = f"announcements/{year}"
    return answer(feeds.announcements(newest[: feeds.MOST_ENTRIES], name, key, links))


@feed_page
def schedule_changes_feed(request, year):
    edition = public_edition(year)
    newest = ScreeningChange.objects.public().in_edition(year).for_listing()
    name = f"{_('Schedule changes')} · {edition}"
    links = links_of(request, reverse("catalogue:schedule_changes", args=[year]))
    key = f"changes/{year}"
    return answer(feeds.schedule_changes(newest[: feeds.MOST_ENTRIES], name, key, links))


def links_of(request, page):
    return feeds.Links(page, request.path, request.build_absolute_uri)


def answer(feed):
    headers = {"Cache-Control": "public, no-cache"}
    return HttpResponse(feed, content_type=Atom1Feed.content_type, headers=headers)
