"""
The least a Django site can do, without any middleware: `/constant/` returns the same few bytes,
`/template/` runs one query that an index answers and renders 40 plain rows.
"""

import os

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path

BODY = b"x" * 1000
ROWS = 40
TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Films</title></head><body><table>
{% for film in films %}<tr>
<td>{{ film.pk }}</td><td><a href="/films/{{ film.slug }}/">{{ film.title }}</a></td>
<td>{{ film.year }}</td><td>{{ film.runtime_minutes }}</td>
</tr>{% endfor %}</table></body></html>
"""


def constant(request):
    return HttpResponse(BODY)


def template(request):
    from catalogue.models import Film

    films = Film.objects.order_by("sort_title")[:ROWS]
    return HttpResponse(PLAIN.render({"films": films}, request))


urlpatterns = [path("constant/", constant), path("template/", template)]
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-the-benchmarks",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["people", "catalogue", "django.contrib.auth", "django.contrib.contenttypes"],
    DATABASES={
        "default": environ.Env.db_url_config(os.environ["DATABASE_URL"]) | {"CONN_MAX_AGE": None}
    },
    CACHES={
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        for name in ("default", "process")
    },
    LANGUAGES=[("en", "English"), ("de", "German")],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
application = get_wsgi_application()
PLAIN = engines["django"].from_string(TEMPLATE)
