"""
Boxes on a form that take a block of text and make rows of it, to be looked at before they are kept.

Whatever a box holds when a form is sent is read first: the form comes back with the rows, nothing
is stored, and what could not be read stays in its box. So it works without JavaScript, and a block
that was pasted and forgotten is not lost when the form is saved.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.admin.namesakes import company_offers, person_offers
from catalogue.admin.pasting.problems import told_problems
from catalogue.intake.entries import Entry
from catalogue.intake.pasted import (
    CREDITED,
    LISTED,
    read_cast,
    read_credits,
    read_filmography,
    unread_lines,
)
from catalogue.intake.records.credits import CAST_MEMBER, credit_lines
from catalogue.intake.records.texts import PRINTED, as_printed
from catalogue.models import Function

READ = "_read"
MOST_ROWS = 500
LONGEST_BLOCK = 100_000


@dataclass
class Block:
    """A pasted block, read: rows for each of the form's lists, and the lines that gave none."""

    text: str
    rows: dict[str, list[dict]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class PasteBoxes:
    """For a ModelAdmin: `paste_boxes` are the prefixes of lists, each with what reads its block."""

    paste_boxes = {}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pasted = [prefix for prefix in self.paste_boxes if pasted_in(request, prefix)]
        if pasted or READ in request.POST:
            request.POST, request.only_reads = request.POST.copy(), True
            for prefix in pasted:
                self.read_box(request.POST, prefix, request.user)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if getattr(request, "only_reads", False):
            return type(form.__name__, (Unsaved, form), {})
        return form

    def read_box(self, data, prefix, user):
        text = data[box_name(prefix)]
        block = self.paste_boxes[prefix](text, user) if len(text) <= LONGEST_BLOCK else None
        if block is None or not all(fits(data, key, rows) for key, rows in block.rows.items()):
            said = [_("This is too much to be read at once: paste a part of it.")]
        else:
            added = [add_rows(data, key, rows) for key, rows in block.rows.items()]
            data[box_name(prefix)] = "\n".join(block.unread)
            said = report(block, sum(added))
        data.setlist(f"{prefix}-report", said)


class Unsaved:
    """A form that is shown again, whatever it holds."""

    def is_valid(self):
        return False


def pasted_in(request, prefix):
    return request.method == "POST" and request.POST.get(box_name(prefix), "").strip()


def box_name(prefix):
    return f"{prefix}-pasted"


def total_of(data, prefix):
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    return int(total) if total.isdecimal() and len(total) < 5 else MOST_ROWS


def fits(data, prefix, rows):
    return not rows or total_of(data, prefix) + len(rows) <= MOST_ROWS


def add_rows(data, prefix, rows):
    """Appends rows to a list as a browser sends them, without those that are there already."""
    number = total = total_of(data, prefix)
    there = {sent_row(data, prefix, index) for index in range(total)} if rows else set()
    for row in rows:
        if identity(row) not in there:
            there.add(identity(row))
            data.update({f"{prefix}-{number}-{name}": str(value) for name, value in row.items()})
            number += 1
    if rows:
        data[f"{prefix}-TOTAL_FORMS"] = str(number)
    return number - total


IDENTITY = ("function", "person", "character", "company", "year", "title", "kind")


def identity(row):
    """What makes a row the same as another; a name stands for one who was not chosen yet."""
    return tuple(str(row.get(name) or row.get(f"{name}-read") or "") for name in IDENTITY)


def sent_row(data, prefix, index):
    names = [*IDENTITY, "person-read", "company-read"]
    return identity({name: data.get(f"{prefix}-{index}-{name}") for name in names})


def report(block, added):
    """What came of a block, in sentences."""
    rows = ngettext("%(count)s row was added below.", "%(count)s rows were added below.", added)
    said = [rows % {"count": added}]
    if block.unread:
        left = ngettext(
            "%(count)s line could not be read and stays in the box.",
            "%(count)s lines could not be read and stay in the box.",
            len(block.unread),
        )
        said.append(left % {"count": len(block.unread)})
    return [*said, *block.said]


# ---- What reads them ----------------------------------------------------------------------------


def credits_block(text, user):
    return credited(text, read_credits(text), user)


def cast_block(text, user):
    return credited(text, read_cast(text), user)


def credited(text: str, entry: Entry, user) -> Block:
    """Credits, cast and companies, each for the list where they are entered."""
    functions = dict(Function.objects.values_list("key", "pk"))
    crew = [
        crew_row(functions.get(key, ""), line.label, name)
        for line in credit_lines(entry)
        for key in line.functions or (None,)
        for name in line.names
    ]
    cast = [cast_row(functions[CAST_MEMBER], one.name, one.character) for one in entry.cast]
    companies = [company_row(line) for line in entry.companies]
    name_people(crew + cast, user)
    name_companies(companies, user)
    rows = {"crew": crew, "cast": cast, "company_credits": companies}
    return Block(text, rows, unread_lines(text, entry, CREDITED), told_problems(entry, text))


def crew_row(function, label, name):
    return {"function": function, "person-read": name, "note": "" if function else label}


def cast_row(function, name, character):
    return {"function": function, "person-read": name, "character": character or ""}


def company_row(line):
    return {"function": line.function, "company-read": line.name, "note": line.note or ""}


def name_people(rows, user):
    """Proposes somebody for each row; a spelling other than theirs is what the film prints."""
    offers = person_offers((row["person-read"] for row in rows), user)
    for row in rows:
        offer = offers[row["person-read"]]
        row["person"] = offer.proposed
        names = {told.split(" · ")[0] for _key, told in offer.bearers}
        row["credited_as"] = offer.printed if names - {offer.printed} else ""


def name_companies(rows, user):
    offers = company_offers((row["company-read"] for row in rows), user)
    for row in rows:
        row["company"] = offers[row["company-read"]].proposed


def filmography_block(text, user) -> Block:
    entry = read_filmography(text)
    lines = [dict(zip(PRINTED, as_printed(line), strict=True)) for line in entry.filmography]
    said = told_problems(entry, text)
    if entry.as_of:
        said.append(_("“%(edition)s” belongs above, beside “as of”.") % {"edition": entry.as_of})
    return Block(text, {"filmography": lines}, unread_lines(text, entry, LISTED), said)
