"""Until when a host's TLS certificate is valid, asked of the host itself."""

import datetime as dt
import socket
import ssl
from urllib.parse import urlsplit

from cryptography import x509

TIMEOUT_SECONDS = 10.0
_HTTPS = 443


def valid_until(url: str, timeout: float = TIMEOUT_SECONDS) -> dt.datetime | None:
    """Return when the certificate of an address's host expires; None without TLS or an answer.

    The certificate is not verified: one that is expired or issued for another name is to be seen.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return None
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    address = (parts.hostname, parts.port or _HTTPS)
    try:
        with (
            socket.create_connection(address, timeout) as connection,
            context.wrap_socket(connection, server_hostname=parts.hostname) as secured,
        ):
            shown = secured.getpeercert(binary_form=True)
    except (OSError, ValueError):
        return None
    return x509.load_der_x509_certificate(shown).not_valid_after_utc if shown else None
