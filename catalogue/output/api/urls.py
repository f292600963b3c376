from importlib import import_module

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from catalogue.output.open import open_to_all
from catalogue.urls import Words, Year  # noqa: F401 - registers the converters used below


def view(name, module="views"):
    """The view of that name, imported when it is first asked."""

    @csrf_exempt  # Nothing can be posted here, and who tries is told so.
    def ask(request, **named):
        views = import_module(f"catalogue.output.api.{module}")
        response = getattr(views, name)(request, **named)
        return open_to_all(response.render() if hasattr(response, "render") else response)

    return ask


# What the OpenAPI description describes, by the names of views.
DESCRIBED = {
    "edition_list": "editions/",
    "edition_detail": "editions/<year:year>/",
    "section_list": "<year:year>/sections/",
    "country_list": "<year:year>/countries/",
    "venue_list": "<year:year>/venues/",
    "film_list": "<year:year>/films/",
    "screening_list": "<year:year>/screenings/",
    "film_detail": "films/<words:slug>/",
    "person_list": "people/",
    "person_detail": "people/<words:slug>/",
}

app_name = "api"
urlpatterns = [
    path("", view("index"), name="index"),
    path("openapi.json", view("openapi", "schema"), name="openapi"),
    *(path(route, view(name), name=name) for name, route in DESCRIBED.items()),
    path("<path:rest>", view("not_found"), name="not_found"),
]
