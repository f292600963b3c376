import pytest

from catalogue.intake.facts import scan


def read(text):
    return [(fact.kind, fact.printed, fact.code) for fact in scan(text).facts]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "Ireland 2022 Irish 97’ Colour World premiere",
            [
                ("country", "Ireland", "IE"),
                ("year", "2022", None),
                ("language", "Irish", "ga"),
                ("runtime", "97’", None),
                ("colour", "Colour", "colour"),
                ("premiere", "World premiere", "world"),
            ],
        ),
        (
            "Saudi-Arabien / Vereinigtes Königreich 2022, 13 Min, Schwarz-Weiß",
            [
                ("country", "Saudi-Arabien", "SA"),
                ("country", "Vereinigtes Königreich", "GB"),
                ("year", "2022", None),
                ("runtime", "13 Min", None),
                ("colour", "Schwarz-Weiß", "black-and-white"),
            ],
        ),
        (
            "UZ/DE 2022 | Dokumentarfilm | 14 min",
            [
                ("country", "UZ", "UZ"),
                ("country", "DE", "DE"),
                ("year", "2022", None),
                ("form", "Dokumentarfilm", "documentary"),
                ("runtime", "14 min", None),
            ],
        ),
        (
            "UK-Ireland 2022. 97min. English, Irish with English subtitles",
            [
                ("country", "UK", "GB"),
                ("country", "Ireland", "IE"),
                ("year", "2022", None),
                ("runtime", "97min.", None),
                ("language", "English", "en"),
                ("language", "Irish", "ga"),
                ("subtitles", "with English subtitles", None),
            ],
        ),
        (
            "In German with English subtitles",
            [("language", "German", "de"), ("subtitles", "with English subtitles", None)],
        ),
        (
            "ohne Dialog, BERLIN-PREMIERE, FSK 12",
            [
                ("language", "ohne Dialog", "zxx"),
                ("premiere", "BERLIN-PREMIERE", "city"),
                ("age", "FSK 12", None),
            ],
        ),
        (
            "Atlantic Premiere, 35mm, recommended from age 14",
            [
                ("premiere", "Atlantic Premiere", None),
                ("format", "35mm", None),
                ("age", "recommended from age 14", None),
            ],
        ),
    ],
)
def test_a_facts_line_is_read_in_any_order_with_or_without_separators(line, facts):
    assert (read(line), scan(line).unread) == (facts, ())


def test_words_between_year_and_runtime_are_languages_the_vocabulary_lacks():
    assert read("Australia 2022 Gugadja 25’")[2] == ("language", "Gugadja", None)


@pytest.mark.parametrize("text", ["D", "IN", "ME TOO", "2001 nights", "Jemand in Irland", "A 2"])
def test_a_text_that_only_resembles_facts_is_not_read_whole(text):
    assert not scan(text).is_whole


@pytest.mark.parametrize("text", ["2046", "1917", "French", "Belgium", "Short"])
def test_one_weak_fact_alone_is_not_sure(text):
    assert scan(text).is_whole and not scan(text).is_sure
