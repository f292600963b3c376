"""
Which film a page is about, and whom its names mean: decided by a person, never in silence.

What somebody is asked depends on what there is at that moment. "New" is answered along with the
keys that were offered beside it, so that a namesake who came meanwhile makes it no answer.
"""

from hashlib import blake2s

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.admin.namesakes import person_offers
from catalogue.intake.entries import Entry
from catalogue.intake.records import CannotRecordError
from catalogue.intake.records.recognition import recognise, titled
from catalogue.intake.records.recording import Recording, key_of
from catalogue.models import Credit, Film
from catalogue.scope import in_scope
from people.admin.in_place import NEW
from people.history import Recording as Changes
from people.models import Person

CHOOSE = {
    "required": _("Choose: this was not asked before."),
    "invalid_choice": _("Choose again: there are others of this name now."),
}


class Choice(forms.ChoiceField):
    """One of the records that may be meant, or a new one."""

    def __init__(self, bearers, new, initial, **kwargs):
        self.new = NEW + ",".join(key for key, _told in bearers)
        choices = [*bearers, (self.new, new)]
        if initial is None:
            choices.insert(0, ("", "---------"))
        initial = self.new if initial == NEW else initial
        super().__init__(choices=choices, initial=initial, error_messages=CHOOSE, **kwargs)


class PeopleForm(forms.Form):
    """A choice for each name that somebody bears already."""

    use_required_attribute = False

    def __init__(self, named, film, user, **kwargs):
        super().__init__(prefix="who", **kwargs)
        self.keys, self.new = {}, []
        credited = set(film.credits.values_list("person", flat=True)) if film else set()
        for name, offer in person_offers(named, user).items():
            if offer.bearers:
                self.keys[token(name)] = key_of(name)
                self.fields[token(name)] = who(offer, credited, ", ".join(named[name]))
            else:
                self.new.append(name)

    def decided(self):
        """Whom each name means; `None` is somebody new."""
        chosen = {
            self.keys[name]: None if value.startswith(NEW) else Person.objects.get(pk=value)
            for name, value in self.cleaned_data.items()
        }
        return dict.fromkeys(map(key_of, self.new)) | chosen


def token(name):
    """What a form calls somebody of that name, however it is spelled."""
    return blake2s(key_of(name).encode("utf-8", "replace"), digest_size=8).hexdigest()


def who(offer, credited, told):
    """Whom the film credits already is proposed before others, else the only one of the name."""
    theirs = (key for key, _told in offer.bearers if int(key) in credited)
    return Choice(
        offer.bearers,
        _("somebody else, who is new"),
        next(theirs, offer.proposed or None),
        label=offer.printed,
        help_text=told,
    )


class FilmForm(forms.Form):
    """The choice among films of that title, where there is one; else the film is new."""

    use_required_attribute = False

    def __init__(self, entry, place, user, **kwargs):
        super().__init__(**kwargs)
        if bearers := bearers_of_title(entry, user):
            self.fields["film"] = Choice(
                bearers,
                _("another film, which is new"),
                proposed_film(entry, place, dict(bearers)),
                label=_("There is a film of this title"),
                help_text=_("What is there is completed and never overwritten."),
            )

    @property
    def chosen(self):
        """The film that is completed, as far as it is known yet; `None` is a new one."""
        value = self["film"].value() if "film" in self.fields else None
        known = {key for key, _told in self.fields["film"].choices} if value else set()
        is_film = value in known and not value.startswith(NEW)
        return Film.objects.get(pk=value) if is_film else None


def bearers_of_title(entry: Entry, user):
    """The films an entry may be about: (key, what tells it apart), by its titles."""
    found = titled(entry.title, entry.original_title).in_scope_of(user)
    return [(str(film.pk), film_told_apart(film, user)) for film in found]


def film_told_apart(film, user):
    directors = Credit.objects.directors().filter(film=film).select_related("person")
    told = [str(film), ", ".join(credit.printed_name for credit in directors)]
    shown = (
        f"{one.section} {one.edition.year}"
        for one in in_scope(film.selections.for_film_page(), user)
    )
    return " · ".join(filter(None, [*told, ", ".join(shown)]))


def proposed_film(entry, place, bearers):
    """The film that would be recognised; nothing where a person has to say which it is."""
    page = Recording(entry, place.get("edition"), place.get("section"), "", Changes())
    try:
        film = recognise(page) if page.edition else None
    except CannotRecordError:
        return None
    if film:
        return str(film.pk) if str(film.pk) in bearers else None
    return None if page.report.asked else NEW
