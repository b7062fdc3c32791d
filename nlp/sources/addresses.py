"""Which Internet addresses may be connected to: the public ones, so that no page can lead us into a private network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Host and port → every address the name stands for, as text. The tests put their own in its place.
Resolver = Callable[[str, int], list[str]]

#: Refused although the standard library calls some of them global.
_REFUSED = tuple(
    ipaddress.ip_network(block)
    for block in (
        "192.88.99.0/24",  # the old 6to4 relays
        "168.63.129.16/32",  # the inner wire server of a cloud
        "100.64.0.0/10",  # carriers' inner networks, metadata services among them
        "fec0::/10",  # site-local
        "2001::/32",  # Teredo: an IPv4 address in disguise
        "100::/64",  # discard
        "5f00::/16",  # segment routing
    )
)
#: IPv6 blocks that carry an IPv4 address, and how far from the right end it stands.
_CARRIERS = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
)


def is_public(address: Address) -> bool:
    """Whether ``address`` is one of the open Internet, and so is the IPv4 address it carries, if it carries one.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("8.8.8.8", "127.0.0.1", "::ffff:10.0.0.1")]
    [True, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        for block, shift in _CARRIERS:
            if address in block:
                return is_public(ipaddress.IPv4Address(int(address) >> shift & 0xFFFFFFFF))
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    if special or address.is_link_local or address.is_private or not address.is_global:
        return False
    return not any(address in block for block in _REFUSED if block.version == address.version)


def resolve(host: str, port: int) -> list[str]:
    """Every address of ``host``, in the order the system prefers, each once.

    Raises:
        OSError: the name is not known, or cannot be asked about now.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def private_among(addresses: list[str]) -> str | None:
    """The first address that must not be connected to; a scope ("%eth0") makes an address private."""
    for text in addresses:
        try:
            if not is_public(ipaddress.ip_address(text)):
                return text
        except ValueError:
            return text
    return None
