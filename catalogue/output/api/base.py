"""What all answers have in common: JSON alone, for anybody, from anywhere, with an ETag."""

from django.core.paginator import Paginator
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page
from rest_framework import generics
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

from people.addresses import Moved

MOST_DIGITS = 6


class AlwaysJSON(BaseContentNegotiation):
    """Whatever is accepted is answered with JSON: there is nothing else, and nothing to vary on."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


def answer_error(error, context):
    """A sentence; for parameters, one more beside the name of each that cannot be read."""
    if isinstance(error, Moved):
        return error.redirect(context["request"])
    response = exception_handler(error, context)
    if response is not None and isinstance(error, ValidationError):
        sentence = _("These parameters cannot be read.")
        response.data = {"detail": sentence, "errors": response.data}
    elif response is not None and response.status_code == 404:
        response.data = {"detail": _("This page is not here.")}
    return response


@method_decorator(conditional_page, name="dispatch")
class ApiView(generics.GenericAPIView):
    """A view that only answers; `parameters` are the names it may be asked with."""

    http_method_names = ["get", "head", "options"]
    authentication_classes = []
    permission_classes = []
    parser_classes = []
    renderer_classes = [JSONRenderer]
    content_negotiation_class = AlwaysJSON
    pagination_class = None
    filter_backends = []
    parameters = frozenset()
    name = ""  # that of its address, and of its operation in the description

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        unknown = sorted(set(request.query_params) - self.parameters)[:10]
        if unknown:
            raise ValidationError(
                {name[:40]: [_("There is no such parameter.")] for name in unknown}
            )

    def get_exception_handler(self):
        return answer_error

    def options(self, request, *args, **kwargs):
        allowed = {"Methods": "GET, HEAD, OPTIONS", "Headers": "If-None-Match"}
        headers = {f"Access-Control-Allow-{what}": value for what, value in allowed.items()}
        return Response(status=204, headers=headers)


class Pages(PageNumberPagination):
    """`page` and `size`; what is not there is an error and not the nearest page."""

    page_size = 50
    page_size_query_param = "size"
    max_page_size = 100

    def paginate_queryset(self, queryset, request, view=None):
        size = whole_number(request, "size", self.page_size, self.max_page_size)
        number = whole_number(request, "page", 1, 10**MOST_DIGITS)
        paginator = Paginator(queryset, size)
        if number > paginator.num_pages:
            last = _("There is no such page: the last is %(last)s.") % {"last": paginator.num_pages}
            raise ValidationError({"page": [last]})
        self.request = request
        self.page = paginator.page(number)
        return list(self.page)


def whole_number(request, name, default, most):
    """The parameter of that name, from 1 to `most`."""
    text = request.query_params.get(name, str(default))
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS + 1 else 0
    if not 1 <= number <= most:
        sentence = _("Enter a whole number from 1 to %(most)s.") % {"most": most}
        raise ValidationError({name: [sentence]})
    return number


class ListView(ApiView):
    """Records page by page; `get_queryset` has them in a fixed order."""

    pagination_class = Pages

    @property
    def parameters(self):
        asked = (backend.parameters for backend in self.filter_backends)
        return {"page", "size"}.union(*asked)

    def get(self, request, *args, **kwargs):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)
