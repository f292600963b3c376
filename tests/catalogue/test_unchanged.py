"""A film's page is written again when it would be another one, and only then."""

from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import DataError, IntegrityError, models, transaction
from django.test import Client

from catalogue.models import Award, Country, Edition, Film, Function, Language, Page, Screening
from catalogue.templatetags.remembered import said
from catalogue.views import films
from people.words import Word
from tests.catalogue.test_film_detail import make_crowded_film
from tests.factories import make_film, make_section, make_selection
from tests.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("remembering")]

DAY = timedelta(days=1)
BEFORE_THE_FESTIVAL = "2026-01-20 12:00Z"
OF_LONG_LISTS = {
    Country: {"code__in": ["BE", "DK"]},
    Language: {"code__in": ["fr", "da", "en", "de"]},
    Function: {"credits__isnull": False},
}
UNLIKE = {
    models.BooleanField: lambda value, _field: not value,
    models.CharField: lambda value, field: unlike_word(value, field),
    models.TextField: lambda value, field: unlike_word(value, field),
    models.FileField: lambda value, _field: f"{value}x",
    models.IntegerField: lambda value, _field: (value or 0) + 1,
    models.DateField: lambda value, _field: (value or date(2026, 1, 1)) + DAY,
    models.DateTimeField: lambda value, _field: value and value + DAY,
    models.JSONField: lambda value, _field: unlike_names(value),
}


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE_THE_FESTIVAL, tick=False) as clock:
        yield clock


@pytest.fixture
def film(clock):
    film = make_crowded_film(1)
    Award.objects.create(selection=film.selections.get(), names={"en": "Golden Lamp"})
    Page.objects.create(slug="access", names={"en": "Access"}, is_public=True)
    return film


@pytest.fixture
def written(monkeypatch):
    """The pages that were written, however little of them anew."""
    found, really = [], films.render

    def noticed(request, *arguments):
        found.append(request.path)
        return really(request, *arguments)

    monkeypatch.setattr(films, "render", noticed)
    return found


def unlike_word(value, field):
    others = [word for word, _label in field.flatchoices if word != value]
    return others[0] if others else f"{value or ''}x"


def unlike_names(value):
    return {**value, "en": "Another"} if isinstance(value, dict) else [*(value or []), 1]


def unlike(record, field):
    """Another value for that field of the record; None where there is none."""
    value = getattr(record, field.attname)
    if field.remote_field:
        others = field.remote_field.model._base_manager.exclude(pk=value)
        return others.values_list("pk", flat=True).first()
    kind = next((kind for kind in type(field).__mro__ if kind in UNLIKE), None)
    return UNLIKE[kind](value, field) if kind else None


def rows():
    """Every row a page may show, with all that may become of it: {field: value}, or it goes."""
    ours = [*apps.get_app_config("people").get_models()]
    ours += apps.get_app_config("catalogue").get_models()
    for model in ours:
        if issubclass(model, Word):
            continue
        for record in model._base_manager.filter(**OF_LONG_LISTS.get(model, {})).distinct():
            yield record, None
            for field in model._meta.concrete_fields:
                if not field.primary_key and not field.generated:
                    yield record, {field.attname: unlike(record, field)}


def happen(record, change):
    row = type(record)._base_manager.filter(pk=record.pk)
    if change is None:
        row._raw_delete(row.db)
    else:
        row.update(**change)


def asked(client, address, tag=None):
    response = client.get(address, headers={"If-None-Match": tag} if tag else {})
    return response.status_code, response.content, response.get("ETag")


def test_whatever_changes_anywhere_the_page_says_it(client, film):
    """Of each row each field, and that it goes; as who has the page is told, and as is written."""
    client.raise_request_exception = False
    address, seen = film.get_absolute_url(), 0
    before = asked(client, address)
    for record, change in rows():
        with transaction.atomic():
            try:
                with transaction.atomic():
                    happen(record, change)
            except (DataError, IntegrityError):
                continue
            told = asked(client, address, before[2])
            said.held.clear()
            anew = asked(client, address)
            transaction.set_rollback(True)
        now = before[:2] if told[0] == 304 else told[:2]
        assert now == anew[:2], (record, change)
        seen += now != before[:2]

    assert seen > 150


@pytest.mark.parametrize(
    "elsewhere",
    [
        lambda: Film.objects.filter(title="Rival 0").update(runtime_minutes=14),
        lambda: make_selection(make_film("Far"), section=make_section("Far away")),
        lambda: Screening.objects.filter(selection__film__title="Rival 0").update(ticket_url="x"),
    ],
)
def test_what_is_not_on_it_does_not_make_it_another(client, film, written, elsewhere):
    address = film.get_absolute_url()
    _status, body, tag = asked(client, address)
    elsewhere()
    again, whole = asked(client, address, tag), asked(client, address)

    assert (again, whole) == ((304, b"", tag), (200, body, tag))
    assert written == [address] * 2


def test_it_is_another_when_its_hour_passes(client, film, clock):
    address = film.get_absolute_url()
    hours = sorted({screening.starts_at for screening in Screening.objects.all()})
    moments = [hour + timedelta(seconds=after) for hour in hours for after in (-1, 0, 1)]
    pages = []
    for moment in [*moments, "2026-12-31 22:59:59Z", "2026-12-31 23:00:01Z"]:
        clock.move_to(moment)
        pages.append(asked(client, address))
        said.held.clear()
        assert asked(client, address) == pages[-1]
        if asked(client, address, pages[0][2])[0] == 304:
            assert pages[-1] == pages[0]

    assert len({body for _status, body, _tag in pages}) > 1


def test_who_is_not_everybody_has_no_part_in_it(client, film, settings, written):
    address = film.get_absolute_url()
    tag = asked(client, address)[2]
    settings.MIDDLEWARE = settings.MIDDLEWARE[:-1]
    Edition.objects.update(name="Winter")

    again = Client().get(address, headers={"If-None-Match": tag})

    assert ("ETag" in again, "Winter" in text(again)) == (False, True)
    assert written == [address] * 2
