"""Which rows of the past somebody may know of: as now, as then."""

from collections import defaultdict

from django.apps import apps

from people.history.putting import lasts
from people.history.rows import Address, own_fields


class Reach:
    """
    Asks the site's rule of who reaches what. Of rows that are no more it asks for the records they
    refer to: all of them have to be within reach.
    """

    def __init__(self, site, user):
        self.site, self.user = site, user

    def sees_all(self, model):
        records = model._base_manager.all()
        return self.site.in_scope(records, self.user) is records

    def of(self, states):
        """The addresses within reach of (address, values): a query or two for each kind of row."""
        states = list(states)
        known = {a for a, _values in states if self.sees_all(apps.get_model(a.model))}
        asked = {a: values for a, values in states if a not in known}
        there, reached = self.stored(asked)
        gone = {a: values for a, values in asked.items() if a not in there}
        referred = {a: self.referred(a, values) for a, values in gone.items()}
        within = self.within({one for refers in referred.values() for one in refers})
        return known | reached | {a for a, refers in referred.items() if refers <= within}

    def stored(self, addresses):
        """Those of the addresses where a row is, and those within reach."""
        keys = defaultdict(set)
        for address in addresses:
            keys[address.model].add(address.key)
        there, reached = set(), set()
        for label, theirs in keys.items():
            model = apps.get_model(label)
            rows = model._base_manager.filter(pk__in=theirs)
            there |= {Address(label, key) for key in rows.values_list("pk", flat=True)}
            rows = model._default_manager.filter(pk__in=theirs)
            rows = self.site.in_scope(rows, self.user).values_list("pk", flat=True)
            reached |= {Address(label, key) for key in rows}
        return there, reached

    def within(self, addresses):
        return self.stored(addresses)[1]

    def referred(self, address, values):
        return {
            Address(field.related_model._meta.label_lower, values[field.attname])
            for field in own_fields(apps.get_model(address.model))
            if field.is_relation and values.get(field.attname)
        }

    def may_write(self, now, wanted):
        """Whether somebody may change all rows that differ between two states."""
        states = [
            (address, state[address])
            for address in {**now, **wanted}
            if now.get(address) != wanted.get(address) and not lasts(address)
            for state in (now, wanted)
            if address in state
        ]
        addresses = {address for address, _values in states}
        rights = {".change_".join(address.model.split(".")) for address in addresses}
        may = all(
            self.site.may_become(a.model, now.get(a), wanted.get(a), self.user) for a in addresses
        )
        return may and self.user.has_perms(rights) and self.of(states) >= addresses
