"""Many stills at once: what is fit is kept, what is not is named, and of that nothing is stored."""

from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, Image

from catalogue.models import Still
from tests.catalogue.admin.pages import admin_address, errors, form_data, log_in
from tests.factories import make_film, make_picture, make_selection, make_still

pytestmark = pytest.mark.django_db

NOT_ONE = "This is not a picture we can use. Send a JPEG, PNG or WebP file."
TOO_MANY = "This picture has too many pixels; 36 megapixels is the most."


def moving_webp():
    file = BytesIO()
    frames = [Image.new("RGB", (64, 36), colour) for colour in ("teal", "red")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    return file.getvalue()


def camera_s_pair():
    """A JPEG as phones make them: with a second picture behind, and where it was taken."""
    file, exif = BytesIO(), Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 40.0, 12.0)
    frames = [Image.new("RGB", (64, 36), colour) for colour in ("teal", "red")]
    frames[0].save(file, "MPO", save_all=True, append_images=frames[1:], exif=exif.tobytes())
    return file.getvalue()


BAD = {
    "bomb.png": (make_picture(14_000, 14_000, kind="PNG"), TOO_MANY),
    "200-megapixels.png": (make_picture(20_000, 10_000, kind="PNG"), TOO_MANY),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_ONE),
    "script.jpg": (b"<script>alert(1)</script>", NOT_ONE),
    "cut-off.jpg": (
        make_picture(400, 300)[:-300],
        "This file is damaged: it breaks off, or does not hold the picture it promises.",
    ),
    "moving.webp": (moving_webp(), "This picture moves. Send one that stands still."),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def film():
    return make_film("Here", year=2023)


def address(film):
    return reverse("admin:catalogue_film_stills", args=[film.pk])


def file(name, content=None):
    return SimpleUploadedFile(name, content or make_picture())


def send(client, film, *files, **more):
    sent = {"files": files, "kind": "still", "credit": "© Salt"} | more
    return client.post(address(film), sent)


def told(response):
    """What the page says of each file: where its picture is, or why it was refused."""
    return {one.name: one.refusal or one.picture for one in response.context["uploads"]}


def stored(media):
    return sorted(path.name for path in Path(media).rglob("*.*"))


def test_several_files_become_stills_behind_those_there_are(client, film):
    log_in(client)
    make_still(film, position=4)

    response = send(client, film, file("one.jpg"), file("two.PNG", make_picture(kind="PNG")))

    stills = film.stills.all()[1:]
    told_of_each = [(s.position, s.credit, s.kind, s.names, s.file.name[-4:]) for s in stills]
    assert told_of_each == [
        (5, "© Salt", "still", {}, ".jpg"),
        (6, "© Salt", "still", {}, ".png"),
    ]
    assert told(response) == {
        "one.jpg": stills[0].file.smallest_url,
        "two.PNG": stills[1].file.smallest_url,
    }
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == [
        "Added still “one.jpg”. Added still “two.PNG”."
    ]


@pytest.mark.parametrize("name", BAD)
def test_of_five_the_four_good_are_kept_and_the_bad_one_is_named(client, film, media, name):
    log_in(client)
    content, sentence = BAD[name]
    good = [file(f"{number}.jpg") for number in range(4)]

    response = send(client, film, *good[:2], file(name, content), *good[2:])

    assert told(response)[name] == sentence
    assert [still.position for still in film.stills.all()] == [1, 2, 3, 4]
    assert stored(media) == sorted(
        path.rpartition("/")[2] for still in film.stills.all() for path in still.file.names
    )


@pytest.mark.parametrize("name", BAD)
def test_of_a_refused_file_nothing_is_stored(client, film, media, name):
    log_in(client)

    response = send(client, film, file(name, BAD[name][0]))

    assert told(response) == {name: BAD[name][1]}
    assert (Still.objects.count(), LogEntry.objects.count(), stored(media)) == (0, 0, [])
    assert f"<strong>{BAD[name][1]}</strong>" in response.content.decode()


@pytest.mark.parametrize("name", BAD)
def test_the_film_s_own_page_refuses_it_beside_its_field_and_stores_nothing(
    client, film, media, name
):
    log_in(client)
    sent = form_data(client.get(admin_address(film)), title="There") | {"stills-TOTAL_FORMS": 2}
    for number, (given, content) in enumerate([("a.jpg", make_picture()), (name, BAD[name][0])]):
        row = {"file": file(given, content), "kind": "still", "focal_x": 50, "focal_y": 50}
        sent |= {f"stills-{number}-{field}": value for field, value in row.items()}

    response = client.post(admin_address(film), sent)

    film.refresh_from_db()
    assert errors(response) == [BAD[name][1]]
    assert (film.title, Still.objects.count(), stored(media)) == ("Here", 0, [])


def test_a_phone_s_picture_is_taken_upright_and_tells_nothing_of_where(client, film, media):
    log_in(client)

    send(client, film, file("phone.jpg", camera_s_pair()))

    still = film.stills.get()
    assert (still.width, still.height) == (36, 64)
    files = [path.read_bytes() for path in Path(media).rglob("*.*")]
    assert len(files) == 3
    for content in files:
        image = Image.open(BytesIO(content))
        assert (dict(image.getexif()), getattr(image, "n_frames", 1)) == ({}, 1)
        assert b"Exif" not in content


def test_a_picture_whose_record_cannot_be_kept_leaves_no_file(client, film, media, monkeypatch):
    log_in(client)
    monkeypatch.setattr(Still, "save", lambda still, **options: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        send(client, film, file("one.jpg"))

    assert stored(media) == []


def test_without_a_file_the_page_says_so_and_keeps_what_was_typed(client, film):
    log_in(client)

    responses = [send(client, film), send(client, film, file("a.jpg"), credit="c" * 201)]
    many = send(client, film, *[file(f"{number}.jpg") for number in range(41)])

    assert [response.context["form"].errors for response in responses] == [
        {"files": ["This field is required."]},
        {"credit": ["Ensure this value has at most 200 characters (it has 201)."]},
    ]
    assert many.context["form"].errors == {"files": ["Send 40 files at a time at most."]}
    assert 'value="© Salt"' in responses[0].content.decode()
    assert Still.objects.count() == 0


@pytest.mark.parametrize("key", ["9" * 30, "abc", "-1", "0"])
def test_the_stills_of_no_film_are_nobody_s(client, key):
    log_in(client)

    response = client.get(f"/admin/catalogue/film/{key}/stills/")

    assert (response.status_code, response.url) == (302, "/admin/")


def test_who_may_not_add_stills_is_offered_no_page(client, film):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_every_section"))
    client.force_login(reader)
    rights = ["view_film", "change_film", "add_still"]

    answers = []
    for right in rights:
        reader.user_permissions.add(Permission.objects.get(codename=right))
        answers.append(client.get(address(film)).status_code)
        assert (address(film) in client.get(admin_address(film)).content.decode()) == (
            right == "add_still"
        )

    assert answers == [403, 403, 200]
    client.logout()
    assert "/admin/login/" in client.get(address(film)).url


def test_the_admin_says_what_a_still_lacks_and_how_visitors_see_it(client, film):
    log_in(client)
    make_selection(film)
    make_still(film, credit="", names={"de": "Ein Steg"})
    ready = make_still(film)

    page = client.get(admin_address(film)).content.decode()

    lacks = "Visitors see this picture once it has: credit line, alternative text (en)."
    assert page.count("Visitors see this picture once it has") == page.count(lacks) == 1
    assert page.count(f'src="{ready.file.smallest_url}"') == 4
    assert '<span class="credit-line">© Salt Pictures</span>' in page
