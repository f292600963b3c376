"""Plain pages: what staff write about the festival, and how its markup is read."""

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import caches
from django.urls import URLResolver, get_resolver
from hypothesis import given
from hypothesis import strategies as st

from catalogue.markup import html_of
from catalogue.models import Page, PageText
from catalogue.models.pages import FOOT
from tests.catalogue.admin.pages import admin_address, log_in
from tests.factories import make_page, make_selection, make_text
from tests.pages import links, text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "One\n\nTwo *or* **three**",
            "<p>One</p>\n<p>Two <em>or</em> <strong>three</strong></p>\n",
        ),
        ("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("[us](/about/)", '<p><a href="/about/" rel="noopener">us</a></p>\n'),
        (
            "<mailto:us@festival.example>",
            '<p><a href="mailto:us@festival.example" rel="noopener">'
            "mailto:us@festival.example</a></p>\n",
        ),
        ("Street 1\nTown", "<p>Street 1\nTown</p>\n"),
        ("Street 1  \nTown", "<p>Street 1<br>\nTown</p>\n"),
        ("", ""),
    ],
)
def test_markup_is_read_as_far_as_a_page_needs_it(source, html):
    assert html_of(source) == html


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        ("# A\n\n## B\n\n# C", ["<h2>A</h2>", "<h3>B</h3>", "<h2>C</h2>"]),
        ("### A\n\n##### B\n\n### C", ["<h2>A</h2>", "<h3>B</h3>", "<h2>C</h2>"]),
        ("### A\n\n# B\n\n### C", ["<h2>A</h2>", "<h2>B</h2>", "<h3>C</h3>"]),
    ],
)
def test_headings_begin_below_the_page_s_own_and_skip_no_level(source, headings):
    assert html_of(source).splitlines() == headings


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "<javascript:alert(1)>",
        "![x](https://elsewhere.example/pixel.gif)",
        '[x](https://a.example "title" onclick=alert(1))',
        "`<b onclick=alert(1)>`",
    ],
)
def test_nothing_but_words_and_honest_links_comes_out(source):
    html = html_of(source)

    for tag in ("<script", "<img", "<b ", 'href="javascript', 'href="data', "<code"):
        assert tag not in html


MARKUP = [
    "[a](",
    "![a](",
    ")",
    "<",
    ">",
    "://",
    "javascript:",
    "data:",
    "\t",
    "\n",
    "\\",
    "*",
    "# ",
]
MARKUP += [
    "https://a.example",
    "mailto:a@a.example",
    "tel:+49",
    "&#106;avascript:",
    "1. ",
    "- ",
    "`",
]


class Tags(HTMLParser):
    """(tag, attributes) of all there is in a page."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


@given(st.one_of(st.text(), st.lists(st.sampled_from([*MARKUP, "a", "x1"])).map("".join)))
def test_whatever_is_typed_links_lead_to_nothing_but_pages_mail_and_telephones(source):
    for tag, attributes in Tags(html_of(source)).found:
        assert tag in {"p", "h2", "h3", "ul", "ol", "li", "em", "strong", "a", "br"}
        assert attributes.keys() <= {"href", "rel", "start"}
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", attributes.get("href") or "", re.I)
        assert scheme is None or scheme[1] in {"http", "https", "mailto", "tel"}


@pytest.mark.django_db
def test_a_page_is_shown_in_the_language_of_its_address(client):
    page = make_page(
        "Access", "## Lifts\n\nIn *every* house.", names={"en": "Access", "de": "Zugang"}
    )
    make_text(PageText, "Überall **Aufzüge**.", "de", page=page, source_language="en")

    english, german = client.get("/access/"), client.get("/de/access/")

    assert '<div class="prose"><h2>Lifts</h2>\n<p>In <em>every</em> house.</p>' in (
        english.content.decode()
    )
    assert "Zugang Überall Aufzüge ." in text(german)
    assert "<h1>Zugang</h1>" in german.content.decode()


@pytest.mark.django_db
def test_a_text_in_another_language_is_marked_and_named(client):
    make_page("Access", "In every house.")

    page = client.get("/de/access/").content.decode()

    assert '<div class="prose" lang="en"><p>In every house.</p>' in page
    assert "Bisher nur auf Englisch." in page


@pytest.mark.django_db
def test_a_draft_is_not_there_and_not_at_the_foot(client):
    make_page("Access", "Soon.", is_public=False)

    draft, nothing = client.get("/access/"), client.get("/nothing/")

    assert (draft.status_code, nothing.status_code) == (404, 404)
    assert draft.content.replace(b"/access/", b"") == nothing.content.replace(b"/nothing/", b"")
    assert "/access/" not in links(client.get("/archive/"))


@pytest.mark.django_db
def test_an_address_that_changed_leads_on(client):
    page = make_page("Access", "In every house.")
    page.slug = "getting-in"
    page.save()

    response = client.get("/de/access/")

    assert (response.status_code, response.url) == (301, "/de/getting-in/")


def foot(response):
    html = response.content.decode().partition('class="site-footer"')[2]
    return [part.partition("</a>")[0] for part in html.partition("<nav")[2].split("<li>")[1:]]


@pytest.mark.django_db
def test_every_page_links_the_public_pages_at_its_foot_in_their_order(client):
    make_page("Privacy", position=2)
    make_page("Access", position=1, names={"en": "Access", "de": "Zugang"})
    make_page("Hidden away", in_footer=False)

    assert foot(client.get("/archive/")) == [
        '<a href="/access/">Access',
        '<a href="/privacy/">Privacy',
    ]
    assert foot(client.get("/de/access/")) == [
        '<a href="/de/access/" aria-current="page">Zugang',
        '<a href="/de/privacy/">Privacy',
    ]


@pytest.mark.django_db
def test_the_foot_costs_a_query_once_and_a_change_shows_at_once(client, django_assert_num_queries):
    make_selection()
    page = make_page("Access")

    with django_assert_num_queries(3):
        client.get("/archive/")
    with django_assert_num_queries(2):
        client.get("/archive/")
    page.is_public = False
    page.save()
    assert foot(client.get("/archive/")) == []
    Page.objects.create(names={"en": "New"}, is_public=True).delete()
    assert caches["process"].get(FOOT) is None


@pytest.mark.django_db
@pytest.mark.parametrize("pages", [1, 3])
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, pages):
    for number in range(pages):
        make_page(f"Page {number}", "Words.")
    client.get("/archive/")

    with django_assert_num_queries(3):
        client.get("/page-0/")


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["archive", "search", "admin", "desk", "2026", "de", "en"])
def test_a_page_takes_no_address_of_the_site_s_own(client, slug):
    log_in(client)
    texts = {"texts-TOTAL_FORMS": 0, "texts-INITIAL_FORMS": 0}

    response = client.post(
        admin_address(Page, "add"), {"names_en": "Mine", "slug": slug, "position": 0} | texts
    )

    assert response.context["adminform"].form.errors == {
        "slug": ["The site itself answers at this address."]
    }
    assert not Page.objects.exists()


@pytest.mark.django_db
def test_an_editor_writes_a_page_in_both_languages(client):
    log_in(client)
    sent = {
        "names_en": "Access",
        "names_de": "Zugang",
        "slug": "",
        "position": 1,
        "is_public": "on",
        "texts-TOTAL_FORMS": 2,
        "texts-INITIAL_FORMS": 0,
        "texts-0-language": "en",
        "texts-0-body": "Lifts, *everywhere*.",
        "texts-1-language": "de",
        "texts-1-body": "Aufzüge, *überall*.",
        "texts-1-source_language": "en",
    }

    response = client.post(admin_address(Page, "add"), sent)

    page = Page.objects.get()
    assert (response.status_code, page.slug, page.in_footer) == (302, "access", False)
    assert list(page.texts.values_list("language", "html")) == [
        ("de", "<p>Aufzüge, <em>überall</em>.</p>\n"),
        ("en", "<p>Lifts, <em>everywhere</em>.</p>\n"),
    ]


def test_the_address_that_takes_any_word_comes_last():
    """Whatever stands behind it would never be reached."""
    patterns = [p for p in get_resolver().url_patterns if isinstance(p, URLResolver)]

    assert patterns[-1].url_patterns[-1].name == "page_detail"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/a%20b/", "/" + "x" * 5000 + "/", "/%C3%28/", "/x%00/", "/_/"])
def test_no_address_breaks_it(client, path):
    assert client.get(path).status_code in (400, 404)
