"""What every import leaves behind: which file, who read it in, and when; and how it is undone."""

from hashlib import sha256

from django.db import transaction

from catalogue.models import Import
from people.history.recording import name_of
from people.history.restoring import undo

LONGEST_NAME = 200


def keep_import(
    kind: Import.Kind, file_name: str, digest: str, user, state=Import.State.RECORDED, **about
) -> Import:
    """The record of a file; `user` is who reads it in, or the name of the command that does."""
    return Import.objects.create(
        kind=kind,
        state=state,
        file_name=plain_name(file_name),
        digest=digest,
        user=user if getattr(user, "pk", None) else None,
        user_name=name_of(user),
        **about,
    )


def digest_of(data: bytes | str) -> str:
    """By which a file is known when it comes again."""
    return sha256(data.encode(errors="replace") if isinstance(data, str) else data).hexdigest()


def plain_name(file_name: str) -> str:
    """A file's name is what somebody typed: a label, never a path."""
    name = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in name if one.isprintable())[:LONGEST_NAME] or "–"


@transaction.atomic
def undo_import(record: Import, user) -> None:
    """Raises InTheWayError, with a sentence for each thing that was changed since."""
    record = Import.objects.select_for_update().get(pk=record.pk)
    if record.state != Import.State.RECORDED:
        return
    if record.change:
        undo(user, record.change)
    record.state = Import.State.UNDONE
    record.save(update_fields=["state"])
