"""The steps by which a page becomes an entry: each reads what it knows and claims its lines."""
