"""
A second factor for the staff: the codes of an app, and recovery codes for the day it is lost.

Who has one is asked for a code when they log in. SECOND_FACTOR says whether it may be had at all
(`off`), by whoever likes (`optional`), or must be had by leads (`required`), who then reach no
page of the staff's before they have set it up.
"""

import re

import segno
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_otp import login, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from catalogue.models.selection_states import ANNOUNCE
from festival.staff_pages import is_staff_page

OFF, REQUIRED = "off", "required"
RECOVERY_CODES = 10
WITHOUT = ("second_factor", "login", "logout", "jsi18n", "password_change")
WRONG = _("This code is not right, or it was used already. Wait for the next one.")


def is_off():
    return settings.SECOND_FACTOR == OFF


def app_of(user):
    """The app that shows somebody's codes, if it was confirmed."""
    if is_off():
        return None
    return TOTPDevice.objects.filter(user=user.pk, confirmed=True).first()


def accepting(user, code):
    """What accepts the code, which it then accepts no more: the app, or the recovery codes."""
    model = TOTPDevice if code.isdecimal() else StaticDevice
    for device in model.objects.filter(user=user.pk, confirmed=True):
        if accepted := verify_token(user, device.persistent_id, code):
            return accepted
    return None


class CodeField(forms.CharField):
    def __init__(self, **options):
        attrs = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}
        super().__init__(max_length=16, widget=forms.TextInput(attrs), **options)

    def to_python(self, value):
        """As apps show it, 123 456, too."""
        return super().to_python(value).replace(" ", "").lower()


class LoginForm(AdminAuthenticationForm):
    code = CodeField(
        label=_("Code"),
        required=False,
        help_text=_("Only if you have set up a second factor: from your app, or a recovery code."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if is_off():
            del self.fields["code"]

    def clean(self):
        cleaned = super().clean()
        user = self.get_user()
        if user and app_of(user):
            self.check_code(user, cleaned.get("code", ""))
        return cleaned

    def check_code(self, user, code):
        device = accepting(user, code) if code else None
        if not device:
            raise ValidationError({"code": WRONG if code else _("Enter the code of your app.")})
        user.otp_device = device  # what django_otp keeps in the session


class CodeForm(forms.Form):
    code = CodeField(label=_("Code"))

    def __init__(self, devices, *args, **kwargs):
        """`devices`: what may accept it."""
        super().__init__(*args, **kwargs)
        self.devices = devices

    def clean_code(self):
        code = self.cleaned_data["code"]
        user = self.devices[0].user
        for device in self.devices:
            if verify_token(user, device.persistent_id, code):
                return code
        raise ValidationError(WRONG)


def second_factor(request, admin_site):
    """What the page shows where somebody sets it up, or the answer once it was taken away."""
    if is_off():
        raise Http404
    user = request.user
    app = app_of(user)
    pending = None if app else pending_app(user)
    form = CodeForm([app or pending], request.POST or None)
    codes = []
    if request.method == "POST" and form.is_valid():
        if app and "remove" in request.POST:
            remove(user)
            return redirect("admin:second_factor")
        app, codes = confirm(request, app or pending), new_recovery_codes(user)
        form = CodeForm([app])
    return admin_site.each_context(request) | {
        "title": _("Second factor"),
        "app": app,
        "pending": None if app else pending,
        "picture": None if app else picture_of(pending),
        "secret": None if app else secret_of(pending),
        "form": form,
        "codes": codes,
        "left": StaticToken.objects.filter(device__user=user.pk).count(),
        "is_required": is_required_of(user),
    }


def pending_app(user):
    """The app that is being set up: the same one until it is confirmed."""
    return TOTPDevice.objects.get_or_create(
        user_id=user.pk, confirmed=False, defaults={"name": "app"}
    )[0]


def confirm(request, app):
    app.confirmed = True
    app.save(update_fields=["confirmed"])
    login(request, app)
    return app


@transaction.atomic
def new_recovery_codes(user):
    """Ten of them, in place of those there were; shown this once."""
    StaticDevice.objects.filter(user=user.pk).delete()
    device = StaticDevice.objects.create(user_id=user.pk, name="recovery codes")
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


@transaction.atomic
def remove(user):
    """Everything of somebody's second factor; how much there was."""
    removed = 0
    for model in (TOTPDevice, StaticDevice):
        removed += model.objects.filter(user=user.pk).delete()[0]
    return removed


def picture_of(app):
    return segno.make(app.config_url, error="m").svg_data_uri(scale=5, border=4, light="#fff")


def secret_of(app):
    """What the picture says, for an app that takes no pictures: in groups of four."""
    secret = re.search(r"secret=(\w+)", app.config_url)[1]
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


# Where it is required --------------------------------------------------------------------------


def is_required_of(user):
    return settings.SECOND_FACTOR == REQUIRED and user.is_staff and user.has_perm(ANNOUNCE)


def ask_second_factor(get_response):
    """Leads of whom it is required are led to where they set it up, from every staff page."""

    def middleware(request):
        if settings.SECOND_FACTOR == REQUIRED and is_asked(request):
            return redirect("admin:second_factor")
        return get_response(request)

    return middleware


def is_asked(request):
    if not is_staff_page(request.path_info) or is_excepted(request.path_info):
        return False
    user = request.user
    return user.is_authenticated and not user.is_verified() and is_required_of(user)


def is_excepted(path):
    """Pages that one needs before."""
    return path in {reverse(f"admin:{name}") for name in WITHOUT}
