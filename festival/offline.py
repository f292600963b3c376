"""What makes the site work without a network, and like an app where it is put among those."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

PAPER, INK = "#fdfdfb", "#17171a"


@require_safe
@never_cache
def service_worker(request):
    """At the root, as its scope is the whole site; another text with every change of a file."""
    context = {
        "version": getattr(staticfiles_storage, "manifest_hash", ""),
        "offline": addresses("offline"),
        "bare_programmes": addresses("catalogue:my_programme"),
    }
    return render(request, "festival/service-worker.js", context, "text/javascript")


def addresses(name):
    """Of one page in every language."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(reverse(name))
    return found


@require_safe
def offline(request):
    """Shown in place of a page that was not kept."""
    return render(request, "festival/offline.html")


@require_safe
@cache_control(public=True, max_age=3600)
def web_app_manifest(request):
    icon = {"src": static("icons/marquee.svg"), "sizes": "any", "type": "image/svg+xml"}
    manifest = {
        "name": settings.FESTIVAL_NAME,
        "short_name": settings.FESTIVAL_NAME,
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": INK,
        "icons": [icon],
        "shortcuts": [{"name": _("My programme"), "url": reverse("catalogue:my_programme")}],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")
