"""Packages that are no good: refused in a sentence that names file and record; nothing written."""

import io
import json
import warnings
import zipfile
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Country, Film
from festival.packages.upgrades import VERSION
from tests.factories import make_film
from tests.festival.packages.test_packages import VERSION_1, everything, stored

pytestmark = pytest.mark.django_db
PICTURES = "media.jsonl"


@pytest.fixture(scope="module")
def good():
    """{name: content} of a good package; its manifest comes last."""
    with zipfile.ZipFile(VERSION_1) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(members, target):
    """A ZIP of [(name, content)]."""
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of a name twice
        for name, content in members:
            archive.writestr(name, content)


def sealed(members):
    """The members with checksums that hold, as somebody would make them who means harm."""
    pictures = [
        {"name": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
        for name, content in members.items()
        if name.startswith("media/")
    ]
    members = members | {PICTURES: b"".join(json.dumps(p).encode() + b"\n" for p in pictures)}
    manifest = json.loads(members.pop("package.json"))
    manifest["files"] = [
        {
            "name": name,
            "records": content.count(b"\n"),
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
        }
        for name, content in members.items()
        if name.endswith(".jsonl")
    ]
    return members | {"package.json": json.dumps(manifest).encode()}


def cut(share):
    def spoil(good):
        whole = io.BytesIO()
        pack(good.items(), whole)
        return whole.getvalue()[: int(len(whole.getvalue()) * share)]

    return spoil


def bit_of_the_file(good):
    whole = io.BytesIO()
    pack(good.items(), whole)
    content = bytearray(whole.getvalue())
    content[content.index(b"films.jsonl") + 40] ^= 1
    return bytes(content)


def altered(name, content=None):
    """A file is another than its checksum says; without content, one byte of it."""
    return lambda good: good | {name: content or bytes([good[name][0] ^ 1]) + good[name][1:]}


def without(name):
    return lambda good: {key: content for key, content in good.items() if key != name}


def twice(name):
    return lambda good: [*good.items(), (name, good[name])]


def saying(**words):
    """Its manifest says something else."""
    return lambda good: (
        good | {"package.json": json.dumps(json.loads(good["package.json"]) | words).encode()}
    )


def with_file(name, content):
    return lambda good: sealed(good | {name: content})


def listing(name):
    """Its list of pictures names another one, which is there."""

    def spoil(good):
        row = {"name": name, "bytes": 1, "sha256": sha256(b"x").hexdigest()}
        members = sealed(good) | {PICTURES: json.dumps(row).encode() + b"\n"}
        manifest = json.loads(members["package.json"])
        content = members[PICTURES]
        for file in manifest["files"]:
            if file["name"] == PICTURES:
                file |= {"records": 1, "bytes": len(content), "sha256": sha256(content).hexdigest()}
        return members | {name: b"x", "package.json": json.dumps(manifest).encode()}

    return spoil


def record(file, **values):
    """The first record of a file is another; a value of `...` takes a field away."""

    def spoil(good):
        first, *others = good[file].splitlines(keepends=True)
        changed = json.loads(first) | values
        changed = {name: value for name, value in changed.items() if value is not ...}
        return sealed(good | {file: b"".join([json.dumps(changed).encode() + b"\n", *others])})

    return spoil


def line(file, content):
    """A line more at the end of a file."""
    return lambda good: sealed(good | {file: good[file] + content})


def again(file):
    return lambda good: sealed(good | {file: good[file] + good[file].splitlines(True)[0]})


FILM = "films.jsonl, line 1 (“summer-in-lodz”): "
FILES = [
    (cut(0), "is cut off, or no package at all."),
    (cut(0.01), "is cut off, or no package at all."),
    (cut(0.5), "is cut off, or no package at all."),
    (cut(0.99), "is cut off, or no package at all."),
    (lambda good: b"<!doctype html><title>Log in</title>", "is cut off, or no package at all."),
    (lambda good: None, "cannot be read: No such file or directory."),
    (bit_of_the_file, "films.jsonl cannot be read."),
    (altered("films.jsonl"), "was altered: films.jsonl is not what it was."),
    (
        altered("films.jsonl", b"\0" * 60_000_000),
        "is no package: unpacked, it would fill the disk.",
    ),
    (altered(PICTURES), "was altered: media.jsonl is not what it was."),
    (without("films.jsonl"), "was altered: films.jsonl is missing."),
    (without(PICTURES), "was altered: media.jsonl is missing."),
    (without("package.json"), "is cut off, or no package: it has no package.json."),
    (twice("films.jsonl"), "was altered: it holds 'films.jsonl' twice."),
    (altered("package.json", b"[1]"), "its package.json does not say “marquee-package”."),
    (altered("package.json", b"[" * 9999), "its package.json does not say “marquee-package”."),
    (altered("package.json", b"{"), "its package.json does not say “marquee-package”."),
    (saying(format="backup"), "its package.json does not say “marquee-package”."),
    (
        saying(version=VERSION + 1),
        f"is a package of version {VERSION + 1}, and this Marquee reads versions up to {VERSION}: "
        "read it with the Marquee that wrote it, or a newer one.",
    ),
    (saying(version="1"), "is a package of version 1, and this Marquee reads"),
    (saying(version=True), "is a package of version True, and this Marquee reads"),
    (saying(version=0), "is a package of version 0, and this Marquee reads"),
    (saying(variant="secret"), "is a package of a kind this version does not know: 'secret'."),
    (saying(made_at="today"), "its package.json does not say when it was made."),
    (saying(files="none"), "its package.json does not list its files as it should."),
    (saying(files=[]), "its package.json does not list media.jsonl."),
    (altered("../../etc/passwd", b"x"), "it holds '../../etc/passwd', which is not listed."),
    (altered("/etc/passwd", b"x"), "it holds '/etc/passwd', which is not listed."),
    (with_file("../more.jsonl", b"{}\n"), "holds '../more.jsonl', which this version does not"),
    (with_file("words.jsonl", b"{}\n"), "holds 'words.jsonl', which this version does not know."),
    (listing("media/../../more.jpg"), "media.jsonl, line 1 names no picture of ours."),
    (listing("media/stills/more.html"), "media.jsonl, line 1 names no picture of ours."),
    (listing("/etc/passwd.jpg"), "media.jsonl, line 1 names no picture of ours."),
    (with_file("media/stills/a.jpg", b"<script>"), "media/stills/a.jpg, which is no picture of"),
    (line("films.jsonl", b"{}"), "is no package: films.jsonl, line 6 has no end."),
    (line("films.jsonl", b"[]\n"), "is no package: films.jsonl, line 6 is no JSON object."),
    (line("films.jsonl", b"<html>\n"), "is no package: films.jsonl, line 6 is no JSON object."),
    (line("films.jsonl", b'{"id": NaN}\n'), "films.jsonl, line 6 is no JSON object."),
    (line("films.jsonl", b'{"a": ' * 9999 + b"\n"), "films.jsonl, line 6 is no JSON object."),
]
RECORDS = [
    (record("films.jsonl", year="1974"), FILM + "year is a text, not a number."),
    (record("films.jsonl", year=True), FILM + "year is true or false, not a number."),
    (record("films.jsonl", year=1974.5), FILM + "year is a fraction, not a number."),
    (record("films.jsonl", year=10**30), FILM + "year is not a number from 0 to "),
    (record("films.jsonl", title=None), FILM + "title is nothing, and has to be something."),
    (record("films.jsonl", title=["a"]), FILM + "title is a list, not a text."),
    (record("films.jsonl", title="a" * 301), FILM + "title is longer than 300 characters."),
    (record("films.jsonl", title="a\0"), FILM + "title holds a zero character, which no text has."),
    (record("films.jsonl", title="\ud800"), FILM + "title holds half a character."),
    (record("films.jsonl", more=1), FILM + "'more' is no field of it."),
    (record("films.jsonl", year=...), FILM + "'year' is missing."),
    (record("films.jsonl", year=1700), FILM + "the database refuses it: "),
    (again("films.jsonl"), "films.jsonl, line 6 (“summer-in-lodz”): the database refuses it: "),
    (record("selections.jsonl", film="never"), "line 1 (“1”): film 'never' is not in the package."),
    (record("selections.jsonl", film=1), "line 1 (“1”): film is a number, not a text."),
    (record("selections.jsonl", film=None), "(“1”): film is nothing, and has to be something."),
    (record("awards.jsonl", selection=99), "(“1”): selection 99 is not in the package."),
    (record("awards.jsonl", names={"en": 5}), "line 1 (“1”): names is a number, not a text."),
    (record("awards.jsonl", names=["a"]), "line 1 (“1”): names is a list, not an object."),
    (record("awards.jsonl", names={"en": "\0"}), "(“1”): names holds a zero character"),
    (record("companies.jsonl", website="javascript:alert(1)"), "website is not fit: Enter a valid"),
    (record("editions.jsonl", announced_at="noon"), "announced_at is not an instant such as"),
    (record("editions.jsonl", announced_at="2026-01-01T10:00"), "is an hour without a zone."),
    (record("editions.jsonl", starts_on="soon"), "starts_on is not a day such as 2027-02-11."),
    (record("venues.jsonl", latitude=1.5), "latitude is a fraction, not a text."),
    (record("venues.jsonl", latitude="NaN"), "latitude is no number."),
    (record("stills.jsonl", widths="480"), "widths is a text, not a list."),
    (
        record("groups.jsonl", permissions=["catalogue.fly"]),
        "'catalogue.fly' is not in the",
    ),
    (
        record("groups.jsonl", permissions="all"),
        "(“Read-only”): permissions is no list.",
    ),
    (record("people.jsonl", merged_into="nobody"), "merged_into 'nobody' is not in the package."),
    (record("people.jsonl", merged_into="ana-bronte-director"), "the database refuses it: "),
]


@pytest.mark.parametrize(("spoil", "answer"), [*FILES, *RECORDS])
def test_a_bad_package_is_refused_in_a_sentence_and_leaves_nothing(
    good, settings, tmp_path, spoil, answer
):
    settings.MEDIA_ROOT = tmp_path / "media"
    bad = tmp_path / "bad.zip"
    spoiled = spoil(good)
    if isinstance(spoiled, bytes):
        bad.write_bytes(spoiled)
    elif spoiled:
        pack(spoiled.items() if isinstance(spoiled, dict) else spoiled, bad)
    before = everything()

    with pytest.raises(CommandError) as refused:
        call_command("import_package", bad)

    said = str(refused.value)
    assert said.startswith(str(bad))
    assert answer in said
    assert said.endswith((".", answer)) and "\n" not in said
    assert everything() == before
    assert Country.objects.count() > 200
    assert stored() == {}


def test_a_database_that_holds_a_festival_is_refused(tmp_path):
    make_film("Stays")

    with pytest.raises(CommandError) as refused:
        call_command("import_package", VERSION_1)

    assert str(refused.value) == (
        "This database holds 1 films: a package is read into an empty one, as migrate makes it."
    )
    assert list(Film.objects.values_list("title", flat=True)) == ["Stays"]


def test_a_storage_that_is_full_leaves_no_record_and_no_new_picture(
    settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path / "media"
    from festival.packages import reading

    store, count = reading.store, iter(range(3))

    def store_three(*arguments):
        if next(count, None) is None:
            raise OSError(28, "No space left on device")
        store(*arguments)

    monkeypatch.setattr(reading, "store", store_three)
    with pytest.raises(OSError, match="No space left"):
        call_command("import_package", VERSION_1)

    assert not Film.objects.exists()
    assert stored() == {}


def test_a_package_is_never_written_over(tmp_path):
    there = tmp_path / "there.zip"
    there.write_bytes(b"mine")

    with pytest.raises(CommandError, match="there.zip is there already"):
        call_command("export_package", there)

    assert there.read_bytes() == b"mine"


def test_a_package_that_breaks_off_leaves_no_file(settings, tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("festival.packages.writing.pictures_of", full)

    with pytest.raises(OSError, match="No space left"):
        call_command("export_package", tmp_path / "a.zip")

    assert list(tmp_path.iterdir()) == []
