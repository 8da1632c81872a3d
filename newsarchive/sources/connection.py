"""A connection to a web server that keeps to a deadline and to the addresses it may reach.

The name is looked up once, every address is put to the guard, and the connection goes to that
very address: a name that changes its answer between two look-ups leads nowhere else.
"""

import contextlib
import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Self
from urllib.parse import urlsplit

import certifi

AddressCheck = Callable[[str, int, str], None]
"""Raises Refused for (host, port, IP address) where a connection must not go."""

LEGACY_RENEGOTIATION = 0x4
"""OP_LEGACY_SERVER_CONNECT, which Python 3.11 does not name: old servers know no other way."""


class Deadline:
    """A moment after which a connection is cut, whatever it is waiting for."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    @property
    def left(self) -> float:
        """Seconds left, a hair above zero when none are: a socket reads zero as "do not wait"."""
        return max(self._end - time.monotonic(), 0.001)

    @property
    def is_over(self) -> bool:
        """Whether the moment has passed."""
        return time.monotonic() >= self._end

    def watch(self, connected: socket.socket) -> None:
        """Cut this socket, no other, when the moment comes."""
        self._socket = connected

    def _cut(self) -> None:
        if self._socket is not None:
            # The plain socket's shutdown: an SSLSocket's own drops the state that the reading
            # thread still uses.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@contextlib.contextmanager
def open_connection(
    url: str, *, deadline: Deadline, check_address: AddressCheck | None
) -> Iterator[http.client.HTTPConnection]:
    """Connect to the server of an http(s) address; the connection is closed in the end.

    Raises Refused, or OSError with its children (socket.gaierror, ssl.SSLError, TimeoutError).
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connected = _connect(host, port, deadline, check_address)
    try:
        if parts.scheme == "https":
            connected = _tls_context().wrap_socket(
                connected, server_hostname=host, do_handshake_on_connect=False
            )
            deadline.watch(connected)
            connected.do_handshake()
        connection = http.client.HTTPConnection(host, port)
        connection.sock = connected
        yield connection
    finally:
        connected.close()


def _connect(
    host: str, port: int, deadline: Deadline, check_address: AddressCheck | None
) -> socket.socket:
    failure: OSError = socket.gaierror(socket.EAI_NONAME, "no address")
    for family, address in _look_up(host, port, deadline.left):
        if check_address is not None:
            check_address(host, port, str(address[0]))
        connecting = socket.socket(family, socket.SOCK_STREAM)
        connecting.settimeout(deadline.left)
        try:
            connecting.connect(address)
        except OSError as error:
            connecting.close()
            failure = error
            continue
        deadline.watch(connecting)
        return connecting
    raise failure


_Addresses = list[tuple[socket.AddressFamily, Any]]
"""Pairs of a family and what socket.connect takes for it."""


def _look_up(host: str, port: int, seconds: float) -> _Addresses:
    """Return the addresses of a host; the system's look-up knows no time limit, this one does."""
    answers: queue.SimpleQueue[_Addresses | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([(family, address) for family, _, _, _, address in found])
        except OSError as error:
            answers.put(error)
        except UnicodeError:
            answers.put(socket.gaierror(socket.EAI_NONAME, "no host name"))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty as error:
        raise TimeoutError("the name look-up took too long") from error
    if isinstance(answer, OSError):
        raise answer
    return answer


@cache
def _tls_context() -> ssl.SSLContext:
    """Return settings that verify certificates (system and certifi) and take old suites."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.options |= LEGACY_RENEGOTIATION
    context.set_ciphers("DEFAULT@SECLEVEL=1")
    return context
