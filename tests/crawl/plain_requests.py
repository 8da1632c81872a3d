"""Requests through a proxy, written by hand as a browser writes them."""

import http.client
from urllib.parse import urlsplit


def ask(proxy: str, url: str) -> tuple[int, str]:
    """Status and text that a proxy gives for an address."""
    connection = http.client.HTTPConnection(urlsplit(proxy).netloc, timeout=20)
    try:
        connection.request("GET", url, headers={"Host": urlsplit(url).netloc})
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace")
    finally:
        connection.close()
