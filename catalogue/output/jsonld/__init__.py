"""
schema.org's words for what a page shows, as dictionaries: pure, from objects already loaded.

Every value comes from the field that means it and is left out where that field is empty: the year
is when a film was made, so it is `dateCreated` and not `datePublished`; nobody's credit becomes a
property that schema.org defines as something else, but a `contributor` with the name of what they
did.

`absolute` makes an address of this site into one of the web.
"""
