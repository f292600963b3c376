from people.models.biographies import (
    Biography,
    BiographyText,
    BiographyTextWord,
    FilmographyEntry,
)
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
    "FilmographyEntry",
    "Person",
    "PersonFormerSlug",
    "PersonIdentifier",
    "PersonName",
    "PersonWord",
    "portrait_path",  # migrations know it by this place
]
