"""Pages made under a state of things, so that what others are made of is remembered."""

import time

from django.db import connection

from festival.caching.revisions import computed
from festival.databases.statements import changes_public


def know_state(get_response):
    def middleware(request):
        state = computed(time.time())
        request.state, request.revision = state, state and state.id
        return get_response(request)

    return middleware


def committing(execute, sql, params, many, context):
    """Every change as if it were committed at once."""
    result = execute(sql, params, many, context)
    if changes_public(str(sql)):
        connection.count_up()
    return result
