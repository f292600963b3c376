"""A film entered from its page's text: by hand with the boxes, and by pasting the whole page."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from catalogue.models import Film, Selection
from people.models import Biography, Person
from tests.catalogue.admin.pages import admin_address
from tests.catalogue.admin.whole_films import everything
from tests.factories import (
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_editor,
    make_film,
    make_person,
    make_section,
    make_selection,
    make_synopsis,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

HERE = Path(__file__).parents[1]
INVENTED = HERE / "catalogue" / "intake" / "pages" / "harbour-light-en.txt"
SHARED = sorted((HERE.parent / "../shared/entries").glob("00-*.txt"))
PASTE = "/admin/catalogue/film/paste/"


class Page:
    """The parts of a page as an editor marks them to copy: both pages have one shape."""

    def __init__(self, path):
        lines = path.read_text("utf-8").splitlines()
        self.lines = lines[1:] if lines[0].startswith("SOURCE") else lines
        self.text = "\n".join(self.lines)
        self.synopsis, self.note = self.lines[:2]
        first = next(n for n, line in enumerate(self.lines) if line.startswith("Director "))
        end = self.lines.index("Bas Devos" if "Bas Devos" in self.lines else "Mara Vex", first)
        self.credits = "\n".join(self.lines[first:end])
        self.cast = "\n".join(line for line in self.lines if line.strip().startswith("•"))
        self.facts = next(line for line in self.lines if "premiere" in line)
        self.biography = next(line for line in self.lines if line.startswith("Born"))
        self.filmography = next(line for line in self.lines if line[:4].isdecimal())
        self.as_of = self.lines[-1].partition(" as of ")[2]

    @property
    def countries(self):
        return self.facts.split(" 20")[0].split(" / ")

    @property
    def languages(self):
        return self.facts.split(" 20")[1][3:].partition(" 82")[0].split(", ")


class Hands:
    """An editor without a mouse, and the fields that were touched."""

    def __init__(self, page):
        self.page, self.touched = page, []

    def go(self, selector):
        for _step in range(400):
            focused = "selector => document.activeElement?.matches(selector)"
            if self.page.evaluate(focused, selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by the Tab key")

    def press(self, selector):
        self.go(selector)
        self.page.keyboard.press("Enter")

    def write(self, selector, text):
        self.go(selector)
        self.page.keyboard.insert_text(text)
        self.touched.append(selector)

    def choose(self, selector, text):
        """From a list that the browser draws."""
        self.go(selector)
        self.page.keyboard.type(text)
        self.touched.append(selector)

    def look_up(self, text, selector=None):
        """In an autocomplete, the one in focus unless another is named."""
        if selector:
            self.go(f"{selector} + .select2 .select2-selection")
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".select2-search__field")).to_be_focused()
        self.page.keyboard.type(text)
        highlighted = self.page.locator(".select2-results__option--highlighted")
        expect(highlighted).to_contain_text(text)
        self.page.keyboard.press("Enter")
        self.touched.append(selector or text)

    def add(self, group, text):
        """A row of a list, and what it chooses."""
        self.press(f"#{group}-group .add-row a")
        self.look_up(text)

    def read(self, prefix, block):
        self.write(f"#{prefix}-pasted", block)
        self.press(f"#{prefix}-group [name=_read]")
        expect(self.page.locator(f"#{prefix}-group .report")).to_contain_text("added below")

    def save(self):
        self.page.keyboard.press("Control+s")
        self.page.wait_for_selector(".messagelist .success")


@pytest.fixture
def open_admin(visit, client, live_server):
    """A page of the admin for somebody who logged in before; a busy machine takes its time."""

    def open_page(address, **options):
        client.force_login(make_editor())
        session = client.cookies["sessionid"].value
        page = visit("about:blank", **options)
        page.set_default_timeout(120_000)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(address)
        return page

    return open_page


@pytest.fixture
def place():
    make_edition(2026, announced_at=None)
    make_section("Encounters")


def forget():
    for model in (Selection, Film, Biography, Person):
        for record in model.objects.all():
            record.delete()


def as_imported(path, title):
    """The film that the command makes of the page, once the one made by hand is gone."""
    forget()
    call_command(
        "import_entry", str(path), edition=2026, section="encounters", title=title, verbosity=0
    )
    return everything(Film.objects.get())


PAGES = [(INVENTED, "Harbour Light", 2025), *((path, "Here", 2023) for path in SHARED)]


@pytest.mark.parametrize(
    ("path", "title", "year"), PAGES, ids=lambda value: getattr(value, "stem", "")
)
def test_a_film_is_entered_by_keyboard_in_at_most_25_fields(place, open_admin, path, title, year):
    said = Page(path)
    page = open_admin(admin_address(Film, "add"))
    hands = Hands(page)

    hands.write("#id_title", title)
    hands.write("#id_year", str(year))
    hands.write("#id_runtime_minutes", "82")
    hands.choose("#id_colour", "Colour")
    for country in said.countries:
        hands.add("film_countries", country)
    for language in said.languages:
        hands.add("film_languages", language)
    hands.press("#selections-group .add-row a")
    hands.look_up("Marquee 2026", "#id_selections-0-edition")
    hands.look_up("Encounters", "#id_selections-0-section")
    hands.choose("#id_selections-0-status", "confirmed")
    hands.choose("#id_selections-0-premiere_status", "World premiere")
    hands.write("#id_selections-0-note_en", said.note)
    hands.write("#id_synopses-0-body", said.synopsis)
    hands.read("crew", said.credits)
    hands.read("cast", said.cast)
    hands.save()
    hands.press(".field-biographies a")
    page.wait_for_url("**/biography/add/**")
    hands.write("#id_as_of_year", "2026")
    hands.write("#id_as_of", said.as_of)
    hands.write("#id_texts-0-body", said.biography)
    hands.read("filmography", said.filmography)
    hands.save()

    assert len(hands.touched) <= 25
    assert page.problems == []
    assert everything(Film.objects.get()) == as_imported(path, title)


@pytest.mark.parametrize(
    ("path", "title", "year"), PAGES, ids=lambda value: getattr(value, "stem", "")
)
def test_a_film_is_pasted_in_at_most_6_interactions(place, open_admin, path, title, year):
    page = open_admin(PASTE)
    steps = [
        lambda: page.fill("[name=text]", Page(path).text),
        lambda: page.select_option("[name=section]", label="Encounters"),
        lambda: page.click("[name=_read]"),
        lambda: page.click("[name=_record]"),
    ]

    for step in steps:
        step()
    page.wait_for_url("**/change/")

    film = Film.objects.get()
    assert len(steps) <= 6
    assert page.problems == []
    assert (film.title, film.year) == (title, year)
    assert everything(film) == as_imported(path, title)


# Rows --------------------------------------------------------------------------------------------


@pytest.fixture
def film():
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr"])
    for position, name in enumerate(["Ada Birk", "Bo Lind", "Eva Orth"]):
        make_credit(film, name, "cast_member", position=position, character=name.split()[0])
    make_company_credit(film)
    make_synopsis("Stefan cooks.", film=film)
    make_selection(film)
    return film


def save(page):
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")


def cast(film):
    return [str(credit.person) for credit in film.credits.filter(function__key="cast_member")]


def handle(page, row):
    return page.locator(f"#cast-group tr:has([name=cast-{row}-position]) .handle")


def test_rows_are_moved_by_keyboard_and_it_is_said(film, open_admin):
    page = open_admin(admin_address(film))

    handle(page, 2).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("body > [role=status]")).to_have_text("Eva Orth, Cast: now 2 of 3")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    save(page)

    assert cast(film) == ["Eva Orth", "Ada Birk", "Bo Lind"]
    assert page.problems == []


def test_rows_are_dragged_and_an_unsaved_one_removed_without_harm(film, open_admin):
    page = open_admin(admin_address(film))
    page.click("#cast-group .add-row a")
    page.fill("[name=cast-3-character]", "Nobody")

    first, last = handle(page, 0), handle(page, 3)
    first.scroll_into_view_if_needed()
    start, end = last.bounding_box(), first.bounding_box()
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 4, end["y"] - 8, steps=8)
    page.mouse.up()
    page.click("#cast-group tr:has([name=cast-3-position]) .inline-deletelink")
    handle(page, 0).focus()
    page.keyboard.press("Alt+ArrowDown")
    save(page)

    assert cast(film) == ["Bo Lind", "Ada Birk", "Eva Orth"]
    assert page.problems == []


def test_somebody_new_is_entered_by_typing(film, open_admin):
    page = open_admin(admin_address(film))

    page.click("#cast-group .add-row a")
    page.keyboard.press("Enter")
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type("Liyo Gong")
    page.click(".select2-results__option:has-text('Add “Liyo Gong” as a new person')")
    chosen = page.locator("#cast-group tr:has([name=cast-3-position]) .select2-selection__rendered")
    expect(chosen.first).to_have_text("Liyo Gong")
    assert page.locator("#change_id_cast-3-person").get_attribute("href") is None
    assert Person.objects.filter(name="Liyo Gong").count() == 0
    save(page)

    assert cast(film) == ["Ada Birk", "Bo Lind", "Eva Orth", "Liyo Gong"]
    assert page.problems == []


def test_a_pasted_name_may_be_anybody_else(film, open_admin):
    make_person("Liyo Gong", birth_year=1950)
    someone = make_person("Somebody Else")
    page = open_admin(admin_address(film))

    page.click("#cast-group summary")
    page.fill("#cast-pasted", "Liyo Gong (Shuxiu)")
    page.click("#cast-group [name=_read]")
    expect(page.locator("#cast-group .state.read")).to_have_text("recognised: check")
    page.select_option("[name=cast-3-person]", label="somebody else …")
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type("Somebody")
    page.click(".select2-results__option:has-text('Somebody Else')")
    save(page)

    assert [str(credit.person) for credit in someone.credits.all()] == ["Somebody Else"]
    assert page.problems == []


def test_the_boxes_work_without_javascript(film, open_admin):
    page = open_admin(admin_address(film), java_script_enabled=False)

    page.click("#cast-group summary")
    page.fill("#cast-pasted", "Liyo Gong (Shuxiu)")
    page.fill("#id_title", "Hier")
    page.click("#cast-group [name=_read]")
    expect(page.locator("#cast-group .state.read")).to_have_text("new")
    expect(page.locator("#id_title")).to_have_value("Hier")
    save(page)

    film.refresh_from_db()
    assert (film.title, cast(film)[-1]) == ("Hier", "Liyo Gong")


def test_shortcuts_save_and_go_on(film, open_admin):
    other = make_selection(make_film("There")).film
    page = open_admin(admin_address(film))

    page.fill("#id_title", "Here and Now")
    page.keyboard.press("Alt+PageDown")
    page.wait_for_url(f"**{admin_address(other)}**")

    film.refresh_from_db()
    assert film.title == "Here and Now"
    expect(page.locator(".keys")).to_be_visible()


@pytest.mark.parametrize("width", [1024, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_of(film, open_admin, width, scheme):
    make_person("Liyo Gong")
    biography = make_biography(make_person("Mara Vex"), 2026, filmography=[(2011, "Tide")])
    viewport = {"width": width, "height": 900}
    page = open_admin(PASTE, viewport=viewport, color_scheme=scheme)
    found = {PASTE: violations(page)}
    page.fill("[name=text]", Page(INVENTED).text)
    page.select_option("[name=section]", index=1)
    page.click("[name=_read]")
    page.wait_for_selector(".review")
    found["review"] = violations(page)
    page.fill("[name=title]", "")
    page.click("[name=_record]")
    page.wait_for_selector(".errornote")
    found["refused"] = violations(page)
    for record in (film, biography):
        page.goto(admin_address(record))
        found[admin_address(record)] = violations(page)
    page.goto(admin_address(film))
    page.click("#cast-group summary")
    page.fill("#cast-pasted", "Liyo Gong\nnothing to see here")
    page.click("#cast-group [name=_read]")
    page.wait_for_selector("#cast-group .state.read")
    found["read"] = violations(page)

    assert found == dict.fromkeys(found, [])


def violations(page):
    return [
        (violation["id"], [node["html"][:150] for node in violation["nodes"]])
        for violation in Axe().run(page).response["violations"]
    ]
