"""The rows of a form, laid over what others did to them: see `meanwhile.py`."""

import re

from django.utils.text import capfirst
from django.utils.translation import gettext

from people.admin.meanwhile.fields import MINE, THEIRS, as_compared, fields_between
from people.admin.meanwhile.sent import names_sent, readable_sent
from people.admin.sent_rows import rows_sent
from people.questions import to_key

MOST_ROWS = 2000
MOST_NAMES = 20


class RowsMeanwhile:
    """
    Rows are known by their key, not by their number. Those that others added appear, those that
    others deleted are named and can be kept; an order that both changed is one choice.

    A formset may say in `matched_by` by what field its rows are one and the same, as texts are by
    their language: those are compared even if both editors entered them.
    """

    def __init__(self, meanwhile, inline, formset):
        self.meanwhile, self.formset = meanwhile, formset
        self.title = capfirst(inline.verbose_name_plural)
        self.prefix = formset.prefix
        self.matched_by = getattr(formset, "matched_by", None)
        self.sent, self.data = meanwhile.sent, meanwhile.data
        self.total = min(to_key(self.sent.get(f"{self.prefix}-TOTAL_FORMS", "")) or 0, MOST_ROWS)
        self.mine = {self.mark_sent(number): number for number in range(self.total)}
        self.mine.pop(None, None)
        self.then = self.rows_then()

    def mark_sent(self, number):
        """What a row that was sent is known by; None of a new one."""
        value = self.sent.get(f"{self.prefix}-{number}-{self.matched_by or self.key_name}", "")
        return value if self.matched_by else to_key(value)

    def mark(self, form):
        return form[self.matched_by].value() if self.matched_by else form.instance.pk

    @property
    def key_name(self):
        return self.formset.model._meta.pk.name

    def rows_then(self):
        label, owner = self.formset.model._meta.label_lower, self.formset.fk.attname
        rows = [row for address, row in self.meanwhile.then.items() if address.model == label]
        return {
            getattr(row, self.matched_by) if self.matched_by else row.pk: row
            for row in rows
            if getattr(row, owner) == self.meanwhile.record.pk
        }

    def form_then(self, mark):
        """The form as it was shown; an empty one of a row that was not."""
        initial = {self.matched_by: mark} if self.matched_by else None
        known = {"instance": self.then[mark]} if mark in self.then else {"initial": initial}
        return self.formset.form(**known, **self.formset.get_form_kwargs(None))

    def lay_over(self):
        if not self.total and f"{self.prefix}-TOTAL_FORMS" not in self.sent:
            return
        for name in [name for name in self.data if name.startswith(f"{self.prefix}-")]:
            if not name.startswith(f"{self.prefix}-M"):  # the limits stay
                del self.data[name]
        shown = self.formset.forms if self.matched_by else self.formset.initial_forms
        order = Order(self, shown)
        for number, theirs in enumerate(shown):
            self.lay_row(number, theirs, order)
        self.number = len(shown)
        order.tell()
        marks = {self.mark(form) for form in shown}
        self.lay_removed({mark: n for mark, n in self.mine.items() if mark not in marks})
        self.lay_kept()
        self.lay_new()
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(self.formset.initial_forms))
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(self.number)

    def where(self, row):
        return f"{self.title}: {row}" if row.pk else self.title

    def lay_row(self, number, theirs, order):
        mark, out = self.mark(theirs), f"{self.prefix}-{number}-"
        if theirs.instance.pk:
            self.data[f"{out}{self.key_name}"] = str(theirs.instance.pk)
        if mark not in self.mine:
            self.lay_added(mark, theirs, out)
            return
        mine = f"{self.prefix}-{self.mine[mark]}-"
        key = f"{self.prefix}-{mark}-"
        then = self.form_then(mark)
        if self.sent.get(f"{mine}DELETE"):
            self.lay_deletion(then, theirs, mine, out, key)
            return
        order.put(mark, f"{out}position")
        but = ("position",) if order.pairs else ()
        where = self.where_of(theirs, mark)
        self.meanwhile.lay_form(then, theirs, mine, out, key, where, but)

    def where_of(self, form, mark):
        name = getattr(form, "language_name", None)
        return f"{self.title}: {name}" if name else self.where(form.instance)

    def lay_added(self, mark, theirs, out):
        """A row that others added, or that was not on the page."""
        self.meanwhile.put(theirs, out)
        if mark not in self.then and theirs.instance.pk:
            self.tell(theirs.instance, was="–", theirs=gettext("added"))

    def lay_deletion(self, then, theirs, mine, out, key):
        """A row that I delete; if others changed it meanwhile, they are heard."""
        self.meanwhile.put(theirs, out)
        name = f"{key}DELETE"
        choice = self.meanwhile.choice(name)
        if choice != THEIRS:
            self.data[f"{out}DELETE"] = "on"
        is_changed = changed_fields(then, theirs)
        if is_changed or (name in self.meanwhile.pending and not choice):
            self.tell(
                theirs.instance,
                was=self.sent.get(f"was-{name}") or str(then.instance),
                theirs=", ".join(is_changed) or str(theirs.instance),
                yours=gettext("deleted"),
                key=name,
                is_news=bool(is_changed),
            )

    def tell(self, row, **words):
        self.meanwhile.tell(where=self.where(row), label=gettext("The whole row"), **words)

    def lay_removed(self, mine):
        """Rows that were on the page and are no more: what was typed in them can be kept."""
        for mark, number in mine.items():
            row, prefix = self.then.get(mark), f"{self.prefix}-{number}-"
            if self.matched_by or not row or self.sent.get(f"{prefix}DELETE"):
                continue
            form = self.form_then(mark)
            typed = list(self.typed(form, prefix))
            is_elsewhere = self.formset.model._base_manager.filter(pk=mark).exists()
            if (is_elsewhere and not typed) or not self.meanwhile.reaches(row):
                continue
            key = f"{self.prefix}-{mark}-row"
            self.tell(
                row,
                was=str(row),
                theirs=gettext("deleted"),
                yours=", ".join(typed) or gettext("kept as it was"),
                key=key,
                chosen="" if typed else THEIRS,
                kept=self.kept(form, prefix, f"kept-{key}-"),
            )

    def typed(self, form, prefix):
        """What I changed of a row: “Character: Ann”."""
        for name, field in form.fields.items():
            if name in form.base_fields:
                raw = field.widget.value_from_datadict(
                    self.sent, self.meanwhile.files, f"{prefix}{name}"
                )
                if field.has_changed(form.get_initial_for_field(field, name), raw):
                    yield f"{field.label}: {readable_sent(field, raw)}"

    def kept(self, form, prefix, kept):
        return tuple(
            (f"{kept}{sent.removeprefix(prefix)}", value)
            for name, field in form.fields.items()
            for sent in names_sent(field.widget, f"{prefix}{name}")
            for value in self.sent.getlist(sent)
        )

    def lay_kept(self):
        """Rows of which was asked before whether they are to be kept: as new ones, if they are."""
        for key in sorted(self.meanwhile.pending):
            if not re.fullmatch(rf"{re.escape(self.prefix)}-\d+-row", key):
                continue
            kept = [
                (name, value)
                for name in self.sent
                if name.startswith(f"kept-{key}-")
                for value in self.sent.getlist(name)
            ]
            choice = self.meanwhile.choice(key)
            if choice == MINE:
                for name, value in kept:
                    own = name.removeprefix(f"kept-{key}-")
                    self.data.appendlist(f"{self.prefix}-{self.number}-{own}", value)
                self.number += 1
            elif not choice:
                self.meanwhile.tell(
                    where=self.title,
                    label=gettext("The whole row"),
                    was=self.sent.get(f"was-{key}", ""),
                    theirs=gettext("deleted"),
                    yours=gettext("kept"),
                    key=key,
                    kept=tuple(kept),
                    is_news=False,
                )

    def lay_new(self):
        """The rows I added, at the end."""
        rows = rows_sent(self.sent, self.prefix)
        for number in sorted(rows.keys() - set(self.mine.values())):
            if number >= self.total:
                break
            mine, out = f"{self.prefix}-{number}-", f"{self.prefix}-{self.number}-"
            for name in rows[number]:
                self.data.setlist(out + name.removeprefix(mine), self.sent.getlist(name))
            self.number += 1


def changed_fields(then, theirs):
    """The names of the fields that others changed in a row."""
    return [
        str(field.label)
        for name, field in theirs.fields.items()
        if name in theirs.base_fields
        and as_compared(then.get_initial_for_field(field, name))
        != as_compared(theirs.get_initial_for_field(field, name))
    ]


class Order:
    """The positions of rows, told and chosen as one thing."""

    def __init__(self, rows, shown):
        self.rows, self.meanwhile = rows, rows.meanwhile
        self.key = f"{rows.prefix}-position"
        self.names = {rows.mark(form): str(form.instance) for form in shown}
        self.pairs = {
            mark: self.pair(mark, form)
            for form in shown
            if "position" in form.base_fields and (mark := rows.mark(form)) in rows.mine
        }
        both = [p for p in self.pairs.values() if p.is_mine and p.is_theirs and not p.is_same]
        self.is_asked = bool(both)
        self.choice = self.meanwhile.choice(self.key)

    def pair(self, mark, form):
        mine = f"{self.rows.prefix}-{self.rows.mine[mark]}-"
        then = self.rows.form_then(mark)
        between = fields_between(self.meanwhile, then, form, "position", mine, self.key)
        return next(between)[0]

    def put(self, mark, out):
        pair = self.pairs.get(mark)
        if not pair:
            return
        if self.choice != THEIRS and (self.is_asked or pair.is_mine):
            pair.put_mine(out)
        else:
            pair.put_theirs(out)

    def tell(self):
        is_theirs = any(pair.is_theirs and not pair.is_same for pair in self.pairs.values())
        is_open = self.key in self.meanwhile.pending and not self.choice
        is_asked = (self.is_asked and self.choice != THEIRS) or is_open
        if not (is_theirs or is_asked):
            return
        self.meanwhile.tell(
            where=self.rows.title,
            label=gettext("The order"),
            was=self.meanwhile.sent.get(f"was-{self.key}") or self.in_order("was"),
            theirs=self.in_order("theirs"),
            yours=self.in_order("raw") if is_asked else "",
            key=self.key if is_asked else None,
            is_news=is_theirs,
        )

    def in_order(self, side):
        """The rows' names in the order of one side; the first of many."""
        positions = {mark: number_in(getattr(pair, side)) for mark, pair in self.pairs.items()}
        names = [self.names[mark] for mark in sorted(positions, key=positions.get)]
        return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


def number_in(value):
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < MOST_NAMES else 0
