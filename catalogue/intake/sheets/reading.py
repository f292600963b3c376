"""A file's bytes made a table, whatever its name says it is."""

from django.utils.translation import gettext

from catalogue.intake.sheets.delimited import read_delimited
from catalogue.intake.sheets.tables import MAX_BYTES, Table, Tidying, UnreadableSheetError
from catalogue.intake.sheets.workbooks import OLD_EXCEL, ZIP, read_workbook


def read_table(data: bytes) -> Table:
    """Raises UnreadableSheetError, with a sentence, for what is no sheet."""
    if len(data) > MAX_BYTES:
        message = gettext("The file has %(size)s MB, %(most)s MB at most can be read.")
        sizes = {"size": len(data) // 1_000_000, "most": MAX_BYTES // 1_000_000}
        raise UnreadableSheetError(message % sizes)
    if data.startswith(OLD_EXCEL):
        raise UnreadableSheetError(gettext("This is an old Excel file: save it as XLSX or CSV."))
    read = read_workbook if data.startswith(ZIP) else read_delimited
    return Tidying().table(read(data))
