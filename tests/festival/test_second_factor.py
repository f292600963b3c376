"""A second factor: set up, asked for, lost, taken away, and required of leads."""

import re
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import make_editor
from tests.pages import text
from tests.staff import make_staff

pytestmark = pytest.mark.django_db
PAGE, LOGIN = "/admin/second-factor/", "/admin/login/"
PASSWORD = "only-for-the-tests"
NOW = "2026-12-01 12:00Z"


@pytest.fixture
def editor():
    return make_editor()


def code_of(device, minutes=0):
    """What the app shows; and some minutes later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time += minutes * 60
    return f"{totp.token():06}"


def log_in(client, code="", name="editor"):
    client.logout()
    return client.post(LOGIN, {"username": name, "password": PASSWORD, "code": code})


def is_in(client):
    return client.get("/admin/").status_code == 200


def set_up(client, user):
    """The recovery codes, once the app of somebody who is logged in is confirmed."""
    client.force_login(user)
    client.get(PAGE)
    device = TOTPDevice.objects.get(user=user)
    page = client.post(PAGE, {"code": code_of(device)})
    return re.findall(r"<li><code>(\w+)</code>", page.content.decode())


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


WRONG = "This code is not right, or it was used already. Wait for the next one."


def test_it_is_set_up_with_a_picture_and_a_code(client, editor):
    client.force_login(editor)
    page = client.get(PAGE)
    device = TOTPDevice.objects.get()
    again = client.get(PAGE)

    assert 'src="data:image/svg+xml' in page.content.decode()
    assert page.context["secret"].replace(" ", "") in device.config_url
    assert "issuer=Marquee" in device.config_url
    assert (page.context["secret"], TOTPDevice.objects.count()) == (again.context["secret"], 1)
    assert errors(client.post(PAGE, {"code": "000000"})) == {"code": [WRONG]}
    device.refresh_from_db()
    assert not device.confirmed


def test_ten_recovery_codes_are_shown_once(client, editor):
    codes = set_up(client, editor)

    assert (len(codes), len(set(codes))) == (10, 10)
    page = client.get(PAGE)
    assert "10 recovery codes are left." in text(page)
    assert [code for code in codes if code in page.content.decode()] == []
    assert "no-store" in page["Cache-Control"]


def test_who_has_none_logs_in_with_the_password_alone(client, editor):
    assert log_in(client).status_code == 302
    assert is_in(client)


@time_machine.travel(NOW, tick=False)
def test_who_has_one_is_asked_for_a_code_that_works_once(client, editor):
    set_up(client, editor)
    device = TOTPDevice.objects.get()

    assert errors(log_in(client)) == {"code": ["Enter the code of your app."]}
    assert not is_in(client)
    with time_machine.travel("2026-12-01 12:05Z", tick=False):
        code = code_of(device)
        assert log_in(client, f"{code[:3]} {code[3:]}").status_code == 302
        assert is_in(client)
        assert errors(log_in(client, code)) == {"code": [WRONG]}
        assert not is_in(client)


def test_a_recovery_code_opens_once(client, editor):
    codes = set_up(client, editor)

    assert log_in(client, codes[0].upper()).status_code == 302
    assert is_in(client)
    assert StaticToken.objects.count() == 9
    assert errors(log_in(client, codes[0])) == {"code": [WRONG]}


def test_somebody_else_s_codes_open_nothing(client, editor):
    codes = set_up(client, editor)
    other = make_editor("other")
    set_up(client, other)

    assert errors(log_in(client, codes[0], "other")) == {"code": [WRONG]}


def test_a_wrong_password_tells_nothing_of_a_second_factor(client, editor):
    set_up(client, editor)
    client.logout()

    answers = [
        errors(client.post(LOGIN, {"username": name, "password": "wrong", "code": "1"}))
        for name in ("editor", "nobody")
    ]

    assert [list(answer) for answer in answers] == [["__all__"], ["__all__"]]


@pytest.mark.parametrize("code", ["x" * 400, "\x00", "９９９９９９", "-1", "1e9", " ", "🎬"])
def test_an_absurd_code_is_refused(client, editor, code):
    set_up(client, editor)

    assert client.post(PAGE, {"code": code}).status_code == 200
    assert log_in(client, code).status_code == 200
    assert not is_in(client)


@time_machine.travel(NOW, tick=False)
def test_new_recovery_codes_and_removal_take_a_code(client, editor):
    old = set_up(client, editor)

    assert errors(client.post(PAGE, {"remove": "1", "code": "000000"})) == {"code": [WRONG]}
    with time_machine.travel("2026-12-01 12:05Z", tick=False):
        page = client.post(PAGE, {"renew": "1", "code": code_of(TOTPDevice.objects.get())})
        new = re.findall(r"<li><code>(\w+)</code>", page.content.decode())
    assert (len(new), set(new) & set(old)) == (10, set())
    with time_machine.travel("2026-12-01 12:10Z", tick=False):
        client.post(PAGE, {"remove": "1", "code": code_of(TOTPDevice.objects.get())})
    assert not TOTPDevice.objects.exists() and not StaticToken.objects.exists()
    assert log_in(client).status_code == 302


def test_a_command_takes_it_away(client, editor):
    set_up(client, editor)
    out = StringIO()

    call_command("remove_second_factor", "editor", stdout=out)
    call_command("remove_second_factor", "editor", stdout=out)

    assert out.getvalue().splitlines() == [
        "editor logs in with the password alone now.",
        "editor had no second factor.",
    ]
    assert log_in(client).status_code == 302
    with pytest.raises(CommandError, match="nobody called “x”"):
        call_command("remove_second_factor", "x")


@pytest.mark.parametrize("page", ["/admin/", "/de/admin/", "/admin/catalogue/film/", "/desk/"])
def test_where_it_is_required_leads_set_it_up_first(client, settings, page):
    settings.SECOND_FACTOR = "required"
    lead = make_staff("Leads", "lead", password=PASSWORD)
    client.force_login(lead)

    first = client.get(page)
    assert first.url.endswith("/admin/second-factor/")
    assert client.get(first.url).context["is_required"]
    set_up(client, lead)
    assert "second-factor" not in client.get(page).headers.get("Location", "")


@pytest.mark.parametrize("page", ["/pt-br/admin/", "/pt-br/desk/"])
def test_it_is_required_in_a_language_whose_code_is_longer(client, settings, page):
    settings.LANGUAGES = [("en", "English"), ("pt-br", "Português")]
    settings.SECOND_FACTOR = "required"
    client.force_login(make_staff("Leads"))

    assert client.get(page).url.endswith("/admin/second-factor/")


def test_where_it_is_required_a_lead_can_log_out_and_others_work_on(client, settings):
    settings.SECOND_FACTOR = "required"
    client.force_login(make_staff("Schedule"))
    assert is_in(client)
    client.force_login(make_staff("Leads"))
    assert client.post("/admin/logout/").status_code == 200
    assert client.get("/").status_code == 200


def test_where_it_is_off_nobody_is_asked(client, settings, editor):
    set_up(client, editor)
    settings.SECOND_FACTOR = "off"

    assert log_in(client).status_code == 302
    assert is_in(client)
    assert client.get(PAGE).status_code == 404
    client.logout()
    assert 'name="code"' not in client.get(LOGIN).content.decode()


def test_nobody_looks_at_the_keys(client, editor):
    client.force_login(editor)
    set_up(client, editor)

    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert client.get("/admin/otp_static/staticdevice/").status_code == 404
    assert User.objects.count() == 1


def test_only_the_staff_sets_one_up(client):
    client.force_login(User.objects.create_user("visitor"))

    assert "/admin/login/" in client.get(PAGE).url
    assert not TOTPDevice.objects.exists()
