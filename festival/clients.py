"""Where a request comes from, as far as it can be known and not merely claimed."""

from ipaddress import ip_address, ip_network

from django.conf import settings


def client_address(request):
    return address_in(request.META)


def address_in(meta):
    """
    The address that reached us; behind a proxy, the one that reached it, which is the last it
    wrote. Whatever stands before that was sent by anybody. Of IPv6 it is the network, as who has
    one address has 2^64 of them.
    """
    address = meta.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        forwarded = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        address = forwarded or address
    try:
        known = ip_address(address)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - of a local socket, or unreadable: all of them are one
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network((known, 64), strict=False)[0]) if known.version == 6 else str(known)
