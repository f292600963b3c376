"""
The read-only JSON API: what the pages show, for programs. docs/api.md tells its users.

It asks what the pages ask, so nothing is seen here before it is seen there: everything starts
from `Selection.objects.public()` and `Screening.objects.public()`, and a parameter is one of a
closed list. Slugs, years and codes name records; row numbers never leave the database.

REST framework takes its time to load, and so is loaded with the first request for the API:
`urls.py` names views without importing them.
"""
