import pytest

from catalogue.intake.runtimes import labelled_runtime, runtime_at


@pytest.mark.parametrize(
    ("printed", "minutes", "seconds"),
    [
        ("82’", 82, None),
        ("82'", 82, None),
        ("82′", 82, None),
        ("82 min", 82, None),
        ("82 Min.", 82, None),
        ("28 MIN", 28, None),
        ("82m", 82, None),
        ("102 minutes", 102, None),
        ("98 Minuten", 98, None),
        ("1h22", 82, None),
        ("1 h 22 min", 82, None),
        ("1 hr 22 mins", 82, None),
        ("2 Stunden", 120, None),
        ("15’57", 16, 957),
        ("15'57\"", 16, 957),
        ("15’ 57’’", 16, 957),
        ("5:29 min", 5, 329),
        ("5:30 min", 6, 330),
        ("8 min 11 sec", 8, 491),
        ("01:22:30", 83, 4950),
    ],
)
def test_a_runtime_is_read_in_minutes_and_seconds_are_kept(printed, minutes, seconds):
    found = runtime_at(f"{printed} Colour", 0)

    assert (found.minutes, found.seconds, printed[: found.end]) == (minutes, seconds, printed)


@pytest.mark.parametrize("text", ["82", "82 mm", "5 minor", "2023", "82.000", "Colour"])
def test_a_number_without_a_unit_is_no_runtime(text):
    assert runtime_at(text, 0) is None


@pytest.mark.parametrize(
    ("value", "minutes"), [("61", 61), ("ca. 90 Min.", 90), ("0:22:08", 22), ("1h05", 65)]
)
def test_beside_a_label_a_bare_number_is_minutes(value, minutes):
    assert labelled_runtime(value).minutes == minutes


def test_beside_a_label_a_year_is_no_runtime():
    assert labelled_runtime("2023") is None
