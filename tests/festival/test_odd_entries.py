"""
The staff's own forms as their pages write them, with a row added here and there, and one to three
fields that hold what nobody means to enter: neither is the answer a 500, nor the page after it. A
hundred and fifty in the suite; ten thousand with EXAMPLES=full.
"""

import random
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from catalogue.models import Section, Selection
from tests.examples import IS_FULL
from tests.factories import make_picture
from tests.festival.packages.world import make_world
from tests.festival.test_markup import staff_s_pages
from tests.pages import body
from tests.staff import make_section_editor

pytestmark = pytest.mark.django_db
POSTS = 10_000 if IS_FULL else 150
BLANK = "__prefix__"
TEXTS = [
    *["", " ", "x", "+", "\0", "a\0b", "\u202e", "'\"><b>", "%s%n", "[", "null", '{"en": 1}'],
    *["-1", "0", "1,2", "1.5", "٣", "1e999", "nan", "-" * 3000, "x" * 70_000, "+" + "x" * 5000],
    *["32768", *(f"{2**bits + one}" for bits in (31, 63) for one in (-1, 0)), "9" * 20, "9" * 5000],
    *["2026-13-45", "2026-02-30", "0001-01-01", "9999-12-31", "23:59", "24:00", "2026-03-29 02:30"],
    *["Europe/Kopenhagen", "CEST", "UTC", "../UTC", "http://[", "https://x.example/" + "y" * 600],
    *["__prefix__", "../../../etc/passwd", "a-b", "A B", "de", "xx", "1.2.3", "on"],
]
FILES = [("x.jpg", b""), ("x.jpg", b"GIF89a"), ("x" * 300 + ".jpg", b"x"), ("x.csv", b"\0")]


class Forms(HTMLParser):
    """What a browser would send for each form of a page that posts, and by what buttons."""

    def __init__(self, address, page):
        super().__init__()
        self.address, self.found, self.form, self.name = address, [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = {name: value or "" for name, value in attributes}
        name = told.get("name")
        if tag == "form":
            self.form = {"to": urljoin(self.address, told.get("action", "")), "buttons": [None]}
            self.form |= {"fields": {}, "files": [], "other": []}
            if told.get("method", "").lower() == "post" and "logout" not in self.form["to"]:
                self.found.append(self.form)
        elif self.form and name and tag in ("input", "button"):
            self.take_input(told.get("type", tag), name, told)
        elif self.form and name and tag in ("select", "textarea"):
            self.name = name
            self.form["fields"][name] = [] if "multiple" in told else ""
        elif tag == "option" and self.name and "selected" in told:
            self.choose(told.get("value", ""))

    def take_input(self, kind, name, told):
        if kind in ("submit", "button"):
            self.form["buttons"].append((name, told.get("value", "")))
        elif kind == "file":
            self.form["files"].append(name)
        elif kind in ("checkbox", "radio") and "checked" not in told:
            self.form["other"].append(name)
        else:
            self.form["fields"][name] = told.get("value", "")

    def choose(self, value):
        if isinstance(self.form["fields"][self.name], list):
            self.form["fields"][self.name].append(value)
        else:
            self.form["fields"][self.name] = value

    def handle_data(self, data):
        if self.name and self.lasttag == "textarea":
            self.form["fields"][self.name] += data

    def handle_endtag(self, tag):
        if tag in ("select", "textarea"):
            self.name = None
        if tag == "form":
            self.form = None


def forms_of_the_staff(client):
    selection, other = Selection.objects.all()[:2]
    people = selection.film.credits.values_list("person", flat=True).distinct()[:2]
    more = [
        f"/desk/2026/selections/{selection.pk}/",
        f"/desk/{other.edition.year}/selections/{other.pk}/",
        "/admin/people/person/merge/{}/{}/".format(*people),
        *(f"/admin/catalogue/{name}/table/?keys={selection.pk}" for name in ("film", "screening")),
    ]
    pages = [(address, page) for address, (_s, _k, page) in staff_s_pages(client)]
    pages += [(address, body(client.get(address))) for address in more]
    found = {}
    for address, page in pages:
        for form in Forms(address, page.decode("utf-8", "replace")).found:
            found.setdefault((form["to"].partition("?")[0], *form["fields"], *form["files"]), form)
    return [form for form in found.values() if form["fields"]]


def with_a_row(chance, fields):
    """As after a click on “Add another”, in one of the lists of rows."""
    blank = sorted({name.partition(f"-{BLANK}")[0] for name in fields if f"-{BLANK}-" in name})
    kept = {name: value for name, value in fields.items() if BLANK not in name}
    if blank and chance.random() < 0.5:
        rows = chance.choice(blank)
        number = kept[f"{rows}-TOTAL_FORMS"]
        start = f"{rows}-{BLANK}-"
        new = {name: value for name, value in fields.items() if name.startswith(start)}
        kept |= {name.replace(BLANK, number, 1): value for name, value in new.items()}
        kept[f"{rows}-TOTAL_FORMS"] = str(int(number) + 1)
    return kept


def odd_entry(chance, form):
    """What is sent, and what of it is odd."""
    fields = with_a_row(chance, form["fields"])
    names = sorted({*fields, *form["other"], *form["files"]} - {"csrfmiddlewaretoken"})
    names = [name for name in names if "_FORMS" not in name or chance.random() < 0.05]
    odd = {}
    for name in chance.sample(names, min(len(names), chance.randint(1, 3))):
        if name in form["files"]:
            odd[name] = SimpleUploadedFile(*chance.choice([*FILES, ("x.png", make_picture())]))
        else:
            odd[name] = chance.choice(TEXTS)
    if button := chance.choice(form["buttons"]):
        odd.setdefault(*button)
    return fields | odd, odd


def said(answer, address, odd):
    what = {name: str(value)[:40] for name, value in odd.items()}
    return address, what, repr(getattr(answer, "exc_info", None) and answer.exc_info[1])[:300]


def broken_by(client, form, sent, odd):
    """The answers, to the form and to what follows it, that are a 500."""
    answers = [(form["to"], client.post(form["to"], sent))]
    if answers[0][1].status_code == 302:
        seen = [answers[0][1].url, form["to"], "/films/summer-in-lodz/", "/2026/schedule/"]
        answers += [(address, client.get(address)) for address in seen]
    for address, answer in answers:
        body(answer)
        if answer.status_code >= 500:
            yield said(answer, address, odd)


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_world()
    make_section_editor(Section.objects.get(slug="open-sea"))


@pytest.mark.parametrize(("who", "share"), [("lead", 0.75), ("Section editors", 0.25)])
def test_no_entry_however_odd_is_answered_with_a_500(client, world, who, share):
    client.raise_request_exception = False
    user = User.objects.get(username=who)
    client.force_login(user)
    forms = forms_of_the_staff(client)
    chance = random.Random(who)
    chance.shuffle(forms)

    broken = []
    for number in range(int(POSTS * share)):
        form = forms[number % len(forms)]
        sent, odd = odd_entry(chance, form)
        with transaction.atomic():
            client.force_login(user)
            broken += broken_by(client, form, sent, odd)
            transaction.set_rollback(True)

    assert len(forms) > 10
    assert broken == []
