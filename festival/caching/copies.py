"""A page as it lies on the shelf: compressed, with its headers, and how it is answered with."""

import gzip
import json
import struct
from dataclasses import dataclass, field
from hashlib import blake2b

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from festival.caching.short import remembered_if_short
from festival.middleware import CompressText

# What a cache before us may do without asking, in seconds. Both together are the longest that
# something can outlive its withdrawal there; neither reaches beyond an hour known in advance.
FRESH, STALE = 1, 1
SMALLEST_COMPRESSED = 200
LARGEST = 2_000_000
# Set anew with every answer.
OWN = {"Content-Length", "Content-Encoding", "ETag", "Vary"}
OF_A_BODY = {"Content-Type", "Content-Length", "Content-Encoding"}
CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"}
CONDITIONS |= {"HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"}


@dataclass(frozen=True)
class Copy:
    """
    `key` of the address and `revision` it is good for, `until` an instant (Unix time). `bodies`
    by encoding: text compressed in each and not plain, anything else plain.
    """

    key: str
    revision: str
    until: float
    headers: dict[str, str]
    etag: str
    bodies: dict[str, bytes]
    prepared: dict[str, dict] = field(default_factory=dict, compare=False, repr=False)

    def is_good(self, key: str, revision: str, now: float) -> bool:
        return self.key == key and self.revision == revision and now < self.until

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def headers_for(self, encoding: str) -> dict[str, tuple[str, str]]:
        """As ResponseHeaders holds them, with the tag of the body in that encoding."""
        if encoding in self.prepared:
            return self.prepared[encoding]
        own = {"ETag": f"W/{self.etag.removeprefix('W/')}" if encoding else self.etag}
        own |= {"Content-Encoding": encoding} if encoding else {}
        own |= {} if "" in self.bodies else {"Vary": "Accept-Encoding"}
        headers = ResponseHeaders(self.headers | own)._store
        self.prepared[encoding] = headers
        return headers


def is_keepable(response: HttpResponse) -> bool:
    """Whether it is a whole page that would be the same for everybody."""
    control = response.get("Cache-Control", "").lower()
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Set-Cookie")
        and "private" not in control
        and "no-store" not in control
        and response.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and not response.has_header("Content-Encoding")
        and len(response.content) <= LARGEST
    )


def copy_of(response: HttpResponse, key: str, revision: str, until: float) -> Copy:
    body = response.content
    is_text = response.get("Content-Type", "").startswith(CompressText.kinds)
    if is_text and len(body) >= SMALLEST_COMPRESSED:
        bodies = {
            "gzip": gzip.compress(body, 6, mtime=0),
            "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
        }
    else:
        bodies = {"": body}
    etag = response.get("ETag") or quote_etag(blake2b(body, digest_size=12).hexdigest())
    headers = {name: value for name, value in response.items() if name not in OWN}
    return Copy(key, revision, until, headers, etag, bodies)


# The answer -------------------------------------------------------------------------------------


class Answer(HttpResponse):
    """Its headers as they are held: Django would ask for each of them by its name."""

    def items(self):
        return self.headers._store.values()


def answer(copy: Copy, request: HttpRequest, now: float) -> HttpResponse:
    """The copy, in the best encoding that is taken; or that it did not change."""
    encoding = encoding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""), *copy.bodies)
    body = gzip.decompress(copy.bodies["gzip"]) if encoding is None else copy.bodies[encoding]
    response = Answer(body, content_type="")
    # Django takes longer to look through headers, one by one, than for all the rest of this.
    response.headers._store = {
        "cache-control": ("Cache-Control", cache_control(copy.until - now)),
        **copy.headers_for(encoding or ""),
        "content-length": ("Content-Length", str(len(body))),
    }
    if CONDITIONS.isdisjoint(request.META):
        return response
    told = get_conditional_response(request, response["ETag"], None, response)
    return told if told is response else instead_of(response, told)


def instead_of(page: HttpResponse, told: HttpResponse) -> HttpResponse:
    """
    Without a body, and else with the page's headers: a browser puts them in place of those it has.
    That a page is another one than was wanted concerns who asked alone.
    """
    if told.status_code == 412:
        told["Cache-Control"] = "no-store"
    for name, value in page.items():
        if name not in OF_A_BODY:
            told.headers.setdefault(name, value)
    return told


def cache_control(seconds: float) -> str:
    """For caches before us, of what will be another in so many seconds."""
    fresh = max(0, min(FRESH, int(seconds)))
    stale = max(0, min(STALE, int(seconds) - fresh))
    return f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={stale}"


@remembered_if_short(256)
def encoding_for(accepted: str, *there: str) -> str | None:
    """
    The best of the encodings a body is there in; None where it has to be sent plain and is not.

    >>> encoding_for("gzip, br;q=0", "gzip", "br")
    'gzip'
    """
    if "" in there:
        return ""
    taken = set()
    for one in accepted.lower().split(","):
        name, _semicolon, quality = one.replace(" ", "").partition(";")
        if not quality or quality.removeprefix("q=").strip("0."):
            taken.add(name)
    return next((name for name in ("br", "gzip") if name in taken), None)


# On the shelf -----------------------------------------------------------------------------------


def packed(copy: Copy) -> bytes:
    sizes = {encoding: len(body) for encoding, body in copy.bodies.items()}
    head = [copy.key, copy.revision, copy.until, copy.headers, copy.etag, sizes]
    told = json.dumps(head).encode()
    return b"".join([struct.pack(">I", len(told)), told, *copy.bodies.values()])


def unpacked(data: bytes) -> Copy | None:
    """None of anything that is not a whole copy."""
    try:
        (length,) = struct.unpack_from(">I", data)
        key, revision, until, headers, etag, sizes = json.loads(data[4 : 4 + length])
        at, bodies = 4 + length, {}
        for encoding, size in sizes.items():
            bodies[encoding] = data[at : at + size]
            at += size
    except (ValueError, struct.error, AttributeError):
        return None
    return Copy(key, revision, until, headers, etag, bodies) if at == len(data) else None
