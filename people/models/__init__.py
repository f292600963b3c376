from people.models.biographies import (
    Biography,
    BiographyText,
    BiographyTextWord,
    FilmographyEntry,
)
from people.models.changes import Change, RecordChange, RowChange
from people.models.people import (
    Person,
    PersonFormerSlug,
    PersonIdentifier,
    PersonName,
    PersonWord,
    portrait_path,
)

__all__ = [
    "Biography",
    "BiographyText",
    "BiographyTextWord",
    "Change",
    "FilmographyEntry",
    "Person",
    "PersonFormerSlug",
    "PersonIdentifier",
    "PersonName",
    "PersonWord",
    "RecordChange",
    "RowChange",
    "portrait_path",  # migrations know it by this place
]
