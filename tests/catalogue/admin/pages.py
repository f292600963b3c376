"""What the tests of the admin share: an editor, what a form would send, what a list says."""

import re
from html import unescape

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.html import strip_tags

from tests.factories import make_editor


def admin_address(record, page="change"):
    """The address of a record's admin page; of its model's where `page` is about them all."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}"
    return reverse(name, args=[record.pk] if page in ("change", "delete") else [])


def log_in(client):
    client.force_login(User.objects.first() or make_editor())
    return client


def listed(response):
    """The rows of a list, cell by cell, as they read."""
    table = re.search(r'id="result_list".*?<tbody>(.*?)</tbody>', response.content.decode(), re.S)
    rows = table[1].split("<tr>")[1:] if table else []
    cells = (re.findall(r'<t[hd] class="field-[^>]*>(.*?)</t[hd]>', row, re.S) for row in rows)
    return [[unescape(strip_tags(cell)).strip() for cell in row] for row in cells]


def first_cells(response):
    return [row[0] for row in listed(response)]


def form_data(response, **changes):
    """What a browser would send back for that page, with changes by field name."""
    sent = fields_of(response.context["adminform"].form)
    sent["seen_change"] = response.context["seen_change"]
    for inline in response.context["inline_admin_formsets"]:
        sent |= fields_of(inline.formset.management_form)
        for form in inline.formset.forms:
            sent |= fields_of(form)
    return sent | changes


def fields_of(form):
    sent = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if hasattr(widget, "decompress"):
            shown = value if isinstance(value, list) else widget.decompress(value)
            parts = zip(widget.widgets_names, shown, strict=True)
            sent |= {f"{bound.html_name}{name}": part or "" for name, part in parts}
        elif value is not None and value is not False and not hasattr(value, "storage"):
            sent[bound.html_name] = value
    return sent


def errors(response):
    """What the page complains of, whatever form it stands in."""
    found = [[one] if isinstance(one, str) else one for one in response.context["errors"]]
    return [str(message) for messages in found for message in messages]
