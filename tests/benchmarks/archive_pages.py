"""
The other end of tests.benchmarks.archive: says which pages there are, then reads a page's name
from its input and writes what that page costs, until the input ends.
"""

import gc
import json
import sys
import time

import django

ROUNDS = 5
MOST_SECONDS = 5  # for one page; what is slower is asked less often


def addresses():
    """{name of a page: address}, of the newest edition and of the records with most to show."""
    from django.db.models import Count

    from catalogue.models import Edition, FilmCountry, Screening, Selection
    from people.models import Person

    year = Edition.objects.order_by("-year").values_list("year", flat=True).first()
    public = Selection.objects.public().in_edition(year)
    film = public.order_by("pk")[20].film
    first = Screening.objects.public().in_edition(year).order_by("pk").first()
    day = first.starts_at.date()
    house = first.screen.venue.slug
    block = public.filter(slots__isnull=False).first().slots.first().programme.slug
    country = (
        FilmCountry.objects.filter(film__selections__in=public)
        .values_list("country__slug")
        .annotate(count=Count("pk"))
        .order_by("-count")[0][0]
    )
    people = Person.objects.filter(credits__film__selections__in=public)
    people = people.annotate(count=Count("credits")).order_by("count", "pk")
    busiest = Person.objects.annotate(count=Count("credits")).order_by("-count", "pk").first()
    return {
        "home": "/",
        "archive": "/archive/",
        "edition": f"/{year}/",
        "programme": f"/{year}/programme/",
        "programme, last page": f"/{year}/programme/?page=999",
        "programme, filtered": f"/{year}/programme/?section=panorama&country={country}&sort=-year",
        "programme, list by country": f"/{year}/programme/?view=list&sort=country",
        "programme, A-Z": f"/{year}/programme/?view=a-z",
        "programme, by screening": f"/{year}/programme/?sort=screening&understood_in=english",
        "programme, words": f"/{year}/programme/?q=harbour",
        "programme, two letters": f"/{year}/programme/?q=ma",
        "booklet": f"/{year}/programme/booklet/",
        "embedded": f"/{year}/programme/embed/",
        "programme of shorts": f"/{year}/programmes/{block}/",
        "sections": f"/{year}/sections/",
        "section": f"/{year}/sections/panorama/",
        "section, last page": f"/{year}/sections/panorama/?page=999",
        "countries": f"/{year}/countries/",
        "country": f"/{year}/countries/{country}/",
        "country, last page": f"/{year}/countries/{country}/?page=999",
        "runtimes": f"/{year}/runtime/",
        "runtime": f"/{year}/runtime/90-119/",
        "film": film.get_absolute_url(),
        "film, German": f"/de{film.get_absolute_url()}",
        "person": people[len(people) // 2].get_absolute_url(),
        "person, busiest of the edition": people.last().get_absolute_url(),
        "person, busiest of all": busiest.get_absolute_url(),
        "person, last page": f"{busiest.get_absolute_url()}?page=999",
        "schedule": f"/{year}/schedule/",
        "day": f"/{year}/schedule/{day}/",
        "day, grid": f"/{year}/schedule/{day}/grid/",
        "venue": f"/{year}/venues/{house}/",
        "changes": f"/{year}/schedule/changes/",
        "my programme": f"/my-programme/?film={film.slug}&screening={first.code}",
        **searches("search", "/search/?q=", busiest),
        "search, last page": "/search/?q=harbour&page=999",
        "search, people's last page": "/search/?q=ma&people=999",
        **searches("suggestions", "/search/suggestions/?q=", busiest),
        "no such film": "/films/the-last-harbor-20026/",
        "no such person": f"/people/{busiest.slug[:-1]}/",
        "no such section": f"/{year}/sections/panorma/",
        "no such country": f"/{year}/countries/{country[:-1]}/",
        "no such address": "/nothing/of/this/",
        "sitemap": "/sitemap.xml",
        "sitemap of films": "/sitemaps/films-1.xml",
        "sitemap of people, last": f"/sitemaps/people-{last_sitemap()}.xml",
        "sitemap of days": "/sitemaps/days-1.xml",
        "announcements": "/announcements.atom",
        "announcements of the edition": f"/{year}/announcements.atom",
        "calendar of a film": f"{film.get_absolute_url()}calendar.ics",
        "calendar of a screening": f"/{year}/screenings/{first.code}.ics",
        "calendar of a section": f"/{year}/sections/panorama/calendar.ics",
        "calendar of the programme": f"/{year}/programme/calendar.ics",
        "oembed": f"/oembed/?url=http://testserver{film.get_absolute_url()}",
        "API, editions": "/api/1/editions/",
        "API, films": f"/api/1/{year}/films/",
        "API, film": f"/api/1{film.get_absolute_url()}",
        "API, person": f"/api/1{busiest.get_absolute_url()}",
        "API, people": "/api/1/people/",
        "API, people's last page": f"/api/1/people/?page={last_of_people()}",
        "API, people by words": "/api/1/people/?q=ma",
        "API, screenings": f"/api/1/{year}/screenings/",
    }


def searches(name, start, person):
    asked = {
        "two letters": "ma",
        "two letters of names alone": "ka",
        "two letters of all": "th",
        "three letters": "har",
        "a common word": "harbour",
        "two words": "the last harbour",
        "five words": "a night porter waits for",
        "a name": person.name,
        "a country": "france",
        "German": "fluss",
        "misspelt": "harbuor",
        "nothing": "qqxzz",
    }
    return {f"{name}, {what}": start + words.replace(" ", "+") for what, words in asked.items()}


def last_sitemap():
    from catalogue.output.sitemaps import KINDS

    return KINDS["people"].pages().num_pages


def last_of_people():
    from catalogue.models import Selection

    return -(-Selection.objects.public().people().count() // 100)


def cost(client, address):
    """
    Queries of an answer, and the least milliseconds of some rounds, after one that warms; and the
    same with nothing remembered, as just after a save.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        status = client.get(address).status_code
    cost = {"address": address, "status": status, "queries": len(asked.captured_queries)}
    ms = least_ms(client, address)
    return cost | {"ms": ms, "first_ms": least_ms(client, address, before_each=forget)}


def least_ms(client, address, before_each=lambda: None):
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    times, end = [], time.perf_counter() + MOST_SECONDS
    while len(times) < ROUNDS and (not times or time.perf_counter() < end):
        before_each()
        begun = clock()
        client.get(address).getvalue()
        times.append((clock() - begun) * 1000)
    return min(times)


def forget():
    from catalogue.remembered import Remembered

    for thing in gc.get_objects():
        if type(thing) is Remembered:  # a lazy thing would be made by a closer look
            thing.held = ("", {})


def main():
    django.setup()
    from django.test import Client

    pages = addresses()
    say(list(pages))
    client = Client()
    for line in sys.stdin:
        say(cost(client, pages[line.strip()]))


def say(what):
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
