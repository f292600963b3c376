"""Words as other programs' formats can carry them."""

import re
from collections.abc import Iterable

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people.languages import language_names
from people.texts import Text, text_in

LONGEST_WORDS = 60
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def plain(words: str) -> str:
    """Without the characters that neither iCalendar nor XML may hold; line breaks stay."""
    return UNPRINTABLE.sub(" ", words)


def beginning(texts: Iterable[Text]) -> list[str]:
    """How the text begins; where it is not in the page's language, the language it is in."""
    text = text_in(texts, get_language())
    if not text:
        return []
    lines = [Truncator(" ".join(text.body.split())).words(LONGEST_WORDS)]
    if text.language != get_language():
        language = language_names(text.language)["name_translated"]
        lines.append(_("Only in %(fallback_language)s so far.") % {"fallback_language": language})
    return lines
