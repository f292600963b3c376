"""Which SQL statements change something that the public may see."""

import re

# Nobody's page shows them. Every other table counts, one that is new tomorrow too.
UNSEEN = re.compile(
    r"(?:auth|axes|otp)_\w+|django_(?:session|admin_log|content_type)"
    r"|people_(?:change|recordchange|rowchange|rowchange_records|revision|savedview)"
    r"|catalogue_(?:assignment|import|importrow|importedvalue|importbatch|sheetmapping|previewlink)"
)
WRITING = re.compile(
    r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM"
    r"|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|COPY)\s+(?:ONLY\s+)?(?:\w+\.)?[\"`\[]?(\w+)",
    re.I,
)
WRITING_WITH = re.compile(r"\s*WITH\b.*\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\b", re.I | re.S)


def is_public(table: str) -> bool:
    """Whether pages are made of its rows, so that each change of one is a new revision."""
    return not UNSEEN.fullmatch(table.lower())


def changes_public(sql: str) -> bool:
    """
    Whether the statement writes rows of a table that pages are made of.

    >>> changes_public('UPDATE "catalogue_film" SET "year" = 1974')
    True
    >>> changes_public('UPDATE "django_session" SET "session_data" = 1')
    False
    """
    if sql.startswith("SELECT"):
        return False
    written = WRITING.match(sql)
    if written:
        return is_public(written[1])
    return bool(WRITING_WITH.match(sql))
