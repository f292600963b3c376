"""The admin site: what an editor works on every day first, what is set up once last."""

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse, translate_url
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from catalogue import scope
from catalogue.output.sheets import FORMATS_BY_ENDING
from festival.list_exports import export_list
from festival.second_factor import LoginForm, is_off, second_factor
from people.questions import LONGEST_SEARCH, ClosedQuestions
from people.scope import Scoped

GROUPS = [
    (
        _("Programme"),
        ["Film", "Selection", "Programme", "Section", "Edition", "PreviewLink", "Import"],
    ),
    (_("Schedule"), ["Screening", "Venue", "Screen"]),
    (_("People and companies"), ["Person", "Biography", "Company"]),
    (_("Website"), ["Page"]),
    (_("Vocabularies"), ["Function", "Department", "Country", "Language", "ContentNote"]),
    (_("Accounts"), ["User", "Group", "Assignment"]),
]


class RecordAutocomplete(AutocompleteJsonView):
    """Choices that tell namesakes apart, where the record's admin knows how."""

    def process_request(self, request):
        term, *others = super().process_request(request)
        return term[:LONGEST_SEARCH], *others

    def serialize_result(self, obj, to_field_name):
        if isinstance(obj, dict):
            return obj
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "autocomplete_label", str)
        return result | {"text": label(obj)}

    def get_context_data(self, **kwargs):
        """After all that is found, the choice to make a record of the name that was typed."""
        context = super().get_context_data(**kwargs)
        offer = getattr(self.model_admin, "offer_for_new", None)
        name = self.term.strip()
        if offer and name and not context["page_obj"].has_next():
            new = offer(self.request, self.source_field.model, name)
            context["object_list"] = [*context["object_list"], *new]
        return context


def is_second_factor(model):
    return model._meta.app_label in ("otp_totp", "otp_static")


class FestivalAdminSite(AdminSite):
    index_title = _("What is there")
    in_scope = staticmethod(scope.in_scope)
    choices = staticmethod(scope.choices)
    may_become = staticmethod(scope.may_become)

    def register(self, model_or_iterable, admin_class=None, **options):
        """
        Django's own records too answer only what their pages ask, and to whom they may. The keys
        of a second factor are nobody's to look at.
        """
        if getattr(model_or_iterable, "_meta", None) and is_second_factor(model_or_iterable):
            return
        admin_class = admin_class or ModelAdmin
        missing = [part for part in (Scoped, ClosedQuestions) if not issubclass(admin_class, part)]
        if missing:
            admin_class = type(admin_class.__name__, (*missing, admin_class), {})
        super().register(model_or_iterable, admin_class, **options)

    def each_context(self, request):
        here = request.get_full_path()
        languages = [(code, name, translate_url(here, code)) for code, name in settings.LANGUAGES]
        return super().each_context(request) | {
            "site_header": settings.FESTIVAL_NAME,
            "site_title": settings.FESTIVAL_NAME,
            "site_url": reverse("home"),
            "languages": languages,
            "second_factor_address": "" if is_off() else reverse("admin:second_factor"),
            "export_endings": list(FORMATS_BY_ENDING),
        }

    login_form = LoginForm

    def get_urls(self):
        """
        With the lists as files, the second factor and the session's state, and without Django's
        detour to a record's page, which tells the address of any record.
        """
        route = "export/<slug:app_label>/<slug:model_name>.<slug:ending>"
        own = [
            path("second-factor/", self.admin_view(self.second_factor_view), name="second_factor"),
            path("session/", never_cache(self.session_view), name="session"),
            path(route, self.admin_view(self.export_view), name="export"),
        ]
        kept = (url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site")
        return [*own, *kept]

    def second_factor_view(self, request):
        answer = second_factor(request, self)
        if isinstance(answer, HttpResponse):
            return answer
        return TemplateResponse(request, "admin/second_factor.html", answer)

    def session_view(self, request):
        """Whether what a form sends now would be heard: a token for it, or none."""
        is_alive = self.has_permission(request)
        return JsonResponse({"token": get_token(request) if is_alive else None})

    def export_view(self, request, app_label, model_name, ending):
        return export_list(request, self, app_label, model_name, ending)

    def autocomplete_view(self, request):
        return RecordAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        """One list for each group; what no group names follows as Django has it."""
        apps = super().get_app_list(request, app_label)
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        if self.may_paste(models.get("Film")):
            models["Film"]["paste_url"] = reverse("admin:catalogue_film_paste")
        groups = [self.group(name, [models.pop(m, None) for m in of]) for name, of in GROUPS]
        for app in apps:
            app["models"] = [model for model in app["models"] if model["object_name"] in models]
        return [app for app in [*groups, *apps] if app["models"]]

    def may_paste(self, film):
        return film and film["perms"]["add"] and film["perms"]["change"]

    def group(self, name, models):
        return {"name": name, "app_label": "", "app_url": "", "models": list(filter(None, models))}
