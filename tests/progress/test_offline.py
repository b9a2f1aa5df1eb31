"""The tests themselves reach no other machine, nor does anything they start."""

import socket
import subprocess
import sys

import pytest

# An address kept for examples (RFC 5737): nobody answers there.
ELSEWHERE = ("192.0.2.1", 80)


def test_another_machine_cannot_be_reached():
    with pytest.raises(OSError, match="the lessons use no network"):
        socket.create_connection(ELSEWHERE, timeout=5)
    with pytest.raises(OSError, match="the lessons use no network"):
        socket.getaddrinfo("example.org", 80)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as speaker, pytest.raises(OSError):
        speaker.sendto(b"x", ELSEWHERE)


def test_this_machine_can():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_processes_are_bound_too():
    code = f"import socket; socket.create_connection({ELSEWHERE!r}, timeout=5)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "the lessons use no network" in done.stderr
