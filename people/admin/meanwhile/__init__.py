"""
Two editors of one record: what somebody sends is laid over what others saved meanwhile.

A form says up to which change its editor has seen the record. What was changed after that is not
written over: the same form comes again, with all that was typed and all that others did, and above
it a list of what that is. What both changed has to be chosen.
"""

from dataclasses import dataclass

from django.contrib.admin.utils import flatten_fieldsets
from django.utils.datastructures import MultiValueDict

from people.admin.meanwhile.fields import MINE, THEIRS, fields_between
from people.admin.meanwhile.rows import RowsMeanwhile
from people.admin.meanwhile.sent import values_sent
from people.admin.meanwhile.then import instances_then
from people.admin.reach import Reach
from people.history.past import rows_then
from people.history.rows import address_of, values_of
from people.models import Change
from people.questions import to_key

SEEN, PENDING = "seen_change", "meanwhile"


@dataclass(frozen=True)
class Entry:
    """Something that others changed, and what is to become of it."""

    where: str
    label: str
    was: str
    theirs: str
    yours: str = ""
    # The name of the choice between theirs and yours, where there is one, and what stands chosen.
    key: str | None = None
    chosen: str = ""
    # What has to be sent again with the choice, as (name, value).
    kept: tuple = ()

    @property
    def is_open(self):
        return self.key is not None and not self.chosen


def meanwhile(model_admin, request, record):
    """
    What has to be looked at before the form can be saved; None where nothing has to be. To be
    asked while the record is held. In both cases `request.POST` is then what the form goes on with.
    """
    seen = to_key(request.POST.get(SEEN, "")) or 0
    changes = list(Change.objects.of(record).since(seen))
    if not changes and PENDING not in request.POST:
        return None
    reach = Reach(model_admin.admin_site, request.user)
    found = Meanwhile(request, record, changes, rows_then(record, seen), reach)
    found.lay_over(model_admin)
    if found.entries or found.pending:
        request.POST = found.data
    if not found.has_news and not found.is_open:
        return None
    request._files = MultiValueDict()  # a page cannot offer files again
    return found


class Meanwhile:
    def __init__(self, request, record, changes, rows, reach):
        self.request, self.record, self.changes = request, record, changes
        self.sent, self.files = request.POST, request.FILES
        self.data = request.POST.copy()
        self.then = instances_then(rows)
        self.pending = set(self.sent.getlist(PENDING))
        self.reach = reach
        self.entries = []
        self.has_news = False

    @property
    def is_open(self):
        return any(entry.is_open for entry in self.entries)

    @property
    def names(self):
        return list(dict.fromkeys(change.user_name for change in self.changes))

    def lay_over(self, model_admin):
        """Everything the form holds: its own fields, then its rows."""
        request, record = self.request, self.record
        fields = flatten_fieldsets(model_admin.get_fieldsets(request, record))
        form_class = model_admin.get_form(request, record, change=True, fields=fields)
        then = self.then.get(address_of(record)) or type(record)()
        self.lay_form(form_class(instance=then), form_class(instance=record))
        for inline, formset in unbound_formsets(model_admin, request, record):
            RowsMeanwhile(self, inline, formset).lay_over()

    def reaches(self, row):
        """Whether its editor may know of a row of the past."""
        return bool(self.reach.of([(address_of(row), values_of(row))]))

    def choice(self, key):
        chosen = self.sent.get(f"choice-{key}", "")
        return chosen if key in self.pending and chosen in (MINE, THEIRS) else ""

    def tell(self, key=None, chosen="", is_news=True, kept=(), **words):
        self.has_news |= is_news
        kept = (*kept, (f"was-{key}", words["was"])) if key else ()
        self.entries.append(Entry(key=key, chosen=chosen, kept=kept, **words))

    def put(self, form, out):
        """A form as it is stored, whatever was sent."""
        for name in form.base_fields:
            field = form.fields[name]
            value = form.get_initial_for_field(field, name)
            for own, values in values_sent(field.widget, f"{out}{name}", value):
                self.data.setlist(own, values)

    def lay_form(self, then, theirs, mine="", out="", key="", where="", but=()):
        """
        Field by field: what I changed stays mine, all else is theirs; what both changed to
        different values is to be chosen. `mine` and `out` are the prefixes of what was sent and
        of what is to be, `key` one that lasts when rows move.
        """
        for name in theirs.base_fields:
            if name not in but:
                for pair, own in fields_between(self, then, theirs, name, mine, key):
                    pair.lay(f"{out}{own}", where)


def unbound_formsets(model_admin, request, record):
    """The formsets of the page as they would be shown now, of those that may be changed."""
    prefixes = {}
    for formset_class, inline in model_admin.get_formsets_with_inlines(request, record):
        prefix = formset_class.get_default_prefix()
        prefixes[prefix] = prefixes.get(prefix, 0) + 1
        if prefixes[prefix] != 1 or not prefix:
            prefix = f"{prefix}-{prefixes[prefix]}"
        if inline.has_change_permission(request, record):
            yield (
                inline,
                formset_class(
                    instance=record, prefix=prefix, queryset=inline.get_queryset(request)
                ),
            )
