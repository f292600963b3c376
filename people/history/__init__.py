"""Who changed what: `recording` keeps it, `changed_since` asks for it, `restore` undoes it."""

from people.history.past import changed_since, last_change_id, rows_as_of, rows_now
from people.history.recording import Recording, recording

__all__ = [
    "Recording",
    "changed_since",
    "last_change_id",
    "recording",
    "rows_as_of",
    "rows_now",
]
