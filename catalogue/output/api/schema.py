"""The OpenAPI description, made from the views themselves: it cannot tell of what is not there."""

from functools import cache

from django.conf import settings
from django.urls import path, reverse
from django.utils.translation import get_language, gettext
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from rest_framework.response import Response

from catalogue.output.api import views
from catalogue.output.api.base import ApiView, ListView
from catalogue.output.api.urls import DESCRIBED

VERSION = "1"
PATH_PARAMETERS = {"year": {"type": "integer"}, "slug": {"type": "string"}}
ERROR = {
    "type": "object",
    "required": ["detail"],
    "properties": {
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}


class Described(AutoSchema):
    """How a view of ours is described; drf-spectacular's own guesses are about model viewsets."""

    def get_operation_id(self):
        return self.view.name

    def get_tags(self):
        return []

    def _is_list_view(self, serializer=None):
        return isinstance(self.view, ListView)

    def _resolve_path_parameters(self, variables):
        where = {"in": "path", "required": True}
        return [{"name": name, **where, "schema": PATH_PARAMETERS[name]} for name in variables]

    def _get_response_bodies(self, direction="response"):
        content = {"application/json": {"schema": ERROR}}
        wrong = gettext("These parameters cannot be read.")
        nowhere = gettext("This page is not here.")
        return super()._get_response_bodies(direction) | {
            "400": {"description": wrong, "content": content},
            "404": {"description": nowhere, "content": content},
        }


@cache
def description(language, base):
    """The description for that language's addresses; it changes with the code alone."""
    root = reverse("api:index").lstrip("/")
    routes = [path(root + route, getattr(views, name)) for name, route in DESCRIBED.items()]
    return SchemaGenerator(patterns=routes).get_schema(public=True) | {
        "info": {"title": settings.FESTIVAL_NAME, "version": VERSION},
        "servers": [{"url": base}],
    }


class OpenAPI(ApiView):
    def get(self, request):
        return Response(description(get_language(), request.build_absolute_uri("/").rstrip("/")))


openapi = OpenAPI.as_view()
