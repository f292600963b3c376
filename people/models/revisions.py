"""How often what the public sees was changed: the number that every cache of pages goes by."""

from django.db import models
from django.db.models import Q


class Revision(models.Model):
    """
    One row, written in the transaction of whatever changes something public, as its last step;
    festival/databases/revised.py sees to that. `number` only counts up and tells which of two is
    the later; `token` is another one each time, so that a database that was put back from a backup
    and goes on from there never has a revision that a cache knows.
    """

    number = models.BigIntegerField()
    token = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="revision_is_one_row"),
        ]

    def __str__(self):
        return f"{self.number} {self.token}"
