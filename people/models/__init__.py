from people.models.biographies import (
    Biography,
    BiographyText,
    BiographyTextWord,
    FilmographyEntry,
)
from people.models.changes import Change, RecordChange, RowChange
from people.models.people import (
    DifferentPeople,
    Person,
    PersonFormerSlug,
    PersonIdentifier,
    PersonName,
    PersonWord,
    portrait_path,
)
from people.models.revisions import Revision
from people.models.saved_views import SavedView

__all__ = [
    "Biography",
    "BiographyText",
    "BiographyTextWord",
    "Change",
    "DifferentPeople",
    "FilmographyEntry",
    "Person",
    "PersonFormerSlug",
    "PersonIdentifier",
    "PersonName",
    "PersonWord",
    "RecordChange",
    "Revision",
    "RowChange",
    "SavedView",
    "portrait_path",  # migrations know it by this place
]
