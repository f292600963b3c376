"""What a row of a table checks and offers beside its fields; see people/admin/tables/."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.given import check_given
from catalogue.models import Country
from catalogue.models.selection_states import Status, check_move
from people.admin.tables.forms import RowForm
from people.admin.tables.rows import FILL
from people.questions import KeyField


class FilmRowForm(RowForm):
    """
    With a country to add, which is what many films are given at once: chosen above the rows, since
    a list of all countries in each of 200 would be two megabytes; a row can do without it again.
    """

    country_to_add = KeyField(
        label=_("Country to add"), queryset=Country.objects.all(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.prefix != FILL:
            offered = {"", str(self["country_to_add"].value() or "")}
            field = self.fields["country_to_add"]
            field.choices = [choice for choice in field.choices if str(choice[0]) in offered]

    @staticmethod
    def label_of(film):
        countries = ", ".join(str(row.country) for row in film.film_countries.all())
        return f"{film} · {countries}" if countries else str(film)

    def save(self, commit=True):
        film = super().save(commit)
        if country := self.cleaned_data["country_to_add"]:
            last = film.film_countries.aggregate(last=Max("position"))["last"] or 0
            film.film_countries.get_or_create(country=country, defaults={"position": last + 1})
        return film


class SelectionRowForm(RowForm):
    def clean_status(self):
        status = Status(self.cleaned_data["status"])
        check_move(self.user, Status(self.initial["status"]), status)
        return status

    def clean(self):
        cleaned = super().clean()
        check_given(self, self.instance.edition)
        return cleaned

    def warnings(self):
        """A film of an edition that is announced goes public with the word “confirmed”."""
        becomes = self.is_bound and self["status"].value() == Status.CONFIRMED
        if not becomes or self.initial["status"] == Status.CONFIRMED:
            return []
        hour = self.instance.public_from
        return [gettext("Public at once.")] if hour and hour <= timezone.now() else []
