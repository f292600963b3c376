from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalogue.intake.imports import undo_import
from catalogue.models import (
    Edition,
    Film,
    Import,
    ImportedValue,
    Screen,
    Screening,
    ScreeningChange,
    Selection,
    Venue,
)
from tests.catalogue.intake.killed import ends_of, kill
from tests.factories import make_edition, make_section, make_venue
from tests.pages import titles

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parent / "harbour-2024.json"
SHARED = Path(__file__).parents[4] / "../shared/data/berlinale-2018.json"


def import_schedule(path=FILE, edition=2024, **options):
    out = StringIO()
    call_command("import_schedule", str(path), edition=edition, stdout=out, **options)
    return out.getvalue().splitlines()


def everything():
    return [
        list(model.objects.order_by("pk").values()) for model in (Film, Venue, Screen, Screening)
    ]


def test_records_films_houses_and_screenings():
    said = import_schedule()

    assert said[:2] == [
        "New edition Marquee 2024: hidden until it is announced",
        "New section Programme",
    ]
    assert said[-5:] == [
        "  + 5 films",
        "  + 4 venues",
        "  + 6 screens",
        "  + 9 screenings",
        "Recorded 5 films and 9 screenings for Marquee 2024: /2024/",
    ]
    assert list(
        Screen.objects.order_by("venue__slug", "position", "name").values_list(
            "venue__slug", "name"
        )
    ) == [
        ("kino-66", ""),
        ("mill", "M1 / Loft"),
        ("odeon", "PRISM"),
        ("odeon", "2"),
        ("odeon", "12"),
        ("quay-cinema", ""),
    ]


def test_records_versions_access_and_ages():
    import_schedule()

    versions = [screening.version for screening in Screening.objects.for_listing().in_order()]
    assert [[tongue.code for tongue in version.subtitles] for version in versions] == [
        ["en", "de"],
        ["de"],
        ["en"],
        [],
        [],
        [],
        [],
        ["en", "de"],
        ["en"],
    ]
    assert [version.voice_over.code for version in versions if version.voice_over] == ["de"]
    access = Screening.objects.filter(access__status="confirmed").values_list("access__feature")
    assert sorted(access) == [("audio-description",), ("sign-language",)]
    ages = Selection.objects.exclude(age_recommendation=None)
    assert [(one.film.title, one.age_recommendation) for one in ages] == [("The Twins", 11)]


def test_tells_films_of_one_title_apart():
    import_schedule()

    twins = Film.objects.filter(title="The Twins").order_by("identifiers__value")
    assert [film.identifiers.get().value for film in twins] == ["2024/2", "2024/3"]
    assert [film.selections.get().screenings.count() for film in twins] == [4, 2]


def test_changes_nothing_the_second_time():
    import_schedule()
    before = everything()

    again = import_schedule()

    assert everything() == before
    assert again[-5:-1] == ["  + 0 films", "  + 0 venues", "  + 0 screens", "  + 0 screenings"]


def test_leaves_what_editors_changed():
    import_schedule()
    screening = Screening.objects.first()
    screening.starts_at = datetime(2024, 2, 15, 21, tzinfo=UTC)
    screening.save()
    make_section("Encounters")
    Selection.objects.filter(film__title="Salt & Rope").update(section=make_section("Encounters"))
    before = everything()

    import_schedule()

    assert everything() == before
    assert Selection.objects.count() == 5


def test_finds_a_house_by_its_name():
    odeon = make_venue("ODÉON")

    import_schedule()

    assert odeon.screens.count() == 3


def test_is_hidden_until_it_is_announced():
    import_schedule()
    edition = Edition.objects.get()
    assert (edition.announced_at, edition.schedule_announced_at) == (None, None)
    assert Screening.objects.public().count() == 0

    import_schedule(announce=True)
    assert Screening.objects.public().count() == 9

    announced = Edition.objects.get().announced_at
    import_schedule(announce=True)
    assert Edition.objects.get().announced_at == announced


def test_reads_hours_in_the_zone_of_the_edition():
    import_schedule(time_zone="Asia/Tokyo")

    edition = Edition.objects.get()
    assert Screening.objects.first().starts_at == datetime(2024, 2, 15, 10, 30, tzinfo=UTC)
    assert (str(edition.starts_on), str(edition.ends_on)) == ("2024-02-15", "2024-02-20")
    with pytest.raises(CommandError, match="has screenings in Asia/Tokyo, not in Europe/Berlin"):
        import_schedule(time_zone="Europe/Berlin")


def test_keeps_the_days_an_editor_set():
    make_edition(2024)

    import_schedule()

    assert str(Edition.objects.get().starts_on) == "2024-02-12"


@pytest.mark.parametrize(
    ("words", "message"),
    [("{}", "not a JSON file"), ("", "is empty")],
)
def test_refuses_another_file(tmp_path, words, message):
    path = tmp_path / "schedule.json"
    path.write_text(words)

    with pytest.raises(CommandError, match=message):
        import_schedule(path)
    assert Edition.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"time_zone": "Mars/Olympus"}, "not a time zone"),
        ({"edition": 24}, "1900"),
        ({"section": "Not a slug"}, "slug"),
    ],
)
def test_records_nothing_where_something_is_wrong(options, message):
    with pytest.raises(CommandError, match=message):
        import_schedule(**options)

    assert (Edition.objects.count(), Film.objects.count()) == (0, 0)


@pytest.mark.skipif(not SHARED.exists(), reason="no printed schedule beside this checkout")
def test_a_whole_festival_loads(client):
    said = import_schedule(SHARED, 2018, time_zone="Europe/Berlin", announce=True)

    assert said[-5:-1] == [
        "  + 408 films",
        "  + 26 venues",
        "  + 40 screens",
        "  + 963 screenings",
    ]
    assert not [line for line in said if "left out" in line]
    screens = {
        venue.name: sorted(screen.name for screen in venue.screens.all())
        for venue in Venue.objects.prefetch_related("screens")
    }
    several = {name: numbers for name, numbers in screens.items() if len(numbers) > 1}
    assert several == {
        "CineStar": ["3", "7", "8", "IMAX"],
        "CinemaxX": ["1", "3", "4", "5", "7", "8"],
        "Cubix": ["7", "8", "9"],
        "HAU Hebbel am Ufer": ["HAU1", "HAU2", "HAU3 / Top Floor"],
        "Zoo Palast": ["1", "2", "3"],
    }
    assert {"Berlinale Palast", "filmkunst 66", "Toni & Tonino", "Kino Arsenal"} <= set(screens)
    response = client.get("/2018/schedule/2018-02-20/")
    assert len(titles(response)) == 112


def test_what_a_later_file_adds_to_a_schedule_that_is_out_is_told():
    import_schedule(announce=True)
    assert ScreeningChange.objects.count() == 0
    gone = Screening.objects.first()
    hour = gone.starts_at
    gone.delete()

    import_schedule(announce=True)

    [change] = ScreeningChange.objects.public()
    assert (change.kind, change.starts_at, change.screening.starts_at) == ("added", hour, hour)


# What it leaves behind ---------------------------------------------------------------------------


def test_an_import_is_recorded_with_the_row_behind_each_value():
    import_schedule()

    record = Import.objects.get()
    assert (record.kind, record.file_name, record.user_name) == (
        "schedule",
        "harbour-2024.json",
        "import_schedule",
    )
    new = record.rows.filter(standing="new").values_list("number", flat=True)
    screenings = ImportedValue.objects.filter(field__startswith="screening:")
    assert [value.row.number for value in screenings] == list(new)
    titles = ImportedValue.objects.filter(field="title").order_by("value")
    film = Film.objects.get(title="Salt & Rope")
    place = next(one.place for one in titles if one.film == film)
    first = record.rows.filter(film=film).first().number
    assert place == f"harbour-2024.json, row {first}, films"
    assert record.counts["refused"] == record.rows.filter(standing="refused").count() > 0


def test_an_import_is_undone_as_one():
    make_edition(2024)
    make_section("Programme")
    edition = list(Edition.objects.values())
    before = everything()
    import_schedule(announce=True)

    undo_import(Import.objects.get(), "somebody")

    assert everything() == before
    assert list(Edition.objects.values()) == edition


def test_an_import_that_is_killed_leaves_nothing_and_is_completed():
    before = everything(), Import.objects.count()

    for end in ends_of(import_schedule):
        kill(import_schedule, end)
        assert (everything(), Import.objects.count()) == before

    assert "  + 9 screenings" in import_schedule()
    assert "  + 0 screenings" in import_schedule()
