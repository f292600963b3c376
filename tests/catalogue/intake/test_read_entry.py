"""The command `read_entry`: what it prints, what it decodes, and what it says it cannot read."""

import codecs
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

PAGE = """\
Die Salzstraße
Regie: Mira Halloran
Irland 2022, 97 Min.
Ein Schüler übt für die Prüfung – und hört nicht, dass das Meer vor seinem Fenster steigt.
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return path


def output(*args, **options):
    out = StringIO()
    call_command("read_entry", *map(str, args), stdout=out, **options)
    return out.getvalue()


def test_json_has_the_entries_of_each_path_as_given(page):
    told = json.loads(output(page, json=True))

    assert {path: [entry["title"] for entry in entries] for path, entries in told.items()} == {
        str(page): ["Die Salzstraße"]
    }


def test_the_summary_has_the_facts_then_the_problems_with_their_lines(page):
    page.write_text(PAGE + "Something else entirely\n", "utf-8")

    lines = [line.split() for line in output(page).splitlines()]

    assert lines[0] == [str(page)]
    assert ["title", "Die", "Salzstraße"] in lines
    assert ["runtime_minutes", "97"] in lines
    assert lines[-2] == ["1", "to", "look", "at:"]
    assert lines[-1][:2] == ["line", "5:"]


def test_a_title_can_be_given(page):
    assert json.loads(output(page, json=True, title="Salz"))[str(page)][0]["title"] == "Salz"


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode("utf-8"),
        PAGE.encode("utf-8-sig"),
        PAGE.encode("utf-16"),
        codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"),
        PAGE.encode("cp1252"),
        PAGE.replace("\n", "\r\n").encode("utf-8"),
    ],
    ids=["utf-8", "utf-8 with its mark", "utf-16", "utf-16 be", "windows-1252", "crlf"],
)
def test_files_of_other_machines_are_decoded(page, data):
    page.write_bytes(data)

    (entry,) = json.loads(output(page, json=True))[str(page)]

    assert (entry["title"], entry["directors"]) == ("Die Salzstraße", ["Mira Halloran"])


CSV = b"title,year,country,runtime\nSea,2021,Peru,97\nLand,2022,Chile,82\n" * 20
PYTHON = b"import os\n\n\ndef director(name):\n    return os.environ[name]  # 2023\n"
LOG = b"2023-01-01 12:00:01 INFO Director started in 82 min\n" * 30
MAIL = b"Dear Ada,\n\nthank you for your message. We will come back to you soon.\n\nBest,\nBo\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is no text file"),
        (codecs.BOM_UTF16_LE + b"a", "is no text file"),
        (PAGE.encode() + b"\n" * 9_000 + b"a\x00b", "is no text file"),
        ((PAGE + "a\0b").encode("utf-16"), "is no text file"),
        (b"a" * 2_000_001, "is too large: 2000001 bytes, 2000000 is the most"),
        (CSV, "has nothing of a film's entry in it"),
        (PYTHON, "has nothing of a film's entry in it"),
        (LOG, "has nothing of a film's entry in it"),
        (MAIL, "has nothing of a film's entry in it"),
    ],
    ids=[
        "empty",
        "blank",
        "binary",
        "half utf-16",
        "late zero",
        "utf-16 zero",
        "large",
        "csv",
        "python",
        "log",
        "mail",
    ],
)
def test_a_file_that_is_no_page_is_refused_in_one_line(page, data, message):
    page.write_bytes(data)

    with pytest.raises(CommandError) as refused:
        output(page)

    assert str(refused.value) == f"{page} {message}"


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened: No such file or directory$"):
        output(tmp_path / "nothing.txt")
    with pytest.raises(CommandError, match="cannot be opened: Is a directory$"):
        output(tmp_path)
