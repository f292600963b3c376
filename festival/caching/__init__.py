"""
Public pages, kept. What a page shows is made of three things, and its copy is good while all three
are as they were: what the database holds (`revisions`), the hour (`catalogue.turns`), and the
address, without what the page does not read of it (`addresses`). `shelves` keep copies where every
worker finds them; `middleware` puts all of it together.
"""
