"""Where the tests keep pages: in files and, where one runs here, in Redis."""

from functools import cache

import pytest
from redis import Redis, RedisError

REDIS = "redis://127.0.0.1:6379/9"


@cache
def is_redis_here():
    try:
        return Redis.from_url(REDIS, socket_connect_timeout=0.2).ping()
    except RedisError:
        return False


def redis():
    if not is_redis_here():
        pytest.skip("no Redis runs here")
    return REDIS


SHELVES = {"files": lambda: "", "redis": redis}
