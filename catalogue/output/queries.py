from django.http import QueryDict


def query_of(choice):
    """A choice as a query string, in one order whatever the address's was."""
    query = QueryDict(mutable=True)
    for name, value in choice.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query.urlencode(safe=",")
