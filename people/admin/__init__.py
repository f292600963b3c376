"""The admin of people; catalogue/admin/people.py adds what the programme knows of them."""

from people.admin.biographies import BiographyAdmin
from people.admin.people import PersonAdmin

__all__ = ["BiographyAdmin", "PersonAdmin"]
