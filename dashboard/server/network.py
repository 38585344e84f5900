"""The network that a client's address belongs to: the limits per address count it as one."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from starlette.types import Scope


def network(host: str) -> str:
    """The address itself; for IPv6 its /64 network, because one subscriber has all of it."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def network_of(scope: Scope) -> str:
    """The network that a request comes from."""
    return network(str((scope.get("client") or ("unknown", 0))[0]))
