"""
Language versions: what is heard and read at a screening, and the label a programme prints for it.

German pages print the labels of German-language programmes (FIELD b.5): OV, OmU, OmeU, OmdeU, DF,
oD. On other pages the version is spelt out, as nobody agrees on abbreviations there.
"""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

NO_DIALOGUE = "zxx"
# How German labels name the languages of subtitles: Om-e-U is "original with English subtitles".
GERMAN_LETTERS = {"de": "d", "en": "e", "fr": "f", "it": "i", "es": "sp"}


@dataclass(frozen=True)
class Tongue:
    """A language by its BCP 47 code and its name on the page at hand."""

    code: str
    name: str


@dataclass(frozen=True)
class Version:
    """
    What is `spoken` in the film, `dubbed` over it or read live beside it as a `voice_over`, and
    the `subtitles` in the order they are shown.
    """

    spoken: tuple[Tongue, ...] = ()
    dubbed: Tongue | None = None
    voice_over: Tongue | None = None
    subtitles: tuple[Tongue, ...] = ()

    @property
    def heard(self) -> set[str]:
        """The codes of the languages heard in the room; none of a film without dialogue."""
        spoken = (self.dubbed,) if self.dubbed else self.spoken
        return {tongue.code for tongue in spoken} - {NO_DIALOGUE}

    @property
    def is_silent(self) -> bool:
        """Whether it is known that nothing is spoken."""
        return bool(self.spoken) and not self.heard

    @property
    def keys(self) -> set[str]:
        """
        The codes of the languages of which one alone is enough to follow: of subtitles, of a
        voice-over, of all that is spoken; NO_DIALOGUE where none is needed.
        """
        read = {tongue.code for tongue in self.subtitles}
        if self.voice_over:
            read.add(self.voice_over.code)
        if (self.dubbed or self.spoken) and len(self.heard) <= 1:
            return read | (self.heard or {NO_DIALOGUE})
        return read

    def is_understood_in(self, code: str) -> bool:
        """
        Whether somebody who knows that language alone can follow: by subtitles or a voice-over in
        it, or since nothing else is spoken. Of a film whose languages are unknown, no.
        """
        return not self.keys.isdisjoint({code, NO_DIALOGUE})

    def label(self) -> str:
        """The label in the page's language; empty where nothing is known of the version."""
        if not (self.spoken or self.dubbed or self.subtitles or self.voice_over):
            return ""
        return german_label(self) if get_language() == "de" else spelt_out(self)


def german_label(version: Version) -> str:
    """
    OV, OmU, OmeU, OmdeU, DF, oD; with "+ Einsprache" where somebody reads along.

    German comes first in the label, wherever on the screen it stands.
    """
    subtitles = sorted(version.subtitles, key=lambda one: one.code != "de")
    letters = [GERMAN_LETTERS.get(one.code, one.code) for one in subtitles]
    titles = "" if letters == ["d"] else "".join(letters)
    if version.dubbed:
        is_german = version.dubbed.code == "de"
        label = "DF" if is_german else f"Fassung: {version.dubbed.name}"
        label += f" m{titles}U" if letters else ""
    elif version.is_silent and not letters:
        label = "oD"
    else:
        label = f"Om{titles}U" if letters else "OV"
    return f"{label} + Einsprache" if version.voice_over else label


def spelt_out(version: Version) -> str:
    """OV with English subtitles; no dialogue; German version."""
    if version.dubbed:
        label = _("%(language)s version") % {"language": version.dubbed.name}
    elif version.is_silent:
        label = _("no dialogue")
    else:
        label = _("OV")
    if version.subtitles:
        languages = [tongue.name for tongue in version.subtitles]
        listed = _("%(first)s and %(last)s") if len(languages) > 1 else "%(last)s"
        listed %= {"first": ", ".join(languages[:-1]), "last": languages[-1]}
        label = _("%(version)s with %(languages)s subtitles") % {
            "version": label,
            "languages": listed,
        }
    if version.voice_over:
        live = _("live voice-over in %(language)s") % {"language": version.voice_over.name}
        label = f"{label}, {live}"
    return label
