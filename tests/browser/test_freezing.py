"""A frozen edition behind a server of plain files, in a folder of it."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.factories import make_edition, make_film, make_selection, make_still


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def files(live_server, hashed_static, tmp_path):
    """The address of the copy's folder; the site that it was made of is elsewhere."""
    film = make_film("Harbour Light", "Mara Vex", ["BE"], year=2023)
    make_still(film)
    make_selection(film, make_edition(2023))
    call_command("freeze", 2023, tmp_path / "copy", site="http://localhost", verbosity=0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/copy/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_copy_in_a_folder_is_walked_with_its_looks_and_pictures(visit, files):
    page = visit(files, reduced_motion="reduce")  # a click aborts what moves, with an error

    expect(page).to_have_url(f"{files}2023/")
    page.get_by_role("link", name="The whole programme").click()
    expect(page.get_by_text("This is a copy of the programme as it was.")).to_be_visible()
    page.get_by_role("link", name="List", exact=True).click()
    page.get_by_role("link", name="Harbour Light").click()
    expect(page).to_have_url(f"{files}films/harbour-light-2023/")
    page.wait_for_function("document.querySelector('figure.still img').naturalWidth > 0")
    expect(page.locator(".site-nav ul")).to_have_css("display", "flex")
    page.get_by_role("link", name="Mara Vex").first.click()
    page.get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(f"{files}de/people/mara-vex/")
    assert page.problems == []
