"""Likely duplicates, two people side by side, their merger and the way back from it."""

from functools import lru_cache

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from people.admin.history import PER_PAGE, HistoryAdmin
from people.duplicates import Known, likely_duplicates
from people.history import last_change_id, recording
from people.history.differences import differences, pairs_between
from people.history.restoring import InTheWayError, states_undone
from people.merging import CHOSEN, KEPT, MERGED, differing, merge, plan, unmerge, years_of_both
from people.models import BiographyText, Change, DifferentPeople, Person
from people.questions import to_key

# Who is compared changes seldom; who turns the page is not to wait for it again.
remembered_duplicates = lru_cache(2)(likely_duplicates)


class MergingAdmin(HistoryAdmin):
    def own_addresses(self):
        return [
            ("duplicates/", self.duplicates_view, "duplicates"),
            ("merge/<int:kept_id>/<int:merged_id>/", self.merge_view, "merge"),
            ("unmerge/<int:change_id>/", self.unmerge_view, "unmerge"),
            *super().own_addresses(),
        ]

    def works_of(self, request):
        """The keys of everybody's works within reach, as (person, work); for who knows of any."""
        return []

    def work_names(self, keys):
        """What the works of these keys are called."""
        return {}

    def deeds_of(self, request, person):
        """What somebody did, a line each."""
        return []

    def to_compare(self, request):
        works = {}
        for person, work in self.works_of(request):
            works.setdefault(person, set()).add(work)
        people = self.get_queryset(request).filter(merged_into=None).order_by("pk")
        columns = people.values_list("pk", "folded_names", "birth_year", "death_year")
        return tuple(
            Known(key, tuple(names.strip("|").split("|")), frozenset(works.get(key, ())), *years)
            for key, names, *years in columns
        )

    def duplicates_view(self, request):
        if not self.may_change_all(request, None):
            raise PermissionDenied
        if request.method == "POST":
            self.keep_apart(request)
            return redirect(f"{self.address('duplicates')}?p={request.GET.get('p', '')}")
        different = set(DifferentPeople.objects.values_list("first", "second"))
        likely = [
            pair
            for pair in remembered_duplicates(self.to_compare(request))
            if (pair[0].key, pair[1].key) not in different
        ]
        page = Paginator(likely, PER_PAGE).get_page(request.GET.get("p"))
        page.pairs = self.named_pairs(page)
        return self.show(request, "duplicates", gettext("Likely duplicates"), page=page)

    def named_pairs(self, likely):
        keys = {known.key for pair in likely for known in pair[:2]}
        people = Person.objects.prefetch_related("names").in_bulk(keys)
        works = self.work_names({key for pair in likely for key in pair[2].works})
        for one, other, likeness in likely:
            if one.key not in people or other.key not in people:
                continue  # deleted since they were compared
            yield {
                "people": [(people[known.key], len(known.works)) for known in (one, other)],
                "is_same": likeness.reason == "same",
                "works": [works[key] for key in sorted(likeness.works) if key in works],
            }

    def keep_apart(self, request):
        """These are different people: said for good."""
        keys = [to_key(request.POST.get(name, "")) for name in ("first", "second")]
        found = list(self.get_queryset(request).filter(pk__in=[key for key in keys if key]))
        if len(found) != 2:
            raise Http404
        if not all(self.may_change_all(request, person) for person in found):
            raise PermissionDenied
        with recording(request.user, Change.Kind.SAVED, found):
            pair = DifferentPeople.pair(*(person.pk for person in found))
            DifferentPeople.objects.get_or_create(first_id=pair.first_id, second_id=pair.second_id)
        said = gettext("%(one)s and %(other)s are kept apart.")
        names = {"one": found[0], "other": found[1]}
        self.message_user(request, said % names, messages.SUCCESS)

    def two_people(self, request, kept_id, merged_id):
        kept, merged = (self.get_object(request, str(key)) for key in (kept_id, merged_id))
        if not kept or not merged:
            raise Http404
        allowed = (
            self.may_change_all(request, kept),
            self.may_change_all(request, merged),
            self.has_delete_permission(request, merged),
        )
        if not all(allowed):
            raise PermissionDenied
        return kept, merged

    def merge_view(self, request, kept_id, merged_id):
        """Two people side by side, what is to be whose, and what that does; POST does it."""
        kept, merged = self.two_people(request, kept_id, merged_id)
        seen = f"{last_change_id(kept)}-{last_change_id(merged)}"
        asked = request.POST if request.method == "POST" else request.GET
        choices = self.choices(asked, kept, merged)
        is_newer = request.method == "POST" and request.POST.get("seen") != seen
        rows, notes, sentences = [], [], []
        try:
            merger = plan(kept, merged, choices)
            self.check_reach(request, merger.now, merger.wanted)
            if request.method == "POST" and not is_newer:
                merge(request.user, kept, merged, choices)
                said = gettext("They are one now. It can be undone in the history.")
                self.message_user(request, said, messages.SUCCESS)
                return redirect(self.address("history", kept.pk))
            rows, notes = differences(pairs_between(merger.now, merger.wanted)), merger.notes
            notes += [gettext("Another name: %(name)s") % {"name": n} for n in merger.names]
        except InTheWayError as error:
            sentences = error.sentences
        return self.show(
            request,
            "merge",
            gettext("Merge %(merged)s into %(kept)s") % {"merged": merged, "kept": kept},
            original=kept,
            sides=[self.side(request, person) for person in (kept, merged)],
            kept=kept,
            merged=merged,
            parts=self.parts(kept, merged, choices),
            choices=choices,
            rows=rows,
            notes=notes,
            sentences=sentences,
            seen=seen,
            is_newer=is_newer,
        )

    def choices(self, asked, kept, merged):
        parts = [*differing(kept, merged), *map(str, years_of_both(kept, merged))]
        return {part: MERGED if asked.get(part) == MERGED else KEPT for part in parts}

    def parts(self, kept, merged, choices):
        """What has to be chosen, in words: its name, what it is called, and both values."""
        for part, chosen in choices.items():
            if part in CHOSEN:
                label = self.opts.get_field(part).verbose_name
                values = [self.shown(person, part) for person in (kept, merged)]
            else:
                label = gettext("Biography of %(year)s") % {"year": part}
                values = [prose_of(person, part) for person in (kept, merged)]
            yield {"name": part, "label": label, "values": values, "chosen": chosen}

    def shown(self, person, part):
        display = getattr(person, f"get_{part}_display", None)
        return display() if display else getattr(person, part)

    def side(self, request, person):
        return {
            "person": person,
            "facts": [
                (self.opts.get_field(part).verbose_name, self.shown(person, part))
                for part in CHOSEN
                if part != "portrait" and getattr(person, part)
            ],
            "names": person.names.all(),
            "identifiers": person.identifiers.all(),
            "biographies": person.biographies.all(),
            "deeds": self.deeds_of(request, person),
        }

    def unmerge_view(self, request, change_id):
        """What undoing a merger gives back; POST gives it back."""
        change = get_object_or_404(Change, pk=change_id, kind=Change.Kind.MERGED)
        people = self.merged_people(request, change)
        rows, sentences = [], []
        try:
            now, wanted = states_undone(list(change.rows.all()))
            self.check_reach(request, now, wanted)
            if request.method == "POST":
                unmerge(request.user, change)
                self.message_user(request, gettext("They are two again."), messages.SUCCESS)
                return redirect(self.address("history", people[0].pk))
            rows = differences(pairs_between(now, wanted))
        except InTheWayError as error:
            sentences = error.sentences
        title = gettext("Undo the merger: %(comment)s") % {"comment": change.comment}
        return self.show(
            request,
            "unmerge",
            title,
            original=people[0],
            change=change,
            rows=rows,
            sentences=sentences,
        )

    def merged_people(self, request, change):
        records = change.records.filter(model=self.model._meta.label_lower)
        keys = list(records.values_list("key", flat=True))
        people = list(self.get_queryset(request).filter(pk__in=keys).order_by("-merged_into"))
        if not people or len(people) < len(keys):
            raise Http404
        for person in people:
            allowed = self.may_change_all(request, person), self.has_delete_permission(request)
            if not all(allowed):
                raise PermissionDenied
        return people


def prose_of(person, year):
    texts = BiographyText.objects.filter(biography__person=person, biography__as_of_year=year)
    return " / ".join(text.body for text in texts) or gettext("no text")
