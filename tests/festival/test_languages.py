import gettext
import re
from pathlib import Path

import pytest

from tests.factories import make_film, make_selection
from tests.pages import alternates, text

LOCALE = Path(__file__).parents[2] / "festival" / "locale"
MESSAGES = LOCALE / "de" / "LC_MESSAGES" / "django.po"


def test_every_message_has_its_german_and_the_compiled_file_is_of_these():
    entries = re.split(r"\n{2,}", MESSAGES.read_text("utf-8"))[1:]
    empty = [entry for entry in entries if re.search(r'^msgstr(\[\d\])? ""\n?\Z', entry, re.M)]
    compiled = gettext.translation("django", LOCALE, ["de"])._catalog

    assert empty == []
    assert [entry for entry in entries if "#, fuzzy" in entry] == []
    singular = [entry for entry in entries if "msgid_plural" not in entry and "msgid" in entry]
    plural = [entry for entry in entries if "msgid_plural" in entry]
    assert len(compiled) == 1 + len(singular) + 2 * len(plural)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "english", "german"),
    [
        ("/", "Sections", "Sektionen"),
        ("/2026/programme/", "Filter and sort", "Filtern und sortieren"),
        ("/2026/countries/", "Belgium", "Belgien"),
        ("/2026/runtime/", "60 to 89 minutes", "60 bis 89 Minuten"),
        ("/archive/", "12–22 February 2026", "12.–22. Februar 2026"),
    ],
)
def test_each_page_speaks_the_language_of_its_address(client, path, english, german):
    make_selection(make_film("Tide", countries=["BE"], runtime_minutes=82))

    in_english, in_german = client.get(path), client.get(f"/de{path}")

    assert (in_english["Content-Language"], in_german["Content-Language"]) == ("en", "de")
    assert english in text(in_english)
    assert german in text(in_german)
    assert english not in text(in_german)
    assert alternates(in_english)["de"] == f"http://testserver/de{path}"


@pytest.mark.django_db
def test_a_browser_s_wishes_and_cookies_do_not_change_the_language(client):
    make_selection()
    client.cookies["django_language"] = "de"

    response = client.get("/", headers={"accept-language": "de"})

    assert response["Content-Language"] == "en"
    assert response["Vary"] == "Accept-Encoding"
