"""What a database holds, table by table, in a form that two databases can be compared by."""

from hashlib import blake2b

AT_ONCE = 2000


def rows_of(cursor, tables):
    """{table: [rows, fingerprint]}: equal for equal rows, in whatever order they lie."""
    return {table: fingerprint(cursor, table) for table in sorted(tables)}


def fingerprint(cursor, table):
    count = total = 0
    cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
    while rows := cursor.fetchmany(AT_ONCE):
        count += len(rows)
        for row in rows:
            total += int.from_bytes(blake2b(repr(tuple(row)).encode(), digest_size=16).digest())
    return [count, f"{total % 2**128:032x}"]


def differences(before, after):
    """The tables whose rows are not the same, by name."""
    return sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )
