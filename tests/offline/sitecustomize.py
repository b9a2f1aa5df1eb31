"""Refuse every connection that leaves this machine.

Python imports this module by itself in every process that finds it on its path: the tests
put this folder there, so that servers and kernels they start are bound by it too.
"""

import ipaddress
import sys

EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"}


class NetworkBlocked(OSError):
    """Something tried to reach another machine."""


def on_this_machine(host: object) -> bool:
    if not isinstance(host, (str, bytes)):
        return True  # None: any address of this machine
    name = host.decode() if isinstance(host, bytes) else host
    if name in ("", "localhost", "localhost.", "<broadcast>"):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def guard(event: str, arguments: tuple) -> None:
    if event not in EVENTS:
        return
    # getaddrinfo: (host, …); the others: (socket, address)
    target = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    if isinstance(target, tuple) and event != "socket.getaddrinfo":
        target = target[0]
    elif event != "socket.getaddrinfo":
        return  # a socket in the file system
    if not on_this_machine(target):
        raise NetworkBlocked(f"{event} to {target!r}: the lessons use no network.")


sys.addaudithook(guard)
