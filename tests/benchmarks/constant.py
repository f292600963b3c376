"""The least a Django site can do: a view that returns the same few bytes, without middleware."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

BODY = b"x" * 1000


def constant(request):
    return HttpResponse(BODY)


urlpatterns = [path("", constant)]
settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="constant")
application = get_wsgi_application()
