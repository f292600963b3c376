"""
Atom feeds (RFC 4287): what was announced, and what changed in the schedule.

The ids of feeds and entries are tags under the festival's domain: they stay when the site moves,
and differ by language, as an entry in another language is another entry.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.models import ScreeningChange, Selection
from catalogue.output.texts import beginning, plain
from catalogue.templatetags.programme import runtime

MOST_ENTRIES = 100
TAGS_SINCE = 2026  # RFC 4151: from when on the domain's owner gives out these tags


@dataclass(frozen=True)
class Links:
    """The page that shows the same to people, and the feed's own address."""

    page: str
    feed: str
    absolute: Callable[[str], str]  # makes a path of the site an address


def announcements(selections: Iterable[Selection], name: str, key: str, links: Links) -> bytes:
    """Films as they were announced; the selections come with what `for_announcements` fetches."""
    feed = atom(name, key, links)
    for selection in selections:
        film = selection.film
        feed.add_item(
            title=plain(film.shown_title),
            link=links.absolute(film.get_absolute_url()),
            description=paragraphs([about(selection), *beginning(film.synopses.all())]),
            pubdate=selection.public_from,
            updateddate=selection.public_from,
            unique_id=tag(f"selections/{selection.pk}"),
            categories=[plain(str(selection.section))],
        )
    return feed.writeString("utf-8")


def schedule_changes(
    changes: Iterable[ScreeningChange], name: str, key: str, links: Links
) -> bytes:
    feed = atom(name, key, links)
    for change in changes:
        title = f"{change.screening.subject_title}: {change.get_kind_display()}"
        feed.add_item(
            title=plain(title),
            link=links.absolute(change.get_absolute_url()),
            description=paragraphs([change.sentence]),
            pubdate=change.at,
            updateddate=change.at,
            unique_id=tag(f"screenings/{change.screening.code}/changes/{change.pk}"),
            categories=[plain(str(change.screening.section))],
        )
    return feed.writeString("utf-8")


class Feed(Atom1Feed):
    def latest_post_date(self):
        """Of a feed without entries an hour that stays: by Django's, no two answers are alike."""
        return super().latest_post_date() if self.items else datetime(TAGS_SINCE, 1, 1, tzinfo=UTC)


def atom(name, key, links):
    return Feed(
        title=plain(name),
        link=links.absolute(links.page),
        description=None,
        language=get_language(),
        feed_url=links.absolute(links.feed),
        feed_guid=tag(key),
        author_name=settings.FESTIVAL_NAME,
    )


def tag(what: str) -> str:
    return f"tag:{settings.FESTIVAL_DOMAIN},{TAGS_SINCE}:{what}/{get_language()}"


def about(selection: Selection) -> str:
    """by Bas Devos · Panorama · Belgium 2023 · 82′"""
    film = selection.film
    by = ", ".join(credit.printed_name for credit in film.directing)
    countries = " / ".join(str(row.country) for row in film.film_countries.all())
    facts = [
        f"{_('by')} {by}" if by else "",
        str(selection.section),
        f"{countries} {film.year or ''}".strip(),
        runtime(film.runtime_minutes),
    ]
    return " · ".join(filter(None, facts))


def paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(plain(line))}</p>" for line in lines)
