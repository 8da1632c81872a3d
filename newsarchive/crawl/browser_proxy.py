"""A forward proxy on loopback that holds the address guard for a browser.

A browser follows redirects and looks up names by itself, so that no request of Scrapy shows where
it goes. All of it passes through here: names are looked up once, every address is judged, and the
connection goes to that very address.
"""

import contextlib
import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

from newsarchive.crawl.addresses import Address, is_forbidden, plain_address, refusal

_TIMEOUT_SECONDS = 60
_CHUNK_BYTES = 65_536
_LONGEST_HEAD = 131_072
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_DROPPED = (b"proxy-connection:", b"proxy-authorization:", b"connection:")


@contextlib.contextmanager
def guarded_proxy(allowed: frozenset[Address]) -> Iterator[str]:
    """Serve until the block is left; gives the proxy's address, `http://127.0.0.1:PORT`."""

    class Handler(_Handler):
        permitted = allowed

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class _Handler(socketserver.StreamRequestHandler):
    """One connection of the browser; for plain http one request of it."""

    permitted: frozenset[Address]
    timeout = _TIMEOUT_SECONDS
    rbufsize = 0  # what follows the head must stay in the socket, to be passed on

    def handle(self) -> None:
        """Connect to where the browser wants to go, if it may, and pass on what is said."""
        with contextlib.suppress(OSError, ValueError):
            head = self._head()
            method, target, _ = head.split(b" ", 2)
            tunnel = method.upper() == b"CONNECT"
            url = ("https://" if tunnel else "") + target.decode("ascii")
            upstream = self._connect(url)
            if upstream is None:
                self.wfile.write(_REFUSED)
                return
            with upstream:
                if tunnel:
                    self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                else:
                    upstream.sendall(_as_origin(head, url))
                _pass_on(self.connection, upstream)

    def _head(self) -> bytes:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline(_CHUNK_BYTES)
            head += line
            if not line or len(head) > _LONGEST_HEAD:
                raise ValueError("no whole request")
        return head

    def _connect(self, url: str) -> socket.socket | None:
        """A connection to the first permitted address of a host, None where none is permitted."""
        if refusal(url, self.permitted):
            return None
        host, port = plain_address(url)
        for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            address = str(found[4][0])
            if (host, port) in self.permitted or is_forbidden(address) is None:
                return socket.create_connection((address, port), timeout=_TIMEOUT_SECONDS)
        return None


def _as_origin(head: bytes, url: str) -> bytes:
    """The request as a server wants it: with a path for its target, closing after the answer."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    method, _, version = first.split(b" ", 2)
    kept = [line for line in lines if not line.lower().startswith(_DROPPED)]
    opening = b" ".join([method, target.encode("ascii"), version])
    return b"\r\n".join([opening, *kept, b"Connection: close", b"", b""])


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    """Copy both ways until either side ends or nothing is said for long."""
    facing = {one: other, other: one}
    while True:
        ready, _, _ = select.select([one, other], [], [], _TIMEOUT_SECONDS)
        if not ready:
            return
        for side in ready:
            data = side.recv(_CHUNK_BYTES)
            if not data:
                return
            facing[side].sendall(data)
