"""Every address of the site. English has no prefix; the other languages stand under their code."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from catalogue.urls import Words  # noqa: F401 - registers the converters used below
from catalogue.views.images import portrait, still
from catalogue.views.people import person_detail
from festival.views import home, search

urlpatterns = [
    path("stills/<str:name>", still, name="still"),
    path("portraits/<str:name>", portrait, name="portrait"),
    *i18n_patterns(
        path("", home, name="home"),
        path("search/", search, name="search"),
        path("people/<words:slug>/", person_detail, name="person_detail"),
        path("admin/", admin.site.urls),
        path("desk/", include("catalogue.desk.urls")),
        path("", include("catalogue.urls")),
        prefix_default_language=False,
    ),
]
