"""The rows a form sends: as many as it sends something of, whatever number it tells."""

import re

from django.forms.models import BaseInlineFormSet

ROW = re.compile(r"(.+?)-(0|[1-9]\d{0,3})-")
MOST_ROWS = 1500  # of a page: rows as we write them would by then be more fields than are read


def rows_sent(names, prefix):
    """{number: the names of its fields} of the rows that something was sent of."""
    found = {}
    for name in names:
        if name.startswith(prefix) and (row := ROW.match(name)) and row[1] == prefix:
            found.setdefault(int(row[2]), []).append(name)
    return found


class SentFormSet(BaseInlineFormSet):
    """Refuses a number of rows that nobody entered: a dozen such numbers were a minute's work."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.absolute_max = min(self.absolute_max, self.most_rows())

    def most_rows(self):
        names = [*self.data, *self.files]
        if len({row[0] for row in map(ROW.match, names) if row}) > MOST_ROWS:
            return 0
        sent = len(rows_sent(names, self.prefix))
        if self.total_form_count() <= sent:
            return sent
        return max(sent, len(self.get_queryset()))  # who may only read rows sends nothing of them
