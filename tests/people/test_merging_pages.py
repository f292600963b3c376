"""The pages on which two people become one: likely duplicates, side by side, the way back."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission, User
from django.utils.html import strip_tags

from catalogue.models import Film
from people.admin import merging
from people.duplicates import likely_duplicates
from people.history import recording
from people.models import Change, DifferentPeople, Person
from tests.catalogue.admin.pages import admin_address, log_in
from tests.factories import make_biography, make_film, make_person

pytestmark = pytest.mark.django_db
LIST = "/admin/people/person/duplicates/"


def merge_address(kept, merged):
    return f"/admin/people/person/merge/{kept.pk}/{merged.pk}/"


def unmerge_address(change):
    return f"/admin/people/person/unmerge/{change.pk}/"


def pairs(response):
    """The names of each pair that is listed."""
    items = re.findall(r'<div class="two">(.*?)</div>', response.text, re.S)
    return [tuple(map(unescape, re.findall(r"<b>(.*?)</b>", item))) for item in items]


def read(response):
    rows = re.findall(r'<li class="(?:added|removed|changed)">(.*?)</li>', response.text, re.S)
    return [" ".join(unescape(strip_tags(row)).split()) for row in rows]


@pytest.fixture
def two():
    kept = make_person("Bas Devos", birth_year=1983)
    merged = make_person("Devos, Bas", birth_place="Zoersel")
    make_film("Here", kept)
    make_film("There", merged)
    return kept, merged


def test_who_is_called_alike_is_listed_the_surest_first(client, two):
    log_in(client)
    make_person("Sergei Shcherbakov")
    make_person("Сергей Щербаков")
    make_person("Liyo Gong")
    make_person("Bas Devos", birth_year=1950)
    make_person("Merged Devos Bas", merged_into=two[0])

    response = client.get(LIST)

    assert pairs(response) == [
        ("Bas Devos", "Devos, Bas"),
        ("Devos, Bas", "Bas Devos"),
        ("Sergei Shcherbakov", "Сергей Щербаков"),
    ]


def test_who_is_deleted_while_they_are_compared_is_not_listed(client, two, monkeypatch):
    log_in(client)
    make_person("Liyo Gong")
    namesake = make_person("Gong Liyo")

    def compare(people):
        found = likely_duplicates(people)
        namesake.delete()
        return found

    monkeypatch.setattr(merging, "remembered_duplicates", compare)

    assert pairs(client.get(LIST)) == [("Bas Devos", "Devos, Bas")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_pair_as_for_many(
    client, django_assert_num_queries, number
):
    log_in(client)
    for name in ("Ann Leeds", "Bea Moore", "Cem Nagel")[:number]:
        film = make_film("Here", make_person(name))
        make_person(name).credits.create(film=film, function=film.credits.get().function)

    with django_assert_num_queries(8):
        assert len(pairs(client.get(LIST))) == number


def test_who_was_said_to_be_two_is_not_listed_again(client, two):
    log_in(client)
    sent = {"first": two[1].pk, "second": two[0].pk}

    response = client.post(LIST, sent)
    client.post(LIST, sent)

    assert response["Location"].startswith(LIST)
    assert pairs(client.get(LIST)) == []
    assert DifferentPeople.objects.count() == 1
    assert Change.objects.of(two[0]).get() == Change.objects.of(two[1]).get()


@pytest.mark.parametrize(
    "sent",
    [{}, {"first": "1"}, {"first": "x", "second": "\x00"}, {"first": "9" * 30, "second": "1"}],
)
def test_who_is_nobody_is_not_kept_apart(client, two, sent):
    log_in(client)

    assert client.post(LIST, sent).status_code == 404
    assert DifferentPeople.objects.count() == 0


def test_the_two_stand_side_by_side_with_what_would_happen(client, two):
    log_in(client)
    kept, merged = two
    make_biography(kept, 2023, "Born.")
    make_biography(merged, 2023, "Raised.")

    page = client.get(merge_address(kept, merged))

    names = re.findall(r'type="radio" name="(\w+)" value="(\w+)" checked', page.text)
    assert names == [("name", "kept"), ("sort_name", "kept"), ("2023", "kept")]
    assert read(page) == [
        "changed Person Bas Devos Birth place – → Zoersel",
        "changed Person Devos, Bas Merged into – → Bas Devos",
        "changed Credit Director: Devos, Bas Person Devos, Bas → Bas Devos"
        " Credited as – → Devos, Bas",
    ]
    assert "Another name: Devos, Bas" in page.text
    assert Person.objects.get(pk=merged.pk).merged_into is None


def test_a_choice_shows_what_it_does_and_merging_does_that(client, two):
    log_in(client)
    kept, merged = two
    asked = {"name": "merged"}

    page = client.get(merge_address(kept, merged), asked)
    response = client.post(
        merge_address(kept, merged), asked | {"seen": page.context["seen"]}, follow=True
    )

    kept.refresh_from_db()
    merged.refresh_from_db()
    assert "Name Bas Devos → Devos, Bas" in read(page)[0]
    assert (kept.name, merged.merged_into) == ("Devos, Bas", kept)
    assert "They are one now." in response.text
    change = Change.objects.of(kept).get()
    assert f'href="{unmerge_address(change)}"' in response.text


def test_a_merger_is_undone_from_the_history(client, two):
    log_in(client)
    kept, merged = two
    page = client.get(merge_address(kept, merged))
    client.post(merge_address(kept, merged), {"seen": page.context["seen"]})
    change = Change.objects.of(kept).get()

    page = client.get(unmerge_address(change))
    response = client.post(unmerge_address(change), follow=True)

    assert len(read(page)) == 4
    assert "They are two again." in response.text
    assert [
        str(credit) for film in Film.objects.order_by("pk") for credit in film.credits.all()
    ] == [
        "Director: Bas Devos",
        "Director: Devos, Bas",
    ]
    assert client.get(unmerge_address(change)).context["sentences"] != ()


def test_who_looked_at_older_people_is_shown_the_newer_ones_first(client, two):
    log_in(client)
    kept, merged = two
    page = client.get(merge_address(kept, merged))
    with recording("ada", Change.Kind.SAVED, [merged]):
        merged.birth_place = "Ghent"
        merged.save()

    response = client.post(merge_address(kept, merged), {"seen": page.context["seen"]})

    assert "Somebody changed one of them while you looked at this page." in response.text
    assert "Birth place – → Ghent" in read(response)[0]
    assert Person.objects.get(pk=merged.pk).merged_into is None


@pytest.mark.parametrize("keys", ["0/0", "1/99999999999999999999999", "99999999999999999999/1"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_nobody_is_not_merged(client, two, keys, method):
    log_in(client)

    response = getattr(client, method)(f"/admin/people/person/merge/{keys}/", {"name": "x"})

    assert response.status_code == 404


def test_one_is_not_merged_with_oneself(client, two):
    log_in(client)

    page = client.get(merge_address(two[0], two[0]))

    assert page.context["sentences"] == ("One of them was merged already.",)


@pytest.mark.parametrize("rights", [["view_person"], ["view_person", "change_person"]])
def test_who_may_not_change_and_delete_people_merges_nobody(client, two, rights):
    reader = User.objects.create_user("reader", is_staff=True)
    allowed = Permission.objects.filter(codename__in=[*rights, "view_every_section"])
    reader.user_permissions.set(allowed)
    client.force_login(reader)
    kept, merged = two

    answers = [
        client.get(merge_address(kept, merged)).status_code,
        client.post(merge_address(kept, merged)).status_code,
    ]

    assert answers == [403, 403]
    assert client.get(LIST).status_code == (200 if "change_person" in rights else 403)
    assert client.get(admin_address(kept)).status_code == 200


def test_who_may_change_people_but_no_films_merges_nobody_credited(client, two):
    editor = User.objects.create_user("editor-of-people", is_staff=True)
    named = ["view_person", "change_person", "delete_person", "view_every_section"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=named))
    client.force_login(editor)

    page = client.get(merge_address(*two))
    client.post(merge_address(*two), {"seen": page.context["seen"]})

    assert page.context["sentences"] == ("It would change what you may not change.",)
    assert Change.objects.count() == 0
