"""Every address of the site. English has no prefix; the other languages stand under their code."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from catalogue.urls import Words  # noqa: F401 - registers the converters used below
from catalogue.views.embed import oembed
from catalogue.views.images import portrait, press_still, still
from catalogue.views.pages import page_detail
from catalogue.views.people import person_detail
from catalogue.views.previews import preview, preview_still
from catalogue.views.sitemaps import robots, sitemap, sitemap_page
from festival.offline import offline, service_worker, web_app_manifest
from festival.views import home, search, search_suggestions


class FileName:
    """What the names of our own pictures are made of; whatever else is asked for is not there."""

    regex = r"[\w.-]{1,100}"

    def to_python(self, value):
        return value

    to_url = to_python


register_converter(FileName, "file")

urlpatterns = [
    path("stills/<file:name>", still, name="still"),
    path("stills/<file:name>/press", press_still, name="press_still"),
    path("portraits/<file:name>", portrait, name="portrait"),
    path("preview/<str:token>/stills/<file:name>", preview_still, name="preview_still"),
    path("oembed/", oembed, name="oembed"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemaps/<slug:kind>-<int:number>.xml", sitemap_page, name="sitemap_page"),
    *i18n_patterns(
        path("", home, name="home"),
        path("search/", search, name="search"),
        path("search/suggestions/", search_suggestions, name="search_suggestions"),
        path("offline/", offline, name="offline"),
        path("site.webmanifest", web_app_manifest, name="web_app_manifest"),
        path("people/<words:slug>/", person_detail, name="person_detail"),
        path("preview/<str:token>/", preview, name="preview"),
        path("admin/", admin.site.urls),
        path("desk/", include("catalogue.desk.urls")),
        path("api/1/", include("catalogue.output.api.urls")),
        path("", include("catalogue.urls")),
        path("<words:slug>/", page_detail, name="page_detail"),  # last: it takes any word
        prefix_default_language=False,
    ),
]

handler400 = "festival.views.bad_request"
handler404 = "festival.views.not_found"
handler500 = "festival.views.server_error"
