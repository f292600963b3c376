"""A real Chromium, where the machine has one; the tests say so in one line where it has not."""

import os
import shutil
import threading
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_editor

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="left out: no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser(django_db_setup):
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # how long a busy machine takes is its own affair

    # Inside Playwright's loop Django opens another connection; it has to know the seeded rows too.
    seeded = connection._test_serialized_contents

    # Playwright runs an event loop in this thread; Django's guard against that is for servers.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        connection._test_serialized_contents = seeded
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        if browser.is_connected():
            browser.close()


@pytest.fixture(scope="session")
def live_server(browser):
    """
    pytest-django's own, stopped when nobody asks any more: a thread that still serves a connection
    which the browser keeps open would find the database taken away from it.
    """
    server = LiveServer("localhost")
    yield server
    browser.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=30)
    server.stop()


@pytest.fixture
def visit(browser, live_server):
    """Open a page of the site; what the browser complains of is kept in `page.problems`."""
    contexts = []

    def open_page(path="/", **options):
        # Only who tests the copies of pages wants any; elsewhere they would hide what is asked.
        options.setdefault("service_workers", "block")
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda m: m.type == "error" and page.problems.append(m.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visit):
    return visit("/")


@pytest.fixture
def open_admin(visit):
    """Open a page of the staff's as an editor who logs in by hand."""

    def open_page(address, **options):
        if not User.objects.filter(username="editor").exists():
            make_editor()
        page = visit(f"/admin/login/?next={quote(address)}", **options)
        page.fill("#id_username", "editor")
        page.fill("#id_password", "only-for-the-tests")
        page.click("[type=submit]")
        page.wait_for_url(lambda url: url.endswith(address))
        return page

    return open_page
