"""Who counts as one visitor when visits are counted by network address."""

import ipaddress

# One household or one server has a whole network of this size, so each address in it is the same visitor.
_HOME_V6 = 64


def visitor_of(address):
    """The network that an address belongs to: an IPv4 address itself, of IPv6 the /64. What is no address is a visitor, too."""
    try:
        parsed = ipaddress.ip_address((address or "").split("%", 1)[0])
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _HOME_V6), strict=False))
    return str(parsed)
