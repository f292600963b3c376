import pytest
from django.utils.translation import override

from catalogue.versions import Tongue, Version

FRENCH, GERMAN, ENGLISH = Tongue("fr", "French"), Tongue("de", "German"), Tongue("en", "English")
NONE = Tongue("zxx", "no dialogue")


@pytest.mark.parametrize(
    ("version", "english", "german"),
    [
        (Version((FRENCH,)), "OV", "OV"),
        (Version((FRENCH,), subtitles=(GERMAN,)), "OV with German subtitles", "OmU"),
        (Version((FRENCH,), subtitles=(ENGLISH,)), "OV with English subtitles", "OmeU"),
        (
            Version((FRENCH,), subtitles=(GERMAN, ENGLISH)),
            "OV with German and English subtitles",
            "OmdeU",
        ),
        (
            Version((FRENCH,), subtitles=(ENGLISH, GERMAN)),
            "OV with English and German subtitles",
            "OmdeU",
        ),
        (Version((FRENCH,), dubbed=GERMAN), "German version", "DF"),
        (
            Version((FRENCH,), dubbed=GERMAN, subtitles=(ENGLISH,)),
            "German version with English subtitles",
            "DF meU",
        ),
        (Version((FRENCH,), dubbed=ENGLISH), "English version", "Fassung: English"),
        (Version((NONE,)), "no dialogue", "oD"),
        (
            Version((FRENCH,), voice_over=GERMAN),
            "OV, live voice-over in German",
            "OV + Einsprache",
        ),
        (Version(subtitles=(ENGLISH,)), "OV with English subtitles", "OmeU"),
        (Version(), "", ""),
    ],
)
def test_a_version_is_labelled_as_programmes_of_the_language_do(version, english, german):
    assert version.label() == english
    with override("de"):
        assert version.label() == german


@pytest.mark.parametrize(
    ("version", "understood_in"),
    [
        (Version((FRENCH,)), {"fr"}),
        (Version((FRENCH, GERMAN)), set()),
        (Version((FRENCH, GERMAN), subtitles=(ENGLISH,)), {"en"}),
        (Version((FRENCH,), subtitles=(GERMAN, ENGLISH)), {"fr", "de", "en"}),
        (Version((FRENCH,), dubbed=GERMAN), {"de"}),
        (Version((FRENCH,), voice_over=GERMAN), {"fr", "de"}),
        (Version((NONE,)), {"fr", "de", "en"}),
        (Version(), set()),
    ],
)
def test_who_can_follow_a_version(version, understood_in):
    assert {c for c in ("fr", "de", "en") if version.is_understood_in(c)} == understood_in
