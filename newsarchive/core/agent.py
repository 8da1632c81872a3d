"""How the program names itself to web servers."""

from importlib.metadata import version


def user_agent(contact: str) -> str:
    """Return the User-Agent; `contact` is an address for webmasters, empty for none."""
    told = f"; {contact}" if contact else ""
    return f"newsarchive/{version('newsarchive')} (local news archive{told})"
