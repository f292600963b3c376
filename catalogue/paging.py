from django.core.paginator import Paginator

PAGE_SIZE = 48


def page_of(request, things, parameter="page", size=PAGE_SIZE):
    """
    The page of the list that the address asks for under that parameter.

    A page that is not there is answered with the nearest one; `page.was_missing` says so.
    """
    asked = request.GET.get(parameter, "1")
    page = Paginator(things, size).get_page(asked)
    page.was_missing = asked != str(page.number)
    return page


def enough_for_page(request, most, parameter="page", size=PAGE_SIZE):
    """
    How many things the page asked for has to know of, of a list of at most so many: those up to its
    end, and whether there is one more.
    """
    asked = Paginator(range(most), size).get_page(request.GET.get(parameter, "1"))
    return min(asked.end_index() + 1, most)
