"""What is typed in the admin outlives the page and the session."""

import pytest
from playwright.sync_api import expect

from catalogue.models import Film
from tests.catalogue.admin.pages import admin_address
from tests.factories import make_credit, make_editor, make_film, make_person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def film():
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr"])
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    return film


@pytest.fixture
def page(film, visit):
    make_editor()
    page = visit(f"/admin/login/?next={admin_address(film)}")
    log_in(page)
    page.wait_for_url(admin_address(film))
    return page


def log_in(page):
    page.fill("#id_username", "editor")
    page.fill("#id_password", "only-for-the-tests")
    page.click("[type=submit]")


def end_session(page):
    page.context.clear_cookies(name="sessionid")


def type_a_film(page):
    """A field, a row of an autocomplete, and a new row."""
    page.wait_for_load_state("load")
    page.fill("[name=year]", "2023")
    page.click("select[name=crew-0-person]")
    page.keyboard.type("sorensen")
    page.click(".select2-results__option:has-text('Søren Sørensen')")
    page.click("#titles-group .add-row a")
    page.fill("[name=titles-0-title]", "Hier")
    page.fill("[name=titles-0-language]", "de")
    page.wait_for_timeout(600)  # longer than typing is waited for


def what_is_saved():
    film = Film.objects.get()
    return (
        film.year,
        [str(credit) for credit in film.credits.directors()],
        [str(title) for title in film.titles.all()],
    )


TYPED = (2023, ["Director: Søren Sørensen"], ["Hier"])


def test_what_was_typed_is_offered_when_the_form_is_opened_again(film, page):
    make_person("Søren Sørensen")
    type_a_film(page)

    page.reload()
    page.click("[data-restore]")
    expect(page.locator("[name=titles-0-title]")).to_have_value("Hier")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")

    assert what_is_saved() == TYPED
    page.reload()
    expect(page.locator(".draft:visible")).to_have_count(0)
    assert page.problems == []


def test_a_session_that_ended_keeps_the_page_until_somebody_logged_in_beside_it(film, page):
    make_person("Søren Sørensen")
    type_a_film(page)
    end_session(page)

    page.click("[name=_continue]")
    with page.expect_popup() as opened:
        page.click("[data-notice=ended] a")
    log_in(opened.value)
    opened.value.wait_for_selector("#logout-form")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")

    assert what_is_saved() == TYPED
    assert page.problems == []


def test_a_form_sent_without_a_session_leads_back_to_what_was_typed(film, page):
    """As where the session ends between the question and the sending."""
    make_person("Søren Sørensen")
    type_a_film(page)
    end_session(page)

    page.evaluate("document.querySelector('#film_form').submit()")
    page.wait_for_selector("#id_username")
    log_in(page)
    page.click("[data-restore]")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")

    assert what_is_saved() == TYPED


def test_a_draft_of_an_older_record_writes_over_nothing(film, page):
    make_person("Søren Sørensen")
    type_a_film(page)
    other = page.context.new_page()
    other.goto(admin_address(film))
    other.fill("[name=year]", "2022")
    other.click("[name=_continue]")
    other.wait_for_selector(".messagelist .success")

    page.reload()
    page.click(".draft:has([data-restore]) >> nth=0 >> [data-restore]")
    page.click("[name=_continue]")

    expect(page.locator(".meanwhile fieldset.open legend")).to_have_text("Year")
    page.check("[name=choice-year][value=mine]")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert what_is_saved() == TYPED


def test_a_draft_is_discarded_by_hand_and_by_logging_out(film, page):
    page.wait_for_load_state("load")
    page.fill("[name=year]", "2023")
    page.wait_for_timeout(600)
    page.reload()
    page.click("[data-discard]")
    page.reload()
    expect(page.locator(".draft:visible")).to_have_count(0)

    page.fill("[name=year]", "2023")
    page.wait_for_timeout(600)
    page.click("#logout-form button")
    expect(page.locator("#logout-form")).to_have_count(0)

    kept = page.evaluate(
        "Object.keys(localStorage).filter((name) => name.startsWith('marquee-draft'))"
    )
    assert kept == []
