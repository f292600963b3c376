"""A field of a form that two editors had open."""

from django.utils.text import capfirst

from people.admin.meanwhile.sent import names_sent, readable, readable_sent, values_sent

MINE, THEIRS = "mine", "theirs"


def fields_between(meanwhile, then, theirs, name, mine, key):
    """
    What is compared of a form's field, each with the name of its input: the field, or where a
    field says so in `parts_apart`, each of its inputs for itself.
    """
    field = theirs.fields[name]
    was, now = (form.get_initial_for_field(field, name) for form in (then, theirs))
    labels = getattr(field, "parts_apart", None)
    if not labels:
        yield FieldMeanwhile(meanwhile, field, was, now, f"{mine}{name}", f"{key}{name}"), name
        return
    parts = zip(field.fields, field.widget.widgets_names, labels, strict=True)
    values = zip(*(field.widget.decompress(value) for value in (was, now)), strict=True)
    for (part, own, label), (was, now) in zip(parts, values, strict=True):
        part.label = f"{field.label} ({label})"
        own = f"{name}{own}"
        yield FieldMeanwhile(meanwhile, part, was, now, f"{mine}{own}", f"{key}{own}"), own


class FieldMeanwhile:
    """A field as it was, as it is stored, and as it was sent by that name."""

    def __init__(self, meanwhile, field, was, theirs, name, key):
        self.meanwhile, self.field, self.name, self.key = meanwhile, field, name, key
        self.was, self.theirs = was, theirs
        source = meanwhile.sent, meanwhile.files, self.name
        self.raw = field.widget.value_from_datadict(*source)
        self.is_sent = not field.widget.value_omitted_from_data(*source)

    @property
    def is_mine(self):
        return self.is_sent and self.field.has_changed(self.was, self.raw)

    @property
    def is_theirs(self):
        return as_compared(self.was) != as_compared(self.theirs)

    @property
    def is_same(self):
        return not self.field.has_changed(self.theirs, self.raw)

    def lay(self, out, where):
        choice = self.meanwhile.choice(self.key)
        is_pending = self.key in self.meanwhile.pending
        if not self.is_mine or choice == THEIRS:
            self.put_theirs(out)
            if self.is_theirs and not (self.is_sent and self.is_same):
                self.tell(where)
            return
        self.put_mine(out)
        if self.is_same:
            return
        if self.is_theirs or (is_pending and not choice):
            was = readable(self.field, self.was) if self.is_theirs else None
            self.tell(where, was, readable_sent(self.field, self.raw), self.key)

    def tell(self, where, was=None, yours="", key=None):
        if was is None:
            was = self.meanwhile.sent.get(f"was-{self.key}") or readable(self.field, self.was)
        self.meanwhile.tell(
            where=where,
            label=capfirst(self.field.label or self.name),
            was=was,
            theirs=readable(self.field, self.theirs),
            yours=yours,
            key=key,
            is_news=self.is_theirs,
        )

    def put_mine(self, out):
        names = names_sent(self.field.widget, self.name), names_sent(self.field.widget, out)
        for old, new in zip(*names, strict=True):
            if old in self.meanwhile.sent:
                self.meanwhile.data.setlist(new, self.meanwhile.sent.getlist(old))

    def put_theirs(self, out):
        for name in names_sent(self.field.widget, out):
            self.meanwhile.data.pop(name, None)
        for name, values in values_sent(self.field.widget, out, self.theirs):
            self.meanwhile.data.setlist(name, values)


def as_compared(value):
    return str(value or "") if hasattr(value, "storage") else ("" if value is None else value)
