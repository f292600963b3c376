"""The picture a film is shared with: what it shows, when it is drawn, and who gets it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from catalogue.models import FilmTitle
from catalogue.output import share_pictures
from catalogue.output.share_pictures import (
    TITLE_SIZES,
    TONES,
    ShareCard,
    draw,
    drawable,
    fitted,
    font,
    picture_of,
)
from tests.examples import examples
from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_picture,
    make_section,
    make_selection,
    make_still,
)
from tests.pages import body

CARD = ShareCard(
    film=1,
    language="en",
    title="Here",
    section="Panorama",
    colour="teal",
    edition="Marquee 2026",
    picture="",
    focal_point=(50, 50),
)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def shared(media):
    return sorted(str(path.relative_to(media)) for path in media.glob("share/**/*.jpg"))


def pixels(content):
    return Image.open(BytesIO(content)).convert("RGB")


def is_near(colour, other):
    return all(abs(a - b) < 30 for a, b in zip(colour, other, strict=True))


def wide_picture(x, y):
    """Four times as wide as high, black but for a green square round that point, in per cent."""
    image = Image.new("RGB", (1600, 400), "black")
    x, y = 1600 * x // 100, 400 * y // 100
    ImageDraw.Draw(image).rectangle((x - 40, y - 40, x + 40, y + 40), fill="#00ff00")
    file = BytesIO()
    image.save(file, "JPEG", quality=95)
    return file.getvalue()


# The page's head and the address ----------------------------------------------------------------


@pytest.mark.django_db
def test_a_film_s_page_names_its_share_picture_and_every_language_has_its_own(client, media):
    film = make_film("Here", year=2023)
    FilmTitle.objects.create(film=film, kind="local", language="de", title="Hier")
    make_selection(film)
    make_still(film, "A forest")

    for prefix, title in [("", "Here"), ("/de", "Hier")]:
        page = client.get(f"{prefix}/films/here-2023/").content.decode()
        address = page.partition('<meta property="og:image" content="')[2].partition('"')[0]
        response = client.get(address)
        assert address.startswith(f"http://testserver{prefix}/films/here-2023/share.jpg?v=")
        assert f'<meta property="og:image:alt" content="{title} – A forest">' in page
        assert '<meta property="og:image:width" content="1200">' in page
        assert '<meta property="og:image:height" content="630">' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page
        assert pixels(body(response)).size == (1200, 630)
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "public, max-age=3600, s-maxage=1"
    assert len(shared(media)) == 2


@pytest.mark.django_db
def test_it_costs_four_queries_however_many_stills_there_are(client, django_assert_num_queries):
    film = make_film("Here", year=2023)
    make_selection(film)
    for number in range(3):
        make_still(film, position=number)

    with django_assert_num_queries(4):
        client.get("/films/here-2023/share.jpg")


@pytest.mark.django_db
def test_a_hidden_film_has_none_and_a_former_address_leads_to_the_new_one(client):
    film = make_film("Here", year=2023)
    selection = make_selection(film, announced_at=in_an_hour())
    assert client.get("/films/here-2023/share.jpg").status_code == 404

    selection.announced_at = None
    selection.save()
    film.slug = "ici-2023"
    film.save()
    response = client.get("/de/films/here-2023/share.jpg")
    assert (response.status_code, response["Location"]) == (301, "/de/films/ici-2023/share.jpg")
    assert client.get("/films/never-2023/share.jpg").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "is_another"),
    [
        ("nothing", False),
        ("credit", False),
        ("title", True),
        ("still", True),
        ("focal point", True),
        ("section name", True),
        ("section colour", True),
        ("edition name", True),
    ],
)
def test_a_change_of_what_it_shows_is_another_picture_and_the_old_one_goes(
    client, media, change, is_another
):
    film = make_film("Here", year=2023)
    selection = make_selection(film)
    still = make_still(film)
    first = client.get("/films/here-2023/share.jpg")
    before = shared(media)
    assert len(before) == 1

    if change == "title":
        film.title = "There"
        film.save()
    if change == "still":
        still.file = ContentFile(make_picture(colour="red"), name="x.jpg")
    if change == "focal point":
        still.focal_x = 10
    if change == "credit":
        still.credit = "© Somebody"
    if change.startswith("section"):
        section = selection.section
        section.names, section.colour = (
            ({"en": "New"}, section.colour) if change.endswith("name") else (section.names, "moss")
        )
        section.save()
    if change == "edition name":
        make_edition().__class__.objects.update(name="Festival 2026")
    still.save()
    second = client.get("/films/here-2023/share.jpg", headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, first["ETag"] != second["ETag"]) == (
        (200, True) if is_another else (304, False)
    )
    assert (len(shared(media)), shared(media) != before) == (1, is_another)


@pytest.mark.django_db
def test_it_is_of_the_newest_public_selection(client, monkeypatch):
    film = make_film("Here", year=2023)
    make_selection(film, make_edition(2024), make_section("Old"))
    make_selection(film, make_edition(2025), make_section("New"))
    make_selection(film, make_edition(2027, announced_at=in_an_hour()), make_section("Secret"))
    drawn = []
    monkeypatch.setattr(share_pictures, "picture_of", lambda card: drawn.append(card) or b"x")

    client.get("/films/here-2023/share.jpg")

    assert [(card.section, card.edition) for card in drawn] == [("New", "Marquee 2025")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "more", "shown"),
    [
        ("Sørensen & Łódź", {}, "Sørensen & Łódź"),
        ("Ты Ελλάς Việt", {}, "Ты Ελλάς Việt"),
        ("ここ", {"original_title": "Koko"}, "Koko"),
        ("هنا", {"original_title": "ここ"}, ""),
    ],
)
def test_a_title_that_cannot_be_drawn_gives_way_to_one_that_can(
    client, monkeypatch, title, more, shown
):
    make_selection(make_film(title, slug="a-film", **more))
    drawn = []
    monkeypatch.setattr(share_pictures, "picture_of", lambda card: drawn.append(card) or b"x")

    client.get("/films/a-film/share.jpg")

    assert [card.title for card in drawn] == [shown]


@pytest.mark.django_db
def test_it_shows_a_still_before_a_poster_and_nothing_that_was_not_checked(client, monkeypatch):
    film = make_film(slug="a-film")
    make_selection(film)
    poster = make_still(film, kind="poster")
    drawn = []
    monkeypatch.setattr(share_pictures, "picture_of", lambda card: drawn.append(card) or b"x")

    client.get("/films/a-film/share.jpg")
    still = make_still(film, position=1)
    client.get("/films/a-film/share.jpg")
    film.stills.update(widths=[])
    client.get("/films/a-film/share.jpg")

    names = [poster.file.largest_name, still.file.largest_name, ""]
    assert [card.picture for card in drawn] == names


# Keeping it -------------------------------------------------------------------------------------


def test_it_is_drawn_once(media, monkeypatch):
    first = picture_of(CARD)
    monkeypatch.setattr(share_pictures, "draw", None)

    assert picture_of(CARD) == first
    assert shared(media) == [f"share/1/en/{CARD.digest}.jpg"]


def test_half_a_file_is_as_good_as_none(media):
    whole = picture_of(CARD)
    (media / shared(media)[0]).write_bytes(whole[:1000])

    assert picture_of(CARD) == whole
    assert [(media / name).read_bytes() for name in shared(media)] == [whole]


def test_many_who_ask_at_once_all_get_it_and_one_is_kept(media):
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(picture_of, [CARD] * 16))

    assert answers == {draw(CARD, None)}
    assert picture_of(CARD) in answers
    assert shared(media) == [f"share/1/en/{CARD.digest}.jpg"]


def test_a_full_disk_and_a_missing_still_do_no_harm(media, monkeypatch):
    def full(*args):
        raise OSError("No space left on device")

    gone = replace(CARD, picture="stills/gone.jpg")
    assert (picture_of(gone), shared(media)) == (draw(CARD, None), [])
    monkeypatch.setattr(default_storage, "save", full)
    assert (picture_of(CARD), shared(media)) == (draw(CARD, None), [])


# Drawing it -------------------------------------------------------------------------------------


def test_the_section_s_colour_is_a_band_at_the_foot():
    for colour, tone in TONES.items():
        image = pixels(draw(replace(CARD, colour=colour), None))
        wanted = tuple(int(tone[at : at + 2], 16) for at in (1, 3, 5))
        assert is_near(image.getpixel((600, 625)), wanted)
        assert is_near(image.getpixel((600, 20)), (17, 17, 19))


@pytest.mark.parametrize("x", [0, 20, 50, 80, 100])
def test_the_still_is_cut_round_its_focal_point(x):
    """The green square is in the middle, or at the edge where the picture ends."""
    image = pixels(draw(replace(CARD, title="", focal_point=(x, 30)), wide_picture(x, 30)))
    row = [image.getpixel((at, 189)) for at in range(1200)]
    green = [at for at, (red, high, blue) in enumerate(row) if high > 120 and red < 90 > blue]

    middle = {0: 0, 20: 504, 50: 600, 80: 696, 100: 1199}[x]
    assert min(green) - 20 <= middle <= max(green) + 20


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("", 96, []),
        ("Here", 96, ["Here"]),
        ("The Long Way Down to the Harbour", 96, ["The Long Way Down", "to the Harbour"]),
        ("W" * 40, 54, ["W" * 19, "W" * 19, "WW"]),
        (
            "word " * 60,
            54,
            [" ".join(["word"] * 7), " ".join(["word"] * 7), " ".join(["word"] * 7) + " w…"],
        ),
    ],
)
def test_a_title_is_set_as_large_as_it_fits_in_even_lines(title, size, lines):
    chosen, shown = fitted(title)

    assert chosen in TITLE_SIZES
    assert all(font(chosen).getlength(line) <= 1072 for line in shown)
    assert (chosen, shown) == (size, lines)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("İstanbul’da ğış – “Ő”", "İstanbul’da ğış – “Ő”"),
        ("e\u0301", "é"),
        ("Here 日本", ""),
        ("مرحبا", ""),
        ("a\u202eb\u00adc", "abc"),
        ("🎬", ""),
        ("Open\u2029Waters\x85 by\r\nnight\x1d", "Open Waters by night"),
    ],
)
def test_words_are_drawn_whole_or_not_at_all(words, shown):
    assert drawable(words) == shown


@examples(100, 5000)
@given(st.text() | st.text(alphabet="ab \n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\u202e\u0301"))
def test_whatever_is_to_be_drawn_has_a_length(words):
    assert font(32).getlength(drawable(words)) >= 0
