"""
A shelf in Redis, for the workers of many machines. Leases go by its clock, and what is compared
and written is compared and written in one step there.
"""

import time
from contextlib import contextmanager, suppress
from hashlib import blake2b
from secrets import token_hex

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from festival.caching.shelves import LEASE, LONGEST_WAIT, PAUSE, Away

PATIENCE = 0.25
PAGE_LASTS = 24 * 3600
LONGEST_FLIGHT_MS = 15_000
OUTDATED = b"-"

LAY = """
local lying = redis.call('GET', KEYS[1])
local time = redis.call('TIME')
local left = math.floor(tonumber(ARGV[3]) - time[1] * 1000 - time[2] / 1000)
if left > 0 and not (lying and tonumber(string.match(lying, '^%d+')) > tonumber(ARGV[1])) then
    redis.call('SET', KEYS[1], ARGV[2], 'PX', left)
end
"""
OUTDATE = """
local lying = redis.call('GET', KEYS[1])
if not (lying and tonumber(string.match(lying, '^%d+')) > tonumber(ARGV[1])) then
    redis.call('SET', KEYS[1], ARGV[1] .. ' -', 'PX', ARGV[2])
end
"""
LET_GO = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


class RedisShelf:
    """`site`: a secret of the site's own; sites that share a Redis do not share a shelf."""

    def __init__(self, url, site):
        self.redis = Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1),  # a connection that was closed meanwhile
        )
        name = blake2b(site.encode(), digest_size=8, person=b"marquee").hexdigest()
        self.prefix = f"marquee:{name}"
        self.state_key = f"{self.prefix}:state"
        self.away_until = 0.0

    @contextmanager
    def reached(self):
        """While Redis is away it is not asked more than once a second, and nobody waits longer."""
        if time.monotonic() < self.away_until:
            raise Away
        with self.asked():
            yield

    @contextmanager
    def asked(self):
        try:
            yield
        except RedisError as error:
            self.away_until = time.monotonic() + LEASE
            raise Away from error

    def clock(self):
        with self.reached():
            seconds, microseconds = self.redis.time()
        return seconds + microseconds / 1_000_000

    def state(self):
        with self.reached():
            lying = self.redis.get(self.state_key)
        if not lying or lying.endswith(OUTDATED):
            return None
        number, token, since, until = lying.decode().split()
        return int(number), token, float(since), float(until)

    def publish(self, state, begun):
        ends = (begun + LEASE) * 1000
        with self.reached():
            self.redis.eval(LAY, 1, self.state_key, state[0], " ".join(map(str, state)), ends)

    def outdate(self, number):
        """Tried even where it was away a moment ago: who is told waits for nothing."""
        with self.asked():
            self.redis.eval(OUTDATE, 1, self.state_key, number, int(LEASE * 1000))

    # Pages ---------------------------------------------------------------------------------------

    def page(self, slot):
        with self.reached():
            return self.redis.get(f"{self.prefix}:{slot}")

    def keep(self, slot, data):
        with self.reached():
            self.redis.set(f"{self.prefix}:{slot}", data, ex=PAGE_LASTS)

    def clear(self):
        with self.asked():
            for key in self.redis.scan_iter(f"{self.prefix}:*", count=1000):
                self.redis.delete(key)

    @contextmanager
    def flight(self, slot):
        """The lock of a process that was killed goes by itself."""
        key, token = f"{self.prefix}:{slot}:lock", token_hex(8)
        with self.reached():
            leads = bool(self.redis.set(key, token, nx=True, px=LONGEST_FLIGHT_MS))
        if not leads:
            self.wait_for(key)
        try:
            yield leads
        finally:
            if leads:
                self.let_go(key, token)

    def wait_for(self, key):
        end = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < end:
            time.sleep(PAUSE)  # another worker makes the page; one that is killed tells nobody
            with self.reached():
                if not self.redis.exists(key):
                    return

    def let_go(self, key, token):
        with suppress(Away), self.reached():  # it goes by itself as well
            self.redis.eval(LET_GO, 1, key, token)
