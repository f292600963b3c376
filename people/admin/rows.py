"""
Inlines that stay light with hundreds of rows.

Django's own send two kilobytes and a query for every choice of every row. Here a row sends a
bare <select> with what is chosen; static/js/admin-rows.js makes an autocomplete of the one an
editor turns to, after the pattern of the blank row at the end.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.forms.widgets import Script
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from people.admin.in_place import NEW
from people.admin.sent_rows import SentFormSet
from people.questions import ClosedChoices
from people.scope import Scoped

BLANK = "__prefix__"


class RowChoice(RelatedFieldWidgetWrapper):
    """A choice that knows by itself what its rows refer to; in the blank row, Django's own."""

    known = {}
    offer = None

    @classmethod
    def instead_of(cls, wrapper):
        return cls(
            wrapper.widget,
            wrapper.rel,
            wrapper.admin_site,
            can_add_related=wrapper.can_add_related,
            can_change_related=wrapper.can_change_related,
        )

    def render(self, name, value, attrs=None, renderer=None):
        if BLANK in name:
            return super().render(name, value, attrs, renderer)
        if self.offer and self.offer.bearers:
            return self.render_offer(name, str(value or "")) + self.render_mark(name, value)
        named = (attrs or {}).get("id")
        own_id = format_html(' id="{}"', named) if named else ""
        option = self.chosen(value) or ""
        drawn = format_html('<select name="{}"{} data-row>{}</select>', name, own_id, option)
        return drawn + self.render_mark(name, value) if self.offer else drawn

    def chosen(self, value):
        if isinstance(value, str) and value.startswith(NEW):
            name = value.removeprefix(NEW)
            told = name if self.offer else f"{name} ({_('new')})"
            return format_html('<option value="{}">{}', value, told)
        record = self.known.get(str(value))
        return record and format_html('<option value="{}">{}', record.pk, record)

    def render_offer(self, name, value):
        """Whom it may mean, to choose from, and the way to anybody else."""
        new = f"{NEW}{self.offer.printed}"
        choices = [*self.offer.bearers, (new, _("new: %(name)s") % {"name": self.offer.printed})]
        if not self.offer.proposed:
            choices.insert(0, ("", "---------"))
        is_other = value not in {key for key, _told in choices}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}',
            ((key, " selected" if key == value else "", told) for key, told in choices),
        )
        other = (is_other and self.chosen(value)) or ""
        return format_html(
            '<select name="{}" data-offered="{}">{}{}</select>',
            *[name, _("somebody else …"), other, options],
        )

    def render_mark(self, name, value):
        """What was pasted goes along, for when the page is back; it is marked while it is so."""
        is_proposed = str(value or "") == self.offer.proposed
        mark = format_html('<span class="state read">{}</span>', self.offer.mark)
        kept = format_html(
            '<input type="hidden" name="{}-read" value="{}">', name, self.offer.printed
        )
        return kept + mark if is_proposed else kept


class RowInput(forms.TextInput):
    """An input with nothing but its name: no maxlength, so that too long is said, not cut off."""

    def __init__(self, kind=""):
        super().__init__()
        self.kind = kind

    def render(self, name, value, attrs=None, renderer=None):
        kind = format_html(' type="{}"', self.kind) if self.kind else ""
        text = self.format_value(value)
        filled = "" if text is None else format_html(' value="{}"', text)
        return format_html('<input{} name="{}"{}>', kind, name, filled)


def comparable(value):
    """A record that is not stored yet is the same as itself alone."""
    is_new = isinstance(value, Model) and value.pk is None
    return id(value) if is_new else value


class OrderedFormSet(SentFormSet):
    """
    Rows that an editor puts in order by number; one without a number goes to the end.

    A row that nobody touched is not checked again, which would cost three queries each.
    """

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.empty_permitted = True
        return form

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if position := form.fields.get("position"):
            position.required, position.initial = False, None
        for name, field in form.fields.items():
            if isinstance(field.widget, RowChoice):
                field.widget.known = self.known(name, field)

    def known(self, name, field):
        """What the rows, stored or just sent, refer to in a field: no query where none was sent."""
        cache = self.__dict__.setdefault("_known", {})
        if name not in cache:
            stored = (getattr(row, name) for row in self.get_queryset())
            cache[name] = {str(record.pk): record for record in stored if record}
            sent = {key for key in self.sent(name) if key not in cache[name]}
            if sent:
                cache[name] |= {str(r.pk): r for r in field.queryset.filter(pk__in=sent)}
        return cache[name]

    def sent(self, name):
        if not self.is_bound:
            return
        for number in range(self.total_form_count()):
            key = self.data.get(f"{self.add_prefix(number)}-{name}", "")
            if key.isdecimal() and len(key) < 19:
                yield key

    def clean(self):
        super().clean()
        for constraint in self.model._meta.total_unique_constraints:
            if self.fk.name in constraint.fields:
                self.refuse_repeated([name for name in constraint.fields if name != self.fk.name])
        if "position" in self.empty_form.fields:
            self.number_the_rest()

    def refuse_repeated(self, names):
        """Rows that say the same twice; Django compares only those that were sent."""
        seen = set()
        for form in self.forms:
            is_there = form.has_changed() or form.instance.pk
            if is_there and form.is_valid() and not self._should_delete_form(form):
                row = tuple(comparable(getattr(form.instance, name, None)) for name in names)
                if row in seen and form.has_changed():
                    form.add_error(names[0], _("This is there already."))
                seen.add(row)

    def number_the_rest(self):
        kept = [form.instance for form in self.forms if form.has_changed() or form.instance.pk]
        last = max((row.position for row in kept if row.position is not None), default=0)
        for row in kept:
            if row.position is None:
                row.position = last = last + 1


class RowFormSet(OrderedFormSet):
    @property
    def pasted(self):
        """What stays in the box above the rows; see the admin that reads it."""
        return self.data.get(f"{self.prefix}-pasted", "") if self.is_bound else ""

    @property
    def report(self):
        return self.data.getlist(f"{self.prefix}-report") if self.is_bound else []

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.auto_id = False  # the column's heading is the label
        return form


class Ordered(Scoped, ClosedChoices):
    """An inline whose rows have an order and whose choices cost no query."""

    formset = OrderedFormSet
    extra = 0
    view_on_site = False

    class Media:
        js = [
            Script(f"js/{name}.js", type="module")
            for name in ("admin-rows", "admin-order", "admin-paste", "admin-keys")
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(getattr(widget, "widget", None), AutocompleteSelect):
            field.widget = RowChoice.instead_of(widget)
        return field


class Rows(Ordered, admin.TabularInline):
    """One line a row, plain inputs, headings for labels."""

    paste_example = ""  # a line for the box above the rows; without one there is no box
    template = "admin/edit_inline/rows.html"
    formset = RowFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if type(field) is forms.CharField:
            field.widget = RowInput()
        elif isinstance(field, forms.IntegerField):
            field.widget = RowInput("number")
        return field


class Cards(Ordered, admin.StackedInline):
    """A block a row, for records with more to say."""


class ShownFormSet(BaseInlineFormSet):
    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(**kwargs)

    def is_valid(self):
        return True

    def save(self, commit=True):
        self.new_objects = self.changed_objects = self.deleted_objects = []
        return []


class Shown(Scoped, admin.TabularInline):
    """Rows to be read here and corrected elsewhere: whatever is sent for them is not read."""

    formset = ShownFormSet
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission
