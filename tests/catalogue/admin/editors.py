"""Editors with a browser each, as the tests of two editors know them."""

from django.contrib.auth.models import User
from django.test import Client

from tests.catalogue.admin.pages import admin_address, form_data
from tests.factories import make_editor


class Editor:
    """Somebody with a browser: opens a record's form, types, sends it."""

    def __init__(self, name):
        self.client = Client()
        self.client.force_login(User.objects.filter(username=name).first() or make_editor(name))

    def open(self, record):
        self.address = admin_address(record)
        self.page = self.client.get(self.address)
        self.form = form_data(self.page)
        return self

    def save(self, **changes):
        return self.send(self.form | changes)

    def send(self, sent):
        sent = {name: value for name, value in sent.items() if value is not None}
        self.page = self.client.post(self.address, sent)
        if self.page.status_code == 200:
            self.form = form_data(self.page)
            entries = (self.page.context["meanwhile"] or NOBODY).entries
            self.form |= choices(entries)
        return self

    @property
    def is_saved(self):
        return self.page.status_code == 302

    @property
    def told(self):
        return [
            (entry.where, entry.label, entry.was, entry.theirs, entry.yours)
            for entry in self.page.context["meanwhile"].entries
        ]


class NOBODY:
    entries = ()


def choices(entries):
    sent = {"meanwhile": [entry.key for entry in entries if entry.key]}
    for entry in entries:
        sent |= dict(entry.kept)
        if entry.chosen:
            sent[f"choice-{entry.key}"] = entry.chosen
    return sent if sent["meanwhile"] else {}
