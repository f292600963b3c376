from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class FestivalConfig(AppConfig):
    default = True
    name = "festival"

    def ready(self):
        from festival.caching.revisions import outdate
        from festival.databases import revised

        revised.tellers.append(outdate)


class FestivalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site; named in full in INSTALLED_APPS."""

    default = False
    default_site = "festival.admin.FestivalAdminSite"
