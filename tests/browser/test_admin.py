"""The admin in a real browser: what its scripts do, and that the content policy lets them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.catalogue.admin.pages import admin_address
from tests.factories import (
    make_biography,
    make_credit,
    make_film,
    make_person,
    make_picture,
    make_selection,
    make_still,
    make_synopsis,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def film():
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr"])
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    make_still(film)
    make_synopsis("Stefan cooks.", film=film)
    make_selection(film)
    return film


def save(page):
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")


def test_a_credit_is_given_to_somebody_else_by_typing(film, open_admin):
    make_person("Søren Sørensen", birth_year=1971)
    page = open_admin(admin_address(film))

    page.click("select[name=crew-0-person]")
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type("sorensen")
    page.click(".select2-results__option:has-text('Søren Sørensen · 1971')")
    save(page)

    assert [str(credit) for credit in film.credits.directors()] == ["Director: Søren Sørensen"]
    assert page.problems == []


def test_a_credit_is_reached_by_keyboard_and_named_by_its_heading(film, open_admin):
    page = open_admin(admin_address(film))

    page.focus("[name=crew-0-position]")
    page.keyboard.press("Tab")

    field = page.get_by_role("combobox", name="Function Director")
    assert field.evaluate("element => element === document.activeElement")
    assert page.problems == []


def test_somebody_new_is_entered_in_a_window_and_credited(film, open_admin):
    page = open_admin(admin_address(film))

    page.click("#cast-group .add-row a")
    with page.expect_popup() as opened:
        page.click("#add_id_cast-1-person")
    window = opened.value
    window.on("console", lambda m: m.type == "error" and page.problems.append(m.text))
    window.fill("#id_name", "Stefan Gota")
    with window.expect_event("close"):
        window.click(".submit-row [name=_save]")
    page.fill("[name=cast-1-character]", "Stefan")
    save(page)

    cast = film.credits.filter(function__key="cast_member")
    assert [(str(credit), credit.character) for credit in cast] == [
        ("Cast: Liyo Gong", "ShuXiu"),
        ("Cast: Stefan Gota", "Stefan"),
    ]
    assert page.problems == []


def test_a_click_on_a_still_sets_its_focal_point(film, open_admin):
    page = open_admin(admin_address(film))

    page.locator("#stills-group").scroll_into_view_if_needed()
    picture = page.locator("#stills-0 .preview img")
    expect(picture).to_have_js_property("complete", True)
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] / 4, "y": box["height"] / 3})
    save(page)

    still = film.stills.get()
    assert (still.focal_x, still.focal_y) == pytest.approx((25, 33), abs=2)
    assert page.problems == []


def test_arrow_keys_move_the_focal_point_and_the_preview_follows(film, open_admin):
    page = open_admin(admin_address(film))

    handle = page.get_by_role("slider", name="Focal point")
    handle.focus()
    for key in ("ArrowRight", "Shift+ArrowDown", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    told = handle.get_attribute("aria-valuetext")
    shared = page.locator("#stills-0 .when-shared img")
    before = shared.evaluate("image => getComputedStyle(image).objectPosition")
    page.fill("[name=stills-0-focal_y]", "0")
    after = shared.evaluate("image => getComputedStyle(image).objectPosition")
    page.fill("[name=stills-0-credit]", "© Somebody")
    save(page)

    still = film.stills.get()
    assert told == "41 % from the left, 60 % from the top"
    assert (before != after, after) == (True, "50% 0%")
    assert (still.focal_x, still.focal_y, still.credit) == (41, 0, "© Somebody")
    assert page.problems == []


def test_many_stills_are_sent_one_by_one(film, open_admin):
    page = open_admin(reverse("admin:catalogue_film_stills", args=[film.pk]))

    files = [("one.jpg", make_picture()), ("two.svg", b"<svg/>"), ("three.jpg", make_picture())]
    page.set_input_files(
        "#id_files", [{"name": n, "mimeType": "image/jpeg", "buffer": b} for n, b in files]
    )
    page.fill("#id_credit", "© Salt")
    page.click(".uploads [type=submit]")
    expect(page.locator(".onward")).to_be_visible()

    said = [" ".join(line.split()) for line in page.locator(".outcome li").all_inner_texts()]
    assert said == [
        "one.jpg stored",
        "two.svg This is not a picture we can use. Send a JPEG, PNG or WebP file.",
        "three.jpg stored",
    ]
    assert [still.credit for still in film.stills.all()] == ["© Salt Pictures", *["© Salt"] * 2]
    assert page.problems == []


@pytest.mark.parametrize("width", [1024, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_to_the_policy_and_to_the_window(film, open_admin, width, scheme):
    person = film.credits.directors().get().person
    biography = make_biography(person, 2023, "Born.", [(2014, "Violet")])
    selection = film.selections.get()
    records = [film, person, biography, selection, selection.edition, selection.section]
    addresses = [admin_address(record) for record in records]
    addresses += [admin_address(film, page) for page in ("changelist", "add", "delete")]
    viewport = {"width": width, "height": 800}
    page = open_admin("/admin/", viewport=viewport, color_scheme=scheme)

    widths = {}
    for address in addresses:
        page.goto(address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(addresses, width)
    assert page.problems == []


def test_the_language_changes_and_the_page_stays(film, open_admin):
    page = open_admin(admin_address(film))

    page.click("nav.languages >> text=DE")

    page.wait_for_url(f"/de{admin_address(film)}")
    assert page.get_attribute("html", "lang") == "de"
    assert page.problems == []
