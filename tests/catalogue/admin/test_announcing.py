"""“Announce these 12”: what is missing is shown, what must not go public is held back."""

from datetime import UTC, datetime

import pytest
import time_machine

from catalogue.models import Selection
from catalogue.proof.announcing import NotReadyError, announce
from people.models import Change
from tests.catalogue.admin.pages import admin_address
from tests.factories import make_edition, make_film, make_section, make_selection, make_still
from tests.pages import text
from tests.staff import make_section_editor, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_december")]
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
LIST = "/admin/catalogue/selection/"
PAGE = f"{LIST}announce/"


@pytest.fixture
def in_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def edition():
    return make_edition(2027, announced_at=None, time_zone="America/Toronto")


@pytest.fixture
def lead(client):
    lead = make_staff("Leads", first_name="Ada")
    client.force_login(lead)
    return lead


def make_films(edition, number, **fields):
    section = make_section("Panorama")
    return [
        make_selection(make_film(f"Film {place:02}"), edition, section, **fields)
        for place in range(number)
    ]


def send(client, selections, when="now", day="", clock=""):
    return client.post(
        PAGE,
        {
            "selection": [one.pk for one in selections],
            "when": when,
            "hour_0": day,
            "hour_1": clock,
        },
        follow=True,
    )


def hours():
    return list(Selection.objects.order_by("pk").values_list("announced_at", flat=True))


def problem(response):
    return response.context["problem"], response.context["form"].errors.get("hour", [])


def test_twelve_films_are_announced_in_two_steps(client, lead, edition):
    twelve = make_films(edition, 12)
    keys = [one.pk for one in twelve]

    listed = client.post(LIST, {"action": "announce_these", "_selected_action": keys}, follow=True)
    assert "Announce these 12 films" in text(listed)
    assert hours() == [None] * 12
    response = send(client, twelve)

    assert "12 films are announced: public from 1 December 2026, 07:00 EST (12:00 UTC)." in text(
        response
    )
    assert hours() == [NOW] * 12
    assert Selection.objects.public(NOW).count() == 12
    change = Change.objects.get()
    assert (change.kind, change.user) == ("announced", lead)
    assert change.rows.count() == 12


def test_an_hour_to_come_is_on_the_edition_s_clocks(client, lead, edition):
    films = make_films(edition, 2)

    response = send(client, films, "later", "2027-01-14", "10:00")

    assert "public from 14 January 2027, 10:00 EST (15:00 UTC)" in text(response)
    assert hours() == [datetime(2027, 1, 14, 15, tzinfo=UTC)] * 2
    assert not Selection.objects.public(NOW).exists()


def test_what_is_missing_is_told_and_forbids_nothing(client, lead, edition):
    [selection] = make_films(edition, 1)

    page = client.get(PAGE, {"selection": selection.pk})

    [candidate] = page.context["candidates"]
    assert (candidate.obstacles, "director" in candidate.missing) == ([], True)
    assert "director, country" in text(page)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ("invited", "It is “invited”: only a confirmed film is announced."),
        ("withdrawn", "It is “withdrawn”: only a confirmed film is announced."),
        ("public", "It is public already."),
        ("credit", "A picture lacks its credit line of a still."),
        ("text", "A picture lacks its alternative text (en)."),
    ],
)
def test_one_that_must_not_go_public_holds_all_of_them_back(client, lead, edition, spoil, sentence):
    good, bad = make_films(edition, 2)
    if spoil in ("invited", "withdrawn"):
        Selection.objects.filter(pk=bad.pk).update(status=spoil)
    elif spoil == "public":
        Selection.objects.filter(pk=bad.pk).update(announced_at=NOW)
    else:
        make_still(
            bad.film,
            alt="" if spoil == "text" else "A pier",
            credit="© me"[: 4 * (spoil == "text")],
        )
        if spoil == "text":
            bad.film.stills.update(names={})
    before = hours()

    response = send(client, [good, bad])

    assert problem(response)[0] == "1 film cannot go public yet. Mend it, or leave it out."
    found = [str(said) for one in response.context["candidates"] for said in one.obstacles]
    assert found == [sentence]
    assert sentence in text(response)
    assert hours() == before
    with pytest.raises(NotReadyError):
        announce(Selection.objects.all(), None, lead)
    assert hours() == before
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("day", "clock", "sentence"),
    [
        ("", "", "Say at which hour."),
        ("2026-12-01", "06:59", "This hour has passed. Choose “now”, or a later one."),
        (
            "2027-03-14",
            "02:30",
            "In America/Toronto there is no such hour: clocks are put forward in that night.",
        ),
        ("9999-12-31", "23:59", "Enter a year from 1900 to 2100."),
        ("x", "\x00", "Enter a valid date."),
    ],
)
def test_an_hour_that_cannot_be_is_refused_beside_its_field(
    client, lead, edition, day, clock, sentence
):
    films = make_films(edition, 2)

    response = send(client, films, "later", day, clock)

    assert problem(response)[1][0] == sentence
    assert hours() == [None, None]


def test_films_of_two_editions_are_announced_apart(client, lead, edition):
    films = [*make_films(edition, 1), *make_films(make_edition(2025, announced_at=None), 1)]

    response = send(client, films)

    assert problem(response)[0].startswith("They are of several editions.")
    assert hours() == [None, None]


def test_a_film_that_is_gone_holds_the_others_back(client, lead, edition):
    first, second = make_films(edition, 2)
    Selection.objects.filter(pk=second.pk).delete()

    response = send(client, [first, second])

    assert problem(response)[0] == "Some of the films you chose are not there any more."
    assert hours() == [None]


@pytest.mark.parametrize("keys", [[], ["x"], ["\x00"], ["9" * 40], ["-1"], ["1"] * 3])
def test_absurd_choices_find_no_page(client, lead, keys):
    assert client.get(PAGE, {"selection": keys}).status_code in (400, 404)
    assert client.post(PAGE, {"selection": keys, "when": "\x00"}).status_code == 404


@pytest.mark.parametrize("group", ["Section editors", "Read-only", "Schedule"])
def test_only_leads_announce(client, edition, group):
    [selection] = make_films(edition, 1)
    somebody = (
        make_section_editor(selection.section) if group == "Section editors" else make_staff(group)
    )
    client.force_login(somebody)

    assert client.get(PAGE, {"selection": selection.pk}).status_code == 403
    assert send(client, [selection]).status_code == 403
    assert "announce_these" not in client.get(LIST).content.decode()
    assert hours() == [None]


def test_a_lead_held_to_a_section_announces_that_one_alone(client, edition):
    [theirs] = make_films(edition, 1)
    other = make_selection(make_film("Other"), edition, make_section("Forum"))
    client.force_login(make_staff("Leads", sections=[theirs.section]))

    assert client.get(PAGE, {"selection": other.pk}).status_code == 404
    assert problem(send(client, [theirs, other]))[0].startswith("Some of the films")
    assert hours() == [None, None]


@pytest.mark.parametrize("films", [1, 3])
def test_the_page_takes_as_many_queries_for_one_as_for_many(
    client, lead, edition, django_assert_num_queries, films
):
    keys = [one.pk for one in make_films(edition, films)]
    client.get(admin_address(Selection, "changelist"))

    with django_assert_num_queries(7):
        client.get(PAGE, {"selection": keys})
