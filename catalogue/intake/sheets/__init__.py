"""Sheets of films: read, understood by their columns, compared with the records, and recorded."""
