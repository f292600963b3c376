"""Pictures as they are served: to whom, in which size and type, and how long they may be kept."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from catalogue.models import Still
from people.pictures import UnfitPictureError
from tests.factories import (
    in_an_hour,
    make_credit,
    make_editor,
    make_film,
    make_person,
    make_picture,
    make_selection,
    make_still,
)
from tests.pages import body

pytestmark = pytest.mark.django_db

EVERYBODY_S = "public, max-age=2592000, s-maxage=1"


@pytest.fixture
def editor_client(client):
    client.force_login(make_editor())
    return client


def make_public_still(**fields):
    film = make_film("Here", year=2023)
    make_selection(film)
    return make_still(film, **fields)


def make_hidden_still(**fields):
    film = make_film("Secret")
    make_selection(film, announced_at=in_an_hour())
    return make_still(film, **fields)


def served(response):
    """(status, content type, cache control, format and size of the picture)"""
    content = body(response)
    if response.status_code != 200:
        return response.status_code
    image = Image.open(BytesIO(content))
    return response["Content-Type"], response["Cache-Control"], image.format, image.size


def test_a_public_film_s_still_is_everybody_s_in_every_width_and_format(client):
    still = make_public_still(picture=make_picture(1200, 600))
    url = still.file.url.removesuffix(".jpg")

    assert {
        name: served(client.get(f"{url}-{name}"))
        for name in ("480.avif", "960.avif", "1200.avif", "480.jpg", "960.jpg", "1200.jpg")
    } == {
        "480.avif": ("image/avif", EVERYBODY_S, "AVIF", (480, 240)),
        "960.avif": ("image/avif", EVERYBODY_S, "AVIF", (960, 480)),
        "1200.avif": ("image/avif", EVERYBODY_S, "AVIF", (1200, 600)),
        "480.jpg": ("image/jpeg", EVERYBODY_S, "JPEG", (480, 240)),
        "960.jpg": ("image/jpeg", EVERYBODY_S, "JPEG", (960, 480)),
        "1200.jpg": ("image/jpeg", EVERYBODY_S, "JPEG", (1200, 600)),
    }
    response = client.get(f"{url}-480.avif")
    assert (body(response) != b"", response["X-Content-Type-Options"]) == (True, "nosniff")
    for never_made in ("1600.jpg", "481.jpg", "0480.jpg", "480.webp", "480.png", "-480.jpg", "480"):
        assert client.get(f"{url}-{never_made}").status_code == 404


def test_the_picture_itself_is_the_staff_s_once_it_has_renditions(client):
    still = make_public_still()
    assert client.get(still.file.url).status_code == 404

    client.force_login(make_editor())
    response = client.get(still.file.url)
    assert served(response) == ("image/jpeg", "private, no-store", "JPEG", (64, 36))


def test_a_picture_of_before_there_were_renditions_is_shown_as_it_is(client):
    still = make_public_still()
    Still.objects.update(widths=[])
    page = client.get(still.film.get_absolute_url()).content.decode()

    assert served(client.get(still.file.url)) == ("image/jpeg", EVERYBODY_S, "JPEG", (64, 36))
    assert client.get(still.file.rendition_url(64)).status_code == 404
    assert f'<picture><img src="{still.file.url}" alt="A pier in fog" width="64"' in page


def test_a_hidden_film_s_still_is_the_staff_s_alone_and_stays_out_of_caches(client):
    still = make_hidden_still(is_for_press=True)
    addresses = [still.file.url, still.get_absolute_url(), still.press_address]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    client.force_login(make_editor())
    assert [served(client.get(address)) for address in addresses] == [
        ("image/jpeg", "private, no-store", "JPEG", (64, 36))
    ] * 3


def test_a_portrait_is_public_with_somebody_s_film(client):
    person = make_person(portrait=ContentFile(make_picture(500, 600), name="p.jpg"))
    hidden = make_selection(make_film(director=person), announced_at=in_an_hour())
    addresses = [person.portrait.rendition_url(500), person.portrait.rendition_url(500, "avif")]

    before = [served(client.get(address)) for address in addresses]
    hidden.announced_at = None
    hidden.save()

    assert before == [404, 404]
    assert [served(client.get(address)) for address in addresses] == [
        ("image/jpeg", EVERYBODY_S, "JPEG", (500, 600)),
        ("image/avif", EVERYBODY_S, "AVIF", (500, 600)),
    ]


def test_who_has_a_picture_is_told_that_it_has_not_changed(client):
    still = make_public_still(is_for_press=True)

    for address in (still.get_absolute_url(), still.press_address):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        other = client.get(address, headers={"If-None-Match": '"another"'})
        assert (again.status_code, body(again)) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], EVERYBODY_S)
        assert body(other) == body(first) != b""


def test_a_withdrawn_film_s_still_is_gone_for_a_cache_that_asks_again(client):
    still = make_public_still(is_for_press=True)
    still.film.selections.update(status="withdrawn")

    for address in (still.get_absolute_url(), still.press_address):
        response = client.get(address, headers={"If-None-Match": "*"})
        assert (response.status_code, "ETag" in response) == (404, False)


def test_a_still_costs_one_query(client, django_assert_num_queries):
    still = make_public_still()

    with django_assert_num_queries(1):
        assert body(client.get(still.get_absolute_url())) != b""


def test_the_press_gets_the_picture_itself_under_a_name_that_credits_it(client):
    still = make_public_still(
        picture=make_picture(1700, 900, kind="PNG"), credit="© Erik De Cnodder", is_for_press=True
    )

    response = client.get(still.press_address)

    assert response["Content-Disposition"] == 'attachment; filename="here-2023-erik-de-cnodder.png"'
    assert served(response) == ("image/png", EVERYBODY_S, "PNG", (1700, 900))
    link = f'<a href="{still.press_address}" download>Download for the press (PNG, 1700 × 900, '
    assert link in client.get(still.film.get_absolute_url()).content.decode()


def test_what_is_not_for_the_press_is_not_to_be_had_by_it(client):
    still = make_public_still()

    assert client.get(still.press_address).status_code == 404
    Still.objects.update(is_for_press=True)
    rendition = still.press_address.replace(".jpg", "-64.jpg")
    assert client.get(rendition).status_code == 404
    with still.file.open() as file:
        assert body(client.get(still.press_address)) == file.read()


def test_the_name_of_a_still_says_nothing_of_the_film():
    still = make_hidden_still()

    assert "secret" not in still.get_absolute_url().lower()
    assert len(still.file.base_name) == len("x.jpg") + 23


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/stills/../../marquee.sqlite3", 404),
        ("/stills/%2e%2e%2fsettings.py", 404),
        ("/stills/a%00b.jpg", 400),
        ("/portraits/a%00b.jpg", 400),
        ("/stills/a%00b.jpg/press", 400),
        (f"/stills/{'a' * 101}.jpg", 404),
        (f"/stills/{'a' * 90}-99999.jpg", 404),
        ("/stills/x-99999999999999999999.jpg", 404),
        ("/stills/x-٤٨٠.jpg", 404),
        ("/stills/-.jpg", 404),
        ("/stills/x.svg", 404),
        ("/stills/x.svg/press", 404),
    ],
)
def test_only_stills_are_served(editor_client, address, status):
    """Nothing of another name or kind, even were it stored and asked for by an editor."""
    still = make_public_still()
    Still.objects.filter(pk=make_still(still.film, is_for_press=True).pk).update(
        file=default_storage.save("stills/x.svg", ContentFile(b"<svg/>"))
    )

    response = editor_client.get(address)

    assert (response.status_code, response["Content-Type"][:9]) == (status, "text/html")
    assert served(editor_client.get(still.get_absolute_url()))[2:] == ("JPEG", (64, 36))
    default_storage.delete("stills/x.svg")


def test_a_file_that_went_missing_answers_404(client):
    still = make_public_still()
    still.file.storage.delete(still.file.largest_name)

    assert client.get(still.get_absolute_url()).status_code == 404


def test_a_file_that_is_no_picture_is_stored_by_no_way(settings, tmp_path):
    """Not by the form alone is it refused: whoever makes a still gets its file checked."""
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(UnfitPictureError), transaction.atomic():
        make_still(make_film(), picture=b"<script>")
    with pytest.raises(UnfitPictureError), transaction.atomic():
        make_person().portrait.save("p.jpg", ContentFile(make_picture()[:-50]))

    assert (Still.objects.count(), list(tmp_path.rglob("*"))) == (0, [])


def test_another_picture_in_its_place_brings_its_own_renditions():
    still = make_still(make_film(), picture=make_picture(1000, 400))
    first = still.file.name
    still.file = ContentFile(make_picture(300, 200, kind="PNG"), name="other.png")
    still.save()

    still.refresh_from_db()
    assert still.file.name != first
    assert (still.width, still.height, still.widths) == (300, 200, [300])
    assert still.file_bytes == still.file.size
    assert still.file.srcset("avif") == f"{still.file.url[:-4]}-300.avif 300w"


def test_a_portrait_that_is_taken_off_leaves_no_widths():
    person = make_person(portrait=ContentFile(make_picture(), name="p.jpg"))
    assert person.portrait_widths == [64]

    person.portrait = ""
    person.save()

    person.refresh_from_db()
    assert (person.portrait.name, person.portrait_widths, person.portrait_width) == ("", [], None)


def test_a_list_s_pictures_go_no_further_than_it_can_show(client):
    make_selection(make_film("A First"))
    still = make_public_still(picture=make_picture(2000, 1000))
    stem = still.file.url.removesuffix(".jpg")

    page = client.get("/2026/programme/").content.decode()

    assert (
        f'<picture><source type="image/avif" srcset="{stem}-480.avif 480w, {stem}-960.avif 960w" '
        f'sizes="auto, (min-width: 40rem) 24rem, 90vw"><img src="{stem}-480.jpg" '
        f'srcset="{stem}-480.jpg 480w, {stem}-960.jpg 960w" '
        f'sizes="auto, (min-width: 40rem) 24rem, 90vw" alt="" width="2000" height="1000" '
        f'loading="lazy" decoding="async"></picture>'
    ) in page


def test_a_list_fetches_the_picture_it_opens_with_at_once(client):
    for title in "ABC":
        film = make_film(title)
        make_selection(film)
        make_still(film)

    page = client.get("/2026/programme/").content.decode()

    pictures = [tag.partition("</picture>")[0] for tag in page.split("<picture>")[1:]]
    assert ["loading=" in tag for tag in pictures] == [False, True, True]
    assert ["fetchpriority=" in tag for tag in pictures] == [True, False, False]
    assert ['sizes="auto' in tag for tag in pictures] == [False, True, True]


def test_a_film_s_first_picture_is_fetched_at_once_and_the_others_when_they_are_near(client):
    film = make_public_still(credit="© One").film
    make_still(film, "On the pier", credit="© Two", kind="on-set", position=1)
    make_credit(film, make_person("Ana D’Arc"), "director")

    page = client.get(film.get_absolute_url()).content.decode()

    hints = [tag.partition('height="36"')[2] for tag in page.split("<img")[1:]]
    assert [hint.partition(">")[0].strip() for hint in hints] == [
        'fetchpriority="high" decoding="async"',
        'loading="lazy" decoding="async"',
    ]
    assert "<figcaption>© One</figcaption>" in page
    assert "<figcaption>On set · © Two</figcaption>" in page


def test_a_portrait_s_alternative_text_is_escaped_once(client):
    person = make_person("Ana <D’Arc> & Co", portrait=ContentFile(make_picture(), name="p.jpg"))
    make_selection(make_film(director=person))

    page = client.get(person.get_absolute_url()).content.decode()

    assert 'alt="Portrait of Ana &lt;D’Arc&gt; &amp; Co"' in page
