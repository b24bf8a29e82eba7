"""How the trace of a day is read."""

from collections import Counter

from bench.outgoing import asked, outside

TRACE = """
7 connect(3, {sa_family=AF_INET, sin_port=htons(8137), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
7 connect(3, {sa_family=AF_INET6, sin6_port=htons(1), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0
7 connect(4, {sa_family=AF_UNIX, sun_path="/run/user/0/bus"}, 18) = 0
8 sendto(5, "\\0", 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20
8 sendto(5, "x", 1, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.53")}, 16) = 1
9 connect(3, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = -1
"""


def test_only_addresses_beyond_this_computer_count() -> None:
    assert len(list(asked(TRACE))) == 4
    assert outside(TRACE) == Counter({("sendto", "192.0.2.53"): 1, ("connect", "2001:db8::1"): 1})
